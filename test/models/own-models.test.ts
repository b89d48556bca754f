// A user's own models: checked with places, merged with the built-in ones, found behind every spelling of an import, in
// both hosts; and the README's example, run as it stands.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import { indexWith } from '../../src/values/library-index.ts';
import { fileFinder, ownFilesOf, withOwnModels } from '../../src/values/own-models.ts';
import { configOf } from '../../src/hosts/config/config-file.ts';
import { eslintRule } from '../../src/hosts/eslint.ts';
import { libraries } from '../../src/models/libraries/all.ts';
import type { LibraryModel } from '../../src/models/model.ts';
import { folderWith, placesIn, runCommand } from '../support/command.ts';
import { problemsOf } from '../support/config-problems.ts';
import { root } from '../support/fixture-file.ts';

const tokens: LibraryModel = { package: './src/auth/tokens.ts', operations: [{ call: 'readToken(token)', kind: 'verify', onInvalid: 'rejects' }] };

const row = (more: string): string => `{"operations":[{"call":"f(token)",${more.includes('"does"') ? '' : '"kind":"verify",'}${more}}]}`;
const option = (model: string): string => row(`"options":{"a":${model}}`);

describe('in the configuration', () => {
  it('are read', () => {
    const { models } = configOf(rules, (path) => (path === 'jwtlint.config.jsonc' ? JSON.stringify({ models: [tokens] }) : undefined));
    expect(models).toEqual([tokens]);
  });

  // A ¦ stands before each place that is complained about.
  it.each<[string, string[]]>([
    ['[¦{}]', ['entry 1 of "models" lacks "package"']],
    ['[{"package":"x",¦"operation":[]}]', ['unknown key "operation"; did you mean "operations"?']],
    ['[{"package":"x","operations":[{"call":"f(token)","kind":¦"verfy"}]}]', ['"kind" must be one of sign, verify, decode, configure; did you mean "verify"?']],
    ['[{"package":"x","operations":[{"call":¦"f(tokn)","kind":"verify"}]}]', [`"f(••••••)" '••••••' is not one of our words for a parameter; did you mean "token"?`]],
    ['[{"package":"x","operations":[{"call":¦"f","kind":"verify","chain":[¦"g"]}]}]', ['"f" has no parameter list', '"g" has no parameter list']],
    ['[{"package":"x","operations":[{"call":"f(token)","kind":"verify","options":{"a":¦"audiance"}}]}]', ['"a" is none of the many words for it; did you mean "audience"?']],
    ['[{"package":"x","operations":[{"call":"f(token)","kind":"verify","options":{"a":¦{}}}]}]', ['"a" lacks "role"']],
    ['[{"package":"x","operations":[{"call":"f(token)","kind":"verify","options":{"a":{"nested":{"b":"issuer","c":¦1}}}}]}]', ['"c" is none of the many words for it']],
    ['[{"package":"x","secretUses":[¦{"call":"f(key)"}]}]', ['entry 1 of "secretUses" lacks "purpose"']],
    ['[{"package":"x","passes":[¦"f("]}]', ['"f(" has no parameter list']],
    ['[{"package":"x","operations":[{"call":"f(expiry)","kind":"sign","units":{¦"expiri":"seconds"}}]}]', ['unknown key "expiri"; did you mean "expiry"?']],
    ['[{"package":¦"../jwt.ts"}]', ['"package" of a file starts with "./", seen from the folder of this configuration']],
    ['[{"package":¦"./a/../jwt.ts"}]', ['"package" of a file starts with "./", seen from the folder of this configuration']],
  ])('are checked: %s', (marked, messages) => {
    const columns = [...marked.matchAll(/¦/g)].map((mark, index) => '"models": '.length + mark.index - index + 1);
    const found = problemsOf('models', marked.replaceAll('¦', '')).map((problem) => problem.replace(/the \d+ words/, 'the many words'));
    expect(found).toEqual(messages.map((message, index) => `2:${String(columns[index])}: ${message}`));
  });

  // Words of 0.1: each is answered with the one that took its place.
  it.each<[string, string, string]>([
    ['also', 'aliases', '{"also":["y"]}'], ['macs', 'secretUses', '{"macs":[]}'], ['does', 'kind', row('"does":"verify"')], ['fails', 'onInvalid', row('"fails":"throws"')],
    ['then', 'chain', row('"then":[]')], ['runs', 'selfContained', row('"runs":true')], ['closed', 'ignoresUnknownOptions', row('"closed":true')],
    ['protects', 'purpose', '{"secretUses":[{"call":"f(key)","protects":"a cookie"}]}'], ['opens', 'permissiveModes', '{"guards":[{"call":"f()","opens":{}}]}'],
    ['means', 'role', option('{"means":"key"}')], ['of', 'side', option('{"role":"key","of":"sign"}')],
    ['open', 'rejectsUnknownOptions', option('{"nested":{},"open":true}')], ['otherwise', 'whenScalar', option('{"nested":{},"otherwise":"key"}')],
    ['handsOn', 'returnRaw', option('"handsOn"')], ['passesInvalid', 'allowInvalid', option('"passesInvalid"')], ['mandatory', 'credentialsRequired', option('"mandatory"')],
    ['admission', 'accessMode', '{"guards":[{"call":"f(admission)"}]}'],
  ])('name the word that took the place of %s', (before, now, model) => {
    const found = problemsOf('models', `[{"package":"x",${model.slice(1)}]`);
    expect(found.filter((problem) => problem.endsWith(`; did you mean "${now}"?`)), before).toHaveLength(1);
  });

  it('may say all that the built-in ones say, here and in an editor', () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(root, 'schema.json'), 'utf8')) as object);
    for (const library of libraries) {
      expect([library.package, problemsOf('models', JSON.stringify([library]))]).toEqual([library.package, []]);
      expect([library.package, validate({ models: [library] }) ? [] : validate.errors]).toEqual([library.package, []]);
    }
  });
});

