// The ESLint host: the same findings as the scanner in every language that ESLint reads, comments honoured once.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import json from '@eslint/json';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin, { configs, rules as pluginRules } from '../../rules/index.ts';
import { rules } from '../../rules/all.ts';
import requireExpiration from '../../rules/require-expiration.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import { defineRule } from '../../src/findings/rule.ts';
import { eslintRule } from '../../src/hosts/eslint.ts';
import { textLanguage } from '../../src/hosts/eslint-text-language.ts';
import type { SourceFile } from '../../src/source/file.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { root } from '../support/fixture-file.ts';
import { linted, scanned, seenIn } from '../support/fixture-run.ts';

// A stand-in that needs no fact but the text: it marks a word that the gate lets through (an armoured key's beginning) in every language, says
// different things at different levels, and offers a change.
const marker = defineRule({
  id: 'no-marker', summary: 'Disallow the marker.', why: 'It is a test.', remediation: 'Nothing.',
  severity: 'error', recommended: true, category: 'keys', fixable: true, references: { cwe: ['CWE-1'] },
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
    files: ['**/*.*', '**/.*'], plugins: { jwtlint: test, json },
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
      plugins: { jwtlint: { rules: { 'require-expiration': eslintRule(requireExpiration) } } },
      rules: { 'jwtlint/require-expiration': ['error', { expiry }] },
    }]);
    expect(verifying('2 hours')).toEqual([]);
    for (const wrong of [15, 'soon', '']) expect(() => verifying(wrong)).toThrow(/require-expiration":\s+Value/);
  });

  it('follows imports only when asked to', () => {
    const folder = join(root, 'fixtures/require-expiration/options-in-another-file');
    const of = (followImports: boolean): string[] => places(new Linter({ cwd: folder }).verify(readFileSync(join(folder, 'src/auth.js'), 'utf8'), [{
      files: ['**/*.js'], plugins: { jwtlint: { rules: { 'require-expiration': eslintRule(requireExpiration) } } },
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

const lint = async (config: Linter.Config[], content: string, filePath: string, more: ESLint.Options = {}): Promise<ESLint.LintResult> => {
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config, ignore: false, ...more });
  return (await eslint.lintText(content, { filePath: join(root, filePath) }))[0]!;
};
const said = async (...given: Parameters<typeof lint>): Promise<string[]> =>
  (await lint(...given)).messages.map(({ ruleId, severity, line, column }) => `${severity === 2 ? 'error' : 'warn'} ${ruleId} ${line}:${column}`);

describe('presets', () => {
  it('hold all rules, or the recommended ones', () => {
    const idsIn = (config: Linter.Config[]): string[] => Object.keys(config[0]!.rules!).map((id) => id.replace('jwtlint/', '')).sort();
    expect(Object.keys(pluginRules).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(idsIn(configs.all)).toEqual(rules.map(({ id }) => id).sort());
    expect(idsIn(configs.recommended)).toEqual(rules.filter(({ recommended }) => recommended).map(({ id }) => id).sort());
    expect(configs['strict-text'].map(({ name }) => name)).toEqual(['jwtlint/strict-text', 'jwtlint/strict-text/rooms']);
  });

  it('open no file that ESLint has no parser for', async () => {
    for (const path of ['src/a.ts', 'src/a.jsx', 'src/A.vue', 'src/a.html', '.env', 'a.yaml', 'a.json'])
      expect((await lint(configs.all, 'A: B', path)).messages).toMatchObject([{ message: expect.stringContaining('no matching configuration') }]);
    expect((await lint(configs.all, 'const a = 1;', 'src/a.js')).messages).toEqual([]);
  });

  for (const path of ['.env', '.env.local', '.dev.vars', 'a/b.yaml', 'a.toml', 'a.json', 'package.json', 'tsconfig.json', 'Dockerfile', 'a.pem'])
    it(`for text open ${path}`, async () => {
      for (const content of ['', 'A=1', 'a: 1', '{ "a": 1 }', '\uFEFF# nothing', '/* <']) expect((await lint(configs['all-text'], content, path)).messages).toEqual([]);
    });

  it('stand beside the same language plugin of the user', async () => {
    const user = [...configs['strict-text'], { files: ['**/*.json'], plugins: { json }, language: 'json/json', rules: { 'json/no-empty-keys': 'error' } }] as Linter.Config[];
    expect(await said(user, '{ "": 1 }', 'a.json')).toEqual(['error json/no-empty-keys 1:3']);
  });

  it('can be named when the plugin is registered, under another name, too', async () => {
    const { defineConfig } = await import('eslint/config');
    const config = defineConfig([{ plugins: { jwtlint: plugin }, extends: ['jwtlint/recommended'], files: ['**/*.ts'], languageOptions: { parser: typescriptParser } }]);
    expect(await said(config as Linter.Config[], 'const a: string = "";', 'src/a.ts')).toEqual([]);
    const renamed = defineConfig([{ plugins: { tokens: plugin }, extends: ['tokens/recommended-text'] }]);
    expect(await said(renamed as Linter.Config[], 'JWT_SECRET=dev-only-example', '.env')).toEqual(['error tokens/no-weak-secret 1:12']);
  });
});

describe('text files in ESLint', () => {
  const env = 'PORT = 3000\nJWT_SECRET=dev-only-example\n';
  // What runs on every file; on a text file it would crash, report and fix.
  const loud = {
    rules: {
      crash: { create: (context: { sourceCode: { parserServices: { program: { getTypeChecker(): { of(x: unknown): unknown } } }; getAllComments(): unknown[] } }) => {
        context.sourceCode.getAllComments();
        context.sourceCode.parserServices.program.getTypeChecker().of(1);
        return {};
      } },
      rewrite: { meta: { fixable: 'code' }, create: (context: any) => ({ '*'() { context.report({ loc: { line: 1, column: 0 }, message: 'loud', fix: (fixer: any) => fixer.insertTextBeforeRange([0, 0], ';') }); } }) },
      'for-code': { meta: { languages: ['js/js'] }, create: () => ({}) },
    },
  } as unknown as ESLint.Plugin;
  const neighbour: Linter.Config = { plugins: { loud }, rules: { 'loud/crash': 'error', 'loud/rewrite': 'error', 'loud/for-code': 'error' } };

  it('are shown to no rule that runs on every file', async () => {
    for (const config of [[...configs['recommended-text'], neighbour], [neighbour, ...configs['recommended-text']]]) {
      expect(await said(config, env, '.env')).toEqual(['error jwtlint/no-weak-secret 2:12']);
      expect((await lint(config, env, '.env', { fix: true })).output).toBeUndefined();
    }
  });

  it('know levels, options and settings, of one path or of all', async () => {
    const under = (...more: Linter.Config[]): Promise<string[]> => said([...configs['recommended-text'], ...more], env, 'apps/shop/.env.production');
    expect(await under()).toEqual(['error jwtlint/no-weak-secret 2:12']);
    for (const files of [['**/.env*'], ['apps/shop/.env.production'], ['apps/*/.env.production'], ['apps/shop/*']]) {
      expect(await under({ files, rules: { 'jwtlint/no-weak-secret': 'off' } })).toEqual([]);
      expect(await under({ files, rules: { 'jwtlint/no-weak-secret': 'warn' } })).toEqual(['warn jwtlint/no-weak-secret 2:12']);
      expect(await under({ files, rules: { 'jwtlint/no-weak-secret': ['error', { atLeast: 'error' }] } })).toEqual([]);
      expect(await under({ files, settings: { jwtlint: { atLeast: 'error' } } })).toEqual([]);
    }
    expect(await under({ files: ['other/**', '*.env'], rules: { 'jwtlint/no-weak-secret': 'off' } })).toHaveLength(1);
  });

  it('know directives, and which of them silence nothing', async () => {
    const config = [...configs['recommended-text'], neighbour];
    for (const [path, text] of [
      ['.env', '# eslint-disable-next-line jwtlint/no-weak-secret -- a reason\nJWT_SECRET=dev-only-example\n'],
      ['.env', '# jwtlint-disable-next-line no-weak-secret -- a reason\nJWT_SECRET=dev-only-example\n'],
      ['a.yaml', 'JWT_SECRET: dev-only-example # eslint-disable-line jwtlint/no-weak-secret\n'],
      ['a.json', '{\n  /* eslint-disable-next-line jwtlint/no-weak-secret */\n  "JWT_SECRET": "dev-only-example" }\n'],
      ['a.json', '{\n  // eslint-disable-next-line jwtlint/no-weak-secret\n  "JWT_SECRET": "dev-only-example" }\n'],
      ['a.yaml', 'a: 1 # eslint-disable-line yml/quotes\n'],
    ] as const) expect(await said(config, text, path)).toEqual([]);
    const unused = 'A=1\r\nB=2 # eslint-disable-line jwtlint/no-weak-secret\r\nC=3';
    expect(await said(config, unused, '.env')).toEqual(['warn null 2:5']);
    expect((await lint(config, unused, '.env', { fix: true })).output).toBe('A=1\r\nB=2  \r\nC=3');
  });

  it('are lost by nobody unseen', () => {
    const messages = new Linter({ cwd: root }).verify(env, configs['recommended-text'], { filename: join(root, '.env') });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('jwtlint did not look at .env')]);
  });

  it('are linted again after one that crashed', async () => {
    const crash = { rules: { crash: { create() { throw new Error('crashed'); } } } } as ESLint.Plugin;
    await expect(lint([...configs['recommended-text'], { plugins: { crash }, rules: { 'crash/crash': 'error' } }], env, '.env')).rejects.toThrow('crashed');
    expect(await said(configs['recommended-text'], env, '.env')).toHaveLength(1);
  });
});

describe('settings.jwtlint', () => {
  const under = (jwtlint: unknown, more: Linter.Config = {}) => () => verify('MLS0tLS1CRUdJTi; clear', 'a.js', { settings: { jwtlint }, ...more });

  it.each<[unknown, RegExp]>([
    [{ presett: 'strict' }, /settings\.jwtlint: unknown key "presett"; did you mean "preset"\?/],
    [{ preset: 'strikt' }, /"preset" must be one of recommended, strict, all/],
    [{ minCertainty: 'sure' }, /settings\.jwtlint: "minCertainty" must be one of proven, likely, possible/],
    [{ atLeast: 'warn' }, /"atLeast" must be one of error, warning, info/],
    [{ includeTests: 'yes' }, /"includeTests" must be true or false/],
    [{ followImports: 1 }, /"followImports" must be true or false/],
    [{ ignore: ['a'] }, /unknown key "ignore"/],
    [{ allow: [{ fingerprint: 'x', reason: 'y', until: 'soon' }] }, /"until" must be a day/],
    ['strict', /settings\.jwtlint must be an object/],
  ])('%j is refused in words', (settings, message) => {
    expect(under(settings)).toThrow(message);
    expect(() => verify('clear', 'a.js', { settings: { jwtlint: settings } })).toThrow(message);
  });

  it('atLeast leaves out what is less severe, whatever the level of the rule', () => {
    const both = 'MLS0tLS1CRUdJTi; MLS0tLS1CRUdJTi_INFO;';
    const at = (atLeast: string): number => verify(both, 'a.js', { settings: { jwtlint: { atLeast } }, rules: { 'jwtlint/no-marker': ['warn', { atLeast: 'info' }] } }).length;
    expect([at('info'), at('warning'), at('error')]).toEqual([2, 1, 1]);
  });
});

describe('components and pages in ESLint', () => {
  const script = "import jwt from 'jsonwebtoken';\nexport const a = jwt.sign({ sub: 1 }, 'dev-only-example', { algorithm: 'none' });\n";

  it('are read as code where only their scripts are cut out', () => {
    const ids = new Linter({ cwd: root }).verify(script, [{ files: ['**/*.html'], ...configs.recommended[0]!, ignores: [] }], { filename: join(root, 'public/a.html') }).map(({ ruleId }) => ruleId);
    expect(ids).toContain('jwtlint/no-alg-none');
  });
});
