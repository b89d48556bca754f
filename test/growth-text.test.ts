// What is read as text and configuration costs in proportion, whatever is repeated in it; what is too much is said, and a
// broken, deep or crowded part hides nothing of the rest. Sizes are large enough that a square would take minutes.

import { describe, expect, it } from 'vitest';
import { mostBareKeys } from '../src/secrets/keys/bare-keys.ts';
import { factsOf } from '../src/facts/facts-of.ts';
import { mostJwks, privateJwksIn } from '../src/secrets/keys/jwk-literals.ts';
import { mostKeys, privateKeysIn } from '../src/secrets/keys/private-keys.ts';
import { mostProviderTokens, providerTokensIn } from '../src/secrets/tokens/provider-tokens.ts';
import { referenceOf } from '../src/values/references.ts';
import { mostTokens } from '../src/secrets/tokens/tokens.ts';
import { mostAsked } from '../src/documents/vulnerable-packages.ts';
import { mostDirectives, suppressionsOf } from '../src/findings/settings/suppression.ts';
import { defaultSettings } from '../src/findings/options.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { bounds, tooDeep } from '../src/syntax/config-document.ts';
import { lockReaders } from '../src/syntax/lockfiles/lockfiles.ts';
import { readConfig } from '../src/syntax/read-config.ts';

const repeated = (count: number, textOf: (index: number) => string, joint = '\n'): string =>
  Array.from({ length: count }, (_, index) => textOf(index)).join(joint);
const factsIn = (path: string, text: string) => factsOf(sourceFileOf(path, text));
const namesIn = (language: string, text: string): string[] => readConfig(language, text).entries.map(({ name }) => name);
const problemsIn = (language: string, text: string) => readConfig(language, text).problems;

describe('what a broken line leaves', () => {
  it.each([
    ['json', '{"first": "a",\n oops\n "jwtSecret": "b"}'],
    ['json', '{"first": "a",\n "x": "y\n "jwtSecret": "b"}'],
    ['json', '{"first": "a", "x: "y", "jwtSecret": "b"}'],
    ['json', '{"first": "a", "x": , "jwtSecret": "b"}'],
    ['json', '{"first": "a", "x":\n "jwtSecret": "b"}'],
    ['json', '{"first": "a", "list": [1, 2\n, "jwtSecret": "b"}'],
    ['json', '{"first": "a"}}}\n{"jwtSecret": "b"}'],
    ['json', '{"first": "a", "x": {"y": 1, "jwtSecret": "b"}'],
    ['json', "{first: 'a', jwtSecret: 'b'}"],
    ['json', '"first": "a", "jwtSecret": "b"'],
    ['json', '{"first": "a", "jwtSecret": "b" /*'],
    ['yaml', 'first: a\nx: [y\njwtSecret: b\n'],
    ['yaml', 'first: a\nx: "y\njwtSecret: b\n'],
    ['yaml', 'first: a\n\tx: y\njwtSecret: b\n'],
    ['yaml', `first: a\nx: ${'['.repeat(bounds.depth * 5)}\njwtSecret: b\n`],
    ['toml', 'first = "a"\nx = = 1\njwtSecret = "b"\n'],
    ['toml', 'first = "a"\nx = [\njwtSecret = "b"\n'],
    ['toml', 'first = "a"\nx = "y\njwtSecret = "b"\n'],
    ['toml', 'first = "a"\nx = 1\nx = 2\njwtSecret = "b"\n'],
    ['toml', `first = "a"\nx = ${'['.repeat(bounds.depth * 5)}\njwtSecret = "b"\n`],
    ['env', 'first=a\n"oops\njwtSecret=b\n'],
    ['env', 'first=a\nx\0y\njwtSecret=b\n'],
  ])('in %s: %s', (language, text) => {
    expect(namesIn(language, text)).toEqual(expect.arrayContaining(['first', 'jwtSecret']));
    const { entries, problems } = readConfig(language, text);
    expect(entries.find(({ name }) => name === 'jwtSecret')).toMatchObject({ value: 'b' });
    expect(entries.every(({ start, end, keyStart, keyEnd }) => start <= end && keyStart <= keyEnd && end <= text.length)).toBe(true);
    expect(problems.length).toBe(language === 'env' ? 0 : 1);
  });

  it('is what a template leaves, too, and then there is no harm', () => {
    for (const [language, text] of [['json', '{"a": {{ x }}, "jwtSecret": "b"}'], ['yaml', 'a: {{ x }}\n  {{ y }} : [\njwtSecret: b\n'], ['toml', 'a = {{ x }}\njwtSecret = "b"\n']] as const) {
      expect(namesIn(language, text)).toContain('jwtSecret');
      // An open bracket of YAML is more than its pair lines say.
      expect(problemsIn(language, text).map(({ harmless }) => harmless)).toEqual([language === 'yaml' ? undefined : true]);
    }
  });

  it('is all of a text in TOML that is too long for its parser', () => {
    const text = `a = """\n${'x\n'.repeat(300_000)}"""\njwtSecret = "b"\n`;
    expect(namesIn('toml', text)).toEqual(['a', 'jwtSecret']);
    expect(problemsIn('toml', text)).toHaveLength(1);
  });
});

