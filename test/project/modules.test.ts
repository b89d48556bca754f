// Other files answer: every way in which a specifier leads to a file of the project, and an export to a value.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Value } from '../../src/values/value.ts';
import { MAX_CHAIN } from '../../src/project/modules.ts';
import { projectOf } from '../../src/project/project-of.ts';
import { resolverIn } from '../../src/project/resolution.ts';

let root = '';

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*", "!packages/left-out"], "imports": { "#keys": "./src/keys.ts", "#deep/*": "./src/deep/*.ts" } }',
  'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"], "@one": ["src/keys.ts"] } } }',
  'tsconfig.json': '{ "extends": "./tsconfig.base.json", "compilerOptions": { "strict": true } }',
  'src/keys.ts': "export const KEY = 'esm'; export default 'fallen'; export const { nested } = { nested: 'patterned' }; const local = 'renamed'; export { local as other }; export function get() { return 'returned'; } export class Box { static key = 'static'; }",
  'src/object.ts': "export default { jwt: { secret: 'deep' } };",
  'src/common.js': "module.exports = { KEY: 'cjs', sub: { key: 'cjs-deep' } };",
  'src/named.cjs': "exports.KEY = 'exports'; module.exports.OTHER = 'module-exports';",
  'src/whole.js': "module.exports = 'the-whole';",
  'src/assigned.ts': "export = { KEY: 'ts-export' };",
  'src/data.json': '{ "jwt": { "secret": "json" }, "list": ["a"] }',
  'src/emitted.ts': "export const KEY = 'ts-behind-js';",
  'src/folder/index.ts': "export * from './inner.js'; export { KEY as ALIAS } from '../keys.ts'; export * as space from '../keys.ts'; export { default } from '../object.ts';",
  'src/folder/inner.ts': "export const INNER = 'starred';",
  'src/deep/a.ts': "export const KEY = 'subpath-import';",
  'src/circle-a.ts': "import { B } from './circle-b.ts'; export const A = B; export const OWN = 'own';",
  'src/circle-b.ts': "import { A } from './circle-a.ts'; export const B = A;",
  'src/self.ts': "export * from './self.ts'; export const KEY = 'own';",
  'src/broken.ts': "export const KEY = 'before'; const = ; \nexport const AFTER = 'after';",
  'config.json': '{ "secret": "at-the-root" }',
  'packages/config/package.json': '{ "name": "@acme/config", "exports": { ".": { "source": "./src/main.ts", "default": "./dist/main.js" }, "./extra": "./src/extra.ts" } }',
  'packages/config/src/main.ts': "export const KEY = 'exports-map';",
  'packages/config/src/extra.ts': "export const KEY = 'exports-subpath';",
  'packages/plain/package.json': '{ "name": "@acme/plain", "main": "dist/index.js" }',
  'packages/plain/src/index.ts': "export const KEY = 'source-without-build';",
  'packages/plain/src/sub.ts': "export const KEY = 'folder-subpath';",
  'packages/base/package.json': '{ "name": "@acme/base" }',
  'packages/base/app.json': '{ "compilerOptions": { "paths": { "~/*": ["${configDir}/lib/*"] } } }',
  'apps/based/tsconfig.json': '{ "extends": "@acme/base/app.json" }',
  'apps/based/lib/keys.ts': "export const KEY = 'path-of-a-workspace';",
  'apps/alone/tsconfig.json': '{ "extends": ["./nowhere.json", "@nobody/base/tsconfig.json"], "compilerOptions": { "paths": { "~/*": ["./lib/*"] } } }',
  'apps/alone/lib/keys.ts': "export const KEY = 'own-path';",
  'node_modules/outside/package.json': '{ "name": "outside", "main": "index.js" }',
  'node_modules/outside/index.js': "exports.KEY = 'installed';",
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'jwtlint-modules-'));
  for (const [path, text] of Object.entries(files)) write(join(root, path), text);
  for (let at = 0; at < MAX_CHAIN + 4; at++) write(join(root, `src/chain/c${String(at)}.ts`), `export { KEY } from './c${String(at + 1)}.ts';`);
  write(join(root, `src/chain/c${String(MAX_CHAIN + 4)}.ts`), "export const KEY = 'end';");
});
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function asked(specifier: string, path: readonly string[], from = 'src/app.ts'): string {
  const project = projectOf({ readFile: (one) => readFileSync(join(root, one), 'utf8'), resolve: resolverIn(root) });
  return told(project.exported(from, specifier, path));
}

const told = (value: Value | undefined): string => value === undefined ? 'nothing' : value.kind === 'text' ? value.text : value.kind;

