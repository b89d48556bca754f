// Settings and a path → what holds for one rule in one file: is it on, at which level, with which options, what is listed.

import { coverOf } from '../../source/ignores.ts';
import type { FileRole } from '../../source/role.ts';
import type { Level, RuleSetting, RuleSettings, Settings } from '../options.ts';
import { isNewerThan, sinceOf } from '../rule-names.ts';
import { defaultsOf } from '../rule-options.ts';
import type { Certainty, Rule, RuleOptions, Severity } from '../rule.ts';

export const severities: readonly Severity[] = ['error', 'warning', 'info'];
export const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];
export const certainties: readonly Certainty[] = ['proven', 'likely', 'possible'];

/** At least as severe as. */
export const isAtLeast = (severity: Severity, limit: Severity): boolean => severities.indexOf(severity) <= severities.indexOf(limit);
export const isAsCertainAs = (certainty: Certainty, limit: Certainty): boolean =>
  certainties.indexOf(certainty) <= certainties.indexOf(limit);

/**
 * The settings for one file: those of the nearest folder that has some. Overrides that match its path are laid over their rules, later
 * ones on top.
 */
export function settingsFor(run: Settings, path: string): Settings {
  const settings = run.folders?.find(({ folder }) => path.startsWith(`${folder}/`))?.settings ?? run;
  const matching = (settings.overrides ?? []).filter((override) => coverOf(override.files)(path));
  if (matching.length === 0) return settings;
  return { ...settings, rules: matching.reduce((rules, override) => laidOver(rules, override.rules), settings.rules) };
}

/** Rule by rule: a level or an option that is given replaces, what is not given stays. */
export function laidOver(below: RuleSettings, above: RuleSettings): RuleSettings {
  const all: Record<string, RuleSetting> = { ...below };
  for (const [id, { level, options }] of Object.entries(above)) {
    const under = all[id];
    all[id] = {
      ...under,
      ...(level === undefined ? {} : { level }),
      ...(options === undefined ? {} : { options: { ...under?.options, ...options } }),
    };
  }
  return all;
}

/** The level that is given, or the floor under it. */
export function levelOf(rule: Rule, settings: Settings): Level | undefined {
  const level = settings.rules[rule.id]?.level;
  const floor = settings.floor?.levels[rule.id];
  return floor === undefined || level === undefined || (level !== 'off' && isAtLeast(level, floor)) ? level : floor;
}

/** A level that is given decides; otherwise the preset does. */
export function isOn(rule: Rule, settings: Settings): boolean {
  const level = levelOf(rule, settings) ?? settings.floor?.levels[rule.id];
  return level === undefined ? rule.recommended || settings.preset !== 'recommended' : level !== 'off';
}

export function optionsFor(rule: Rule, settings: Settings): RuleOptions {
  const options = { ...defaultsOf(rule), ...settings.rules[rule.id]?.options };
  const longest = settings.floor?.longest ?? {};
  return Object.fromEntries(Object.entries(options).map(([name, value]) =>
    [name, typeof value === 'number' && longest[name] !== undefined ? Math.min(value, longest[name]) : value]));
}

/** Newer than the edition that is asked for, and nobody has raised it since. */
export const isAfterEdition = (rule: Rule, settings: Settings): boolean =>
  settings.edition !== undefined && isNewerThan(sinceOf(rule), settings.edition)
  && levelOf(rule, settings) === undefined && settings.floor?.levels[rule.id] === undefined;

/** `recommended` lists errors and warnings, unless the level says that this rule's infos are wanted. */
export const isListed = (severity: Severity, rule: Rule, settings: Settings): boolean =>
  severity !== 'info' || settings.preset !== 'recommended' || (levelOf(rule, settings) ?? settings.floor?.levels[rule.id]) === 'info'
  || isAfterEdition(rule, settings);

const oneDown: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'info' };

/**
 * What a severity becomes by the role of the file; undefined: silent there.
 * Samples are for the rule to judge. `includeTests` lifts all but what is generated: nobody
 * edits that.
 */
export function severityIn(role: FileRole, category: Rule['category'], severity: Severity, includeTests: boolean): Severity | undefined {
  if (role === 'generated') return category === 'keys' ? oneDown[severity] : undefined;
  if (includeTests) return severity;
  if (role === 'test' || role === 'docs') return category === 'claims' ? undefined : 'info';
  if (role === 'example') return category === 'claims' ? undefined : oneDown[severity];
  if (role === 'development') return category === 'claims' ? severity : oneDown[severity];
  return severity;
}
