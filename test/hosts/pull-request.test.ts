// A gate on pull requests, told as its story: a base with old findings and a baseline, and changes of every kind on branches.
// Each is checked out as a CI service does it: in full, shallow, without the blobs of the past, and as the merge of a queue.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placesIn } from '../support/command.ts';
import { root as house } from '../support/fixture-file.ts';

const patience = 120_000;

let scratch: string;
let origin: string;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'jwtlint-pull-request-')));
  origin = join(scratch, 'origin');
  makeOrigin();
}, patience);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

// --- a repository and its branches ---

function git(folder: string, ...args: string[]): string {
  const own = ['user.name=t', 'user.email=t@example.org', 'protocol.file.allow=always', 'commit.gpgsign=false'].flatMap((one) => ['-c', one]);
  const done = spawnSync('git', [...own, ...args], { cwd: folder, encoding: 'utf8', env: cleanEnv() });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  return done.stdout.trim();
}

/** What a CI service or a hook around these tests says is none of theirs. */
function cleanEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const isOurs = (name: string): boolean => !/^(?:GIT_|GITHUB_|CI$|CI_|FORCE_COLOR|NO_COLOR)/.test(name);
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => isOurs(name))), ...more };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Made here and now: nothing that looks drawn is committed. */
const drawn = (seed: number): string =>
  Array.from({ length: 40 }, (_, at) => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[((at + 3) * (at + 7) * 31 + seed * 17 * (at + 1) + at * at * seed) % 62]).join('');

const signing = (key: string): string => `import jwt from 'jsonwebtoken';
const KEY = '${key}';
export const issue = (sub: string) => jwt.sign({ sub }, KEY, { algorithm: 'HS256', expiresIn: '1h' });
`;
const reading = `import jwt from 'jsonwebtoken';
export const read = (token: string, key: string) => jwt.verify(token, key, { algorithms: ['none'], audience: 'a', issuer: 'i' });
`;
const clean = 'export const one = 1;\n';

const base = {
  'package.json': JSON.stringify({ dependencies: { jsonwebtoken: '^9.0.2' } }),
  'jwtlint.config.json': JSON.stringify({ preset: 'recommended' }),
  'src/sign.ts': signing(drawn(1)),
  'src/read.ts': reading,
  'src/clean.ts': clean,
};

/** By name: what it does, commit by commit. */
const branches: Readonly<Record<string, (folder: string) => void>> = {
  'add-one': (folder) => {
    write(folder, { 'src/more.ts': reading.replace('read', 'more') });
    commit(folder);
  },
  'move-one': (folder) => {
    git(folder, 'mv', 'src/sign.ts', 'src/keys.ts');
    write(folder, { 'src/keys.ts': `// The lines move, too.\n\n${signing(drawn(1))}` });
    commit(folder);
  },
  'swap-secret': (folder) => {
    write(folder, { 'src/sign.ts': signing(drawn(2)) });
    commit(folder);
  },
  'add-and-remove': (folder) => {
    write(folder, { 'src/brief.ts': signing(drawn(3)) });
    commit(folder);
    rmSync(join(folder, 'src/brief.ts'));
    commit(folder);
  },
  'suppress-without-reason': (folder) => {
    const line = 'export const more';
    write(folder, { 'src/more.ts': reading.replace('export const read', `// jwtlint-disable-next-line no-alg-none\n${line}`) });
    commit(folder);
  },
  'suppress-old': (folder) => {
    write(folder, { 'src/read.ts': reading.replace('export', '// jwtlint-disable-next-line no-alg-none -- we know\nexport') });
    commit(folder);
  },
  'loosen-config': (folder) => {
    write(folder, {
      'jwtlint.config.json': JSON.stringify({ preset: 'recommended', rules: { 'no-alg-none': 'off' }, ignore: ['src/more.ts'] }),
      '.jwtlintignore': 'src/**\n',
      'src/more.ts': reading.replace('read', 'more'),
    });
    commit(folder);
  },
  'own-baseline': (folder) => {
    write(folder, { 'src/more.ts': reading.replace('read', 'more') });
    run(folder, 'baseline', 'update');
    commit(folder);
  },
  'fix-one': (folder) => {
    write(folder, { 'src/read.ts': reading.replace("'none'", "'RS256'") });
    commit(folder);
  },
  'copy-secret': (folder) => {
    write(folder, { 'src/again.ts': signing(drawn(1)).replace('issue', 'again') });
    commit(folder);
  },
  'dependency': (folder) => {
    // The finding appears in a file that the change does not touch.
    write(folder, { 'src/clean.ts': "export const ALLOWED = ['none'];\nexport const one = 1;\n" });
    commit(folder);
  },
};

