// A policy file → a floor under the settings of a run. It comes from outside of the scanned tree and is refused inside of it, links
// resolved: what a change can bring is no floor. Where it and the configuration differ, the stricter side holds, and what
// the configuration would loosen is told.

import { isAbsolute, resolve } from 'node:path';
import schema from '../../policy-schema.json' with { type: 'json' };
import { quoted } from '../findings/nearest.ts';
import type { Floor, Preset, RuleSettings } from '../findings/options.ts';
import type { Diagnostic } from '../findings/finding.ts';
import type { Certainty, Rule, Severity } from '../findings/rule.ts';
import { idNow, ruleCalled, underIdsNow } from '../findings/rule-names.ts';
import { certainties, isAtLeast, severities } from '../findings/settings/settings.ts';
import { isInside } from '../source/inside.ts';
import { linesOf } from '../source/lines.ts';
import { readNamed, realPathOf } from '../source/reading.ts';
import { repositoryOf } from '../source/walking/folders.ts';
import { dataOf, entriesOf, itemsOf, memberOf, parseJsonTree, type JsonNode } from '../syntax/json-tree.ts';
import { problemsIn, type ConfigProblem } from './config/config-check.ts';
import type { Config, FailOn } from './config/config.ts';
import { ConfigError, maxConfigSize } from './config/config-file.ts';
import { planOf, underNamesNow, type Plan, type ScanOptions } from './run-options.ts';

export interface Policy {
  readonly rules?: Readonly<Record<string, Severity>>;
  readonly preset?: Preset;
  readonly failOn?: FailOn;
  readonly maxWarnings?: number;
  readonly minCertainty?: Certainty;
  readonly noExceptions?: readonly string[];
  readonly reasons?: boolean;
  readonly ignores?: boolean;
  readonly paths?: boolean;
  readonly longest?: { readonly accessHours?: number; readonly refreshDays?: number; readonly exceptionDays?: number };
  readonly help?: Readonly<Record<string, string>>;
  readonly address?: string;
}

/** `file` is seen from the root. */
export function policyAt(rules: readonly Rule[], root: string, file: string): Policy {
  const path = isAbsolute(file) ? file : resolve(root, file);
  const real = realPathOf(path);
  const trees = [repositoryOf(root) ?? root, root].map((tree) => realPathOf(tree) ?? tree);
  if ([path, real ?? path].some((one) => trees.some((tree) => isInside(tree, one))))
    throw new ConfigError([`${file}: a policy inside the scanned tree is none, for a change could bring its own: keep it outside`]);
  const read = readNamed(root, file, maxConfigSize);
  if (!Buffer.isBuffer(read)) throw new ConfigError([`${file}: ${read === undefined ? 'there is no such policy' : `cannot be read: ${read.message}`}`]);
  const text = read.toString('utf8').replace(/^\uFEFF/, '');
  const tree = parseJsonTree(text);
  const problems = tree.ok ? problemsOf(tree.root, rules) : [{ offset: tree.start, message: tree.message }];
  if (!tree.ok || problems.length > 0) {
    const lines = linesOf(text);
    throw new ConfigError(problems.map(({ offset, message }) => {
      const { line, column } = lines.positionAt(offset);
      return `${file}:${String(line)}:${String(column)}: ${message}`;
    }));
  }
  const policy = dataOf(tree.root) as Policy;
  return {
    ...policy,
    ...(policy.rules && { rules: underIdsNow(rules, policy.rules) }), ...(policy.help && { help: underIdsNow(rules, policy.help) }),
    ...(policy.noExceptions && { noExceptions: policy.noExceptions.map((name) => idNow(rules, name)) }),
  };
}

function problemsOf(node: JsonNode, rules: readonly Rule[]): ConfigProblem[] {
  const ids = rules.map(({ id }) => id);
  const unknown = (offset: number, name: string): ConfigProblem[] => (ruleCalled(rules, name) ? [] : [{ offset, message: `unknown rule${quoted(name, ids)}` }]);
  return [
    ...problemsIn(node, schema, {}, 'the policy'),
    ...entriesOf(memberOf(node, 'rules')).flatMap(({ keyStart, name }) => unknown(keyStart, name)),
    ...entriesOf(memberOf(node, 'help')).flatMap(({ keyStart, name }) => (name === '*' ? [] : unknown(keyStart, name))),
    ...itemsOf(memberOf(node, 'noExceptions')).flatMap((item) => {
      const name = item.type === 'string' ? String(dataOf(item)) : '*';
      return name === '*' ? [] : unknown(item.start, name);
    }),
  ].sort((a, b) => a.offset - b.offset);
}

