// Manifests and lockfiles as texts → the version that a file sees.

import { describe, expect, it } from 'vitest';
import { projectOf } from '../../src/project/project-of.ts';
import { admits, boundsOf, compareVersions, isWithin, lowestVersion } from '../../src/values/versions.ts';

type Files = Readonly<Record<string, string>>;

const projectIn = (files: Files) => projectOf({ readFile: (path) => files[path] });
const manifest = (dependencies: Files, more: object = {}): string => JSON.stringify({ name: 'app', dependencies, ...more });
const versionIn = (files: Files, path = 'src/auth.ts', name = 'jsonwebtoken') => projectIn(files).version(path, name);

describe('the lowest version of a range', () => {
  it.each([
    ['^8.5.1', '8.5.1'], ['~8.5', '8.5.0'], ['8.x', '8.0.0'], ['8', '8.0.0'], ['8.5.*', '8.5.0'], ['>=8.1 <9', '8.1.0'], ['<9 >=8.1', '8.1.0'],
    ['>= 8.0.1', '8.0.1'], ['=8.5.1', '8.5.1'], ['v8.5.1', '8.5.1'], ['1.2.3 - 2.0.0', '1.2.3'], ['^9.0.0 || ^8.5.1', '8.5.1'],
    ['npm:@fork/jsonwebtoken@^8.5.1', '8.5.1'], ['npm:jsonwebtoken@8', '8.0.0'], ['10.0.0-beta.1', '10.0.0'],
    ['latest', undefined], ['*', undefined], ['', undefined], ['<9', undefined], ['workspace:*', undefined], ['workspace:^1.0.0', undefined],
    ['catalog:', undefined], ['file:../x', undefined], ['git+https://example.com/x.git', undefined], ['user/repo#v1', undefined],
    ['https://example.com/x-1.0.0.tgz', undefined],
  ])('%s → %s', (range, version) => {
    expect(lowestVersion(range)).toBe(version);
  });

  it('is quick about a hostile range', () => {
    expect(lowestVersion(' '.repeat(1e6) + '||'.repeat(1e5))).toBeUndefined();
  });
});

describe('versions', () => {
  it.each([
    ['1.2.3', '1.2.4'], ['1.2.3', '1.3.0'], ['1.9.9', '2.0.0'], ['9.0.0', '10.0.0'], ['1.0.0-alpha', '1.0.0'], ['1.0.0-alpha', '1.0.0-alpha.1'],
    ['1.0.0-alpha.1', '1.0.0-alpha.beta'], ['5.0.0-beta.9', '5.0.0-beta.32'], ['1.0.0-2', '1.0.0-rc'], ['1', '1.0.1'],
  ])('%s comes before %s', (a, b) => {
    expect(compareVersions(a, b)).toBeLessThan(0);
    expect(compareVersions(b, a)).toBeGreaterThan(0);
  });

  it('are equal whatever was built of them', () => {
    expect(compareVersions('1.2.3+a', '1.2.3+b')).toBe(0);
  });

  it('lie within half-open bounds', () => {
    const within = (version: string) => isWithin(version, { from: '4.0.0', below: '4.0.1' });
    expect(['3.9.9', '4.0.0', '4.0.1', '4.0.1-rc.1'].map(within)).toEqual([false, true, false, true]);
  });
});

describe('what a range admits', () => {
  it.each<[string, string[], string[]]>([
    ['^8.5.1', ['8.5.1', '8.9.0'], ['8.5.0', '9.0.0']], ['^0.2.3', ['0.2.9'], ['0.3.0']], ['^0.0.3', ['0.0.3'], ['0.0.4']], ['^0', ['0.9.0'], ['1.0.0']],
    ['^0.1', ['0.1.9'], ['0.2.0']], ['~1.2.3', ['1.2.9'], ['1.3.0']], ['~1.2', ['1.2.0'], ['1.3.0']], ['~1', ['1.9.0'], ['2.0.0']], ['8.x', ['8.9.9'], ['9.0.0']],
    ['8.5', ['8.5.9'], ['8.6.0']], ['=8.5.1', ['8.5.1'], ['8.5.2']], ['>=8 <9', ['8.9.9'], ['9.0.0']], ['>=8 <=8.5.1', ['8.5.1'], ['8.5.2']],
    ['1.2.3 - 2.0.0', ['2.0.0'], ['2.0.1']], ['^9.0.0 || ^8.5.1', ['8.6.0', '9.1.0'], ['10.0.0']], ['>= 8.0.1', ['99.0.0'], ['8.0.0']],
    ['5.0.0-beta.31', ['5.0.0-beta.31'], ['5.0.0-beta.32']],
  ])('%s', (range, inside, outside) => {
    const bounds = boundsOf(range)!;
    expect(inside.map((version) => admits(bounds, version))).toEqual(inside.map(() => true));
    expect(outside.map((version) => admits(bounds, version))).toEqual(outside.map(() => false));
  });

  it.each(['latest', '*', '<9', 'workspace:^1', 'catalog:', 'github:a/b', '^8 || latest'])('is unknown for %s', (range) => {
    expect(boundsOf(range)).toBeUndefined();
  });
});

