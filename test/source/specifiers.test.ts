// Specifiers that are no plain names, and the packages they mean.

import { describe, expect, it } from 'vitest';
import { copiedPackageIn, packageIn } from '../../src/source/specifiers.ts';
import { importMapIn, mappedBy } from '../../src/syntax/import-maps.ts';

describe('an address', () => {
  it.each([
    ['npm:jsonwebtoken@9', 'jsonwebtoken', '9', ''],
    ['npm:/@hapi/jwt@^3.2.0/lib/token', '@hapi/jwt', '^3.2.0', 'lib/token'],
    ['jsr:@panva/jose@6/jwt/verify', 'jose', '6', 'jwt/verify'],
    ['jsr:@hono/hono', 'hono', undefined, ''],
    ['https://esm.sh/v135/jose@5.2.0?target=deno', 'jose', '5.2.0', ''],
    ['https://esm.sh/*jose@5', 'jose', '5', ''],
    ['https://esm.run/jose', 'jose', undefined, ''],
    ['https://unpkg.com/jwt-decode@4.0.0/build/esm/index.js', 'jwt-decode', '4.0.0', 'build/esm/index.js'],
    ['https://cdn.jsdelivr.net/npm/@hapi/jwt@3/+esm', '@hapi/jwt', '3', '+esm'],
    ['https://cdn.skypack.dev/-/jose@v5.2.0-abc/dist=es2019/jose.js', 'jose', '5.2.0', 'dist=es2019/jose.js'],
    ['https://ga.jspm.io/npm:jose@5.2.0/dist/browser/index.js', 'jose', '5.2.0', 'dist/browser/index.js'],
    ['https://deno.land/x/jose@v5.2.0/index.ts', 'jose', '5.2.0', 'index.ts'],
  ])('%s', (specifier, name, version, below) =>
    expect(packageIn(specifier)).toEqual({ name, below, ...(version !== undefined && { version }) }));

  it.each([
    'jose', './jose', '@hapi/jwt', 'node:crypto', 'https://example.com/jose@5', 'https://deno.land/std/crypto/mod.ts', 'jsr:@std/crypto', 'npm:',
    'https://esm.sh/', 'data:text/javascript,jose', 'https://esm.sh.example.com/jose',
  ])('is none: %s', (specifier) => expect(packageIn(specifier)).toBeUndefined());
});

it('knows a copy by the name below a folder for copies', () => {
  const copied = (path: string): string | undefined => copiedPackageIn(path, (name) => name === 'jose' || name === '@hapi/jwt');
  expect(['../libs/jose', 'src/vendor/jose/dist/index.js', 'third_party/@hapi/jwt', 'vendor/jose.min.js', './vendor/jose@5.2.0/index.js'].map(copied))
    .toEqual(['jose', 'jose', '@hapi/jwt', 'jose', 'jose']);
  expect(['lib/jose', '../libs/auth/jose', 'jose/libs', 'vendor', 'libs/jose-helpers'].map(copied)).toEqual(Array(5).fill(undefined));
});

it('reads maps of Deno and of pages', () => {
  const map = importMapIn('deno.jsonc', '{ /* names */ "imports": { "jose": "npm:jose@5", "@/": "./src/", "@/far/": "./far/", } }');
  expect(['jose', '@/a.ts', '@/far/b.ts', 'jose/x'].map((one) => mappedBy(map, one))).toEqual(['npm:jose@5', './src/a.ts', './far/b.ts', undefined]);
  expect([...importMapIn('index.html', '<script type="importmap">{ "imports": { "a": "b" } }</script>')]).toEqual([['a', 'b']]);
  expect([...importMapIn('index.html', '<p>"imports"</p>'), ...importMapIn('deno.json', '')]).toEqual([]);
});
