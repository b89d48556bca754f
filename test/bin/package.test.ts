// The package as a user gets it: what its entries export, imported and required, and what its schema files say.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { root } from '../support/fixture-file.ts';

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

describe('package.json', () => {
  const targets = [...Object.values(manifest.exports).map((target) => (typeof target === 'string' ? target : target.default)), ...Object.values(manifest.bin)];
  for (const target of targets)
    it(`has ${target}`, () => {
      expect(existsSync(join(root, target))).toBe(true);
    });
});

describe('the plugin', () => {
  const shape = `console.log(JSON.stringify({
    keys: Object.keys(plugin).sort(), version: plugin.meta.version, namespace: plugin.meta.namespace,
    rules: Object.keys(plugin.rules).length > 0, configs: Object.keys(plugin.configs).sort(),
    arrays: Object.values(plugin.configs).every(Array.isArray) }))`;
  const expected = {
    keys: ['configs', 'languages', 'meta', 'processors', 'rules'], version: manifest.version, namespace: 'jwtlint', rules: true,
    configs: ['all', 'all-rules', 'all-text', 'recommended', 'recommended-rules', 'recommended-text', 'strict', 'strict-rules', 'strict-text'], arrays: true,
  };

  it('can be imported', () => {
    expect(answerOf('--input-type=module', `import plugin, { rules } from 'jwtlint'; if (plugin.rules !== rules) throw 1; ${shape}`)).toEqual(expected);
  });

  it('can be required', () => {
    expect(answerOf('--input-type=commonjs', `const plugin = require('jwtlint'); ${shape}`)).toEqual(expected);
  });

  it('loads no parser before a file is linted', () => {
    const loaded = `import 'jwtlint'; import { createRequire } from 'node:module';
      console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache).filter((path) => /oxc-parser|yaml|typescript/.test(path))))`;
    expect(answerOf('--input-type=module', loaded)).toEqual([]);
  });
});

describe('schemas', () => {
  for (const name of ['schema.json', 'report-schema.json', 'policy-schema.json'])
    it(`${name} is a valid JSON Schema`, () => {
      const { $schema, ...schema } = JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, unknown>;
      expect($schema).toBeTypeOf('string');
      expect(() => new Ajv({ strict: false, validateFormats: false }).compile(schema)).not.toThrow();
    });
});

/** Run in a process of its own, inside the package, where `jwtlint` means this package. */
function answerOf(kind: string, script: string): unknown {
  const { stdout, stderr, status } = spawnSync(process.execPath, [kind, '-e', script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}
