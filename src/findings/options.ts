// What a run may set, whichever host sets it: the configuration after reading and validation.

import type { Certainty, RuleOptions, Severity } from './rule.ts';

export type Preset = 'recommended' | 'strict' | 'all';
export type Level = Severity | 'off';

export interface Settings {
  readonly preset: Preset;
  /** Level and options by rule id; a level given here replaces the preset's choice for that rule. */
  readonly rules: Readonly<Record<string, { readonly level?: Level; readonly options?: RuleOptions }>>;
  readonly minCertainty?: Certainty;
  readonly includeTests: boolean;
  readonly inlineIgnores: boolean;
}

export const defaultSettings: Settings = { preset: 'recommended', rules: {}, includeTests: false, inlineIgnores: true };