/** What a run is to do, with the floor of its policy under it. */
export const planUnderPolicy = (rules: readonly Rule[], root: string, options: ScanOptions, config: Config): Plan =>
  underPolicy(
    planOf(underNamesNow(rules, options), config),
    options.policy === undefined ? undefined : policyAt(rules, root, options.policy),
  );

/** The plan with the floor under it. */
export function underPolicy(plan: Plan, policy: Policy | undefined): Plan {
  if (policy === undefined) return plan;
  const { settings } = plan;
  const minCertainty = laxer(certainties, settings.minCertainty, policy.minCertainty);
  const { minCertainty: _own, ...others } = settings;
  return {
    ...plan,
    settings: {
      ...others,
      preset: stricterPreset(settings.preset, policy.preset),
      ...(minCertainty !== undefined && { minCertainty }),
      floor: floorOf(policy),
    },
    ...(policy.ignores === false && { ignore: [] }),
    ...(policy.paths === false && { paths: {} }),
    failOn: stricterLimit(plan.failOn, policy.failOn),
    maxWarnings: least(plan.maxWarnings, policy.maxWarnings),
  };
}

function floorOf({ rules = {}, noExceptions = [], reasons = false, longest: { exceptionDays, ...lifetimes } = {} }: Policy): Floor {
  return { levels: rules, noExceptions, reasons, longest: lifetimes, ...(exceptionDays !== undefined && { exceptionDays }) };
}

const presets: readonly Preset[] = ['recommended', 'strict', 'all'];
const stricterPreset = (own: Preset, floor: Preset = 'recommended'): Preset => presets[Math.max(presets.indexOf(own), presets.indexOf(floor))]!;

/** Of two words in a list that goes from strict to lax, the laxer one; undefined is laxer than all. */
const laxer = <W extends string>(words: readonly W[], own: W | undefined, floor: W | undefined): W | undefined =>
  (own === undefined || floor === undefined ? own : words[Math.max(words.indexOf(own), words.indexOf(floor))]!);

const least = (own: number | undefined, floor: number | undefined): number | undefined =>
  (own === undefined || floor === undefined ? own ?? floor : Math.min(own, floor));

function stricterLimit(own: FailOn, floor: FailOn | undefined): FailOn {
  if (floor === undefined || floor === 'never') return own;
  if (own === 'never') return floor;
  const [ownLevel, ownSure = 'possible'] = own.split(':') as [Severity, Certainty?];
  const [level, sure = 'possible'] = floor.split(':') as [Severity, Certainty?];
  const severity = laxer(severities, ownLevel, level)!;
  const certainty = laxer(certainties, ownSure, sure)!;
  return certainty === 'possible' ? severity : `${severity}:${certainty}`;
}

/** What the run would do by itself and may not, one line each. */
export function loosenedIn(plan: Plan, policy: Policy | undefined, hasIgnoreFile: boolean): Diagnostic[] {
  if (policy === undefined) return [];
  const after = underPolicy(plan, policy);
  const { settings } = plan;
  const lines = [
    ...tooLow('', settings.rules, policy), ...(settings.overrides ?? []).flatMap(({ rules }, index) => tooLow(` in overrides[${String(index)}]`, rules, policy)),
    ...(['failOn', 'maxWarnings'] as const).flatMap((name) => differs(name, plan[name], after[name])),
    ...(['preset', 'minCertainty'] as const).flatMap((name) => differs(name, settings[name], after.settings[name])),
    ...(policy.ignores === false && (plan.ignore.length > 0 || hasIgnoreFile) ? ['ignore patterns of the tree count for nothing'] : []),
    ...(policy.paths === false && Object.keys(plan.paths).length > 0 ? ['"paths" counts for nothing'] : []),
    ...Object.entries(policy.longest ?? {}).flatMap(([name, most]) => Object.entries(settings.rules).flatMap(([id, { options = {} }]) => {
      const own = options[name];
      return typeof own === 'number' && own > most ? [`"${name}" of ${id} is ${String(own)}, and the policy allows ${String(most)}`] : [];
    })),
  ];
  return lines.map((message) => ({ file: '.', kind: 'configuration', message: `Below the policy, which holds: ${message}` }));
}

const tooLow = (where: string, settings: RuleSettings, { rules = {} }: Policy): string[] => Object.entries(rules).flatMap(([id, floor]) => {
  const own = settings[id]?.level;
  return own !== undefined && (own === 'off' || !isAtLeast(own, floor)) ? [`${id} is ${own}${where}, and the policy wants ${floor}`] : [];
});

const differs = (name: string, own: string | number | undefined, held: string | number | undefined): string[] =>
  (own === undefined || own === held ? [] : [`"${name}" is ${String(own)}, and the policy wants ${String(held ?? 'none')}`]);
