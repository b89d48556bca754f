// Texts of lockfiles → every version of some packages that gets installed: where it stands, who asks for it, how long it takes.

import { describe, expect, it } from 'vitest';
import { fixedVersion } from '../../src/documents/vulnerable-packages.ts';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import { vulnerableVersions } from '../../src/models/vulnerable-versions.ts';
import { compareVersions, isWithin } from '../../src/values/versions.ts';
import { lockReaders } from '../../src/syntax/lockfiles/lockfiles.ts';

const names = new Set(['jsonwebtoken', 'jws', '@nestjs/jwt']);
const seenIn = (file: string, text: string): string[] => lockReaders[file]!.packagesIn(text, names).map(({ name, version, start, end, askedBy, dev }) => {
  expect(text.slice(start, end)).toBe(version);
  return `${name} ${version}${dev ? ' dev' : ''}${askedBy.length > 0 ? ` < ${askedBy.join(' ')}` : ''}`;
});

describe('package-lock.json', () => {
  const lock = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages }, undefined, 2);

  it('resolves as Node does: the nearest folder upwards', () => {
    expect(seenIn('package-lock.json', lock({
      '': { dependencies: { jws: '^4.0.0' } },
      'node_modules/a': { version: '1.0.0', dependencies: { jws: '^3.0.0' } },
      'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { jws: '^3.0.0' } },
      'node_modules/a/node_modules/jws': { version: '3.2.2' },
      'node_modules/c': { version: '1.0.0', optionalDependencies: { jws: '^4.0.0' }, peerDependencies: { jsonwebtoken: '*' } },
      'node_modules/jws': { version: '4.0.1' },
    }))).toEqual(['jws 3.2.2 < a b', 'jws 4.0.1 < c']);
  });

  it('is the same without white space, and says each version once', () => {
    const packages = { 'node_modules/jws': { version: '4.0.0' }, 'packages/a/node_modules/jws': { version: '4.0.0', dev: true } };
    expect(seenIn('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }))).toEqual(['jws 4.0.0']);
  });

  it('tells a package from a setting of its name, and a folder from a package', () => {
    expect(seenIn('package-lock.json', lock({
      'node_modules/a': { version: '1.0.0', peerDependenciesMeta: { jws: { optional: true } } }, jws: { name: 'jws', version: '1.0.0' },
      'node_modules/@x/jws': { version: '1.0.0' }, 'node_modules/jws-extra': { version: '1.0.0' },
    }))).toEqual([]);
  });

  it('of version 1 nests', () => {
    const text = JSON.stringify({ lockfileVersion: 1, dependencies: {
      a: { version: '1.0.0', requires: { jws: '^2.0.0' }, dependencies: { jws: { version: '2.0.0', dev: true } } }, jws: { version: '3.2.3' },
    } }, undefined, 2);
    expect(seenIn('npm-shrinkwrap.json', text)).toEqual(['jws 2.0.0 dev < a', 'jws 3.2.3 < a']);
  });
});

describe('pnpm-lock.yaml', () => {
  it('may have Windows line ends', () => {
    expect(seenIn('pnpm-lock.yaml', "lockfileVersion: '9.0'\r\npackages:\r\n\r\n  '@nestjs/jwt@10.2.0':\r\n    resolution: {}\r\n\r\n  jws@4.0.0:\r\n    resolution: {}\r\n"))
      .toEqual(['@nestjs/jwt 10.2.0', 'jws 4.0.0']);
  });

  it('lists ranges of peers, which ask for nothing', () => {
    expect(seenIn('pnpm-lock.yaml', 'packages:\n\n  /a@1.0.0:\n    peerDependencies:\n      jws: 4.0.0\n    dependencies:\n      jsonwebtoken: 9.0.2\n\n  /jsonwebtoken@9.0.2:\n    dev: true\n\n  /jws@4.0.0:\n'))
      .toEqual(['jsonwebtoken 9.0.2 dev < a', 'jws 4.0.0']);
  });
});