describe('exports', () => {
  it.each<[string, string, readonly string[], string]>([
    ['a named export', './keys.ts', ['KEY'], 'esm'],
    ['without an extension', './keys', ['KEY'], 'esm'],
    ['a default export', './keys.ts', ['default'], 'fallen'],
    ['a pattern', './keys.ts', ['nested'], 'patterned'],
    ['a renamed export', './keys.ts', ['other'], 'renamed'],
    ['a function', './keys.ts', ['get'], 'function'],
    ['a class and its static', './keys.ts', ['Box', 'key'], 'static'],
    ['members of a default object', './object', ['default', 'jwt', 'secret'], 'deep'],
    ['module.exports by name', './common', ['KEY'], 'cjs'],
    ['module.exports by path', './common', ['sub', 'key'], 'cjs-deep'],
    ['module.exports as default', './common', ['default', 'KEY'], 'cjs'],
    ['module.exports as a whole', './whole', [], 'the-whole'],
    ['exports.x', './named.cjs', ['KEY'], 'exports'],
    ['module.exports.x', './named.cjs', ['OTHER'], 'module-exports'],
    ['export =', './assigned', ['KEY'], 'ts-export'],
    ['JSON', './data.json', ['jwt', 'secret'], 'json'],
    ['JSON as default', './data.json', ['default', 'jwt', 'secret'], 'json'],
    ['a name that is not there', './keys.ts', ['NONE'], 'nothing'],
    ['a star', './folder', ['INNER'], 'starred'],
    ['a renamed re-export', './folder/index.js', ['ALIAS'], 'esm'],
    ['a namespace re-export', './folder', ['space'], 'nothing'],
    ['a re-exported default', './folder', ['default', 'jwt', 'secret'], 'deep'],
    ['what can be had of broken source', './broken', ['AFTER'], 'after'],
  ])('%s', (_, specifier, path, answer) => { expect(asked(specifier, path)).toBe(answer); });
});

describe('specifiers', () => {
  it.each<[string, string, string]>([
    ['.js for .ts', './emitted.js', 'ts-behind-js'],
    ['a path of tsconfig, through extends', '@app/keys', 'esm'],
    ['a whole name of tsconfig', '@one', 'esm'],
    ['package imports', '#keys', 'esm'],
    ['package imports with a pattern', '#deep/a', 'subpath-import'],
    ['a workspace by its exports', '@acme/config', 'exports-map'],
    ['a workspace subpath by its exports', '@acme/config/extra', 'exports-subpath'],
    ['a workspace whose build is not there', '@acme/plain', 'source-without-build'],
    ['a file below a workspace', '@acme/plain/sub', 'folder-subpath'],
    ['an installed package', 'outside', 'nothing'],
    ['a package that is not there', 'nowhere', 'nothing'],
    ['a file that is not there', './nowhere', 'nothing'],
  ])('%s', (_, specifier, answer) => { expect(asked(specifier, ['KEY'])).toBe(answer); });

  it.each<[string, string, string, string]>([
    ['a path of a tsconfig that a workspace shares', 'apps/based/app.ts', '~/keys', 'path-of-a-workspace'],
    // A pull request could else cut a file off from all others by one line.
    ['a path beside a base that is not there', 'apps/alone/app.ts', '~/keys', 'own-path'],
    ['a file beside such a base', 'apps/alone/app.ts', './lib/keys', 'own-path'],
    ['a workspace beside such a base', 'apps/alone/app.ts', '@acme/plain', 'source-without-build'],
  ])('%s', (_, from, specifier, answer) => { expect(asked(specifier, ['KEY'], from)).toBe(answer); });

  it('reads pnpm and object workspaces', () => {
    write(join(root, 'package.json'), '{ "name": "root", "workspaces": { "packages": ["packages/pl*"] } }');
    expect(asked('@acme/plain', ['KEY'])).toBe('source-without-build');
    expect(asked('@acme/config', ['KEY'])).toBe('nothing');
    write(join(root, 'package.json'), '{ "name": "root" }');
    write(join(root, 'pnpm-workspace.yaml'), 'packages:\n  - "packages/**"\n');
    expect(asked('@acme/config', ['KEY'])).toBe('exports-map');
    rmSync(join(root, 'pnpm-workspace.yaml'));
    write(join(root, 'package.json'), files['package.json'] ?? '');
  });

  it('finds a bare file name at the root', () => { expect(asked('config.json', ['secret'])).toBe('at-the-root'); });

  it('never leaves the root', () => {
    const outside = mkdtempSync(join(tmpdir(), 'jwtlint-outside-'));
    write(join(outside, 'secret.ts'), "export const KEY = 'outside';");
    symlinkSync(outside, join(root, 'src/link'));
    expect(asked('./link/secret', ['KEY'])).toBe('nothing');
    expect(asked(join(outside, 'secret.ts'), ['KEY'])).toBe('nothing');
    rmSync(outside, { recursive: true });
  });
});

describe('circles and bounds', () => {
  it('answers nothing for a circle, and what stands beside it', () => {
    expect(asked('./circle-a', ['A'])).not.toBe('own');
    expect(asked('./circle-a', ['OWN'])).toBe('own');
    expect(asked('./self', ['KEY'])).toBe('own');
  });

  it(`follows ${String(MAX_CHAIN)} re-exports and no more`, () => {
    expect(asked(`./chain/c${String(MAX_CHAIN + 4 - 10)}`, ['KEY'])).toBe('end');
    expect(asked('./chain/c0', ['KEY'])).toBe('nothing');
  });
});
