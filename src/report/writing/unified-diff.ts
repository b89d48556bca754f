// Two texts of one file → a unified diff as git writes it, or with some lines masked, for eyes. A line that would have to be
// masked is no context where there is another: the hunk is cut short before it, and can still be applied.

/** A line of the old or the new text as it may be shown; undefined: as it is. Lines are counted from zero. */
export type Shown = (side: 'old' | 'new', line: number) => string | undefined;

export interface Diff {
  readonly text: string;
  /** Lines that are not shown as they are: a diff with one of them can't be applied. */
  readonly masked: number;
}

interface Hunk { readonly from: number; readonly to: number; readonly nowFrom: number; readonly nowTo: number }

const CONTEXT = 3;
/** More lines that differ are shown as one stretch. */
const MAX_EDITS = 1000;

export function unifiedDiff(path: string, before: string, after: string, shown: Shown = () => undefined): Diff {
  const [old, now] = [linesOf(before), linesOf(after)];
  let masked = 0;
  const written = (sign: ' ' | '-' | '+', side: 'old' | 'new', at: number): string => {
    const lines = side === 'old' ? old : now;
    const text = shown(side, at);
    if (text !== undefined) masked++;
    const ends = at === lines.length - 1 && !lines.at(-1)!.endsWith('\n');
    return `${sign}${text ?? lines[at]!.replace(/\n$/, '')}\n${ends ? '\\ No newline at end of file\n' : ''}`;
  };
  const hunks = withContext(hunksOf(old, now), old.length, (line) => shown('old', line) !== undefined).map((group) => {
    const [first, last] = [group.parts[0]!, group.parts.at(-1)!];
    const body: string[] = [];
    let at = group.from;
    for (const { from, to, nowFrom, nowTo } of group.parts) {
      for (; at < from; at++) body.push(written(' ', 'old', at));
      for (; at < to; at++) body.push(written('-', 'old', at));
      for (let line = nowFrom; line < nowTo; line++) body.push(written('+', 'new', line));
    }
    for (; at < group.to; at++) body.push(written(' ', 'old', at));
    const nowFrom = first.nowFrom - (first.from - group.from);
    const nowTo = last.nowTo + (group.to - last.to);
    return `@@ -${span(group.from, group.to)} +${span(nowFrom, nowTo)} @@\n${body.join('')}`;
  });
  const [a, b] = [named(`a/${path}`), named(`b/${path}`)];
  return { text: hunks.length === 0 ? '' : `diff --git ${a} ${b}\n--- ${a}${tab(a)}\n+++ ${b}${tab(b)}\n${hunks.join('')}`, masked };
}

/** Each with its line break; none of an empty text. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\n)/));

const span = (from: number, to: number): string => `${to === from ? from : from + 1},${to - from}`;

/** As git quotes names; a blank in a plain one ends it with a tab. */
const named = (path: string): string => (/["\\\u0000-\u001f\u007f]/.test(path)
  ? `"${path.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`
  : path);
const tab = (name: string): string => (name.includes(' ') && !name.startsWith('"') ? '\t' : '');

interface Group { readonly from: number; readonly to: number; readonly parts: Hunk[] }

/** A hunk needs a line behind its changes, or git takes it for the end of the file. */
function withContext(hunks: readonly Hunk[], lines: number, isMasked: (line: number) => boolean): Group[] {
  const groups: Group[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const floor = hunks[index - 1]?.to ?? 0;
    const ceiling = hunks[index + 1]?.from ?? lines;
    let from = hunk.from;
    while (from > Math.max(floor, hunk.from - CONTEXT) && !isMasked(from - 1)) from--;
    let to = Math.min(hunk.to + 1, ceiling);
    while (to < Math.min(ceiling, hunk.to + CONTEXT) && !isMasked(to)) to++;
    const last = groups.at(-1);
    if (last && last.to >= from) groups.splice(-1, 1, { from: last.from, to, parts: [...last.parts, hunk] });
    else groups.push({ from, to, parts: [hunk] });
  }
  return groups;
}

/** Stretches that differ, in order. The shortest way from one text to the other (Myers 1986), between what is equal at both ends. */
function hunksOf(old: readonly string[], now: readonly string[]): Hunk[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const whole: Hunk = { from: head, to: old.length - tail, nowFrom: head, nowTo: now.length - tail };
  if (whole.from === whole.to && whole.nowFrom === whole.nowTo) return [];
  const kept = pairsIn(old.slice(whole.from, whole.to), now.slice(whole.nowFrom, whole.nowTo));
  if (kept === undefined) return [whole];
  const hunks: Hunk[] = [];
  let [x, y] = [whole.from, whole.nowFrom];
  for (const [a, b] of [...kept.map(([a, b]) => [a + head, b + head] as const), [whole.to, whole.nowTo] as const]) {
    if (a > x || b > y) hunks.push({ from: x, to: a, nowFrom: y, nowTo: b });
    [x, y] = [a + 1, b + 1];
  }
  return hunks;
}

/** The lines that stay, as pairs of their numbers; undefined when too many don't. */
function pairsIn(old: readonly string[], now: readonly string[]): (readonly [number, number])[] | undefined {
  const furthest: Map<number, number>[] = [];
  let ends = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(MAX_EDITS, old.length + now.length); edits++) {
    const next = new Map(ends);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepsDown(ends, diagonal, edits) ? (ends.get(diagonal + 1) ?? 0) : (ends.get(diagonal - 1) ?? 0) + 1;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return backFrom(old.length, now.length, [...furthest, ends]);
    }
    furthest.push(ends);
    ends = next;
  }
  return undefined;
}

const stepsDown = (ends: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits || (diagonal !== edits && (ends.get(diagonal - 1) ?? -1) < (ends.get(diagonal + 1) ?? -1));

function backFrom(x: number, y: number, furthest: readonly ReadonlyMap<number, number>[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let edits = furthest.length - 1; edits >= 0; edits--) {
    const ends = furthest[edits]!;
    const diagonal = x - y;
    const before = stepsDown(ends, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (ends.get(before) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) pairs.unshift([--x, --y] as const);
    [x, y] = [fromX, fromY];
  }
  return pairs;
}
