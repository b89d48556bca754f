// The ESLint host: the same findings as the scanner in every language that ESLint reads, comments honoured once.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import json from '@eslint/json';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin, { configs, rules as pluginRules } from '../rules/index.ts';
import { rules } from '../rules/all.ts';
import requireExpiration from '../rules/require-expiration.ts';
import { defaultSettings } from '../src/findings/options.ts';
import { defineRule } from '../src/findings/rule.ts';
import { eslintRule } from '../src/hosts/eslint.ts';
import { textLanguage } from '../src/hosts/eslint-text-language.ts';
import type { SourceFile } from '../src/source/file.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { root } from './fixture-file.ts';
import { linted, scanned, seenIn } from './fixture-run.ts';

// A stand-in that needs no fact but the text: it marks a word that the gate lets through (an armoured key's beginning) in every language, says
// different things at different levels, and offers a change.
const marker = defineRule({
  id: 'no-marker', summary: 'Disallow the marker.', why: 'It is a test.', instead: 'Nothing.',
  severity: 'error', recommended: true, topic: 'keys', fixable: true, references: { cwe: ['CWE-1'] },
  messages: { found: 'Found {{what}}.' },
  options: { word: { default: 'MLS0tLS1CRUdJTi', description: 'What is marked.' } },
  check({ file }, report, { word }) {
    for (const { index, 0: found } of file.text.matchAll(new RegExp(`${word}(_INFO|_SAFE|_ELSEWHERE)?`, 'g'))) {
      const at = { file, start: index, end: index + found.length };
      const target: SourceFile = found.endsWith('_ELSEWHERE') ? { ...file, path: 'elsewhere.ts' } : file;
      report({
        at, message: 'found', data: { what: found },
        severity: found.endsWith('_INFO') ? 'info' : 'error',
        suggest: [{ title: 'Remove it', kind: found.endsWith('_SAFE') ? 'safe' : 'suggestion', edits: [{ ...at, file: target, text: 'gone' }] }],
      });
    }
  },
});

const test = { rules: { 'no-marker': eslintRule(marker) }, languages: { text: textLanguage } } as ESLint.Plugin;

function verify(text: string, name: string, more: Linter.Config = {}): Linter.LintMessage[] {
  return new Linter({ cwd: root }).verify(text, [{
    files: ['**/*.*', '**/.*'], plugins: { jwtlint: test, json: json as unknown as ESLint.Plugin },
    rules: { 'jwtlint/no-marker': 'error' }, ...more,
  }], { filename: join(root, name) });
}

const places = (messages: readonly Linter.LintMessage[]): string[] =>
  messages.map(({ line, column, endLine, endColumn, message }) => `${line}:${column}–${endLine}:${endColumn} ${message}`);

const text: Linter.Config = { language: 'jwtlint/text' };

