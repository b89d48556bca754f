// Options of the programmatic scanner as JavaScript may give them → what is wrong with them, in words. Types say it only to those
// who have types, and a misspelled option would look like a clean project.

import { didYouMean, quoted } from '../findings/nearest.ts';
import { certainties, levels, severities } from '../findings/settings/settings.ts';
import type { ScanOptions } from './run-options.ts';

type Kind = 'function' | 'text' | 'texts' | 'flag' | 'number' | 'object' | 'any' | readonly string[];

const failOns = ['never', ...severities, ...severities.flatMap((severity) => certainties.map((certainty) => `${severity}:${certainty}`))];

const kinds: Readonly<Record<keyof ScanOptions, Kind>> = {
  root: 'text', paths: 'texts', stdin: 'object', config: 'any', from: 'text', preset: ['recommended', 'strict', 'all'], rules: 'object', minCertainty: certainties,
  includeTests: 'flag', inlineIgnores: 'flag', ignore: 'texts', noIgnore: 'flag', maxFileSize: 'number', failOn: failOns,
  staged: 'flag', commits: 'flag', since: 'text', base: 'text', baseline: 'text', policy: 'text', env: 'object', maxWarnings: 'number', today: 'text', wordLists: 'texts', stats: 'flag', allowIncomplete: 'flag', mayBeGone: 'texts', signal: 'object', progress: 'function',
};

const wanted: Readonly<Record<string, string>> = {
  function: 'a function', text: 'a text', texts: 'a list of texts', flag: 'true or false', number: 'a number', object: 'an object',
};

export function wrongOptions(options: ScanOptions): string[] {
  const names = Object.keys(kinds);
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    if (!names.includes(name)) return [`unknown option${quoted(name, names)}`];
    const kind = kinds[name as keyof ScanOptions];
    if (value === undefined || isOf(kind, value)) return name === 'rules' ? wrongLevels(value as ScanOptions['rules']) : [];
    if (typeof kind === 'string') return [`"${name}" must be ${wanted[kind]!}`];
    return [`"${name}" must be one of ${kind.join(', ')}${typeof value === 'string' ? didYouMean(value, kind) : ''}`];
  });
}

function isOf(kind: Kind, value: unknown): boolean {
  if (typeof kind !== 'string') return (kind as readonly unknown[]).includes(value);
  switch (kind) {
    case 'function': return typeof value === 'function';
    case 'text': return typeof value === 'string';
    case 'texts': return Array.isArray(value) && value.every((one) => typeof one === 'string');
    case 'flag': return typeof value === 'boolean';
    case 'number': return typeof value === 'number' && value >= 0;
    case 'object': return typeof value === 'object' && value !== null;
    case 'any': return typeof value === 'string' || value === false;
  }
}

function wrongLevels(rules: ScanOptions['rules'] = {}): string[] {
  return Object.entries(rules).flatMap(([id, setting]) => {
    const level: unknown = typeof setting === 'object' ? setting.level : setting;
    return level === undefined || (levels as readonly unknown[]).includes(level) ? [] : [`the level of ${id} must be one of ${levels.join(', ')}`];
  });
}