function commit(folder: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'change');
}

function makeOrigin(): void {
  const work = join(scratch, 'work');
  mkdirSync(work);
  git(work, 'init', '-q', '-b', 'main');
  write(work, { 'README.md': 'before\n' });
  commit(work);
  write(work, {
    ...base,
    'src/uses.ts': "import jwt from 'jsonwebtoken';\nimport { ALLOWED } from './clean';\nexport const use = (t: string, k: string) => jwt.verify(t, k, { algorithms: ALLOWED, audience: 'a', issuer: 'i' });\n",
  });
  expect(run(work, 'baseline', 'create')).toMatchObject({ code: 0 });
  commit(work);
  for (const [name, make] of Object.entries(branches)) {
    git(work, 'checkout', '-q', '-b', name, 'main');
    make(work);
  }
  git(work, 'checkout', '-q', 'main');
  // The base moves on while the changes are open.
  write(work, { 'README.md': 'after\n' });
  commit(work);
  for (const name of Object.keys(branches)) {
    git(work, 'checkout', '-q', '--detach', 'main');
    git(work, 'merge', '-q', '--no-ff', '-m', 'merge', name);
    git(work, 'branch', `merged/${name}`);
  }
  git(work, 'checkout', '-q', 'main');
  git(scratch, 'clone', '-q', '--bare', work, origin);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
}

/** Never a hard link to the origin: as over a network. */
function clone(branch: string, name: string, ...args: string[]): string {
  const folder = join(scratch, `${name}-${branch.replace('/', '-')}`);
  rmSync(folder, { recursive: true, force: true });
  git(scratch, 'clone', '-q', ...args, '--branch', branch, pathToFileURL(origin).href, folder);
  return folder;
}

interface Ran { readonly code: number | null; readonly out: string; readonly err: string }

function run(folder: string, ...args: string[]): Ran {
  return runWith(folder, {}, ...args);
}

