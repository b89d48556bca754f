// A folder → its configuration, checked and laid over what it extends, or what is wrong with it at which line. Data only: a
// gate that runs on a stranger's pull request executes nothing of it. Looks for fixed names in that one folder.

import { posix } from 'node:path';
import schema from '../../../schema.json' with { type: 'json' };
import { quoted } from '../../findings/nearest.ts';
import type { RuleSetting, RuleSettings } from '../../findings/options.ts';
import type { Rule, RuleOptions } from '../../findings/rule.ts';
import { idNow, ruleCalled, underIdsNow } from '../../findings/rule-names.ts';
import { optionProblem } from '../../findings/rule-options.ts';
import { isDay } from '../../findings/settings/suppression.ts';
import type { Problem } from '../../source/file.ts';
import { linesOf } from '../../source/lines.ts';
import { readNamed } from '../../source/reading.ts';
import type { RootFiles } from '../../source/root-files.ts';
import { dataOf, entriesOf, itemsOf, memberOf, parseJsonTree, type JsonEntry, type JsonNode } from '../../syntax/json-tree.ts';
import { emptyConfig, over, seenFromRoot, type Config } from './config.ts';
import { problemsIn, type ConfigProblem, type Schema } from './config-check.ts';
import { modelProblems, modelsIn } from './config-models.ts';
import { patternProblems } from './config-patterns.ts';

/** Every line is `file:line:column: message`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

export const configNames = ['jwtlint.config.jsonc', 'jwtlint.config.json', 'package.json'] as const;

/** Text of a file by its path relative to the root; undefined when there is none. Throws ConfigError when it can't be read. */
export type ReadText = (path: string) => string | undefined;

/** In bytes. A configuration of a thousand entries has a tenth of it. */
export const maxConfigSize = 1024 * 1024;

/**
 * `wanted`: the file that the user names, wherever it lies; `false` for none; looked for in the root when left out. `refused`
 * is what `files` could not use so far.
 */
export function configFor(
  rules: readonly Rule[], root: string, wanted: string | false | undefined, files: RootFiles, refused: readonly Problem[],
): Config {
  if (wanted === false) return emptyConfig;
  if (wanted !== undefined) return configOf(rules, (path) => namedText(root, path), wanted);
  return configOf(rules, (path) => {
    const text = files.readFile(path, isManifest(path) ? undefined : maxConfigSize);
    const problem = refused.find(({ file }) => file === path);
    // Most manifests hold no configuration; one that can't be used is a diagnostic of the run, as everywhere.
    if (problem !== undefined && !isManifest(path)) throw cannotBeRead(path, problem.message);
    return text;
  });
}

const isManifest = (path: string): boolean => /(?:^|[\\/])package\.json$/.test(path);

function namedText(root: string, path: string): string | undefined {
  const read = readNamed(root, path, maxConfigSize);
  if (read !== undefined && !Buffer.isBuffer(read)) throw cannotBeRead(path, read.message);
  return read?.toString('utf8');
}

const cannotBeRead = (file: string, message: string): ConfigError => new ConfigError([`${file}: cannot be read: ${message}`]);

/** `file`: the one to use, wherever it lies; otherwise the first of the known names that has a configuration. */
export function configOf(rules: readonly Rule[], readText: ReadText, file?: string): Config {
  if (file === undefined) return foundIn(rules, readText, '')?.config ?? emptyConfig;
  const text = withoutMark(readText(file));
  if (text === undefined) throw new ConfigError([`${file}: there is no such file`]);
  // Its patterns are meant from the root, wherever it lies.
  return checked({ rules, readText, base: () => '' }, file, text, [file]) ?? emptyConfig;
}

export interface FoundConfig { readonly file: string; readonly config: Config }

