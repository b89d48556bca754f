// One value, one finding: which place carries it, what the others become, and what is left alone.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import { startRuleRun } from '../../src/findings/run-rules.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { folderWith, runCommand } from '../support/command.ts';

const drawn = randomBytes(32).toString('base64url');

type Files = Readonly<Record<string, string>>;

/** `ignored`: what git leaves out. */
function findingsIn(files: Files, ignored = ''): readonly Finding[] {
  const facts = Object.entries(files).map(([path, text]) => factsOf({ ...sourceFileOf(path, text), ...(path === ignored && { ignoredByGit: true as const }) }));
  const tell = (all: typeof facts): Finding[] => {
    const together = startRuleRun(rules, { ...defaultSettings, preset: 'all' });
    for (const each of all) together.add(each);
    return [...together.finished((file) => facts.find((each) => each.file === file))].flatMap(({ findings }) => findings).filter(({ ruleId }) => ruleId !== 'require-expiration');
  };
  const found = tell(facts);
  expect(tell([...facts].reverse())).toEqual(found);
  return found;
}

/** `file rule (severity): the places that say the same`. */
const told = (files: Files): string[] => findingsIn(files).map(({ file, ruleId, severity, evidence }) =>
  `${file} ${ruleId} (${severity}): ${evidence.filter(({ note }) => note.startsWith('the same value')).map((step) => step.file).join(' ')}`.trimEnd());

const env = (value: string, name = 'JWT_SECRET'): string => `${name}=${value}\n`;
const compose = (value: string): string => `services:\n  api:\n    environment:\n      JWT_SECRET: ${value}\n`;
const fallback = (value: string): string => `import jwt from 'jsonwebtoken';\nexport const read = (token: string) => jwt.verify(token, process.env.JWT_SECRET ?? '${value}', { algorithms: ['HS256'], audience: 'a', issuer: 'b' });\n`;
const literal = (value: string): string => fallback(value).replace('process.env.JWT_SECRET ?? ', '');

describe('a value in code, in .env and in a Compose file', () => {
  it('is one finding, in code, with the others as evidence', () => {
    expect(told({ '.env': env(drawn), 'compose.yml': compose(drawn), 'src/auth.ts': fallback(drawn) })).toEqual(['src/auth.ts no-fallback-secret (error): .env compose.yml']);
    expect(told({ '.env': env('supersecret'), 'compose.yml': compose('supersecret'), 'src/auth.ts': fallback('supersecret') })).toEqual(['src/auth.ts no-fallback-secret (error): .env compose.yml']);
  });

  it('is carried by the worst place, whatever the role of the others', () => {
    expect(told({ '.env.development': env('supersecret'), '.env': env('supersecret'), '.env.test': env('supersecret') })).toEqual(['.env no-weak-secret (error): .env.development .env.test']);
    expect(told({ 'src/a.ts': literal(drawn), 'test/a.test.ts': literal(drawn), '.env.example': env(drawn) })).toEqual(['src/a.ts no-hardcoded-secret (error): test/a.test.ts .env.example']);
    expect(told({ 'b/.env': env(drawn), 'a/.env': env(drawn, 'TOKEN_SECRET') })).toEqual(['a/.env no-secret-in-config (error): b/.env']);
  });

  it('is one in two files of code, when it was drawn', () => {
    expect(told({ 'src/a.ts': literal(drawn), 'src/b.ts': literal(drawn) })).toEqual(['src/a.ts no-hardcoded-secret (error): src/b.ts']);
  });
});

describe('a value that one file holds more than once', () => {
  const twice = (written: string): string => `${written}${written.replace(/^.*\n/, '').replace('read', 'readAgain')}`;

  it('is one finding, and changed everywhere at once', () => {
    for (const written of [literal(drawn), fallback('supersecret')]) {
      const [only, ...more] = findingsIn({ 'src/a.ts': twice(written) });
      expect(only?.fixes.map(({ edits }) => edits.length)).toEqual([2]);
      expect(only?.evidence.map(({ note }) => note)).toContain('the same value is written here');
      expect(more).toEqual([]);
    }
  });

  it('is one where a setting has it for two services', () => {
    expect(told({ 'compose.yml': `${compose(drawn)}  worker:\n    environment:\n      JWT_SECRET: ${drawn}\n` }).filter((one) => !one.includes('no-shared-secret')))
      .toEqual(['compose.yml no-secret-in-config (error): compose.yml']);
  });

  it('is several where a word stands under a bare name', () => {
    expect(told({ 'src/a.ts': twice(literal('supersecret')) })).toHaveLength(2);
  });
});

