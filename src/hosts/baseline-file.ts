// The name of a baseline → the baseline, or what is wrong with it at which line.

import { parseBaseline, type Baseline } from '../findings/identity/baseline.ts';
import { idNow } from '../findings/rule-names.ts';
import type { Rule } from '../findings/rule.ts';
import { readNamed } from '../source/reading.ts';
import { ConfigError } from './config/config-file.ts';

/** In bytes: some 200,000 entries. */
export const maxBaselineSize = 32 * 1024 * 1024;

/** Entries go by the names that rules have today. */
export function baselineAt(root: string, file: string, rules: readonly Rule[]): Baseline {
  const read = readNamed(root, file, maxBaselineSize);
  if (read === undefined) throw new ConfigError([`${file}: there is no such baseline: "jwtlint baseline create" writes one`]);
  if (!Buffer.isBuffer(read)) throw new ConfigError([`${file}: cannot be read: ${read.message}`]);
  return baselineIn(read.toString('utf8'), file, rules);
}

export function baselineIn(text: string, file: string, rules: readonly Rule[]): Baseline {
  const baseline = parseBaseline(text);
  if ('message' in baseline) throw new ConfigError([`${file}:${String(baseline.line)}:1: ${baseline.message}`]);
  return { ...baseline, entries: baseline.entries.map((entry) => ({ ...entry, rule: idNow(rules, entry.rule) })) };
}