describe('manifests', () => {
  it('give the lowest version where there is no lockfile', () => {
    expect(versionIn({ 'package.json': manifest({ jsonwebtoken: '^8.5.1' }) })).toBe('8.5.1');
  });

  it('count in every dependency field', () => {
    for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
      expect(versionIn({ 'package.json': JSON.stringify({ [field]: { jsonwebtoken: '8.1.0' } }) })).toBe('8.1.0');
  });

  it('are taken from the nearest folder that lists the package', () => {
    const files = {
      'package.json': manifest({ jsonwebtoken: '^8.5.1' }),
      'packages/a/package.json': manifest({ jose: '^5.0.0' }),
      'packages/b/package.json': manifest({ jsonwebtoken: '^9.0.0' }),
    };
    expect(versionIn(files, 'packages/a/src/x.ts')).toBe('8.5.1');
    expect(versionIn(files, 'packages/b/src/x.ts')).toBe('9.0.0');
    expect(versionIn(files, 'packages/a/src/x.ts', 'jose')).toBe('5.0.0');
    expect(versionIn(files, 'x.ts', 'jose')).toBeUndefined();
  });

  it('say whether a package is used at all', () => {
    const project = projectIn({ 'app/package.json': manifest({ next: '15' }) });
    expect(project.depends('app/x.ts', 'next')).toBe(true);
    expect(project.depends('app/x.ts', 'vite')).toBe(false);
    expect(project.depends('other/x.ts', 'vite')).toBeUndefined();
  });

  it.each(['', '{', '[]', 'null', '{"dependencies":[]}', '{"dependencies":{"jsonwebtoken":8}}', '{"dependencies":"x"}'])('may be broken: %s', (text) => {
    expect(versionIn({ 'package.json': text })).toBeUndefined();
  });

  it('may fail to be read', () => {
    const project = projectOf({ readFile: () => { throw new Error('no permission'); } });
    expect(project.version('src/x.ts', 'jose')).toBeUndefined();
  });

  it('are read once', () => {
    const reads: string[] = [];
    const files: Files = { 'package.json': manifest({ jose: '^5' }) };
    const project = projectOf({ readFile: (path) => (reads.push(path), files[path]) });
    for (const path of ['a.ts', 'b/c.ts', 'b/d.ts']) project.version(path, 'jose');
    expect(reads).toContain('package.json');
    expect(new Set(reads).size).toBe(reads.length);
  });
});

const nested = { 'package.json': manifest({}), 'packages/a/package.json': manifest({ jsonwebtoken: '^8.5.0', '@nestjs/jwt': '^10.0.0' }, { name: '@acme/a' }) };
const inA = 'packages/a/src/auth.ts';

describe('package-lock.json', () => {
  const lock = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages }, undefined, 2);

  it('gives the installed version', () => {
    const files = { 'package.json': manifest({ jsonwebtoken: '^8.0.0' }), 'package-lock.json': lock({ '': {}, 'node_modules/jsonwebtoken': { version: '8.5.1' } }) };
    expect(versionIn(files)).toBe('8.5.1');
  });

  it('gives the nested version to the workspace that has one', () => {
    const files = (packages: object): Files => ({ ...nested, 'package-lock.json': lock(packages) });
    const hoisted = { 'node_modules/jsonwebtoken': { version: '9.0.2' } };
    expect(versionIn(files(hoisted), inA)).toBe('9.0.2');
    expect(versionIn(files({ 'packages/a/node_modules/jsonwebtoken': { version: '8.5.1' }, ...hoisted }), inA)).toBe('8.5.1');
    expect(versionIn(files({ 'node_modules/x/node_modules/jsonwebtoken': { version: '7.0.0' }, ...hoisted }), inA)).toBe('9.0.2');
  });

  it('may be of version 1', () => {
    const text = JSON.stringify({ lockfileVersion: 1, dependencies: {
      other: { version: '1.0.0', dependencies: { jsonwebtoken: { version: '7.4.3' } } }, jsonwebtoken: { version: '8.5.1' },
    } });
    expect(versionIn({ 'package.json': manifest({ jsonwebtoken: '^8.0.0' }), 'package-lock.json': text })).toBe('8.5.1');
  });

  it('may be broken', () => {
    for (const text of ['', '{"lockfileVersion": 1', '{"packages":{"node_modules/jsonwebtoken":{"link":true}}}'])
      expect(versionIn({ 'package.json': manifest({ jsonwebtoken: '^8.1.0' }), 'package-lock.json': text })).toBe('8.1.0');
  });
});