describe('a model of a known package', () => {
  const own: LibraryModel = { package: 'jose', aliases: ['@acme/jose'], operations: [{ call: 'jwtVerify(token)', kind: 'verify' }, { call: 'decodeJwt(token)', kind: 'decode', headerOnly: true }], passes: ['wrap(self)'] };
  const merged = withOwnModels([own]).find((library) => library.package === 'jose')!;
  const builtIn = libraries.find((library) => library.package === 'jose')!;

  it('adds rows, and replaces those with the same call', () => {
    expect(merged.operations![0]).toBe(own.operations![0]);
    expect(merged.operations!.filter(({ call }) => call === 'decodeJwt(token)')).toEqual([own.operations![1]]);
    expect(merged.operations!.length).toBe(builtIn.operations!.length + 1);
    expect([merged.keys, merged.behaviours]).toEqual([builtIn.keys, builtIn.behaviours]);
  });

  it('is one library still', () => {
    expect(withOwnModels([own])).toHaveLength(libraries.length);
    expect(withOwnModels([tokens])).toHaveLength(libraries.length + 1);
    expect(indexWith([own]).knows('@acme/jose')).toBe(true);
    expect(indexWith().knows('@acme/jose')).toBe(false);
  });
});

describe('a modelled file', () => {
  it.each<[string, string, boolean]>([
    ['src/login.ts', './auth/tokens', true], ['src/login.ts', './auth/tokens.js', true], ['src/a/b/c.ts', '../../auth/tokens.ts', true], ['src/auth/x.ts', './tokens', true],
    ['src/login.ts', '@/auth/tokens', true], ['src/login.ts', '@/other/tokens', false], ['src/login.ts', './other/tokens', false], ['src/login.ts', './auth/tokens.json', false],
    ['src/login.ts', 'tokens', false],
  ])('seen from %s as %s: %s', (path, specifier, isFound) => {
    const find = fileFinder(path, ownFilesOf([tokens]), (name) => (name.startsWith('@/') ? name.replace('@/', 'src/').concat('.ts') : undefined));
    expect(find(specifier)).toBe(isFound ? './src/auth/tokens.ts' : specifier);
  });

  it('opens the gate where it is imported', () => {
    const { libraries: models } = indexWith([{ package: './src/login/renewals.ts' }]);
    const passes = (text: string, given = models) => mayHoldFacts(Buffer.from(text), 'ts', given);
    const imports = ["import { renew } from '../x/renewals';", "require('./renewals.js')", "import('@/login/renewals/index.ts')"];
    expect(imports.map((text) => passes(text))).toEqual([true, true, true]);
    expect(imports.map((text) => passes(text, libraries))).toEqual([false, false, false]);
    expect(["import x from './my-renewals';", "import x from './renewals-page';", "const renewals = 'x';"].map((text) => passes(text))).toEqual([false, false, false]);
  });
});

describe('in both hosts', () => {
  const code = "import { readToken } from './auth/tokens';\nexport const read = (token: string) => { readToken(token); };\n";

  it('say the same', async () => {
    const folder = folderWith({ 'jwtlint.config.jsonc': JSON.stringify({ models: [tokens] }), 'src/login.ts': code });
    expect(placesIn((await runCommand(folder, '--format', 'compact')).out)).toEqual(['src/login.ts:2 no-unchecked-verification']);
    expect(linted({ models: [tokens] })).toEqual(['no-unchecked-verification']);
    expect(linted({})).toEqual([]);
  });

  it('are refused by ESLint in the same words', () => {
    expect(() => linted({ models: [{ package: 'x', operations: [{ call: 'f(tokn)', kind: 'verify' }] }] })).toThrow('did you mean "token"?');
  });

  function linted(jwtlint: object): string[] {
    const plugin = { rules: Object.fromEntries(rules.map((rule) => [rule.id, eslintRule(rule)])) };
    const text = code.replace(': string', '');
    return new Linter({ cwd: root }).verify(text, [{ plugins: { jwtlint: plugin }, settings: { jwtlint }, rules: { 'jwtlint/no-unchecked-verification': 'error' } }], { filename: join(root, 'src/login.js') })
      .map(({ ruleId, message }) => ruleId?.replace('jwtlint/', '') ?? message);
  }
});

describe('the example in the README', () => {
  const page = readFileSync(join(root, 'README.md'), 'utf8').split('### Own wrappers and libraries')[1]!.split('\n### ')[0]!;
  const [configuration, code] = [...page.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, text]) => text!);

  it('finds what it says', async () => {
    const folder = folderWith({ 'jwtlint.config.jsonc': configuration!, 'src/session/renew.ts': code! });
    const said = [...page.split('```').at(-1)!.matchAll(/`((?:no|require)-[a-z-]+)`/g)].map(([, id]) => id!);
    const found = placesIn((await runCommand(folder, '--format', 'compact')).out).map((place) => place.split(' ')[1]!);
    expect(said).toHaveLength(3);
    expect(found.sort()).toEqual(said.sort());
  });
});
