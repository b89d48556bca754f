// Findings and the changes they offer → the texts of the files with those changes made, as far as each change keeps its
// promise: the files still parse, its finding is gone, and no finding of any rule has come. Nothing is written here.
// Changes are made together, in passes, and judged by a scan of the whole tree as it would be; where something is wrong, those
// that may be at fault are tried alone. What overlaps waits for the next pass.

import { resolve } from 'node:path';
import { areApart, changedText } from '../edits/changed-text.ts';
import { faultsOfChange, type Fault, type Made } from '../findings/faults-of-change.ts';
import type { Finding } from '../findings/finding.ts';
import type { Rule } from '../findings/rule.ts';
import { decode } from '../source/decode.ts';
import { posixWay } from '../source/inside.ts';
import { originalAt, type Original } from './fix-files.ts';
import type { ScanOptions } from './run-options.ts';
import type { Inside } from './inside.ts';
import { collected, scanWith } from './scan.ts';
import { type Scanned } from './scanning/result.ts';

export const fixKinds = ['safe', 'suggestion'] as const;
export type FixKind = (typeof fixKinds)[number];

/** A change that was made, or why it was not. */
export interface Told {
  readonly ruleId: string;
  readonly file: string;
  /** Where the finding stood when the change was made. */
  readonly line: number;
  readonly title: string;
  readonly kind: FixKind;
}
export interface Refused extends Told { readonly why: string }

export interface FixedFile { readonly file: string; readonly original: Original; readonly text: string }

export interface FixPlan {
  /** Those that change, by path. */
  readonly files: readonly FixedFile[];
  readonly made: readonly Told[];
  readonly refused: readonly Refused[];
}

/** More would be changes that call each other forth. */
const MAX_PASSES = 10;
/** Of the whole tree. */
const MAX_SCANS = 200;

export async function plannedFixes(
  rules: readonly Rule[], options: ScanOptions, kinds: ReadonlySet<FixKind>, found: Scanned,
): Promise<FixPlan> {
  const root = resolve(options.root ?? '.');
  const offered = found.findings.filter(({ suppressed, fixes }) => suppressed === null && fixes.some(({ kind }) => kinds.has(kind)));
  if (offered.length === 0) return { files: [], made: [], refused: [] };
  const originals = originalsOf(root, options, offered);
  const tree = await treeOf(rules, options, kinds, originals, offered);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const batch = nextBatch(tree);
    if (batch.length === 0) break;
    await attempt(tree, batch);
  }
  const files = [...originals].flatMap(([file, original]) => {
    const text = tree.texts.get(file);
    return typeof original === 'string' || text === undefined || text === original.text ? [] : [{ file, original, text }];
  });
  return { files, made: tree.made, refused: [...tree.refused.values()] };
}

function originalsOf(root: string, { stdin }: ScanOptions, offered: readonly Finding[]): Map<string, Original | string> {
  const paths = new Set(offered.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ file }) => file))));
  const given = stdin && posixWay(root, resolve(root, stdin.filename));
  return new Map([...paths].sort().map((path) => [path, stdin && path === given ? originalOf(stdin.content) : originalAt(root, path)]));
}

function originalOf(content: string | Uint8Array): Original | string {
  const decoded = decode(typeof content === 'string' ? Buffer.from(content) : content, true);
  return decoded.ok ? { text: decoded.text, mark: decoded.mark } : decoded.message;
}

/** The finding of one place, whatever it says. */
const placeOf = ({ ruleId, file, range }: Finding): string => `${ruleId}\0${file}\0${range.start.offset}\0${range.end.offset}`;

/** A tree that changes pass by pass. */
interface Tree {
  readonly texts: Map<string, string>;
  readonly made: Told[];
  /** By the fingerprint of the finding. */
  readonly refused: Map<string, Refused>;
  /** Findings that are to be settled, by fingerprint: the same wherever the changes move them. */
  readonly wanted: Set<string>;
  /** Of the whole tree, by every rule, whatever is listed: no change may raise anything. */
  readonly judged: (texts: NonNullable<Inside['overlay']>) => Promise<Scanned>;
  readonly changeFor: (finding: Finding) => Made | undefined;
  scans: number;
  state: Scanned;
}