describe('yarn.lock', () => {
  it('ties who asks to the entry by the range', () => {
    const text = 'a@1:\n  version "1.0.0"\n  dependencies:\n    jws "^3.0.0"\n\n"jws@^3.0.0", jws@^3.2.2:\n  version "3.2.2"\n\njws@^4.0.0:\n  version "4.0.0"\n\nnot-jws@1:\n  version "1.0.0"\n';
    expect(seenIn('yarn.lock', text)).toEqual(['jws 3.2.2 < a', 'jws 4.0.0']);
  });

  it('of a workspace installs nothing', () => {
    expect(seenIn('yarn.lock', '"jws@workspace:packages/jws":\n  version: 0.0.0-use.local\n  dependencies:\n    jsonwebtoken: "npm:^9.0.0"\n\n"jsonwebtoken@npm:^9.0.0":\n  version: 9.0.2\n'))
      .toEqual(['jsonwebtoken 9.0.2']);
  });
});

it.each(Object.keys(lockReaders))('%s may be anything, of any size', (file) => {
  const started = performance.now();
  for (const text of ['', '{', 'jws@', 'jws', '"', '": {', '"jws": {"version": "', '": {'.repeat(2e5), `${' '.repeat(1e6)}jws@`, '"a": ["jws@'.repeat(1e5), `packages:\n${'  /jws@'.repeat(1e5)}`])
    expect(() => lockReaders[file]!.packagesIn(text, names)).not.toThrow();
  expect(performance.now() - started).toBeLessThan(5000);
});

describe('the gate', () => {
  it.each<[string, boolean]>([
    ['"node_modules/jws": {', true], ['  /jws/3.2.2:', true], ['  jws@3.2.2:', true], ['jws@^3.0.0:', true], ['"jws": ["jws@4.0.0"', true],
    ['"node_modules/not-jws": {', false], ['  jwsx@3.2.2:', false], ['"node_modules/express": {', false],
  ])('of lockfiles: %s', (text, passes) => expect(mayHoldFacts(Buffer.from(text), 'lock')).toBe(passes));

  it('of manifests opens for a name in quotes', () => {
    expect(mayHoldFacts(Buffer.from('{"dependencies":{"jose":"^4"}}'), 'json')).toBe(true);
    expect(mayHoldFacts(Buffer.from('{"description":"with jose and hono"}'), 'json')).toBe(false);
  });
});

describe('the table of advisories', () => {
  it.each(vulnerableVersions.map((row) => [`${row.package} ${row.id} ${row.from ?? ''}`, row] as const))('%s', (_, { id, from, below, flaw }) => {
    expect(id).toMatch(/^(?:GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|CVE-20\d\d-\d{4,7})$/);
    expect([from, below].filter((version) => version !== undefined && !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
    expect(compareVersions(from ?? '0.0.0', below ?? '999.0.0')).toBeLessThan(0);
    expect(flaw).toMatch(/^[a-z].*[^.]$/);
  });

  it('leads out of every flaw of a version, or says that nothing does', () => {
    const out = (name: string, version: string): string | undefined => fixedVersion(name, version);
    expect([out('jose', '2.0.4'), out('jose', '3.11.0'), out('jose', '4.15.5'), out('jws', '3.2.2'), out('jws', '4.0.0'), out('fast-jwt', '3.3.1'), out('socketio-jwt', '4.6.2')])
      .toEqual(['2.0.7', '4.15.5', '4.15.5', '3.2.3', '4.0.1', '6.3.4', undefined]);
    for (const { package: name, below } of vulnerableVersions) {
      const fixed = below === undefined ? undefined : out(name, below);
      if (fixed !== undefined) expect(vulnerableVersions.filter((row) => row.package === name && isWithin(fixed, row))).toEqual([]);
    }
  });
});
