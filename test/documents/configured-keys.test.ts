// Variables that code uses as keys, and settings that give them values: which belong together, and that a scan looks again
// at settings that their own words cleared.

import { describe, expect, it } from 'vitest';
import { collected, scan } from '../../rules/scan.ts';
import { folderWith } from '../support/command.ts';

const code = "const jwt = require('jsonwebtoken');\nmodule.exports = (t) => jwt.verify(t, process.env.STAMP, { algorithms: ['HS256'] });\n";
const manifest = (name: string): string => JSON.stringify({ name, scripts: { start: 'node .' }, dependencies: { jsonwebtoken: '9.0.2' } });

async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings } = await collected(scan({ root: folderWith(files) }));
  return findings.map(({ file, ruleId, severity }) => `${file} ${severity} ${ruleId}`);
}

const compose = (...lines: readonly string[]): string => ['services:', '  api:', ...lines.map((line) => `    ${line}`), ''].join('\n');

describe('a value in settings', () => {
  it.each([
    ['beside the code', { 'deploy/compose.yml': compose('environment:', '  STAMP: harbour4ever') }, 1],
    ['of what is built from the folder of the code', { 'compose.yml': compose('build: .', 'environment: ["STAMP=harbour4ever"]') }, 1],
    ['of what is built from another folder', { 'compose.yml': compose('build: ./web', 'environment: { STAMP: harbour4ever }') }, 0],
    ['of an image that is named like the package', { 'compose.yml': compose('image: acme/shop:2', 'environment: { STAMP: harbour4ever }') }, 1],
    ['of an image of somebody else', { 'compose.yml': compose('image: postgres:16', 'environment: { STAMP: harbour4ever }') }, 0],
    ['of a package below', { 'web/package.json': manifest('web'), 'web/vercel.json': '{ "env": { "STAMP": "harbour4ever" } }' }, 0],
    ['that is no variable', { 'about.yml': 'labels:\n  STAMP: harbour4ever\n' }, 0],
    ['that refers to another', { 'compose.yml': compose('environment:', '  STAMP: ${STAMP}') }, 0],
    ['that is a sample', { '.env.example': 'STAMP=harbour4ever\n' }, 0],
  ])('%s', async (_, settings, count) => {
    const all = await found({ 'package.json': manifest('shop'), 'index.js': code, ...settings });
    expect(all.filter((one) => one.includes('no-weak-secret'))).toHaveLength(count);
  });

  it('is no key because a test uses it as one', async () => {
    expect(await found({ 'package.json': manifest('shop'), 'test/a.test.js': code, '.env': 'STAMP=harbour4ever\n' })).toEqual([]);
  });

  it('is judged by the algorithm of the code, once', async () => {
    const drawn = 'q7Vt0mXz4Lr9Kc2Wb8Ny5Hd1Fs6G';
    const files = { 'package.json': manifest('shop'), 'index.js': code.replace('STAMP', 'JWT_SECRET'), '.env': `JWT_SECRET=${drawn}\n` };
    expect(await found({ ...files, 'index.js': '' })).toEqual(['.env warning no-weak-secret']);
    expect(await found(files)).toEqual(['.env error no-weak-secret']);
  });
});

it('counts settings that are looked at again as read', async () => {
  const { summary } = await collected(scan({
    root: folderWith({ 'package.json': manifest('shop'), 'index.js': code, 'a.yml': 'env:\n  STAMP: harbour4ever\n', 'b.yml': 'env:\n  OTHER: harbour4ever\n' }),
  }));
  expect(summary.files).toMatchObject({ seen: 4, parsed: 3, gated: 1, skipped: 0 });
});
