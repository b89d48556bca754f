// The patch that Codex writes (`*** Begin Patch`) → what it does to each file. Its hunks name no lines: they are found by their text.

export interface Edited {
  /** As the agent names it: absolute, or below its folder. */
  readonly path: string;
  /** The file after the call, from the file before it; undefined where the call can't succeed. */
  after(before: string): string | undefined;
  /** The file before the call, from the file after it; undefined where it can't be told. */
  before(after: string): string | undefined;
}

export const isPatch = (text: string): boolean => /^\s*(?:apply_patch\b[^\n]{0,200}\n)?\*\*\* Begin Patch\b/.test(text);

interface Hunk { readonly old: readonly string[]; readonly now: readonly string[] }
interface Section { readonly kind: 'Add' | 'Update'; readonly path: string; readonly hunks: Hunk[] }

export function filesOfPatch(text: string): Edited[] {
  return sectionsOf(text).map(({ kind, path, hunks }) => ({
    path,
    after: (before) => (kind === 'Add' ? hunks.flatMap(({ now }) => now).join('\n') : changed(before, hunks)),
    before: (after) => (kind === 'Add' ? '' : changed(after, hunks.map(({ old, now }) => ({ old: now, now: old })))),
  }));
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let hunk: { old: string[]; now: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, kind, path] = /^\*\*\* (Add|Update|Delete) File: (.{1,4000})$/.exec(line) ?? [];
    const section = sections.at(-1);
    if (kind !== undefined) {
      if (kind !== 'Delete') sections.push({ kind: kind as Section['kind'], path: path!.trim(), hunks: [] });
      hunk = undefined;
    } else if (line.startsWith('*** ') || section === undefined) continue;
    else if (line.startsWith('@@')) hunk = undefined;
    else {
      if (hunk === undefined) section.hunks.push(hunk = { old: [], now: [] });
      if (!line.startsWith('+')) hunk.old.push(line.slice(1));
      if (!line.startsWith('-')) hunk.now.push(line.slice(1));
    }
  }
  return sections;
}

/** One hunk behind the other; undefined when one of them does not stand there. */
function changed(text: string, hunks: readonly Hunk[]): string | undefined {
  const lines = text.split('\n');
  let from = 0;
  for (const { old, now } of hunks) {
    const at = indexOfLines(lines, old, from);
    if (at === undefined) return undefined;
    lines.splice(at, old.length, ...now);
    from = at + now.length;
  }
  return lines.join('\n');
}

function indexOfLines(lines: readonly string[], wanted: readonly string[], from: number): number | undefined {
  for (let at = from; at + wanted.length <= lines.length; at++)
    if (wanted.every((line, index) => lines[at + index]!.trimEnd() === line.trimEnd())) return at;
  return undefined;
}