describe('a rule in ESLint', () => {
  const samples: readonly [string, string][] = [
    ['src/a.js', 'const a = 1;\nexport const b = process.env.MLS0tLS1CRUdJTi ?? a;\n'],
    ['src/a.ts', 'const a: string = MLS0tLS1CRUdJTi;\r\nlet b = <T,>(x: T) => MLS0tLS1CRUdJTi_INFO;\r\n'],
    ['src/a.tsx', 'export const A = () => <p title={MLS0tLS1CRUdJTi} />;\n'],
    ['config/a.json', '{\n  // comment\n  "MLS0tLS1CRUdJTi": "x",\n  "list": ["MLS0tLS1CRUdJTi"]\n}'],
    ['.env', 'MLS0tLS1CRUdJTi=abc\nOTHER=MLS0tLS1CRUdJTi'],
    ['a.yaml', 'a:\r\n  - MLS0tLS1CRUdJTi\r\n'],
    ['a.toml', '[a]\nb = "MLS0tLS1CRUdJTi"\n'],
  ];
  for (const [path, content] of samples)
    it(`finds in ${path} what the scanner finds`, () => {
      const file = sourceFileOf(path, content);
      const [result] = scanned([file], { settings: defaultSettings, limit: 'warning', isFolder: false }, [marker]);
      expect(result!.findings.length).toBeGreaterThan(0);
      expect(linted(file, defaultSettings, 'warning', [marker])).toEqual(seenIn(result!.findings, path));
    });

  it('marks the right place behind a byte-order mark', () => {
    expect(places(verify('\uFEFFMLS0tLS1CRUdJTi;\n', 'a.js'))).toEqual(['1:1–1:16 Found MLS0tLS1CRUdJTi.']);
    expect(places(verify('\uFEFFA=MLS0tLS1CRUdJTi\n', '.env', text))).toEqual(['1:3–1:18 Found MLS0tLS1CRUdJTi.']);
  });

  it('runs in an empty file', () => {
    expect(verify('', 'a.js')).toEqual([]);
    expect(verify('', '.env', text)).toEqual([]);
  });

  it('offers changes as suggestions, safe ones as fixes, and none that touches another file', () => {
    const [plain] = verify('MLS0tLS1CRUdJTi', 'a.js');
    expect(plain!.suggestions).toMatchObject([{ desc: 'Remove it', fix: { range: [0, 15], text: 'gone' } }]);
    const [safe] = verify('MLS0tLS1CRUdJTi_SAFE', 'a.js');
    expect(safe).toMatchObject({ fix: { range: [0, 20], text: 'gone' } });
    const [elsewhere] = verify('MLS0tLS1CRUdJTi_ELSEWHERE', 'a.js');
    expect(elsewhere!.suggestions ?? []).toEqual([]);
  });

  it('says which of the rule’s messages it is', () => {
    expect(verify('MLS0tLS1CRUdJTi', 'a.js')).toMatchObject([{ messageId: 'found', message: 'Found MLS0tLS1CRUdJTi.' }]);
  });

  it('describes its options once: to ESLint, which refuses what they may not be', () => {
    const schema = (eslintRule(requireExpiration).meta!.schema as [{ properties: Record<string, object> }])[0];
    expect(schema.properties['expiry']).toMatchObject({ type: 'string', default: '15m', description: expect.any(String) });
    const verifying = (expiry: unknown) => new Linter().verify('', [{
      plugins: { jwtlint: { rules: { 'require-expiration': eslintRule(requireExpiration) } } as ESLint.Plugin },
      rules: { 'jwtlint/require-expiration': ['error', { expiry }] },
    }]);
    expect(verifying('2 hours')).toEqual([]);
    for (const wrong of [15, 'soon', '']) expect(() => verifying(wrong)).toThrow(/require-expiration":\s+Value/);
  });

  it('follows imports only when asked to', () => {
    const folder = join(root, 'fixtures/require-expiration/options-in-another-file');
    const of = (followImports: boolean): string[] => places(new Linter({ cwd: folder }).verify(readFileSync(join(folder, 'src/auth.js'), 'utf8'), [{
      files: ['**/*.js'], plugins: { jwtlint: { rules: { 'require-expiration': eslintRule(requireExpiration) } } as ESLint.Plugin },
      rules: { 'jwtlint/require-expiration': 'error' }, settings: { jwtlint: { followImports } },
    }], { filename: join(folder, 'src/auth.js') }));
    expect(of(false)).toEqual([]);
    expect(of(true)).toHaveLength(1);
  });

  it('takes options, a lowest severity and shared settings', () => {
    const both = 'MLS0tLS1CRUdJTi; MLS0tLS1CRUdJTi_INFO;';
    expect(verify(both, 'a.js')).toHaveLength(1);
    expect(verify(both, 'a.js', { rules: { 'jwtlint/no-marker': ['warn', { atLeast: 'info' }] } })).toHaveLength(2);
    expect(verify(both, 'a.js', { settings: { jwtlint: { preset: 'strict' } } })).toHaveLength(2);
    expect(verify('OLS0tLS1CRUdJTi_SECRET', 'a.js', { rules: { 'jwtlint/no-marker': ['warn', { word: 'OLS0tLS1CRUdJTi' }] } })).toHaveLength(1);
    expect(() => verify(both, 'a.js', { rules: { 'jwtlint/no-marker': ['warn', { wrod: 'x' }] } })).toThrow(/wrod/);
  });

  it('that throws says so in its own name, and the others go on', () => {
    const faulty = eslintRule({ ...marker, id: 'no-faulty', check({ file }) { throw new TypeError(`stumbled over ${file.text}`); } });
    const plugins = { jwtlint: { rules: { 'no-marker': eslintRule(marker), 'no-faulty': faulty }, languages: { text: textLanguage } } as ESLint.Plugin };
    for (const [name, more] of [['a.js', {}], ['.env', text]] as const) {
      const messages = verify('A=MLS0tLS1CRUdJTi', name, { ...more, plugins, rules: { 'jwtlint/no-marker': 'error', 'jwtlint/no-faulty': 'error' } });
      expect(messages.map(({ ruleId, message, line, column }) => `${ruleId ?? ''} ${line}:${column} ${message}`)).toEqual([
        'jwtlint/no-faulty 1:1 Not analysed to the end: an internal fault of jwtlint (TypeError).', 'jwtlint/no-marker 1:3 Found MLS0tLS1CRUdJTi.',
      ]);
    }
  });

  it('is quieter in tests unless told otherwise', () => {
    expect(verify('MLS0tLS1CRUdJTi', 'src/a.test.js')).toEqual([]);
    expect(verify('MLS0tLS1CRUdJTi', 'src/a.test.js', { settings: { jwtlint: { includeTests: true } } })).toHaveLength(1);
  });
});

describe('comments in ESLint', () => {
  const unused: Linter.Config = { linterOptions: { reportUnusedDisableDirectives: 'error' } };

  it('silence in the way of ESLint, and count as used', () => {
    expect(verify('// eslint-disable-next-line jwtlint/no-marker\nMLS0tLS1CRUdJTi;', 'a.js', unused)).toEqual([]);
    expect(verify('# eslint-disable-next-line jwtlint/no-marker -- a reason\nA=MLS0tLS1CRUdJTi', '.env', { ...text, ...unused })).toEqual([]);
    expect(verify('a: MLS0tLS1CRUdJTi # eslint-disable-line jwtlint/no-marker', 'a.yml', { ...text, ...unused })).toEqual([]);
    const block = '# eslint-disable jwtlint/no-marker\na = "MLS0tLS1CRUdJTi"\n# eslint-enable jwtlint/no-marker\nb = "MLS0tLS1CRUdJTi"\n';
    expect(places(verify(block, 'a.toml', { ...text, ...unused }))).toEqual(['4:6–4:21 Found MLS0tLS1CRUdJTi.']);
  });

  it('of ours silence, too', () => {
    expect(verify('// jwtlint-disable-next-line no-marker -- a reason\nMLS0tLS1CRUdJTi;', 'a.js')).toEqual([]);
    expect(verify('# jwtlint-disable-next-line no-marker -- a reason\nA=MLS0tLS1CRUdJTi', '.env', text)).toEqual([]);
  });

  it('that silence nothing are reported and removed at the right place', () => {
    const [message] = verify('A=1\r\nB=2 # eslint-disable-line jwtlint/no-marker\r\nC=3', '.env', { ...text, ...unused });
    expect(message).toMatchObject({ line: 2, column: 5, fix: { range: [9, 48], text: ' ' } });
  });
});

describe('presets', () => {
  const lint = async (config: Linter.Config[], content: string, filePath: string): Promise<Linter.LintMessage[]> => {
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config, ignore: false });
    const [result] = await eslint.lintText(content, { filePath: join(root, filePath) });
    return result!.messages;
  };

  it('hold all rules, or the recommended ones', () => {
    const idsIn = (config: Linter.Config[]): string[] => Object.keys(config[0]!.rules!).map((id) => id.replace('jwtlint/', '')).sort();
    expect(Object.keys(pluginRules).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(idsIn(configs.all)).toEqual(rules.map(({ id }) => id).sort());
    expect(idsIn(configs.recommended)).toEqual(rules.filter(({ recommended }) => recommended).map(({ id }) => id).sort());
    expect(configs.strict.map(({ name }) => name)).toEqual(['jwtlint/strict/code', 'jwtlint/strict/text', 'jwtlint/strict/json']);
  });

  for (const [path, content] of [['src/a.js', 'const a = 1;'], ['.env', 'A=1'], ['.env.local', 'A=1'], ['a/b.yaml', 'a: 1'], ['a.toml', 'a = 1'], ['a.json', '{ "a": 1 }']] as const)
    it(`lint ${path}`, async () => {
      expect(await lint(configs.recommended, content, path)).toEqual([]);
    });

  it('stand beside the same language plugin of the user', async () => {
    const user = [...configs.strict, { files: ['**/*.json'], plugins: { json: json as unknown as ESLint.Plugin }, language: 'json/json', rules: { 'json/no-empty-keys': 'error' } }] as Linter.Config[];
    expect(await lint(user, '{ "": 1 }', 'a.json')).toMatchObject([{ ruleId: 'json/no-empty-keys' }]);
  });

  it('can be named when the plugin is registered', async () => {
    const { defineConfig } = await import('eslint/config');
    const config = defineConfig([{ plugins: { jwtlint: plugin }, extends: ['jwtlint/recommended'], files: ['**/*.ts'], languageOptions: { parser: typescriptParser } }]);
    expect(await lint(config as Linter.Config[], 'const a: string = "";', 'src/a.ts')).toEqual([]);
  });
});
