// `settings.jwtlint` of an ESLint configuration → settings, or an error that says which one is wrong and what was probably
// meant. The words are those of the configuration file, and some that only ESLint's users need.

import type { Preset } from '../findings/options.ts';
import type { Certainty, Severity } from '../findings/rule.ts';
import { severities } from '../findings/settings/settings.ts';
import { valuesIn, type Parts } from './config/config-file.ts';

export interface Shared extends Parts {
  readonly preset?: Preset;
  readonly includeTests?: boolean;
  readonly minCertainty?: Certainty;
  /** Findings below this severity are not reported, whatever the level of their rule: ESLint has one level a rule. */
  readonly atLeast?: Severity;
  /** A file of known findings, as `jwtlint baseline` writes it. Relative to ESLint's working folder. */
  readonly baseline?: string;
  /** Follow values into other files. ESLint's cache and editors don't see when those change. */
  readonly followImports?: boolean;
}

const names = ['preset', 'includeTests', 'minCertainty', 'models', 'paths', 'services', 'allow', 'secretPatterns', 'secretNames'];
const ownNames = { atLeast: { enum: severities }, baseline: { type: 'string' }, followImports: { type: 'boolean' } };

export const settingsFrom = (values: unknown): Shared => valuesIn(values, 'settings.jwtlint', names, ownNames);
