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
import { mayHoldFacts } from '../facts/gate.ts';
import { indexWith } from '../values/library-index.ts';
import { namesWith } from '../secrets/words/names.ts';
import { tokensWith } from '../secrets/tokens/provider-tokens.ts';
import { knownBy, type Baseline } from '../findings/baseline.ts';
import { acceptedAmong, findingsOf, masksFor, type RawFinding } from '../findings/findings-of.ts';
import { identityOf } from '../findings/identity.ts';
import { defaultSettings, type Preset, type Settings } from '../findings/options.ts';
import { schemaOf } from '../findings/rule-options.ts';
import type { Certainty, Rule, RuleOptions, Severity } from '../findings/rule.ts';
import { isAtLeast } from '../findings/settings.ts';
import { suppressionsOf } from '../findings/suppression.ts';
import { projectOf } from '../project/project-of.ts';
import { resolverIn } from '../project/resolution.ts';
import { hintsOf } from '../source/hints.ts';
import { rootFiles } from '../source/root-files.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { baselineAt } from './baseline-file.ts';
import { ConfigError, partsFrom, type Parts } from './config-file.ts';

type Context = ESLintRules.RuleContext;
type Fix = NonNullable<ESLintRules.ReportFixer>;
export type ESLintRule = NonNullable<ESLint.Plugin['rules']>[string];

/** What `settings.jwtlint` of an ESLint configuration may hold; what is in `Parts` as in the configuration file. */
export interface SharedSettings extends Parts {
  readonly preset?: Preset;
  readonly includeTests?: boolean;
  readonly minCertainty?: Certainty;
  /** A file of known findings, as `jwtlint baseline` writes it. Relative to ESLint's working folder. */
  readonly baseline?: string;
  /** Follow values into other files. ESLint's cache and editors don't see when those change. */
  readonly followImports?: boolean;
}

/** The page that editors open for a rule; the docs are part of the package. */
export const docsUrl = (id: string): string => `https://unpkg.com/jwtlint/docs/rules/${id}.md`;

export function eslintRule(rule: Rule): ESLintRule {
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.summary, url: docsUrl(rule.id), recommended: rule.recommended },
      schema: [optionsSchema(rule)],
      messages: { ...rule.messages },
      hasSuggestions: true,
      ...(rule.fixable === true ? { fixable: 'code' as const } : {}),
    },
    create(context: Context) {
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
  } as ESLintRule;
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
  const { atLeast, ...options } = (context.options[0] ?? {}) as RuleOptions & { atLeast?: Severity };
  const shared = (context.settings['jwtlint'] ?? {}) as SharedSettings;
  const facts = factsFor(context);
  if (facts === undefined) return [];
  const settings = settingsOf(rule, shared, options);
  const limit = atLeast ?? usualLimit(rule, shared);
  const found = findingsOf(rule, facts, settings).filter(({ severity, at }) => isAtLeast(severity, limit) && at.file === facts.file);
  return found.length === 0 ? found : withoutKnown(withoutSuppressed(rule, facts, settings, found), facts, context.cwd, shared.baseline);
}

function settingsOf(rule: Rule, { includeTests = false, minCertainty, allow }: SharedSettings, options: RuleOptions): Settings {
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

const usualLimit = (rule: Rule, { preset = 'recommended' }: SharedSettings): Severity =>
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
  const here = baseline.entries.filter(({ path }) => path === facts.file.path);
  const listed = knownBy({ ...baseline, entries: here }, candidates);
  return candidates.filter((one) => !listed.has(one)).map(({ finding }) => finding);
}

const baselines = new Map<string, { readonly baseline: Baseline; readonly made: number }>();

function baselineFor(cwd: string, file: string): Baseline {
  const key = `${cwd}\0${file}`;
  const before = baselines.get(key);
  if (before && performance.now() - before.made < FRESH_MS) return before.baseline;
  const baseline = baselineAt(cwd, file);
  baselines.set(key, { baseline, made: performance.now() });
  return baseline;
}

const known = new WeakMap<object, Facts | undefined>();

/**
 * Undefined: the gate clears the file, as it would in the scanner, and no tree is made. A fault while facts are made is
 * thrown once; to the other rules the file is clear.
 */
function factsFor({ sourceCode, filename, cwd, settings }: Context): Facts | undefined {
  if (known.has(sourceCode)) return known.get(sourceCode);
  const project = projectFor(cwd, (settings['jwtlint'] ?? {}) as SharedSettings);
  known.set(sourceCode, undefined);
  const file = sourceFileOf(pathOf(filename, cwd), sourceCode.text, project.hints);
  const facts = mayHoldFacts(Buffer.from(file.text), file.language, project.index.libraries, project.tokens, project.names)
    ? factsOf(file, project)
    : undefined;
  known.set(sourceCode, facts);
  return facts;
}

/** How long an editor may go on with what it read of manifests and imports. */
const FRESH_MS = 5000;
const projects = new Map<string, { readonly project: Project; readonly made: number }>();

function projectFor(cwd: string, { followImports = false, ...shared }: SharedSettings): Project {
  const { models = [], paths, services, secretPatterns, secretNames } = checkedParts(shared);
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

const checked = new Map<string, Parts>();

/** Checked once; ESLint may hand over a copy of the settings with each file. */
function checkedParts({ models, paths, services, allow, secretPatterns, secretNames }: SharedSettings): Parts {
  const given = { models, paths, services, allow, secretPatterns, secretNames };
  const key = JSON.stringify(given);
  const parts = checked.get(key) ?? partsFrom(given);
  checked.set(key, parts);
  return parts;
}

function pathOf(filename: string, cwd: string): string {
  const path = isAbsolute(filename) ? relative(cwd, filename) : filename;
  return (path.startsWith('..') ? filename : path).split(sep).join('/');
}

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