describe('what a compiler wrote', () => {
  it('is a copy of what somebody wrote, however often two people may choose the word', () => {
    const compiled = `Object.defineProperty(exports, "__esModule", { value: true });\n${fallback('supersecret').replace("import jwt from 'jsonwebtoken'", "const jwt = require('jsonwebtoken')").replace('export const read = (token: string)', 'exports.read = (token)')}`;
    expect(told({ 'src/auth.ts': fallback('supersecret'), 'dist/auth.js': compiled })).toEqual(['src/auth.ts no-fallback-secret (error): dist/auth.js']);
    expect(told({ 'dist/auth.js': compiled })).toEqual(['dist/auth.js no-fallback-secret (warning):']);
  });
});

describe('a value is told for itself', () => {
  it('when it is a word that two people may have chosen', () => {
    const hardcoded = (file: string): string => `${file} no-hardcoded-secret (error):`;
    expect(told({ 'src/a.ts': literal('supersecret'), 'src/b.ts': literal('supersecret') })).toEqual(['src/a.ts', 'src/b.ts'].map(hardcoded));
    expect(told({ 'a/.env': env('supersecret'), 'b/.env': env('supersecret') })).toHaveLength(2);
    expect(told({ '.env': env('supersecret'), 'compose.yml': compose('supersecret').replace('JWT_SECRET', 'SESSION_SECRET') })).toHaveLength(2);
  });

  it('when two settings of one file have it', () => {
    expect(told({ '.env': env(drawn) + env(drawn, 'SESSION_SECRET') })).toHaveLength(2);
    // Another file's copy is told by the first of them.
    expect(told({ '.env': env(drawn) + env(drawn, 'SESSION_SECRET'), 'compose.yml': compose(drawn) })).toEqual(['.env no-secret-in-config (error): compose.yml', '.env no-secret-in-config (error):']);
  });

  it('when a directive suppresses it, which is then in use', () => {
    const found = findingsIn({ '.env': `# jwtlint-disable-next-line no-secret-in-config -- rotated every night\n${env(drawn)}`, 'compose.yml': compose(drawn) });
    expect(found.map(({ file, suppressed }) => `${file} ${suppressed?.reason ?? 'open'}`)).toEqual(['.env rotated every night', 'compose.yml open']);
  });
});

describe('a file that git leaves out', () => {
  const said = (files: Files): string[] => findingsIn(files, '.env').map(({ file, ruleId, severity, message }) => `${file} ${ruleId} ${severity} ${message}`);

  it('is weak when it holds what a sample gives everyone', () => {
    const expected = '.env no-weak-secret error JWT_SECRET has the same value as in .env.example, which everyone who can read the repository knows.';
    expect(said({ '.env': env(drawn), '.env.example': env(drawn) })).toEqual([expected]);
    expect(said({ '.env': env(drawn), '.env.test': env(drawn) }).filter((one) => one.startsWith('.env '))).toEqual([expected.replace('.env.example', '.env.test')]);
  });

  it('is nobody\'s business when it holds a key of its own', () => {
    expect(said({ '.env': env(drawn), '.env.example': env(randomBytes(32).toString('hex')) })).toEqual([]);
    expect(said({ '.env': env(drawn), 'src/a.ts': literal(drawn) })).toEqual([expect.stringMatching(/^src\/a.ts no-hardcoded-secret/)]);
  });
});

describe('the fingerprint', () => {
  it('is that of the carrier alone, and never of the value', () => {
    const other = randomBytes(32).toString('base64url');
    const printsOf = (files: Files): string[] => findingsIn(files).map(({ fingerprint }) => fingerprint);
    const alone = printsOf({ '.env': env(drawn) });
    expect(printsOf({ '.env': env(drawn), 'compose.yml': compose(drawn) })).toEqual(alone);
    expect(printsOf({ '.env': env(other), 'compose.yml': compose(other) })).toEqual(alone);
  });
});

it('the report of the command holds places, not the value', async () => {
  const folder = folderWith({ '.env': env(drawn), 'compose.yml': compose(drawn), 'src/auth.ts': fallback(drawn) });
  const { out, err } = await runCommand(folder, '--format', 'json', '--format', 'pretty=out.txt');
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  expect(findings.map(({ file, evidence }) => [file, ...new Set(evidence.map((step) => step.file))])).toEqual([['src/auth.ts', 'src/auth.ts', '.env', 'compose.yml']]);
  expect(out + err).not.toContain(drawn);
});