async function treeOf(
  rules: readonly Rule[], { minCertainty: _all, stdin, ...options }: ScanOptions, kinds: ReadonlySet<FixKind>,
  originals: ReadonlyMap<string, Original | string>, offered: readonly Finding[],
): Promise<Tree> {
  const root = resolve(options.root ?? '.');
  const given = stdin && posixWay(root, resolve(root, stdin.filename));
  const texts = new Map([...originals].flatMap(([path, one]) => (typeof one === 'string' ? [] : [[path, one.text] as const])));
  const judged = (changed: NonNullable<Inside['overlay']>): Promise<Scanned> => collected(scanWith(rules, {
    ...options, preset: 'all', ...(stdin && { stdin: { ...stdin, content: changed.get(given ?? '') ?? stdin.content } }),
  }, { overlay: changed }));
  const state = await judged(texts);
  const places = new Set(offered.map(placeOf));
  const wanted = new Set(state.findings.filter((finding) => places.has(placeOf(finding))).map(({ fingerprint }) => fingerprint));
  const refused = new Map<string, Refused>();
  const changeFor = (finding: Finding): Made | undefined => {
    const { fingerprint, fixes, suppressed } = finding;
    if (suppressed !== null || !wanted.has(fingerprint) || refused.has(fingerprint)) return undefined;
    const fitting = fixes.filter(({ kind }) => kinds.has(kind));
    const fix = fitting.find(({ kind }) => kind === 'safe') ?? fitting[0];
    if (!fix) return undefined;
    const unable = fix.edits.map(({ file }) => originals.get(file) ?? 'it reaches into a file that no finding named before')
      .find((one) => typeof one === 'string');
    if (unable === undefined) return { finding, fix };
    refused.set(fingerprint, { ...toldOf({ finding, fix }), why: unable });
    return undefined;
  };
  return { texts, made: [], refused, wanted, judged, changeFor, scans: 1, state };
}

/** One change a finding, none in the way of another. */
function nextBatch({ state, changeFor }: Tree): Made[] {
  const batch: Made[] = [];
  const taken = new Map<string, Edit[]>();
  for (const finding of state.findings) {
    const made = changeFor(finding);
    if (!made?.fix.edits.every((edit) => (taken.get(edit.file) ?? []).every((other) => areApart(edit, other)))) continue;
    batch.push(made);
    for (const edit of made.fix.edits) taken.set(edit.file, [...(taken.get(edit.file) ?? []), edit]);
  }
  return batch;
}

type Edit = Made['fix']['edits'][number];

async function attempt(tree: Tree, batch: readonly Made[]): Promise<void> {
  if (tree.scans++ >= MAX_SCANS) {
    for (const one of batch) refuse(tree, one, 'too many changes for one run: start it again');
    return;
  }
  const texts = changed(tree.texts, batch);
  const after = await tree.judged(texts);
  // Told to stop: half a scan proves nothing.
  if (after.summary.interrupted) {
    tree.wanted.clear();
    return;
  }
  const faults = faultsOfChange(tree.state, after, batch, (path) => texts.get(path));
  const [fault] = faults;
  if (fault) {
    if (batch.length > 1) await tryApart(tree, batch, faults);
    else for (const one of batch) refuse(tree, one, reasonOf(fault));
    return;
  }
  for (const [path, text] of texts) tree.texts.set(path, text);
  tree.made.push(...batch.map(toldOf));
  tree.state = after;
}

/** First what has nothing to do with the faults, together; then the others, one by one. */
async function tryApart(tree: Tree, batch: readonly Made[], faults: readonly Fault[]): Promise<void> {
  const files = new Set(faults.map(({ file }) => file));
  const calm = batch.filter(({ fix, finding }) => ![...fix.edits, finding].some(({ file }) => files.has(file)));
  const blamed = calm.length < batch.length ? batch.filter((one) => !calm.includes(one)) : batch;
  if (calm.length > 0 && blamed !== batch) await attempt(tree, calm);
  for (const { finding: { fingerprint } } of blamed) {
    const now = tree.state.findings.find((one) => one.fingerprint === fingerprint);
    const made = now && tree.changeFor(now);
    if (made) await attempt(tree, [made]);
  }
}

const refuse = ({ refused }: Tree, one: Made, why: string): void => void refused.set(one.finding.fingerprint, { ...toldOf(one), why });

function changed(before: ReadonlyMap<string, string>, batch: readonly Made[]): Map<string, string> {
  const texts = new Map(before);
  const edits = batch.flatMap(({ fix }) => fix.edits);
  for (const path of new Set(edits.map(({ file }) => file))) {
    const text = texts.get(path) ?? '';
    const own = edits.filter(({ file }) => file === path).map((edit) => ({ ...edit, text: withLineEndsOf(text, edit.text) }));
    texts.set(path, changedText(text, own));
  }
  return texts;
}

const toldOf = ({ finding: { ruleId, file, range }, fix: { title, kind } }: Made): Told =>
  ({ ruleId, file, line: range.start.line, title, kind });

const reasonOf = ({ what, file, ruleId, message }: Fault): string =>
  what === 'does not parse' ? `${file} would not parse (${message})`
    : what === 'still there' ? 'its finding would still be there'
      : `it would raise ${ruleId ?? ''} in ${file}`;

const withLineEndsOf = (text: string, added: string): string =>
  (text[text.indexOf('\n') - 1] === '\r' ? added.replace(/\r?\n/g, '\r\n') : added);
