// `jwtlint print-config [FILE]`: what holds for a file and where each of it comes from, as JSON.

import type { Rule } from '../src/findings/rule.ts';
import { isOn, levelOf, optionsFor, settingsFor } from '../src/findings/settings/settings.ts';
import type { Config } from '../src/hosts/config/config.ts';
import { planUnderPolicy, policyAt } from '../src/hosts/policy.ts';
import type { Plan, ScanOptions } from '../src/hosts/run-options.ts';
import { coverOf } from '../src/source/ignores.ts';
import { languageOf } from '../src/source/language.ts';
import { roleOf } from '../src/source/role.ts';
import { hintsOf } from '../src/source/hints.ts';

interface Asked {
  readonly rules: readonly Rule[];
  readonly options: ScanOptions;
  readonly config: Config;
  readonly root: string;
  /** Name of the configuration's file; absent when there is none. */
  readonly source: string | undefined;
  /** Relative to the root. */
  readonly file: string | undefined;
}

export function printedConfig({ rules, options, config, root, source, file }: Asked): string {
  const policy = options.policy === undefined ? undefined : policyAt(rules, root, options.policy);
  const plan = planUnderPolicy(rules, root, options, config);
  const settings = file === undefined ? plan.settings : settingsFor(plan.settings, file);
  const overrides = config.overrides.flatMap((override, index) =>
    (file !== undefined && coverOf(override.files)(file) ? [{ ...override, name: `overrides[${String(index)}] of ${source!}` }] : []));
  const fromRule = (id: string): string => {
    if (policy?.rules?.[id] !== undefined) return 'the policy, at the least';
    if (options.rules?.[id] !== undefined) return 'the command line';
    const override = overrides.findLast(({ rules: own }) => own[id] !== undefined);
    if (override !== undefined) return override.name;
    return config.rules[id] !== undefined ? source! : `the preset ${settings.preset}`;
  };
  const from = (name: keyof Config & keyof ScanOptions): string => (options[name] !== undefined ? 'the command line' : config[name] !== undefined ? source! : 'as usual');
  return `${JSON.stringify({
    root,
    configuration: source ?? null,
    policy: options.policy ?? null,
    ...(file !== undefined && { file: fileWords(file, plan) }),
    preset: { value: settings.preset, from: from('preset') },
    failOn: { value: plan.failOn, from: from('failOn') },
    minCertainty: { value: settings.minCertainty ?? 'possible', from: from('minCertainty') },
    includeTests: { value: settings.includeTests, from: from('includeTests') },
    rules: Object.fromEntries(rules.map((rule) => [rule.id, {
      level: isOn(rule, settings) ? levelOf(rule, settings) ?? 'by finding' : 'off', options: optionsFor(rule, settings), from: fromRule(rule.id),
    }])),
  }, undefined, 2)}\n`;
}

function fileWords(file: string, { ignore, paths, services }: Plan): object {
  const hints = hintsOf(paths, services);
  return {
    path: file, language: languageOf(file) ?? 'none, so it is not looked at', role: hints.roleOf(file) ?? roleOf(file),
    runtime: hints.sideOf(file) ?? 'by what stands in it', service: hints.serviceOf(file) ?? null, ignored: coverOf(ignore)(file),
  };
}