/** The configuration that a folder has, its patterns seen from the root. `folder`: posix, relative to the root, '' for the root itself. */
export function foundIn(rules: readonly Rule[], readText: ReadText, folder: string): FoundConfig | undefined {
  for (const name of configNames) {
    const file = folder === '' ? name : `${folder}/${name}`;
    const text = withoutMark(readText(file));
    const config = text === undefined ? undefined : checked({ rules, readText, base: folderOf }, file, text, [file]);
    if (config !== undefined) return { file, config };
  }
  return undefined;
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

const withoutMark = (text: string | undefined): string | undefined => text?.replace(/^\uFEFF/, '');

interface Reader {
  readonly rules: readonly Rule[];
  readonly readText: ReadText;
  /** The folder that the patterns of a file are meant from. */
  base(file: string): string;
}

/** `chain`: the files that extend one another, down to this one. */
function checked(reader: Reader, file: string, text: string, chain: readonly string[]): Config | undefined {
  const { rules } = reader;
  // Most manifests have no such key, and a broken one is npm's to complain about.
  if (isManifest(file) && !text.includes('"jwtlint"')) return undefined;
  const tree = parseJsonTree(text);
  if (!tree.ok) {
    if (isManifest(file)) return undefined;
    throw new ConfigError([located(file, text, { offset: tree.start, message: tree.message })]);
  }
  const node = isManifest(file) ? memberOf(tree.root, 'jwtlint') : tree.root;
  if (node === undefined) return undefined;
  const problems = allProblems(node, { rules });
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => located(file, text, problem)));
  const own = seenFromRoot(underNamesNow(configIn(node), rules), reader.base(file));
  const wanted = memberOf(node, 'extends');
  return (wanted?.type === 'array' ? wanted.items : wanted ? [wanted] : [])
    .map((one) => extended(reader, file, chain, String(dataOf(one)), (message) => located(file, text, { offset: one.start, message })))
    .concat(own).reduce(over);
}

/** Of files that extend one another. */
export const longestChain = 10;

function extended(reader: Reader, from: string, chain: readonly string[], path: string, said: (message: string) => string): Config {
  const fails = (message: string): never => {
    throw new ConfigError([said(message)]);
  };
  const file = posix.isAbsolute(path) ? path : posix.join(folderOf(from), path);
  // What lies in the tree may be a stranger's, and reads nothing beside it.
  if (leavesRoot(file) && !leavesRoot(from)) return fails('"extends" leads out of the root');
  if (chain.includes(file)) return fails('"extends" goes in a circle');
  if (chain.length >= longestChain) return fails(`"extends" goes through more than ${longestChain} files`);
  const text = withoutMark(reader.readText(file));
  if (text === undefined) return fails(`"extends": there is no file${quoted(path, [])}`);
  return checked(reader, file, text, [...chain, file]) ?? fails(`"extends":${quoted(path, [])} has no configuration`);
}

const leavesRoot = (file: string): boolean => file.startsWith('../') || posix.isAbsolute(file);

/** Rules go by their names of today. */
function underNamesNow({ allow, ...config }: Config, rules: readonly Rule[]): Config {
  return {
    ...config,
    rules: underIdsNow(rules, config.rules),
    overrides: config.overrides.map((one) => ({ ...one, rules: underIdsNow(rules, one.rules) })),
    ...(allow && { allow: allow.map((one) => (one.rule === undefined ? one : { ...one, rule: idNow(rules, one.rule) })) }),
  };
}

/** A configuration that comes as values, from ESLint's: with some of the names of the file, and some of its own. */
export function valuesIn(values: unknown, called: string, names: readonly string[], own: Readonly<Record<string, Schema>>): Parts {
  const tree = parseJsonTree(JSON.stringify(values));
  if (!tree.ok) throw new ConfigError([`${called}: ${tree.message}`]);
  const properties = { ...Object.fromEntries(names.map((name) => [name, top.properties![name]!])), ...own };
  const problems = allProblems(tree.root, { schema: { ...top, properties }, called });
  if (problems.length > 0) throw new ConfigError(problems.map(({ message }) => `${called}: ${message}`));
  return configIn(tree.root);
}

export type Parts = Pick<Config, 'models' | 'paths' | 'services' | 'allow' | 'secretPatterns' | 'secretNames'>;

function located(file: string, text: string, { offset, message }: ConfigProblem): string {
  const { line, column } = linesOf(text).positionAt(offset);
  return `${file}:${line}:${column}: ${message}`;
}

// The JSON import's type is too literal to be compared with ours.
const { definitions: described, ...top } = schema as unknown as Schema & { readonly definitions: Readonly<Record<string, Schema>> };
// What the schema tells editors of single rules is checked against the rules themselves.
const definitions = { ...described, rules: { ...described['rules'], properties: {} } };

/** Without rules, names of rules are not looked at. */
interface Checked { readonly rules?: readonly Rule[]; readonly schema?: Schema; readonly called?: string }

