// What about the configuration a run should hear of although nothing is wrong with its form: files that are not read, keys that
// stand twice, patterns that can't match, acceptances that are over, and what matched nothing. Each says the cure.
// A note fails no run by itself, and "matches nothing" is said only of runs that looked at everything.

import { quoted } from '../../findings/nearest.ts';
import type { Diagnostic, Finding } from '../../findings/finding.ts';
import type { Allowed } from '../../findings/options.ts';
import { ignoredBy } from '../../source/ignores.ts';
import { linesOf } from '../../source/lines.ts';
import type { RootFiles } from '../../source/root-files.ts';
import { dataOf, entriesOf, itemsOf, memberOf, parseJsonTree, type JsonNode, type JsonScalar } from '../../syntax/json-tree.ts';
import { globBelow } from './config.ts';
import { configNames, maxConfigSize } from './config-file.ts';

/** Of programs, not of data; people try these names because other tools take them. */
const notRead = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'yaml', 'yml', 'toml'].map((ending) => `jwtlint.config.${ending}`);

interface Read { readonly file: string; readonly text: string; readonly node: JsonNode }

const note = (file: string, message: string): Diagnostic => ({ file, kind: 'configuration', message });

/** A configuration of a folder: its file, and the folder that its patterns are meant from. */
interface Placed { readonly file: string; readonly folder: string }

/** `wanted`: the file that the user names; nothing is said of others then. The configurations are known to be well formed. */
export function notesOnFiles(files: RootFiles, wanted: string | false | undefined, today: string, below: readonly Placed[]): Diagnostic[] {
  const programs = wanted === undefined ? notRead.filter((name) => files.standing(name) !== undefined) : [];
  const all = [readsOf(files, wanted), ...below.map(({ folder }) => readsOf(files, undefined, folder))];
  return [
    ...programs.map((name) => note(name, 'not read: the configuration is data, in jwtlint.config.jsonc')),
    ...all.flatMap(([used, ...others]) => [
      ...others.map(({ file }) => note(file, `its configuration is not read, because ${used!.file} is there: keep one of them`)),
      ...(used === undefined ? [] : [...repeated(used), ...backslashes(used), ...daysOver(used, today)]),
    ]),
  ];
}

const readsOf = (files: RootFiles, wanted: string | false | undefined, folder = ''): Read[] =>
  (wanted === false ? [] : wanted === undefined ? configNames.map((name) => (folder === '' ? name : `${folder}/${name}`)) : [wanted])
    .flatMap((name) => readIn(files, name) ?? []);

function readIn(files: RootFiles, file: string): Read | undefined {
  const isManifest = file.endsWith('package.json');
  const text = files.readFile(file, isManifest ? undefined : maxConfigSize)?.replace(/^\uFEFF/, '');
  if (text === undefined || (isManifest && !text.includes('"jwtlint"'))) return undefined;
  const tree = parseJsonTree(text);
  if (!tree.ok) return undefined;
  const node = isManifest ? memberOf(tree.root, 'jwtlint') : tree.root;
  return node && { file, text, node };
}

const at = ({ file, text }: Read, offset: number, message: string): Diagnostic => {
  const { line, column } = linesOf(text).positionAt(offset);
  return note(file, `${line}:${column}: ${message}`);
};

function repeated(read: Read): Diagnostic[] {
  return everyNode(read.node).flatMap((node) => {
    const entries = entriesOf(node);
    const names = entries.map(({ name }) => name);
    return entries.filter(({ name }, index) => names.lastIndexOf(name) !== index)
      .map(({ keyStart, name }) => at(read, keyStart, `the key${quoted(name, [])} stands here a first time; only the last one counts`));
  });
}

function backslashes(read: Read): Diagnostic[] {
  return patternsIn(read, ['ignore', 'bareDisables', 'overrides', 'allow', 'paths', 'services'])
    .filter(({ value }) => /\\[\w*]/.test(String(value)))
    .map(({ start }) => at(read, start, 'this pattern has a backslash, which takes the meaning from what follows: folders are parted by / on every system'));
}

/** The patterns under these names: in a list, in the lists of an object, or in the "files" of each entry. */
function patternsIn({ node }: Read, names: readonly string[]): JsonScalar[] {
  const lists = names.map((name) => memberOf(node, name)).flatMap((value) => [
    value, ...entriesOf(value).map(({ value: list }) => list), ...itemsOf(value).map((entry) => memberOf(entry, 'files')),
  ]);
  return lists.flatMap(itemsOf).filter((item): item is JsonScalar => item.type === 'string');
}

function everyNode(node: JsonNode): JsonNode[] {
  const below = [...entriesOf(node).map(({ value }) => value), ...itemsOf(node)];
  return [node, ...below.flatMap(everyNode)];
}

const allowedIn = ({ node }: Read): readonly Acceptance[] => itemsOf(memberOf(node, 'allow')).map((entry) => ({ start: entry.start, ...dataOf(entry) as Allowed }));
type Acceptance = Allowed & { readonly start: number };

const isOver = ({ until }: Allowed, today: string): boolean => until !== undefined && until < today;

const daysOver = (read: Read, today: string): Diagnostic[] => allowedIn(read).filter((one) => isOver(one, today))
  .map(({ start, until }) => at(read, start, `this acceptance is over since ${until!} and accepts nothing: renew it or take it out`));

/** `paths`: all that was looked at; `accepted`: findings that the configuration accepts. */
export function notesOnMatches(files: RootFiles, wanted: string | false | undefined, seen: Seen, below: readonly Placed[]): Diagnostic[] {
  const reads = [{ folder: '', read: readsOf(files, wanted)[0] }, ...below.map(({ file, folder }) => ({ folder, read: readIn(files, file) }))];
  return reads.flatMap(({ folder, read }) => (read === undefined ? [] : idleIn(read, folder, seen)));
}

function idleIn(read: Read, folder: string, seen: Seen): Diagnostic[] {
  const fromRoot = (pattern: string): string => (folder === '' ? pattern : globBelow(folder, pattern));
  const isIdle = (pattern: string): boolean => !pattern.startsWith('!') && !seen.paths.some(ignoredBy('', [fromRoot(pattern)]));
  const isUsed = (one: Allowed): boolean => seen.accepted.some(({ fingerprint, ruleId, file }) =>
    (one.files === undefined ? one.fingerprint === fingerprint : seen.idNow(one.rule) === ruleId && ignoredBy('', one.files.map(fromRoot))(file)));
  return [
    ...patternsIn(read, ['bareDisables', 'overrides', 'paths', 'services']).filter(({ value }) => isIdle(String(value)))
      .map(({ start }) => at(read, start, 'this pattern matches no file that is looked at: correct it or take it out')),
    ...allowedIn(read).filter((one) => !isOver(one, seen.today) && !isUsed(one))
      .map(({ start }) => at(read, start, 'this accepts no finding: take it out')),
  ];
}

export interface Seen {
  readonly paths: readonly string[];
  readonly accepted: readonly Finding[];
  readonly today: string;
  /** The name that a rule has today. */
  idNow(name: string): string;
}
