// What a run was asked to do, from a caller and from the configuration file → one plan. What the caller says wins.

import { defaultSettings, type Preset, type RuleSetting, type RuleSettings, type Settings } from '../findings/options.ts';
import type { Certainty, Rule } from '../findings/rule.ts';
import { ruleCalled, underIdsNow } from '../findings/rule-names.ts';
import { laidOver } from '../findings/settings/settings.ts';
import type { OwnToken } from '../secrets/tokens/provider-tokens.ts';
import type { LibraryModel } from '../models/model.ts';
import type { PathLists, Services } from '../source/hints.ts';
import { mostGated } from '../source/size-limits.ts';
import type { Config, FailOn } from './config/config.ts';

export interface ScanOptions {
  /** Folder that paths are relative to; the current folder when left out. */
  readonly root?: string;
  /** Files, folders or globs; the root when left out, nothing for an empty list. */
  readonly paths?: readonly string[];
  /** A text to look at instead of files, under the name it would have. */
  readonly stdin?: { readonly filename: string; readonly content: string | Uint8Array };
  /** A configuration file; `false` for none; when left out, for each file the nearest one between it and the root. */
  readonly config?: string | false;
  readonly preset?: Preset;
  readonly rules?: Readonly<Record<string, NonNullable<RuleSetting['level']> | RuleSetting>>;
  readonly minCertainty?: Certainty;
  readonly includeTests?: boolean;
  /** False: comments suppress nothing. */
  readonly inlineIgnores?: boolean;
  /**
   * The folder that the run starts in, relative to the root; the root when left out. The configuration nearest to it says what the
   * run fails on.
   */
  readonly from?: string;
  /** Patterns of paths to leave out, beside those of the configuration. */
  readonly ignore?: readonly string[];
  /** True: no ignore file and no pattern counts. */
  readonly noIgnore?: boolean;
  /** In bytes. */
  readonly maxFileSize?: number;
  readonly failOn?: FailOn;
  readonly maxWarnings?: number;
  /** YYYY-MM-DD, for suppressions with a last day; today when left out. */
  readonly today?: string;
  /** Files of words, one a line, to try as keys on the signatures of tokens. Relative to the root. */
  readonly wordLists?: readonly string[];
  /** What is staged, from the index of git; findings that HEAD has, too, are known. Named paths that are not staged come from the disk. */
  readonly staged?: boolean;
  /** A revision, or `auto`: findings that the merge base with it has, too, are known. */
  readonly since?: string;
  /** The same, and configuration, ignores, suppressions and baseline are those of the base: a change cannot exempt itself. */
  readonly base?: string;
  /** With a base: also keys and tokens that its commits added and removed again. */
  readonly commits?: boolean;
  /** A file of known findings, as `jwtlint baseline` writes it. Relative to the root. */
  readonly baseline?: string;
  /** A file from outside of the scanned tree that no setting goes below. Seen from the root. */
  readonly policy?: string;
  /** Environment variables: what a CI service says of the base, and the index of a commit in the making. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Measure each rule. */
  readonly stats?: boolean;
  /** The result says so, for whoever decides by it. No configuration file can: a pull request could exempt itself. */
  readonly allowIncomplete?: boolean;
  /** Of the paths, those that may be gone: a list of changed files names deleted ones, too. */
  readonly mayBeGone?: readonly string[];
  /** Called now and then: how many of the files have been looked at. */
  readonly progress?: (seen: number, all: number) => void;
  /** Stops the run, which then ends as usual with what was found so far. */
  readonly signal?: AbortSignal;
}

export interface Plan {
  readonly settings: Settings;
  readonly ignore: readonly string[];
  readonly maxFileSize: number | undefined;
  readonly failOn: FailOn;
  readonly maxWarnings: number | undefined;
  readonly models: readonly LibraryModel[];
  readonly secretPatterns: readonly OwnToken[];
  readonly secretNames: readonly string[];
  readonly paths: PathLists;
  readonly services: Services;
}

export function planOf(options: ScanOptions, config: Config): Plan {
  const minCertainty = options.minCertainty ?? config.minCertainty;
  return {
    settings: {
      preset: options.preset ?? config.preset ?? defaultSettings.preset,
      rules: laidOver(config.rules, given(options)),
      // A level given by the caller holds everywhere, so it is laid over each override too.
      overrides: config.overrides.map(({ files, rules }) => ({ files, rules: laidOver(rules, shared(rules, given(options))) })),
      includeTests: options.includeTests ?? config.includeTests ?? defaultSettings.includeTests,
      inlineIgnores: options.inlineIgnores ?? defaultSettings.inlineIgnores,
      today: options.today ?? new Date().toISOString().slice(0, 10),
      ...(config.allow === undefined ? {} : { allow: config.allow }),
      ...(config.edition === undefined ? {} : { edition: config.edition }),
      ...(config.bareDisables === undefined ? {} : { bareDisables: config.bareDisables }),
      ...(minCertainty === undefined ? {} : { minCertainty }),
    },
    ignore: [...config.ignore, ...(options.ignore ?? [])],
    maxFileSize: largestAllowed(options.maxFileSize ?? config.maxFileSize),
    failOn: options.failOn ?? config.failOn ?? 'error',
    maxWarnings: options.maxWarnings ?? config.maxWarnings,
    models: config.models ?? [],
    secretPatterns: config.secretPatterns ?? [],
    secretNames: config.secretNames ?? [],
    paths: config.paths ?? {},
    services: config.services ?? {},
  };
}

const largestAllowed = (size: number | undefined): number | undefined => size && Math.min(size, mostGated);

const given = ({ rules = {} }: ScanOptions): RuleSettings =>
  Object.fromEntries(Object.entries(rules).map(([id, setting]) => [id, typeof setting === 'string' ? { level: setting } : setting]));

const shared = (own: RuleSettings, others: RuleSettings): RuleSettings =>
  Object.fromEntries(Object.entries(others).filter(([id]) => Object.hasOwn(own, id)));

/** The options with the names that rules have today. */
export const underNamesNow = (rules: readonly Rule[], options: ScanOptions): ScanOptions =>
  (options.rules === undefined ? options : { ...options, rules: underIdsNow(rules, options.rules) });

/** Rule ids that a caller got wrong. */
export const unknownRules = ({ rules = {} }: ScanOptions, known: readonly Rule[]): string[] =>
  Object.keys(rules).filter((id) => ruleCalled(known, id) === undefined);
