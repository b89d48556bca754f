// A user's own forms of tokens: checked with places, found by both hosts and let through by the gate; the README's example.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import { builtInTokens, tokensWith } from '../../src/secrets/tokens/provider-tokens.ts';
import { configOf } from '../../src/hosts/config/config-file.ts';
import { eslintRule } from '../../src/hosts/eslint.ts';
import noProviderToken from '../../rules/no-provider-token.ts';
import { folderWith, placesIn, runCommand } from '../support/command.ts';
import { problemsOf } from '../support/config-problems.ts';
import { root } from '../support/fixture-file.ts';

const acme = { provider: 'Acme', kind: 'deploy key', shape: 'acme_[a-z0-9]{24}' };
const token = `acme_k3v9q0z7x1b5n8m2c4w6t1r3`;
const other = `acme_r9d2w7e4q1u6i3o8p5a0s2f7`;

describe('in the configuration', () => {
  it('are read', () => {
    const { secretPatterns } = configOf(rules, (path) => (path === 'jwtlint.config.jsonc' ? JSON.stringify({ secretPatterns: [acme] }) : undefined));
    expect(secretPatterns).toEqual([acme]);
  });

  // A ¦ stands before each place that is complained about.
  it.each<[string, string]>([
    ['[¦{"provider":"a","kind":"b"}]', 'entry 1 of "secretPatterns" lacks "shape"'],
    ['[{"provider":"a","kind":"b","shape":¦"(a+)+"}]', '"shape" takes characters'],
    ['[{"provider":"a","kind":"b","shape":¦"acme_.*"}]', '"shape" takes characters'],
    ['[{"provider":"a","kind":"b","shape":¦"abc[0-9]{2}"}]', '"shape" must be at least 12 characters long'],
    ['[{"provider":"a","kind":"b","shape":¦"[0-9a-f]{32}"}]', '"shape" needs 3 fixed characters in a row'],
    ['[{"provider":"a","kind":"b","shape":"acme_[0-9a-f]{32}",¦"wrods":[]}]', 'unknown key'],
  ])('are checked: %s', (marked, message) => {
    const column = '"secretPatterns": '.length + marked.indexOf('¦') + 1;
    expect(problemsOf('secretPatterns', marked.replace('¦', ''))).toEqual([expect.stringContaining(`2:${String(column)}: ${message}`)]);
  });

  it('may lean on a word nearby', () => expect(problemsOf('secretPatterns', '[{"provider":"a","kind":"b","shape":"[0-9a-f]{32}","near":"acme"}]')).toEqual([]));
});

describe('are found', () => {
  it('by the scanner, in any text', async () => {
    const folder = folderWith({
      'jwtlint.config.json': JSON.stringify({ secretPatterns: [acme, { provider: 'Shop', kind: 'hook', shape: '[0-9a-f]{32}', near: 'shopify-ish' }] }),
      'deploy.conf': `use ${other}\n`, 'src/a.ts': `export const a = '${token}';\n`, 'src/b.ts': "export const b = 'acme_short';\n",
      'hook.ini': 'shopify-ish = 4f2b9c8d7e6a5b4c3d2e1f0a9b8c7d6e\nother = 1\n', 'other.ini': 'hash = 4f2b9c8d7e6a5b4c3d2e1f0a9b8c7d6e\n',
    });
    const { out } = await runCommand(folder, '--format', 'compact', '--fail-on', 'never');
    expect(placesIn(out)).toEqual(['deploy.conf:1 no-provider-token', 'hook.ini:1 no-provider-token', 'src/a.ts:1 no-provider-token']);
    expect(out).toContain('This file holds a deploy key of Acme: whoever reads it can use that account.');
  });

  it('by ESLint, which refuses what the configuration refuses', () => {
    const linter = new Linter();
    const lint = (secretPatterns: unknown) => linter.verify(`const a = '${token}';`, [{
      plugins: { jwtlint: { rules: { 'no-provider-token': eslintRule(noProviderToken) } } }, rules: { 'jwtlint/no-provider-token': 'error' }, settings: { jwtlint: { secretPatterns } },
    }]);
    expect(lint([acme]).map(({ ruleId }) => ruleId)).toEqual(['jwtlint/no-provider-token']);
    expect(lint(undefined)).toEqual([]);
    expect(() => lint([{ ...acme, shape: 'acme_+' }])).toThrow(/"shape" takes characters/);
  });

  it('through a gate of their own, made once', () => {
    const own = [acme];
    expect(tokensWith(own)).toBe(tokensWith(own));
    expect(tokensWith([])).toBe(builtInTokens());
    const passes = (text: string, tokens = tokensWith(own)) => mayHoldFacts(Buffer.from(text), 'text', undefined, tokens);
    expect([passes(`x ${token}`), passes('x acme_'), passes(`x ${token}`, builtInTokens())]).toEqual([true, false, false]);
  });
});

it('the example in the README is as it says', async () => {
  const page = readFileSync(join(root, 'README.md'), 'utf8').split('### Own tokens')[1]!.split('\n### ')[0]!;
  const [config] = [...page.matchAll(/```jsonc\n([^]*?)```/g)].map(([, text]) => text!);
  const folder = folderWith({ 'jwtlint.config.jsonc': config!, '.env': `KEY=shop_live_a7Kq2Zp9Xw4Lm8Rt3Vb6Nc1D\n` });
  const { out } = await runCommand(folder, '--format', 'compact', '--fail-on', 'never');
  expect(placesIn(out)).toEqual(['.env:1 no-provider-token']);
});