describe('depth', () => {
  const at = (language: string, depth: number): string =>
    language === 'json' ? `{"a": ${'['.repeat(depth - 1)}1${']'.repeat(depth - 1)}, "after": "b"}`
      : language === 'yaml' ? `a: ${'['.repeat(depth - 1)}1${']'.repeat(depth - 1)}\nafter: b\n`
        : `a = ${'['.repeat(depth - 1)}1${']'.repeat(depth - 1)}\nafter = "b"\n`;

  it.each(['json', 'yaml', 'toml'])('has a number in %s, and what follows is read', (language) => {
    expect(problemsIn(language, at(language, bounds.depth))).toEqual([]);
    for (const depth of [bounds.depth + 5, bounds.depth * 100]) {
      expect(problemsIn(language, at(language, depth)).map(({ message }) => message)).toEqual([tooDeep]);
      expect(namesIn(language, at(language, depth))).toContain('after');
    }
  });

  it.each(['"', "'"])('does not count brackets in strings and comments: %s', (quote) => {
    const brackets = '['.repeat(bounds.depth * 10);
    expect(namesIn('yaml', `a: ${quote}${brackets}${quote} # ${brackets}\nb: c\n`)).toEqual(['a', 'b']);
    expect(problemsIn('toml', `a = ${quote}${brackets}${quote} # ${brackets}\nb = 1\n`)).toEqual([]);
    if (quote === '"') expect(problemsIn('json', `{"a": "${brackets}" /* ${brackets} */, "b": 1}`)).toEqual([]);
  });

  it('of references in references ends', () => {
    expect(referenceOf(`${'${A:-'.repeat(40)}x${'}'.repeat(40)}`)).toEqual({ env: 'A', fallback: 'x' });
    expect(referenceOf(`${'${A:-'.repeat(400)}x${'}'.repeat(400)}`)).toEqual({ env: 'A' });
  });

  it('counts with the number of values: long paths of many are bounded', () => {
    const text = `${'['.repeat(bounds.depth - 1)}${'1,'.repeat(bounds.entries / 2)}1`;
    const { entries, problems } = readConfig('json', text);
    expect(entries.length).toBeLessThanOrEqual(bounds.segments / (bounds.depth - 1));
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('aliases and merge keys', () => {
  const keys = (count: number): string => repeated(count, (index) => `  k${String(index)}: v`);

  it('repeat no more than a number of values, and the rest of the text is read', () => {
    for (const text of [
      `base: &b\n${keys(2000)}\n${repeated(2000, (index) => `m${String(index)}: {<<: *b}`)}\nafter: x\n`,
      `base: &b\n${keys(2000)}\nm:\n  <<: [${repeated(2000, () => '*b', ', ')}]\nafter: x\n`,
      `b0: &b0 [x, x]\n${repeated(60, (index) => `b${String(index + 1)}: &b${String(index + 1)} [*b${String(index)}, *b${String(index)}]`)}\nafter: x\n`,
    ]) {
      const { entries, problems } = readConfig('yaml', text);
      expect(entries.length).toBeLessThan(bounds.aliased + 10_000);
      expect(entries.at(-1)).toMatchObject({ name: 'after', value: 'x' });
      expect(problems.map(({ message }) => message)).toContain(`Aliases repeat more than ${String(bounds.aliased)} values: those beyond are not read.`);
    }
  });

  it.each(['a: &a\n  k: v\n  x: *a\nafter: y\n', 'a: &a\n  k: v\n  <<: *a\nafter: y\n', 'a: &a\n  k: v\n  b: &b\n    <<: [*a, *b]\nafter: y\n'])(
    'in a circle are not followed, which is no harm: %j', (text) => {
      expect(namesIn('yaml', text)).toEqual(expect.arrayContaining(['k', 'after']));
      expect(problemsIn('yaml', text)).toEqual([expect.objectContaining({ harmless: true })]);
    });
});

describe('keys and tokens', () => {
  const jwt = (index: number): string =>
    [{ alg: 'HS256' }, { sub: String(index) }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + `.${'x'.repeat(40)}abc`;
  const beyond = (path: string, text: string): string[] => factsIn(path, text).problems.map(({ message }) => message);

  it('beyond a number are said to be left out', () => {
    expect(beyond('x.txt', repeated(mostTokens + 1, jwt))).toEqual([expect.stringMatching(/^More than \d+ tokens/)]);
    expect(beyond('x.txt', repeated(mostTokens, jwt))).toEqual([]);
    const provider = repeated(mostProviderTokens + 1, (index) => `ghp_${String(index).padStart(36, 'a1B2')}`);
    const left: string[] = [];
    providerTokensIn(sourceFileOf('x.txt', provider), undefined, left);
    expect(left).toHaveLength(1);
  });

  it('of JSON Web Keys, too', () => {
    const left: string[] = [];
    expect([...privateJwksIn(sourceFileOf('x.json', repeated(mostJwks + 2, () => '{"kty":"EC"}')), left)]).toEqual([]);
    expect(left).toHaveLength(1);
  });

  it('of bodies without armour, too, and a decoy takes nothing from what stands before the bound', () => {
    const left: string[] = [];
    privateKeysIn(sourceFileOf('x.txt', repeated(mostBareKeys + 1, () => 'MIIEvQIBADANBgkqhkiG9w0B')), left);
    expect(left).toHaveLength(1);
    expect(mostKeys).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    '-----BEGIN PRIVATE KEY-----\n', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n', 'PuTTY-User-Key-File-2: ssh-rsa\n',
    'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t\n', 'eyJhbGciOiJIUzI1NiJ9.e30 ', 'eyJhbGciOiJIUzI1NiJ9\n', 'ZXlKhbGciOiJIUzI1NiJ9 ', 'ghp_', 'sk_live_ AKIA xoxb- ',
    '"kty":"RSA","d":"', 'AGE-SECRET-KEY-1', 'DOTENV_PRIVATE_KEY_',
  ])('that are begun ten thousand times and never end are none: %j', (piece) => {
    const { tokens, privateKeys, providerTokens } = factsIn('x.txt', piece.repeat(10_000));
    expect([...tokens, ...privateKeys, ...providerTokens]).toEqual([]);
  }, 20_000);
});

describe('suppressions', () => {
  const suppressed = (text: string) => {
    const facts = factsIn('a.yaml', text);
    const suppressions = suppressionsOf([], facts, defaultSettings);
    const found = facts.namedValues.map(({ keyAt }) => suppressions.of('no-hardcoded-secret', keyAt) !== null);
    return { found, problems: suppressions.problems() };
  };

  it('of a stack all reach the line below, and each finding finds its own', () => {
    const stack = repeated(1500, () => '# jwtlint-disable-next-line other-rule');
    expect(suppressed(`# jwtlint-disable-next-line no-hardcoded-secret\n${stack}\njwtSecret: a\njwtSecret2: b\n`).found).toEqual([true, false]);
    const apart = repeated(900, (index) => `# jwtlint-disable-next-line no-hardcoded-secret\njwtSecret${String(index)}: a\njwtKey${String(index)}: b`);
    expect(suppressed(apart).found).toEqual(Array.from({ length: 1800 }, (_, index) => index % 2 === 0));
  });

  it('that overlap: the first that covers the line speaks', () => {
    const text = '# jwtlint-disable\nx: y\n# jwtlint-disable no-hardcoded-secret\njwtSecret: a\n# jwtlint-enable\njwtSecret2: b\n';
    expect(suppressed(text).found).toEqual([true, false]);
  });

  it('beyond a number suppress nothing, and that is said', () => {
    const many = repeated(mostDirectives / 2, (index) => `# jwtlint-disable-next-line rule-${String(index)}`);
    const { found, problems } = suppressed(`${many}\n# jwtlint-disable-next-line no-hardcoded-secret\njwtSecret: a\n`);
    expect(found).toEqual([false]);
    expect(problems.at(-1)?.message).toContain('too many directives');
  });
});

describe('lockfiles and manifests', () => {
  it.each([
    ['package-lock.json', `{"lockfileVersion": 3${'": {'.repeat(200_000)}`],
    ['package-lock.json', `{"lockfileVersion": 3${'"requires": {'.repeat(200_000)}`],
    ['package-lock.json', `{"lockfileVersion": 3, "packages": {"node_modules/${'a/'.repeat(200_000)}": {"version": "1.0.0", "dependencies": {"jws": "1"}}}`],
    ['yarn.lock', `${repeated(20_000, (index) => `jws@^8.0.${String(index)}`, ', ')}:\n${'  version "8.5.1"\n'.repeat(20_000)}`],
    ['yarn.lock', `${repeated(20_000, (index) => `jws@^8.0.${String(index)}`, ', ')}:\n  dependencies:\n${'    jws "^3.0.0"\n'.repeat(20_000)}`],
    ['yarn.lock', ' jws@'.repeat(200_000)],
    ['yarn.lock', 'x jws@'.repeat(200_000)],
    ['pnpm-lock.yaml', `specifiers:\n${'  jws: 1.0.0\n'.repeat(100_000)}packages:\n${'  jws@1.0.0:\n'.repeat(20_000)}`],
    ['bun.lock', `    "a": ["a@1.0.0", ${'"dependencies": {'.repeat(100_000)}`],
  ])('of %s take their time in proportion: %.60s', (name, text) => {
    const reader = lockReaders[name]!;
    expect(reader.packagesIn(text, new Set(['jws'])).length).toBeLessThan(10);
    expect(reader.versionIn(text, 'jws', { folder: '', range: '^1.0.0' })?.version.length ?? 0).toBeLessThan(10);
  }, 20_000);

  it('that ask for too much are said to', () => {
    const text = JSON.stringify({ dependencies: Object.fromEntries(Array.from({ length: mostAsked + 1 }, (_, at) => [`a${String(at)}`, 'npm:jsonwebtoken@8.5.1'])) });
    const { vulnerable, problems } = factsIn('package.json', text);
    expect([vulnerable.length, problems.length]).toEqual([mostAsked, 1]);
  });
});
