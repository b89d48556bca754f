// What was found before a change and after it → what is wrong with the change: a file no longer parses, the finding that was
// to go is still there, or another has come. Findings are compared as a bag of file, rule and message: positions move, and
// one change may settle several.

import type { Diagnostic, Finding } from './finding.ts';

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Pick<Diagnostic, 'file' | 'message' | 'incomplete'>[];
}

export interface Fault {
  readonly what: 'does not parse' | 'still there' | 'new finding';
  readonly file: string;
  /** Of a finding. */
  readonly ruleId?: string;
  readonly message: string;
}

/** One offered change, and the finding that it is for. */
export interface Made { readonly finding: Finding; readonly fix: Finding['fixes'][number] }

type TextOf = (file: string) => string | undefined;

/** `textOf`: of a file after the changes. */
export function faultsOfChange(before: Judgement, after: Judgement, made: readonly Made[], textOf: TextOf): Fault[] {
  return [...parseFaults(before, after), ...findingFaults(open(before), open(after), made, textOf)];
}

const open = ({ findings }: Judgement): readonly Finding[] => findings.filter(({ suppressed }) => suppressed === null);

function parseFaults(before: Judgement, after: Judgement): Fault[] {
  const count = ({ diagnostics }: Judgement, path: string): number =>
    diagnostics.filter(({ file, incomplete }) => incomplete && file === path).length;
  const files = new Set(after.diagnostics.filter(({ incomplete }) => incomplete).map(({ file }) => file));
  return [...files].filter((file) => count(after, file) > count(before, file)).map((file) =>
    ({ what: 'does not parse', file, message: after.diagnostics.findLast((one) => one.incomplete && one.file === file)?.message ?? '' }));
}

const wordOf = ({ ruleId, file, message }: Finding): string => `${file} ${ruleId}: ${message}`;

function findingFaults(before: readonly Finding[], after: readonly Finding[], made: readonly Made[], textOf: TextOf): Fault[] {
  const settled = made.map(({ finding }) => finding);
  const gone = new Set(settled.map(wordOf));
  const left = withoutEach(before, settled);
  const edits = made.flatMap(({ fix }) => fix.edits);
  const isSame = (one: Finding, known: Finding): boolean => one.range.start.offset === movedBy(edits, known.file, known.range.start.offset);
  const stayed = taken(after, left, (one, known) => wordOf(one) === wordOf(known) && isSame(one, known));
  const told = taken(stayed.others, stayed.unmet, (one, known) => wordOf(one) === wordOf(known));
  // A change may alter what another finding says, or lessen it; and what names a settled one as evidence tells its story anew.
  const isSettled = ({ file, range }: Pick<Finding, 'file' | 'range'>): boolean =>
    settled.some((one) => one.file === file && one.range.start.offset === range.start.offset);
  const retold = taken(told.others, told.unmet, (one, known) => one.file === known.file && one.ruleId === known.ruleId
    && (known.evidence.some(isSettled) || (isNoGraver(one, known) && isSame(one, known))));
  return retold.others
    .filter((one) => gone.has(wordOf(one)) || !made.some((each) => wasCovered(one, each, edits, textOf)))
    .map((one) => ({ what: gone.has(wordOf(one)) ? 'still there' : 'new finding', file: one.file, ruleId: one.ruleId, message: one.message }));
}

function withoutEach(all: readonly Finding[], some: readonly Finding[]): Finding[] {
  const left = [...all];
  for (const one of some) {
    const index = left.findIndex((other) => wordOf(other) === wordOf(one));
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}

/** Each of them meets at most one of the known: those that meet none, and the known that nobody met. */
function taken(
  all: readonly Finding[], known: readonly Finding[], meets: (one: Finding, known: Finding) => boolean,
): { readonly others: readonly Finding[]; readonly unmet: readonly Finding[] } {
  const unmet = [...known];
  const others = all.filter((one) => {
    const index = unmet.findIndex((other) => meets(one, other));
    if (index >= 0) unmet.splice(index, 1);
    return index < 0;
  });
  return { others, unmet };
}

const grades = ['info', 'warning', 'error'] as const;
const isNoGraver = (one: Finding, other: Finding): boolean => grades.indexOf(one.severity) <= grades.indexOf(other.severity);

type Edits = Made['fix']['edits'];

/** Where the offset stands once the changes are made. */
const movedBy = (edits: Edits, file: string, offset: number): number => edits
  .filter((edit) => edit.file === file && edit.end <= offset)
  .reduce((at, { start, end, text }) => at + text.length - (end - start), offset);

/** A hint about the very call that is changed, or a key of it: what was wrong with that call had kept it from being told. */
function wasCovered(one: Finding, { finding, fix }: Made, edits: Edits, textOf: TextOf): boolean {
  if (one.severity !== 'info' || one.ruleId === finding.ruleId) return false;
  const shown = [finding, ...finding.evidence].map(({ file, range }) => ({ file, start: movedBy(edits, file, range.start.offset) }));
  const changed = [...shown, ...fix.edits.map(({ file, start }) => ({ file, start: movedBy(edits, file, start) }))];
  return [one, ...one.evidence].some(({ file, range: { start, end } }) => {
    const text = textOf(file) ?? '';
    const inner = argumentsAt(text, end.offset);
    return changed.some((at) => at.file === file && (
      (inner !== undefined && at.start >= inner.start && at.start <= inner.end) || !text.slice(...inOrder(at.start, start.offset)).includes('\n')));
  });
}

const inOrder = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

/** The parentheses that open right behind a name, by their number alone. */
function argumentsAt(text: string, from: number): { start: number; end: number } | undefined {
  const start = from + (/^(?:<[^()]{0,100}>)?\s{0,20}/.exec(text.slice(from, from + 130))?.[0].length ?? 0);
  if (text[start] !== '(') return undefined;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return { start, end: at };
  }
  return undefined;
}
