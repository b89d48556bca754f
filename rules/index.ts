// The ESLint plugin: the package entry. Rules, presets, and how text is linted; nothing heavy loads before a file is linted.

import type { ESLint, Linter } from 'eslint';
import { eslintRule, isRoom } from '../src/hosts/eslint.ts';
import { textLanguage } from '../src/hosts/eslint-text-language.ts';
import { textProcessor } from '../src/hosts/eslint-text-processor.ts';
import type { Preset } from '../src/findings/options.ts';
import type { Rule } from '../src/findings/rule.ts';
import { packagesAhead } from '../src/syntax/packages.ts';
import { rules as list } from './all.ts';

// ESLint can't wait for it, but has files to find and configurations to load before it reads the first one.
packagesAhead().catch(() => undefined);

/** Put in by the build: ESLint's cache keys on it. */
declare const JWTLINT_VERSION: string;

const namespace = 'jwtlint';

export const meta = { name: 'jwtlint', version: JWTLINT_VERSION, namespace };
export const rules: NonNullable<ESLint.Plugin['rules']> = Object.fromEntries(list.map((rule) => [rule.id, eslintRule(rule)]));
export const languages: NonNullable<ESLint.Plugin['languages']> = { text: textLanguage };
export const processors: NonNullable<ESLint.Plugin['processors']> = {
  text: textProcessor({ name: `${namespace}/text`, version: JWTLINT_VERSION }),
};

/** Files are opened because others name them, so nothing is opened for us that nobody has a parser for. */
const notCode = ['**/*', '!**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte,astro,html,htm}'];
const text = [
  '**/.env', '**/.env.*', '**/*.env', '**/.dev.vars', '**/.npmrc', '**/*.{yml,yaml,toml,properties,tf,tfvars,pem,key}', '**/*.{json,jsonc,json5}',
  '**/{Dockerfile,Containerfile}', '**/{Dockerfile,Containerfile}.*', '**/*.Dockerfile',
];
/** Large, and what they say of versions is read from the manifest's side. */
const lockfiles = ['**/package-lock.json', '**/npm-shrinkwrap.json', '**/pnpm-lock.yaml', '**/bun.lock'];

// A rule may say that it reads JavaScript alone, and ESLint refuses it for another language, although nothing of the file is
// shown to it. So this one goes by that name.
const rooms: ESLint.Plugin = {
  meta: { name: `${namespace}-rooms`, version: JWTLINT_VERSION, namespace: 'js' }, languages: { js: textLanguage },
};

/**
 * Each preset is an array for a flat configuration: `recommended` for code; `recommended-text` for .env files, YAML, TOML, JSON and
 * other configuration; `recommended-rules` sets the rules and nothing else, for files whose language the user sets.
 */
export type PresetName = Preset | `${Preset}-text` | `${Preset}-rules`;
export const configs = {} as Record<PresetName, Linter.Config[]>;

interface OwnPlugin extends ESLint.Plugin { readonly rules: typeof rules; readonly configs: typeof configs }
const plugin: OwnPlugin = { meta, rules, languages, processors, configs };

for (const preset of ['recommended', 'strict', 'all'] as const) {
  const block = (kind: string): Linter.Config =>
    ({ name: `${namespace}/${preset}${kind}`, plugins: { [namespace]: plugin }, rules: levels(preset) });
  configs[preset] = [{ ...block(''), ignores: notCode }];
  configs[`${preset}-rules`] = [block('-rules')];
  configs[`${preset}-text`] = [
    { ...block('-text'), files: text, ignores: lockfiles, processor: `${namespace}/text` },
    {
      // A function may stand here, which the types don't say.
      name: `${namespace}/${preset}-text/rooms`, files: [isRoom as never],
      plugins: { [`${namespace}-rooms`]: rooms }, language: `${namespace}-rooms/js`,
    },
  ];
}

function levels(preset: Preset): Linter.RulesRecord {
  const atLeast = preset === 'recommended' ? 'warning' : 'info';
  const chosen = list.filter((rule) => preset !== 'recommended' || rule.recommended);
  return Object.fromEntries(chosen.map((rule) => [`${namespace}/${rule.id}`, [levelOf(rule), { atLeast }]]));
}

function levelOf({ severity }: Rule): Linter.StringSeverity {
  return severity === 'error' ? 'error' : 'warn';
}

export default plugin;
// What `require('jwtlint')` returns on Node 20.19 and later.
export { plugin as 'module.exports' };
