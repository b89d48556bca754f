// A rule of this house → a rule of ESLint. Takes nothing from ESLint but the path and the text, so it works in every
// language that ESLint can be taught, whatever the parser. Facts are made once per source and shared by all rules.
// Of other files only manifests and lockfiles are read, for installed versions: ESLint caches file by file. Following
// imports is an opt-in. A fault of ours is a message of the rule that met it, at the top of the file: ESLint and the other
// rules go on. Leaves alone: `eslint-disable` comments, which are ESLint's own.

import { isAbsolute, relative, sep } from 'node:path';
import type { ESLint, Rule as ESLintRules, SourceCode } from 'eslint';
import type { Edit, Suggestion } from '../edits/edit.ts';
import type { Facts } from '../facts/facts.ts';
import type { Project } from '../facts/project.ts';
import { factsOf } from '../facts/facts-of.ts';
import { mayMatter } from '../facts/gate.ts';
import { indexWith } from '../values/library-index.ts';
import { namesWith } from '../secrets/words/names.ts';
import { tokensWith } from '../secrets/tokens/provider-tokens.ts';
import { knownBy, type Baseline } from '../findings/identity/baseline.ts';
import { acceptedAmong, findingsOf, masksFor, type RawFinding } from '../findings/findings-of.ts';
import { identityOf } from '../findings/identity/identity.ts';
import { defaultSettings, type Settings } from '../findings/options.ts';
import { optionProblem, schemaOf } from '../findings/rule-options.ts';
import type { Rule, RuleOptions, Severity } from '../findings/rule.ts';
import { isAtLeast } from '../findings/settings/settings.ts';
import { idNow } from '../findings/rule-names.ts';
import { suppressionsOf } from '../findings/settings/suppression.ts';
import { projectOf } from '../project/project-of.ts';
import { resolverIn } from '../project/resolution.ts';
import type { SourceFile } from '../source/file.ts';
import { hintsOf } from '../source/hints.ts';
import { rootFiles } from '../source/root-files.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { baselineAt } from './baseline-file.ts';
import { pageOf } from '../findings/references.ts';
import { ConfigError } from './config/config-file.ts';
import { settingsFrom, type Shared } from './eslint-settings.ts';

type Context = ESLintRules.RuleContext;
type Fix = NonNullable<ESLintRules.ReportFixer>;
export type ESLintRule = NonNullable<ESLint.Plugin['rules']>[string];

const ownRules = new Set<string>();
/** By the name that the user's configuration gives it. */
export const isOwnRule = (id: string): boolean => ownRules.has(id);

let shownAsCode: string | undefined;
/** Is this text the last of which rules got a tree of JavaScript? */
export const wasShownAsCode = (text: string): boolean => shownAsCode === text;

const isCodeTree = ({ ast, isESTree }: SourceCode & { readonly isESTree?: boolean }): boolean =>
  isESTree === true && ast.body.some(({ type }) => type === 'ExpressionStatement');

export function eslintRule(rule: Rule): ESLintRule {
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.summary, url: pageOf(rule.id), recommended: rule.recommended },
      schema: [optionsSchema(rule)],
      messages: { ...rule.messages },
      hasSuggestions: true,
      ...(rule.fixable === true ? { fixable: 'code' as const } : {}),
    },
    create(context: Context) {
      ownRules.add(context.id);
      if (isCodeTree(context.sourceCode)) shownAsCode = context.sourceCode.text;
      let visited = false;
      return {
        // The root has another name in every language; it is the first node of each.
        '*'() {
          if (visited) return;
          visited = true;
          try {
            for (const finding of shown(rule, context)) report(finding, context);
          } catch (error) {
            // Wrong settings are the user's, who hears of them from ESLint.
            if (error instanceof ConfigError) throw error;
            reportFault(error, context);
          }
        },
      };
    },
  };
}

const optionsSchema = ({ options }: Rule): object => ({
  type: 'object',
  properties: {
    atLeast: { enum: ['error', 'warning', 'info'], description: 'Findings below this severity are not reported.' },
    ...schemaOf(options),
  },
  additionalProperties: false,
});

