// A planted finding and what a run said → nothing, when it was caught, or what swallowed it.

import type { Rule } from '../src/findings/rule.ts';
import { isOn, levelOf, settingsFor } from '../src/findings/settings/settings.ts';
import type { Config } from '../src/hosts/config/config.ts';
import { planOf, type ScanOptions } from '../src/hosts/run-options.ts';
import type { Scanned } from '../src/hosts/scanning/result.ts';
import { ignoredBy } from '../src/source/ignores.ts';
import { hintsOf } from '../src/source/hints.ts';
import { roleOf } from '../src/source/role.ts';
import { ownIgnoreFile } from '../src/source/walking/run.ts';
import { failingBy } from './gate-words.ts';
import type { Planted } from './planted.ts';

export interface SetUpSeen {
  readonly rules: readonly Rule[];
  readonly options: ScanOptions;
  readonly config: Config;
  /** The text of the ignore file. */
  readonly ignores: string;
}

export function swallowedBy({ path, ruleId }: Planted, { findings, failOn }: Scanned, seen: SetUpSeen): string | undefined {
  const found = findings.filter((one) => one.file === path && one.ruleId === ruleId);
  const one = found.find(({ suppressed }) => suppressed === null) ?? found[0];
  if (one === undefined) return whyNotFound(path, ruleId, seen);
  if (one.suppressed !== null) return `suppression: by ${one.suppressed.by}`;
  return failingBy(failOn)?.(one) ? undefined : `level: it is found as ${one.severity}, and the run fails on ${failOn}`;
}

function whyNotFound(path: string, ruleId: string, { rules, options, config, ignores }: SetUpSeen): string {
  const plan = planOf(options, config);
  if (options.noIgnore !== true) {
    if (ignoredBy(ignores, [])(path)) return `ignore: ${ownIgnoreFile}`;
    if (ignoredBy(ignores, plan.ignore)(path)) return 'ignore: "ignore" of the configuration';
  }
  const local = settingsFor(plan.settings, path);
  const rule = rules.find(({ id }) => id === ruleId)!;
  if (!isOn(rule, local)) {
    if (levelOf(rule, plan.settings) === 'off') return `config: ${ruleId} is off`;
    return levelOf(rule, local) === 'off' ? `config: ${ruleId} is off by an override for this path` : `preset: ${ruleId} is not in ${plan.settings.preset}`;
  }
  const role = hintsOf(plan.paths, plan.services).roleOf(path) ?? roleOf(path);
  if (role !== 'production') return `config: "paths" calls it ${role}`;
  if (plan.settings.minCertainty !== undefined) return `level: only what is ${plan.settings.minCertainty} is reported`;
  return 'nothing that is set: this is a fault of jwtlint';
}
