// What a run may set, whichever host sets it: the configuration after reading and validation.

import type { Certainty, RuleOptions, Severity } from './rule.ts';

export type Preset = 'recommended' | 'strict' | 'all';
export type Level = Severity | 'off';

export interface RuleSetting { readonly level?: Level; readonly options?: RuleOptions }
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** A finding that is accepted, or those of a rule in some files. */
export type Allowed = { readonly reason: string; /** YYYY-MM-DD: the last day. */ readonly until?: string } & (
  | {
    readonly fingerprint: string;
    /** A mark of the value that is accepted: another one at that place is not. */
    readonly value?: string;
    readonly files?: undefined; readonly rule?: undefined;
  }
  | { readonly fingerprint?: undefined; readonly value?: undefined; readonly files: readonly string[]; readonly rule: string }
);

/** What no setting of the scanned tree goes below: from outside of it. */
export interface Floor {
  readonly levels: Readonly<Record<string, Severity>>;
  /** Ids of rules, or * for all. */
  readonly noExceptions: readonly string[];
  /** An exception needs a reason. */
  readonly reasons: boolean;
  /** An exception needs a last day, so many days away at most. */
  readonly exceptionDays?: number;
  /** By the name of a rule's option: no larger number holds. */
  readonly longest: Readonly<Record<string, number>>;
}

export interface Settings {
  readonly floor?: Floor;
  /** Rules that are newer than this version are hints until a level is given. */
  readonly edition?: string;
  readonly preset: Preset;
  /** Level and options by rule id; a level given here replaces the preset's choice for that rule. */
  readonly rules: RuleSettings;
  /** Settings for some paths, laid over `rules` in this order. */
  readonly overrides?: readonly { readonly files: readonly string[]; readonly rules: RuleSettings }[];
  /** Settings of folders, the deepest first: for a file the nearest hold, and nothing of those above. */
  readonly folders?: readonly { /** Posix, relative to the root. */ readonly folder: string; readonly settings: Settings }[];
  /** Findings that are accepted. */
  readonly allow?: readonly Allowed[];
  readonly minCertainty?: Certainty;
  readonly includeTests: boolean;
  readonly inlineIgnores: boolean;
  /** Files in which an `eslint-disable` that names no rule counts. */
  readonly bareDisables?: readonly string[];
  /** YYYY-MM-DD: suppressions whose `until` lies before it are expired. */
  readonly today?: string;
}

export const defaultSettings: Settings = { preset: 'recommended', rules: {}, includeTests: false, inlineIgnores: true };