describe('pnpm-lock.yaml', () => {
  it('of version 9 has importers', () => {
    const lock = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      jsonwebtoken:
        specifier: ^9.0.0
        version: 9.0.2

  packages/a:
    dependencies:
      '@nestjs/jwt':
        specifier: ^10.0.0
        version: 10.2.0(@nestjs/common@10.4.1(rxjs@7.8.1))
      jsonwebtoken:
        specifier: ^8.5.0
        version: 8.5.1

packages:

  jsonwebtoken@7.0.0:
    version: 7.0.0
`;
    const files = { ...nested, 'pnpm-lock.yaml': lock };
    expect(versionIn(files, inA)).toBe('8.5.1');
    expect(versionIn(files, inA, '@nestjs/jwt')).toBe('10.2.0');
  });

  it('of version 5.4 repeats the ranges', () => {
    const lock = `lockfileVersion: 5.4

specifiers:
  '@nestjs/jwt': ^10.0.0
  jsonwebtoken: ^8.0.0

dependencies:
  '@nestjs/jwt': 10.2.0_@nestjs+common@10.4.1
  jsonwebtoken: 8.5.1

packages:
`;
    const files = { 'package.json': manifest({ jsonwebtoken: '^8.0.0', '@nestjs/jwt': '^10.0.0' }), 'pnpm-lock.yaml': lock };
    expect(versionIn(files)).toBe('8.5.1');
    expect(versionIn(files, 'x.ts', '@nestjs/jwt')).toBe('10.2.0');
  });
});

describe('yarn.lock', () => {
  it('may be classic', () => {
    const lock = `# yarn lockfile v1


"@nestjs/jwt@^10.0.0":
  version "10.2.0"
  dependencies:
    jsonwebtoken "9.0.2"

jsonwebtoken@9.0.2:
  version "9.0.2"

jsonwebtoken@^8.0.0, jsonwebtoken@^8.5.0:
  version "8.5.1"

not-jsonwebtoken@^8.5.0:
  version "1.0.0"
`;
    const files = { ...nested, 'yarn.lock': lock };
    expect(versionIn(files, inA)).toBe('8.5.1');
    expect(versionIn(files, inA, '@nestjs/jwt')).toBe('10.2.0');
  });

  it('may be of Yarn 2 and later', () => {
    const lock = `__metadata:
  version: 8

"@nestjs/jwt@npm:^10.0.0":
  version: 10.2.0
  resolution: "@nestjs/jwt@npm:10.2.0"
  dependencies:
    jsonwebtoken: "npm:9.0.2"

"jsonwebtoken@npm:9.0.2":
  version: 9.0.2

"jsonwebtoken@npm:^8.0.0, jsonwebtoken@npm:^8.5.0":
  version: 8.5.1
`;
    const files = { ...nested, 'yarn.lock': lock };
    expect(versionIn(files, inA)).toBe('8.5.1');
    expect(versionIn(files, inA, '@nestjs/jwt')).toBe('10.2.0');
  });
});

describe('bun.lock', () => {
  it('keys nested packages by the workspace', () => {
    const lock = `{
  "lockfileVersion": 1,
  "packages": {
    "@acme/a": ["@acme/a@workspace:packages/a"],
    "@acme/a/jsonwebtoken": ["jsonwebtoken@8.5.1", "", {}, "sha512-x"],
    "@nestjs/jwt": ["@nestjs/jwt@10.2.0", "", {}, "sha512-x"],
    "jsonwebtoken": ["jsonwebtoken@9.0.2", "", {}, "sha512-x"],
  },
}
`;
    const files = { ...nested, 'bun.lock': lock };
    expect(versionIn(files, inA)).toBe('8.5.1');
    expect(versionIn(files, inA, '@nestjs/jwt')).toBe('10.2.0');
  });
});

describe('several lockfiles', () => {
  it('are asked from the manifest upwards', () => {
    const files = {
      ...nested,
      'packages/a/package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/jsonwebtoken': { version: '8.5.1' } } }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/jsonwebtoken': { version: '9.0.2' } } }),
    };
    expect(versionIn(files, inA)).toBe('8.5.1');
  });
});
