// The ESLint plugin: the package entry. Rules, the text language and presets; nothing heavy loads before a file is linted.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ESLint, Linter } from 'eslint';
import { eslintRule } from '../src/hosts/eslint.ts';
import { textLanguage } from '../src/hosts/eslint-text-language.ts';
import type { Preset } from '../src/findings/options.ts';
import type { Rule } from '../src/findings/rule.ts';
import { rules as list } from './all.ts';

/** Put in by the build: ESLint's cache keys on it. */
declare const JWTLINT_VERSION: string;

const namespace = 'jwtlint';

export const meta = { name: 'jwtlint', version: JWTLINT_VERSION, namespace };
export const rules: NonNullable<ESLint.Plugin['rules']> = Object.fromEntries(list.map((rule) => [rule.id, eslintRule(rule)]));
export const languages: NonNullable<ESLint.Plugin['languages']> = { text: textLanguage };

const code = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];
const text = ['**/.env', '**/.env.*', '**/*.env', '**/.dev.vars', '**/*.{yml,yaml}', '**/*.toml'];
const json = ['**/*.{json,jsonc}'];
// Large and without secrets, or read by tools that allow more than JSON does.
const notJson = ['**/package-lock.json', '**/npm-shrinkwrap.json', '**/tsconfig*.json', '**/jsconfig*.json', '**/.vscode/**'];

/**
 * Each preset is an array for a flat configuration. `…-rules` sets no files and no language: for projects where another
 * plugin already gives YAML or TOML a language.
 */
export type PresetName = Preset | `${Preset}-rules`;
export const configs = {} as Record<PresetName, Linter.Config[]>;

const plugin = { meta, rules, languages, configs } as ESLint.Plugin & { configs: typeof configs };

// Getters: the JSON block needs a look for @eslint/json, which only a user of that preset should pay for.
for (const preset of ['recommended', 'strict', 'all'] as const) {
  lazily(preset, () => presetOf(preset));
  lazily(`${preset}-rules`, () => [{ name: `${namespace}/${preset}-rules`, plugins: { [namespace]: plugin }, rules: levels(preset) }]);
}

function lazily(name: PresetName, make: () => Linter.Config[]): void {
  let made: Linter.Config[] | undefined;
  Object.defineProperty(configs, name, { enumerable: true, configurable: true, get: () => (made ??= make()) });
}

function presetOf(preset: Preset): Linter.Config[] {
  const block = (kind: string, files: string[]) =>
    ({ name: `${namespace}/${preset}/${kind}`, files, plugins: { [namespace]: plugin }, rules: levels(preset) });
  const blocks: Linter.Config[] = [block('code', code), { ...block('text', text), language: `${namespace}/text` }];
  const jsonPlugin = installedJson();
  if (jsonPlugin) {
    const { plugins, ...rest } = block('json', json);
    blocks.push({ ...rest, ignores: notJson, plugins: { ...plugins, json: jsonPlugin }, language: 'json/jsonc' });
  }
  return blocks;
}

function levels(preset: Preset): Linter.RulesRecord {
  const atLeast = preset === 'recommended' ? 'warning' : 'info';
  const chosen = list.filter((rule) => preset !== 'recommended' || rule.recommended);
  return Object.fromEntries(chosen.map((rule) => [`${namespace}/${rule.id}`, [levelOf(rule), { atLeast }]]));
}

const levelOf = ({ severity }: Rule): Linter.StringSeverity => (severity === 'error' ? 'error' : 'warn');

// ESLint refuses two instances of one plugin under one name, so it must be the one that the user's own configuration
// would import: looked for from where ESLint runs, then from here. `require` of an ES module gives the same instance.
function installedJson(): ESLint.Plugin | undefined {
  for (const from of [join(process.cwd(), 'eslint.config.js'), import.meta.url]) {
    try {
      return (createRequire(from)('@eslint/json') as { default: ESLint.Plugin }).default;
    } catch {
      // Not installed here: JSON files stay unlinted, as they were.
    }
  }
  return undefined;
}

export default plugin;
// What `require('jwtlint')` returns on Node 20.19 and later.
export { plugin as 'module.exports' };
