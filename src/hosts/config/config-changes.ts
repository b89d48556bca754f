// The configuration and the ignore file of a base and those that a change brings → what the change does to them, one line
// each. The base decides; a reviewer must see what will hold once the change is merged.

import type { Diagnostic } from '../../findings/finding.ts';
import type { RuleSettings } from '../../findings/options.ts';
import { isOrdinaryName } from '../../findings/ordinary.ts';
import { ownIgnoreFile } from '../../source/walking/run.ts';
import { emptyConfig, type Config } from './config.ts';

export interface GateFiles { readonly config: Config; readonly ignores: string }

const after = 'it counts once it is merged, not here';

/** `file`: where the configuration stands. */
export function changesOf(before: GateFiles, now: GateFiles, file: string): readonly Diagnostic[] {
  const lines = [
    ...plainNames.flatMap((name) => (same(before.config[name], now.config[name]) ? [] : [`"${name}" is ${said(before.config[name])} and becomes ${said(now.config[name])}`])),
    ...ruleChanges(before.config.rules, now.config.rules),
    ...listNames.flatMap((name) => listChange(name, before.config[name], now.config[name])),
  ];
  const told = lines.map((line): Diagnostic => ({ file, kind: 'configuration', message: `The change alters the gate: ${line}; ${after}.` }));
  const [gone, added] = difference(patternsIn(before.ignores), patternsIn(now.ignores));
  if (gone + added === 0) return told;
  return [...told, { file: ownIgnoreFile, kind: 'configuration', message: `The change alters the gate: ${counts(added, gone)}; ${after}.` }];
}

const plainNames = ['preset', 'failOn', 'maxWarnings', 'includeTests', 'maxFileSize', 'minCertainty'] as const;
const listNames = ['overrides', 'ignore', 'allow', 'models', 'secretPatterns', 'secretNames', 'paths', 'services'] as const;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const said = (value: unknown): string => (value === undefined ? 'not set' : JSON.stringify(value));

function ruleChanges(before: RuleSettings, now: RuleSettings): string[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return ids.filter((id) => !same(before[id], now[id])).map((id) => {
    const [was, becomes] = [before[id]?.level, now[id]?.level];
    return was === becomes ? `the options of ${id} change` : `${id} is ${was ?? 'not set'} and becomes ${becomes ?? 'not set'}`;
  });
}

/** How many entries come and go; what stands in them may be long, or a secret. */
function listChange(name: string, before: unknown, now: unknown): string[] {
  const [gone, added] = difference(entriesOf(before), entriesOf(now));
  if (gone + added === 0) return [];
  const patterns = name === 'ignore' ? entriesOf(now).filter((one) => !entriesOf(before).includes(one) && isOrdinaryName(one.replace(/[*/.]/g, ''))) : [];
  return [`"${name}" changes, ${counts(added, gone)}${patterns.length === 0 ? '' : ` (${patterns.slice(0, 5).join(', ')})`}`];
}

const counts = (added: number, gone: number): string =>
  [...(added > 0 ? [`${String(added)} ${added === 1 ? 'entry' : 'entries'} more`] : []), ...(gone > 0 ? [`${String(gone)} fewer`] : [])].join(' and ');

function entriesOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return Object.entries(value!).map(([name, one]) => `${name} ${JSON.stringify(one)}`);
}

function difference(before: readonly string[], now: readonly string[]): readonly [number, number] {
  return [before.filter((one) => !now.includes(one)).length, now.filter((one) => !before.includes(one)).length];
}

const patternsIn = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));

export const noGateFiles: GateFiles = { config: emptyConfig, ignores: '' };
