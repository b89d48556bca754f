// What configuration says of verifiers: the models are well formed and gated, and documents of any size are read in bounded time.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { platformFactsOf } from '../../src/documents/configured-verifiers.ts';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import { platforms } from '../../src/models/platforms/all.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { readConfig } from '../../src/syntax/read-config.ts';
import { root } from '../support/fixture-file.ts';

const read = (path: string, text: string) => {
  const file = sourceFileOf(path, text);
  const left: string[] = [];
  return { ...platformFactsOf(file, readConfig(file.language, text), left), left };
};

describe('models of platforms', () => {
  const files = readdirSync(join(root, 'src/models/platforms')).filter((name) => name !== 'all.ts' && name !== 'platform.ts');

  it('are all listed, each with a bad and a good fixture', () => {
    expect(platforms.length).toBe(files.length);
    const fixturesOf = (name: string): string => join(root, 'fixtures/platforms', name.replace('.ts', ''));
    const kindsIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).map((name) => name.split('.')[0]!) : []);
    expect(files.filter((name) => !['bad', 'good'].every((kind) => kindsIn(fixturesOf(name)).includes(kind)))).toEqual([]);
  });

  it('use ways that end where they can', () => {
    const ways = platforms.flatMap(({ verifiers }) => verifiers.flatMap(({ at, settings = [], audience = [], issuer = [], keys = [] }) =>
      [...at, ...keys, ...settings.map(({ way }) => way), ...[...audience, ...issuer].map((row) => (typeof row === 'string' ? row : row.way))]));
    expect(ways.filter((way) => /\s|\.\.|^\.|\.$|\*{3}/.test(way))).toEqual([]);
  });

  it('open the gate for what configures them', () => {
    const folder = join(root, 'fixtures/platforms');
    const closed = readdirSync(folder).flatMap((product) => readdirSync(join(folder, product)).filter((name) => name.startsWith('bad')).map((name) => ({ product, name })))
      .filter(({ product, name }) => !mayHoldFacts(readFileSync(join(folder, product, name)), sourceFileOf(name, '').language));
    expect(closed).toEqual([]);
  });
});

describe('documents', () => {
  it('are told apart within one file', () => {
    const one = 'apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nspec:\n  jwtRules:\n    - issuer: https://id.harbour.example/\n';
    const found = read('policies.yaml', `${one}---\n${one}      audiences: [berths]\n---\n${one}`);
    expect(found.configuredVerifiers.map(({ at, unchecked }) => [at.file.text.slice(0, at.start).split('---').length, unchecked]))
      .toEqual([[1, ['audience']], [2, []], [3, ['audience']]]);
  });

  it('say nothing of what is absent where they could not be read whole', () => {
    const broken = 'kind: RequestAuthentication\nspec:\n  jwtRules:\n    - issuer: https://id.harbour.example/\n      jwksUri: "http://keys.harbour.example/jwks"\n  x: [\n';
    const found = read('policy.yaml', broken);
    expect([found.configuredVerifiers.map(({ unchecked }) => unchecked), found.keySets.length]).toEqual([[[]], 1]);
  });

  it('with more mappings than are compared end in a limit', () => {
    const routes = Array.from({ length: 4000 }, (_, index) => `    p${String(index)}: { remote_jwks: { timeout: 5s } }`).join('\n');
    const text = `typed_config:\n  "@type": envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication\n  providers:\n${routes}\n`;
    expect(read('envoy.yaml', text).left).toEqual(['Configuration with more mappings than are compared with the products known here.']);
  });

  it('with names of many dots are no deeper than the stack', () => {
    const text = JSON.stringify({ enable_jwt: true, [Array.from({ length: 50_000 }, () => 'a').join('.')]: { [Array.from({ length: 50 }, () => 'b').join('.')]: {} } });
    expect(read('api.json', text).weakSettings.map(({ effect }) => effect)).toEqual(['any algorithm']);
  });
});