/** ESLint knows one level per rule, so what is less severe than asked for is left out here. */
function shown(rule: Rule, context: Context): RawFinding[] {
  const shared = sharedOf(context);
  const { atLeast, ...options } = (context.options[0] ?? {}) as RuleOptions & { atLeast?: Severity };
  assertOptions(rule, options);
  const facts = factsFor(context, shared);
  if (facts === undefined) return [];
  const settings = settingsOf(rule, shared, options);
  const limits = [atLeast ?? usualLimit(rule, shared), shared.atLeast ?? 'info'];
  const found = findingsOf(rule, facts, settings)
    .filter(({ severity, at }) => limits.every((limit) => isAtLeast(severity, limit)) && at.file === facts.file);
  return found.length === 0 ? found : withoutKnown(withoutSuppressed(rule, facts, settings, found), facts, context.cwd, shared.baseline);
}

/** The schema of the rule says less of a value than the rule does. */
function assertOptions(rule: Rule, options: RuleOptions): void {
  const problems = Object.entries(options).flatMap(([name, value]) => optionProblem(rule, name, value) ?? []);
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `options of ${rule.id}: ${problem}`));
}

const checked = new Map<string, Shared>();

/** Checked once; ESLint may hand over a copy of the settings with each file. */
function sharedOf({ settings }: Context): Shared {
  const given = settings['jwtlint'];
  if (given === undefined) return noSettings;
  const key = JSON.stringify(given);
  const shared = checked.get(key) ?? settingsFrom(given);
  checked.set(key, shared);
  return shared;
}

const noSettings = settingsFrom({});

function settingsOf(rule: Rule, { includeTests = false, minCertainty, allow }: Shared, options: RuleOptions): Settings {
  return {
    ...defaultSettings,
    // Naming a rule in an ESLint configuration switches it on. A level given here would override the severity that
    // each finding earned, so the widest preset does the switching.
    preset: 'all',
    includeTests,
    ...(minCertainty === undefined ? {} : { minCertainty }),
    ...(allow === undefined ? {} : { allow }),
    rules: { [rule.id]: { options } },
  };
}

const usualLimit = (rule: Rule, { preset = 'recommended' }: Shared): Severity =>
  preset === 'recommended' && rule.severity !== 'info' ? 'warning' : 'info';

/** `jwtlint-disable` comments are ours to honour. ESLint must see findings under `eslint-disable`, or it calls those unused. */
function withoutSuppressed(rule: Rule, facts: Facts, settings: Settings, found: readonly RawFinding[]): RawFinding[] {
  const suppressions = suppressionsOf([rule], facts, settings);
  const accepted = acceptedAmong(found, facts, settings);
  return found.filter(
    (finding) => accepted(finding) === null && !(suppressions.of(rule.id, finding.at)?.by.startsWith('jwtlint-') ?? false),
  );
}

/** Of the baseline what it says of this file: whether something has gone elsewhere, one file can't tell. */
function withoutKnown(found: readonly RawFinding[], facts: Facts, cwd: string, file: string | undefined): RawFinding[] {
  const baseline = file === undefined || found.length === 0 ? undefined : baselineFor(cwd, file);
  if (!baseline) return [...found];
  const masks = masksFor(found, facts);
  const candidates = found.map((finding) => ({ finding, identity: identityOf(finding, facts, masks) }));
  const own = found.map(({ rule }) => rule);
  const here = baseline.entries.filter(({ path }) => path === facts.file.path).map((entry) => ({ ...entry, rule: idNow(own, entry.rule) }));
  const listed = knownBy({ ...baseline, entries: here }, candidates);
  return candidates.filter((one) => !listed.has(one)).map(({ finding }) => finding);
}

const baselines = new Map<string, { readonly baseline: Baseline; readonly made: number }>();

function baselineFor(cwd: string, file: string): Baseline {
  const key = `${cwd}\0${file}`;
  const before = baselines.get(key);
  if (before && performance.now() - before.made < FRESH_MS) return before.baseline;
  const baseline = baselineAt(cwd, file, []);
  baselines.set(key, { baseline, made: performance.now() });
  return baseline;
}

const known = new WeakMap<object, Facts | undefined>();

/**
 * Undefined: the gate clears the file, as it would in the scanner, and no tree is made. A fault while facts are made is
 * thrown once; to the other rules the file is clear.
 */
function factsFor(context: Context, shared: Shared): Facts | undefined {
  const { sourceCode, cwd } = context;
  if (known.has(sourceCode)) return known.get(sourceCode);
  const project = projectFor(cwd, shared);
  known.set(sourceCode, undefined);
  if (isSeenWhole(context)) return undefined;
  const file = fileOf(context, project);
  const { index, tokens, names } = project;
  const facts = mayMatter(file.path, Buffer.from(file.text), file.language, index.libraries, tokens, names)
    ? factsOf(file, project)
    : undefined;
  known.set(sourceCode, facts);
  if (facts) reportUnread(facts, context);
  return facts;
}

