// The fixture reader itself: carets, marks and placeholders. A mistake here would make every other claim worthless.

import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { differences, fixtureFile } from './support/fixture-file.ts';
import { expanded } from './support/fixture-placeholders.ts';
import { fixed } from './support/fixture-run.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';

const claims = (path: string, lines: readonly string[]): (readonly [string, string, string])[] => {
  const fixture = fixtureFile(path, lines.join('\n'));
  return fixture.claims.map(({ kind, ruleId, start, end }) => [kind, ruleId, fixture.file.text.slice(start, end)]);
};

describe('carets', () => {
  it('stand under what is found', () => {
    expect(claims('a.ts', ["const a = 'b';", '//        ^^^ no-b', '  c();', '  // ^ no-c'])).toEqual([['found', 'no-b', "'b'"], ['found', 'no-c', ';']]);
  });

  it('may be several, in groups, for several rules, on several lines', () => {
    expect(claims('.env', ['A=b C=d', '# ^   ^ no-x, no-y', '#   ^ no-z'])).toEqual([
      ['found', 'no-x', 'b'], ['found', 'no-y', 'b'], ['found', 'no-x', 'd'], ['found', 'no-y', 'd'], ['found', 'no-z', 'C'],
    ]);
  });

  it('reach the first column', () => {
    expect(claims('.env', ['KEY=1', '#<^ no-key'])).toEqual([['found', 'no-key', 'KEY']]);
  });

  it('know other comment signs, and gaps', () => {
    expect(claims('a.tsx', ['<a b="c" />', '{/*   ^ MISSING no-c */}', '/*    ^ SPURIOUS no-d */'])).toEqual([['MISSING', 'no-c', 'c'], ['SPURIOUS', 'no-d', 'c']]);
  });
});

describe('differences', () => {
  const fixture = (mark: string) => fixtureFile('a.ts', `call(1);\n//   ^ ${mark}\n`);
  const seen = [{ ruleId: 'no-1', start: 5, end: 6, message: 'One.' }];

  it('are none when claims hold', () => {
    expect(differences(fixture('no-1'), seen)).toEqual([]);
    expect(differences(fixture('SPURIOUS no-1'), seen)).toEqual([]);
    expect(differences(fixture('MISSING no-1'), [])).toEqual([]);
  });

  it('compare severities where the claim has one', () => {
    const severe = [{ ...seen[0]!, severity: 'error' as const }];
    expect(differences(fixture('error no-1'), severe)).toEqual([]);
    expect(differences(fixture('no-1'), severe)).toEqual([]);
    expect(differences(fixture('info no-1'), severe)).toEqual([
      'a.ts (fixture line 1) info no-1: not found at columns 6–6', 'a.ts:1 error no-1: not claimed, columns 6–6: One.',
    ]);
  });

  it('name what is missing, what is new, and marks that are no longer true', () => {
    expect(differences(fixture('no-1'), [])).toEqual(['a.ts (fixture line 1) no-1: not found at columns 6–6']);
    expect(differences(fixture('no-2'), seen)).toHaveLength(2);
    expect(differences(fixture('MISSING no-1'), seen)).toEqual([expect.stringContaining('MISSING goes')]);
    expect(differences(fixture('SPURIOUS no-1'), [])).toEqual([expect.stringContaining('SPURIOUS line goes')]);
    expect(differences(fixture('no-1'), [{ ...seen[0]!, end: 7 }])).toHaveLength(2);
  });
});

describe('placeholders', () => {
  it('are keys that load, the same ones each time', () => {
    for (const name of ['PEM_RSA', 'PEM_EC']) {
      const { text } = expanded(`@@${name}@@`);
      expect(createPrivateKey(text).type).toBe('private');
      expect(expanded(`@@${name}@@`).text).toBe(text);
      expect(expanded(`'@@${name}_ESCAPED@@'`).text).toBe(`'${text.replaceAll('\n', '\\n')}'`);
    }
    expect(createPublicKey(expanded('@@PEM_PUBLIC@@').text).asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(createPrivateKey({ format: 'jwk', key: JSON.parse(expanded('@@JWK_EC_PRIVATE@@').text) as JsonWebKey }).asymmetricKeyType).toBe('ec');
  });

  it('are tokens as ordered', () => {
    const [header, payload, signature] = expanded('@@JWT(alg=HS256,kid=k1,key=secret,exp=+60,role=admin,ok=true)@@').text.split('.');
    const read = (part: string | undefined): unknown => JSON.parse(Buffer.from(part!, 'base64url').toString());
    expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'k1' });
    expect(read(payload)).toEqual({ exp: expect.any(Number) as number, role: 'admin', ok: true });
    expect(signature).toHaveLength(43);
    expect(expanded('@@JWT(alg=none)@@').text).toMatch(/\.$/);
    expect(expanded('@@JWT(alg=RS256)@@').text.split('.')).toHaveLength(3);
  });

  it('keep carets where they were written, and can be put back', () => {
    const fixture = fixtureFile('a.ts', "const a = '@@RANDOM32@@', b = 1;\n//        ^^^^^^^^^^^^^^  no-a\n//                            ^ no-b\n");
    expect(fixture.claims.map(({ start, end }) => fixture.file.text.slice(start, end))).toEqual([expect.stringMatching(/^'[\w-]{32}'$/), '1']);
    expect(fixture.restored(fixture.file.text)).toBe(fixture.written);
  });

  it('are indented like their first line', () => {
    expect(expanded('key: |\n  @@PEM_EC@@\n').text.split('\n').slice(1, -1).every((line) => line.startsWith('  '))).toBe(true);
  });

  it('are refused when unknown', () => {
    expect(() => expanded('@@NOTHING@@')).toThrow(/NOTHING/);
  });
});

it('applies the edits of a fix from the end', () => {
  const file = sourceFileOf('a.ts', 'abc');
  const edits = [{ file: 'a.ts', start: 0, end: 1, text: 'xx' }, { file: 'a.ts', start: 2, end: 2, text: '-' }];
  expect(fixed([file], { title: '', kind: 'safe', edits })[0]!.text).toBe('xxb-c');
});