function runWith(folder: string, env: Readonly<Record<string, string>>, ...args: string[]): Ran {
  const done = spawnSync(process.execPath, [join(house, 'dist/cli.js'), ...args], { cwd: folder, encoding: 'utf8', env: cleanEnv(env) });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const gate = (folder: string, ...args: string[]): { code: number | null; found: string[]; err: string } => {
  const { code, out, err } = run(folder, '--format', 'compact', ...args);
  return { code, found: placesIn(out), err };
};

/** What each change must come to. */
const expected: Readonly<Record<string, { readonly code: number; readonly found: readonly string[] }>> = {
  'add-one': { code: 1, found: ['src/more.ts:2 no-alg-none'] },
  'move-one': { code: 0, found: [] },
  'swap-secret': { code: 1, found: ['src/sign.ts:2 no-hardcoded-secret'] },
  'add-and-remove': { code: 0, found: [] },
  'suppress-without-reason': { code: 1, found: ['src/more.ts:3 no-alg-none'] },
  'suppress-old': { code: 0, found: [] },
  'loosen-config': { code: 1, found: ['src/more.ts:2 no-alg-none'] },
  'own-baseline': { code: 1, found: ['src/more.ts:2 no-alg-none'] },
  'fix-one': { code: 0, found: [] },
  'copy-secret': { code: 1, found: ['src/again.ts:2 no-hardcoded-secret'] },
  'dependency': { code: 1, found: ['src/clean.ts:1 no-alg-none'] },
};
const names = Object.keys(branches);

// --- the story ---

describe('a full clone', () => {
  test.each(names)('%s', (name) => {
    const folder = clone(name, 'full');
    const before = treeOf(folder);
    const { code, found } = gate(folder, '--base', 'main', '--baseline', 'jwtlint-baseline.txt');
    expect({ code, found }).toEqual(expected[name]);
    expect(treeOf(folder)).toEqual(before);
  }, patience);

  test('what a change does to the gate is told', () => {
    const loosened = gate(clone('loosen-config', 'told'), '--base', 'main');
    expect(loosened.err).toContain('jwtlint: jwtlint.config.json: The change alters the gate: no-alg-none is not set and becomes off');
    expect(loosened.err).toContain('jwtlint: jwtlint.config.json: The change alters the gate: "ignore" changes, 1 entry more');
    expect(loosened.err).toContain('jwtlint: .jwtlintignore: The change alters the gate: 1 entry more');
    const suppressed = gate(clone('suppress-without-reason', 'told'), '--base', 'main');
    expect(suppressed.err).toMatch(/src\/more\.ts: 3:\d+: the change adds jwtlint-disable-next-line for no-alg-none/);
  }, patience);

  test('a configuration that is named is the base\'s, too', () => {
    const folder = clone('loosen-config', 'named');
    const { code, found, err } = gate(folder, '--base', 'main', '--config', 'jwtlint.config.json');
    expect({ code, found }).toEqual(expected['loosen-config']);
    expect(err).toContain('The change alters the gate: no-alg-none is not set and becomes off');
    write(folder, { 'own.json': '{ "rules": { "no-alg-none": "off" } }' });
    expect(gate(folder, '--base', 'main', '--config', 'own.json')).toMatchObject({ code: 2, err: expect.stringContaining('the base has no such file') as string });
    // From outside the tree it is the gate's own.
    write(scratch, { 'gate.json': '{ "rules": { "no-alg-none": "off" } }' });
    expect(gate(folder, '--base', 'main', '--config', join(scratch, 'gate.json'))).toMatchObject({ code: 0, found: [] });
  }, patience);

  test('below the top of the repository paths are those from its root', () => {
    expect(gate(join(clone('add-one', 'below'), 'src'), '--base', 'main')).toMatchObject({ code: 1, found: ['src/more.ts:2 no-alg-none'] });
  }, patience);

  test('--since asks the change itself, and shows the rest on demand', () => {
    const folder = clone('loosen-config', 'since');
    expect(gate(folder, '--since', 'main')).toMatchObject({ code: 0, found: [] });
    const all = run(clone('add-one', 'since'), '--since', 'origin/main', '--all-findings');
    expect(all.code).toBe(1);
    expect([...all.out.matchAll(/\(known: base\)/g)]).toHaveLength(2);
  }, patience);
});

describe('a shallow clone', () => {
  test.each(names)('%s says which command helps, and that one does', (name) => {
    const folder = clone(name, 'shallow', '--depth=1');
    const refused = gate(folder, '--base', 'main');
    expect(refused).toMatchObject({ code: 2, found: [] });
    const cure = cureIn(refused.err);
    expect(cure).toBe('git fetch --no-tags --unshallow origin +refs/heads/main:refs/remotes/origin/main');
    spawnCure(folder, cure);
    const { code, found } = gate(folder, '--base', 'main');
    expect({ code, found }).toEqual(expected[name]);
  }, patience);
});

describe('a merge of a queue, one commit deep', () => {
  test.each(names)('%s', (name) => {
    const folder = clone(`merged/${name}`, 'queue', '--depth=1');
    const tip = git(origin, 'rev-parse', 'main');
    const event = join(scratch, 'event.json');
    writeFileSync(event, JSON.stringify({ merge_group: { base_sha: tip, base_ref: 'refs/heads/main' } }));
    const env = { GITHUB_EVENT_PATH: event, CI: 'true' };
    const refused = runWith(folder, env, '--base', 'auto');
    expect(refused.code).toBe(2);
    expect(cureIn(refused.err)).toBe(`git fetch --no-tags --depth=1 origin ${tip}`);
    spawnCure(folder, cureIn(refused.err));
    const { code, out, err } = runWith(folder, env, '--base', 'auto', '--format', 'compact');
    expect({ code, found: placesIn(out) }).toEqual(expected[name]);
    expect(err).toContain(`jwtlint: compared with ${tip.slice(0, 12)}, from GitHub (merge_group)`);
  }, patience);
});

describe('a clone without the blobs of the past', () => {
  test.each(names)('%s', (name) => {
    const folder = clone(name, 'partial', '--filter=blob:none');
    const first = gate(folder, '--base', 'main');
    // What the change did not touch is here; what it did, the base has in another form, and nothing is fetched unasked.
    if (first.code === 2) {
      expect(first).toMatchObject({ found: [] });
      const cure = cureIn(first.err);
      expect(cure).toMatch(/^git diff --stat [0-9a-f]{40} HEAD$/);
      spawnCure(folder, cure);
    }
    const { code, found } = gate(folder, '--base', 'main');
    expect({ code, found }).toEqual(expected[name]);
  }, patience);
});

const cureIn = (err: string): string => /^jwtlint: --base: this helps: (git .*)$/m.exec(err)?.[1] ?? err;
const spawnCure = (folder: string, cure: string): void => void git(folder, ...cure.split(' ').slice(1));

/** The work tree and git's own folder, with their times: a scan leaves both as they are. */
const treeOf = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((path) => `${path} ${statSync(join(folder, path)).isFile() ? String(statSync(join(folder, path)).mtimeMs) : ''}`).sort();
