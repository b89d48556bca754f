// Hints that belong together are one under `strict`, and each for itself under `all`.

import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { factsOf } from '../../src/facts/facts-of.ts';
import { defaultSettings, type Preset } from '../../src/findings/options.ts';
import { startRuleRun } from '../../src/findings/run-rules.ts';
import { projectOf } from '../../src/project/project-of.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

function told(path: string, text: string, preset: Preset, manifest?: string): string[] {
  const together = startRuleRun(rules, { ...defaultSettings, preset });
  const readFile = (asked: string): string | undefined => (asked === 'package.json' ? manifest : undefined);
  together.add(factsOf(sourceFileOf(path, text), manifest === undefined ? undefined : projectOf({ readFile, resolve: () => undefined, files: () => [] })));
  return [...together.finished(() => undefined)].flatMap(({ findings }) => findings).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const imports = `import jwt from 'jsonwebtoken';\n`;
const verify = `${imports}export const read = (token: string) => jwt.verify(token, process.env.JWT_SECRET!);\n`;
const tests = `${imports}export const a = jwt.sign({}, 'first-made-up-key', { expiresIn: '1h' });\nexport const b = jwt.sign({}, 'second-made-up-key', { expiresIn: '1h' });\n`;

describe('hints under strict', () => {
  it('say at once what one call leaves out', () => {
    expect(told('src/read.ts', verify, 'all').map((one) => one.split(':')[0])).toEqual(
      ['require-algorithms', 'require-audience', 'require-expiration', 'require-issuer']);
    expect(told('src/read.ts', verify, 'strict')).toEqual([
      'require-algorithms: jwt.verify has no list of allowed algorithms: it accepts every algorithm that fits the type of the key. ' +
        'It also leaves out the audience, the issuer and a required expiry.',
    ]);
  });

  it('tell the made-up keys of a test once', () => {
    expect(told('test/sign.test.ts', tests, 'all')).toHaveLength(2);
    const [only, ...more] = told('test/sign.test.ts', tests, 'strict');
    expect(only).toMatch(/^no-hardcoded-secret: .* One more of such keys and tokens is in this file\.$/);
    expect(more).toEqual([]);
  });

  it('are taken in by the warning about the same call', () => {
    const old = JSON.stringify({ dependencies: { jsonwebtoken: '8.5.1' } });
    expect(told('src/read.ts', verify, 'all', old).map((one) => one.split(':')[0])).toEqual(
      ['require-algorithms', 'require-audience', 'require-expiration', 'require-issuer']);
    const [only, ...more] = told('src/read.ts', verify, 'strict', old);
    expect(only).toMatch(/^require-algorithms: .*unsigned tokens.* It also leaves out the audience, the issuer and a required expiry\.$/);
    expect(more).toEqual([]);
  });

  it('leave errors and warnings alone', () => {
    expect(told('src/sign.ts', tests, 'strict')).toHaveLength(2);
  });

  it('leave out what only tests verify', () => {
    expect(told('test/read.test.ts', verify, 'strict')).toEqual([]);
    expect(told('test/read.test.ts', verify, 'all')).toHaveLength(1);
  });
});