/** What its text could not be read for: without a word the file would pass as clean. Once a file, by the rule that came first. */
function reportUnread({ problems }: Facts, context: Context): void {
  const left = problems.find(({ harmless }) => harmless !== true);
  if (left) context.report({ message: `Not analysed to the end: ${left.message}`, loc: locOf(context.sourceCode, left.start) });
}

function fileOf({ sourceCode, filename, cwd }: Context, { hints }: Project): SourceFile {
  const file = sourceFileOf(pathOf(filename, cwd), sourceCode.text, hints);
  return file.language === 'markup' && isScript(sourceCode) ? { ...file, language: 'js' } : file;
}

/** What stands inside an element, cut out and read as code by itself; the parsers of components leave a mark. */
function isScript({ ast, isESTree, parserServices = {} }: SourceCode & { readonly isESTree?: boolean }): boolean {
  const marks = parserServices as Readonly<Record<string, unknown>>;
  const isOfComponents = ['defineTemplateBodyVisitor', 'isSvelte', 'isAstro'].some((mark) => Boolean(marks[mark]));
  return isESTree === true && ast.type === 'Program' && !isOfComponents;
}

/** A block of a component, whose file is linted with all of its blocks. */
const isSeenWhole = ({ filename, physicalFilename }: Context): boolean =>
  filename !== physicalFilename && !isRoom(filename) && /\.(?:vue|svelte|astro)$/i.test(physicalFilename);

/** How long an editor may go on with what it read of manifests and imports. */
const FRESH_MS = 5000;
const projects = new Map<string, { readonly project: Project; readonly made: number }>();

function projectFor(cwd: string, { followImports = false, models = [], paths, services, secretPatterns, secretNames }: Shared): Project {
  const key = `${String(followImports)}\0${cwd}\0${JSON.stringify([models, paths, services, secretPatterns, secretNames])}`;
  const before = projects.get(key);
  if (before && performance.now() - before.made < FRESH_MS) return before.project;
  const files = rootFiles(cwd);
  const project = projectOf({
    readFile: files.readFile,
    index: indexWith(models),
    tokens: tokensWith(secretPatterns),
    names: namesWith(secretNames),
    hints: hintsOf(paths, services),
    ...(followImports && { resolve: resolverIn(cwd, files) }),
  });
  projects.set(key, { project, made: performance.now() });
  return project;
}

function pathOf(filename: string, cwd: string): string {
  const path = isAbsolute(filename) ? relative(cwd, filename) : filename;
  return (path.startsWith('..') ? filename : path).split(sep).join('/').replace(/\/$/, '');
}

/** A block of text that is linted in our language: its path is that of the file, with a slash behind it. */
export const isRoom = (path: string): boolean => /[\\/]$/.test(path);

/** Only what kind of error it was: an error's message may quote the text it stumbled over. */
function reportFault(error: unknown, context: Context): void {
  const name = error instanceof Error && /^\w{1,40}$/.test(error.name) ? error.name : typeof error;
  const isDeep = error instanceof RangeError && error.message.includes('call stack');
  const why = isDeep ? 'the file is nested too deeply' : `an internal fault of jwtlint (${name})`;
  context.report({ message: `Not analysed to the end: ${why}.`, loc: { line: 1, column: 0 } });
}

function report({ rule, messageId, data, at, suggest }: RawFinding, context: Context): void {
  const { sourceCode } = context;
  const suggestions = suggest.filter(({ edits }) => edits.every(({ file }) => file === at.file) && !overlap(edits));
  // ESLint throws on a fix from a rule that doesn't announce fixes; as a suggestion it is still offered.
  const safe = rule.fixable === true ? suggestions.find(({ kind }) => kind === 'safe') : undefined;
  context.report({
    messageId,
    data: { ...data },
    loc: { start: locOf(sourceCode, at.start), end: locOf(sourceCode, at.end) },
    ...(safe ? { fix: fixOf(safe) } : {}),
    suggest: suggestions
      .filter((suggestion) => suggestion !== safe)
      .map((suggestion) => ({ desc: suggestion.title, fix: fixOf(suggestion) })),
  });
}

const locOf = (sourceCode: SourceCode, offset: number): ReturnType<SourceCode['getLocFromIndex']> => sourceCode.getLocFromIndex(offset);

const fixOf = ({ edits }: Suggestion): Fix => (fixer) =>
  edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text));

/** ESLint throws on edits of one fix that overlap. */
function overlap(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0));
}