function allProblems(node: JsonNode, { rules, schema: by = top, called }: Checked): ConfigProblem[] {
  const allowed = itemsOf(memberOf(node, 'allow'));
  return [
    ...problemsIn(node, by, definitions, called),
    ...modelProblems(memberOf(node, 'models')),
    ...patternProblems(memberOf(node, 'secretPatterns')),
    ...editionProblems(memberOf(node, 'edition')),
    ...allowed.flatMap((entry) => dayProblems(memberOf(entry, 'until'))),
    ...(rules === undefined ? [] : allowed.flatMap((entry) => nameProblems(memberOf(entry, 'rule'), rules))),
    ...(rules === undefined ? [] : ruleTables(node).flatMap((table) => entriesOf(table).flatMap((entry) => ruleProblems(entry, rules)))),
  ].sort((a, b) => a.offset - b.offset);
}

const ruleTables = (node: JsonNode): (JsonNode | undefined)[] =>
  [memberOf(node, 'rules'), ...itemsOf(memberOf(node, 'overrides')).map((override) => memberOf(override, 'rules'))];

/** What the schema can't know: which rules there are, and which options each has. */
function ruleProblems({ keyStart, name, value }: JsonEntry, rules: readonly Rule[]): ConfigProblem[] {
  const rule = ruleCalled(rules, name);
  if (rule === undefined) return [unknownRule(keyStart, name, rules)];
  const options = value.type === 'array' ? value.items[1] : memberOf(value, 'options');
  return entriesOf(options).flatMap((option) => optionProblems(option, rule));
}

const unknownRule = (offset: number, name: string, rules: readonly Rule[]): ConfigProblem =>
  ({ offset, message: `unknown rule${quoted(name, rules.map(({ id }) => id))}` });

function nameProblems(node: JsonNode | undefined, rules: readonly Rule[]): ConfigProblem[] {
  if (node?.type !== 'string') return [];
  const name = String(node.value);
  return ruleCalled(rules, name) ? [] : [unknownRule(node.start, name, rules)];
}

const editionProblems = (node: JsonNode | undefined): ConfigProblem[] =>
  (node?.type !== 'string' || /^\d{1,4}\.\d{1,4}$/.test(String(node.value)) ? [] : [{ offset: node.start, message: '"edition" must be a version, as 0.2' }]);

function dayProblems(node: JsonNode | undefined): ConfigProblem[] {
  return node?.type !== 'string' || isDay(String(node.value))
    ? []
    : [{ offset: node.start, message: '"until" must be a day, as 2027-01-31' }];
}

function optionProblems({ keyStart, name, value }: JsonEntry, rule: Rule): ConfigProblem[] {
  const message = optionProblem(rule, name, dataOf(value));
  const isKnown = Object.hasOwn(rule.options ?? {}, name);
  return message === undefined ? [] : [{ offset: isKnown ? value.start : keyStart, message }];
}

function configIn(node: JsonNode): Config {
  const { $schema: _schema, extends: _extends, rules: _rules, overrides: _overrides, ignore = [], models: _models, ...plain } =
    dataOf(node) as Partial<Config> & { $schema?: string; extends?: unknown };
  return {
    ...plain,
    ignore,
    models: modelsIn(memberOf(node, 'models')),
    rules: ruleSettingsIn(memberOf(node, 'rules')),
    overrides: itemsOf(memberOf(node, 'overrides')).map((override) => ({
      files: itemsOf(memberOf(override, 'files')).map((glob) => dataOf(glob) as string),
      rules: ruleSettingsIn(memberOf(override, 'rules')),
    })),
  };
}

const ruleSettingsIn = (table: JsonNode | undefined): RuleSettings =>
  Object.fromEntries(entriesOf(table).map(({ name, value }) => [name, ruleSetting(dataOf(value))]));

/** The three spellings: `level`, `[level, options]`, `{ level, options }`. */
function ruleSetting(value: unknown): RuleSetting {
  if (typeof value === 'string') return { level: value as NonNullable<RuleSetting['level']> };
  if (!Array.isArray(value)) return value as RuleSetting;
  const [level, options] = value as [NonNullable<RuleSetting['level']>, RuleOptions | undefined];
  return { level, ...(options === undefined ? {} : { options }) };
}
