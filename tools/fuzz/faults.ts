// What a host answered → what is wrong with the answer. Faults that have the same cause should have the same words, so that
// thousands of inputs are told as one: words hold no positions and nothing of the input.

import type { Finding } from '../../src/findings/finding.ts';
import type { TextFile } from './seeds.ts';

export const faultKinds = ['crash', 'stack', 'internal', 'hang', 'death', 'memory', 'unstable', 'place', 'edit', 'secret', 'growth'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault { readonly kind: FaultKind; readonly what: string }

interface Reported { readonly start: number; readonly end: number; readonly what: string }
export interface Answer {
  readonly findings: readonly Finding[];
  /** Stretches of facts: comments, problems, keys, tokens. */
  readonly stretches: readonly (Reported & { readonly file: TextFile })[];
  /** Decoded, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

export const faultsOf = ({ findings, stretches, texts }: Answer): Fault[] => [
  ...stretches.flatMap(({ file, start, end, what }) => placeFault(what, start, end, file.text)),
  ...findings.flatMap((finding) => [
    ...rangeFaults(`finding of ${finding.ruleId}`, finding, texts),
    ...finding.evidence.flatMap((step) => rangeFaults(`evidence of ${finding.ruleId}`, step, texts)),
    ...excerptFaults(finding),
    ...editFaults(finding, texts),
  ]),
];

function placeFault(what: string, start: number, end: number, text: string): Fault[] {
  if (start > end) return [{ kind: 'place', what: `${what}: it ends before it starts` }];
  if (start < 0 || end > text.length || !Number.isInteger(start) || !Number.isInteger(end)) return [{ kind: 'place', what: `${what}: outside of the text` }];
  return [];
}

function rangeFaults(what: string, { file, range }: Pick<Finding, 'file' | 'range'>, texts: Answer['texts']): Fault[] {
  const text = texts.get(file);
  if (text === undefined) return [{ kind: 'place', what: `${what}: in a file that is not there` }];
  const { start, end } = range;
  return [
    ...placeFault(what, start.offset, end.offset, text),
    ...[start, end].flatMap(({ line, column, offset }): Fault[] => {
      const expected = positionIn(text, offset);
      return expected.line === line && expected.column === column ? [] : [{ kind: 'place', what: `${what}: line and column are not those of the offset` }];
    }),
  ];
}

/** Counted anew, without the tables of src/source/lines.ts. */
export function positionIn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = 0; at < offset; at++) {
    const isEnd = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
    if (isEnd) { line++; start = at + 1; }
  }
  return { line, column: offset - start + 1 };
}

function excerptFaults({ ruleId, excerpts }: Finding): Fault[] {
  return excerpts.flatMap(({ firstLine, lines, mark }): Fault[] => {
    const marked = lines[mark.line - firstLine];
    const isWrong = marked === undefined || mark.from < 1 || mark.to < mark.from || mark.to > marked.length + 1;
    return isWrong ? [{ kind: 'place', what: `excerpt of ${ruleId}: the mark is outside of it` }] : [];
  });
}

function editFaults({ ruleId, fixes }: Finding, texts: Answer['texts']): Fault[] {
  return fixes.flatMap(({ edits }): Fault[] => {
    if (edits.length === 0) return [{ kind: 'edit', what: `${ruleId}: a change without edits` }];
    const sorted = [...edits].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start || a.end - b.end));
    return [
      ...edits.flatMap(({ file, start, end }) => {
        const text = texts.get(file);
        return text === undefined ? [{ kind: 'edit' as const, what: `${ruleId}: an edit of a file that is not there` }]
          : placeFault(`edit of ${ruleId}`, start, end, text).map((fault) => ({ ...fault, kind: 'edit' as const }));
      }),
      ...sorted.flatMap(({ file, start }, index): Fault[] => {
        const before = sorted[index - 1];
        return before?.file === file && start < before.end ? [{ kind: 'edit', what: `${ruleId}: edits that overlap` }] : [];
      }),
    ];
  });
}

/** The text after the edits of one fix in one file. */
export function edited(text: string, path: string, { edits }: Finding['fixes'][number]): string {
  return edits.filter(({ file }) => file === path).sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((done, { start, end, text: added }) => done.slice(0, start) + added + done.slice(end), text);
}

export function secretFaults(secrets: readonly string[], outputs: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(outputs).flatMap(([name, output]) =>
    (secrets.some((secret) => output.includes(secret)) ? [{ kind: 'secret' as const, what: `a planted value stands in ${name}` }] : []));
}

/** Which error it was and where in our own code, without what it quotes. */
export function faultOfError(error: unknown, host: string): Fault {
  if (!(error instanceof Error)) return { kind: 'crash', what: `${host}: something else than an error was thrown` };
  const isStack = error instanceof RangeError && error.message.includes('call stack');
  const frame = ownFrame(error);
  const message = error.message.split('\n', 1)[0]!.replace(/(["'`]).*?\1/g, '…').replace(/\d+/g, 'N').slice(0, 100);
  // The end of the stack is reached wherever it happens to be: the place says little.
  return isStack ? { kind: 'stack', what: `${host}: ${frame?.replace(/:\d+$/, '') ?? 'the stack ends'}` } : { kind: 'crash', what: `${host}: ${error.name}: ${message} at ${frame ?? 'an unknown place'}` };
}

/** The first frame of this repository: `src/facts/x.ts:12`. */
export const ownFrame = (error: Error): string | undefined => /\/((?:src|rules)\/[\w/.-]+\.ts:\d+)/.exec(error.stack ?? '')?.[1];
