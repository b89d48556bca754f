// A user's own names that say signing secret, and services of the user's own cut: checked, and the same in both hosts.

import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import noHardcodedSecret from '../../rules/no-hardcoded-secret.ts';
import { rules } from '../../rules/all.ts';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import { builtInNames, namesWith } from '../../src/secrets/words/names.ts';
import { configOf } from '../../src/hosts/config/config-file.ts';
import { eslintRule } from '../../src/hosts/eslint.ts';
import { folderWith, runCommand } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';

async function told(config: object, files: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<string[]> {
  const folder = folderWith({ ...files, 'jwtlint.config.jsonc': JSON.stringify(config) });
  const { out } = await runCommand(folder, '--format', 'compact', '--fail-on', 'never', ...more);
  return out.split('\n').filter((line) => /: (?:error|warning|info) /.test(line)).map((line) => line.replace(/:\d+:\d+: (\w+) (\S+) .*/, ' $1 $2')).sort();
}

const read = (config: string) => () => configOf(rules, (path) => (path === 'jwtlint.config.jsonc' ? config : undefined));
const drawn = 'q7Vt0mXz4Lr9Kc2Wb8Ny5Hd1Fs6Gj3Pa';

describe('secretNames', () => {
  const { says, words } = namesWith(['pepper', 'SIGNING_SEED']);

  it.each<[string, ReturnType<typeof says>]>([
    ['pepper', 'signing secret'], ['SHOP_PEPPER', 'signing secret'], ['userPepper', 'signing secret'], ['PEPPER_V2', 'signing secret'],
    ['NEXT_PUBLIC_PEPPER', 'signing secret'], ['signingSeed', 'signing secret'], ['SHOP_SIGNING_SEED', 'signing secret'],
    ['PEPPER_FILE', undefined], ['HAS_PEPPER', undefined], ['peppermint', undefined], ['SEED', undefined], ['JWT_SECRET', 'signing secret'],
  ])('%s: %s', (name, expected) => {
    expect(says([name])).toBe(expected);
    if (!/JWT/.test(name)) expect(builtInNames.says([name])).toBe(undefined);
  });

  it('are made ready once', () => {
    const own = ['pepper'];
    expect(namesWith(own)).toBe(namesWith(own));
    expect([namesWith([]), namesWith()]).toEqual([builtInNames, builtInNames]);
  });

  it('pass the gate by their last words', () => {
    const text = Buffer.from(`export const seed = '${drawn}';\n`);
    expect(words).toEqual(['pepper', 'seed']);
    expect([mayHoldFacts(text, 'ts'), mayHoldFacts(text, 'ts', undefined, undefined, namesWith(['signing seed']))]).toEqual([false, true]);
  });

  const files = {
    '.env': `SHOP_PEPPER=${drawn}\n`, 'compose.yaml': `services:\n  api:\n    environment:\n      - API_PEPPER=Mk5Rb9Xt2Qw7Lz4Vc8Ny1Hd6Fs3Gj0Pa\n`,
    'src/a.ts': "export const options = { pepper: 'a-dev-only-example' };\nexport const key = process.env.OTHER_PEPPER ?? 'keyboard cat';\n",
  };

  it('are names of secrets in every file', async () => {
    expect(await told({}, files)).toEqual([]);
    expect(await told({ secretNames: ['pepper'] }, files)).toEqual([
      '.env error no-secret-in-config', 'compose.yaml error no-secret-in-config', 'src/a.ts error no-fallback-secret', 'src/a.ts warning no-hardcoded-secret',
    ]);
  });

  it('hold in ESLint', () => {
    const lint = (jwtlint: object): number => new Linter({ cwd: root }).verify(files['src/a.ts'], [{
      plugins: { jwtlint: { rules: { 'no-hardcoded-secret': eslintRule(noHardcodedSecret) } } }, rules: { 'jwtlint/no-hardcoded-secret': 'error' }, settings: { jwtlint },
    }], { filename: 'src/a.js' }).length;
    expect([lint({}), lint({ secretNames: ['pepper'] })]).toEqual([0, 1]);
    expect(() => lint({ secretNames: 'pepper' })).toThrow('"secretNames" must be a list');
  });

  it('are checked', () => {
    expect(read('{ "secretNames": ["ab"] }')).toThrow('"secretNames" must have 3 characters');
  });
});

describe('services', () => {
  const signs = "import jwt from 'jsonwebtoken';\nexport const t = (sub) => jwt.sign({ sub }, process.env.JWT_SECRET, { algorithm: 'HS256', expiresIn: '5m' });\n";
  const verifies = "import jwt from 'jsonwebtoken';\nexport const c = (t) => jwt.verify(t, process.env.JWT_SECRET, { algorithms: ['HS256'], audience: 'a', issuer: 'b' });\n";
  const shared = async (services: object | undefined, files: Readonly<Record<string, string>>): Promise<string[]> =>
    (await told({ ...(services && { services }) }, files, '--preset', 'strict')).filter((line) => line.endsWith('no-shared-secret'));
  const starts = (name: string): string => JSON.stringify({ name, scripts: { start: 'node .' } });
  const apart = { 'apps/api/package.json': starts('api'), 'apps/api/a.js': signs, 'apps/web/package.json': starts('web'), 'apps/web/b.js': verifies };

  it('join what manifests part', async () => {
    expect(await shared(undefined, apart)).toEqual(['apps/web/b.js warning no-shared-secret']);
    expect(await shared({ shop: ['apps/*'] }, apart)).toEqual([]);
    expect(await shared({ shop: ['apps/api'], other: ['apps/web'] }, apart)).toEqual(['apps/web/b.js warning no-shared-secret']);
  });

  it('part what one manifest joins', async () => {
    const together = { 'package.json': starts('all'), 'api/a.js': signs, 'web/b.js': verifies };
    expect(await shared(undefined, together)).toEqual([]);
    expect(await shared({ api: ['api'] }, together)).toEqual(['web/b.js warning no-shared-secret']);
  });

  it('hold for what Compose builds', async () => {
    const service = (build: string): string => `    build: ${build}\n    environment:\n      JWT_SECRET: \${JWT_SECRET:?}\n`;
    const files = { 'deploy/compose.yaml': `services:\n  api:\n${service('../apps/api')}  web:\n${service('../apps/web')}` };
    expect(await shared(undefined, files)).toEqual(['deploy/compose.yaml info no-shared-secret']);
    expect(await shared({ shop: ['apps/*'] }, files)).toEqual([]);
  });

  it('are checked', () => {
    expect(read('{ "services": ["apps/api"] }')).toThrow('"services" must be');
    expect(read('{ "services": { "shop": "apps/api" } }')).toThrow('this entry must be a list');
  });
});
