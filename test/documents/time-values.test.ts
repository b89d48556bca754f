// Times in configuration: which values are taken for one, and which code reads which of several files.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import { timeReadsOf, timesGiven } from '../../src/documents/time-values.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const setIn = (path: string, text: string): string[] =>
  factsOf(sourceFileOf(path, text)).timeValues.map(({ name, value: { text: time, at } }) => `${name} ${time} ${text.slice(at.start, at.end)}`);

describe('are set', () => {
  it.each<[string, string, string[]]>([
    ['.env', 'JWT_TTL=15m\nPORT_NAME=http\nTTL_DAYS="30"\n', ['JWT_TTL 15m 15m', 'TTL_DAYS 30 30']],
    ['.env.example', 'JWT_TTL=365d\n', []],
    ['.env.development', 'JWT_TTL=365d\n', []],
    ['compose.yaml', 'services:\n  a:\n    environment:\n      - JWT_TTL=${JWT_TTL:-2h}\n      - JWT_AGE=3d\n', ['JWT_TTL 2h 2h', 'JWT_AGE 3d 3d']],
    ['deploy.yaml', 'env:\n  - name: JWT_TTL\n    value: 7 days\n  - { name: JWT_AGE, value: "60" }\n', ['JWT_TTL 7 days 7 days', 'JWT_AGE 60 60']],
    ['config.json', '{ "JWT_TTL": "1y", "ttl": "1y", "JWT_AGE": "${AGE}" }', ['JWT_TTL 1y 1y']],
  ])('in %s', (path, text, expected) => {
    expect(setIn(path, text)).toEqual(expected);
  });

  it('in any number', () => {
    expect(setIn('.env', Array.from({ length: 600 }, (_, at) => `TTL_${String(at)}=1h\n`).join(''))).toHaveLength(600);
  });
});

describe('are read', () => {
  const readIn = (path: string, lifetime: string) =>
    factsOf(sourceFileOf(path, `import jwt from 'jsonwebtoken';\nexport const t = (s) => jwt.sign({ s }, process.env.KEY, { expiresIn: ${lifetime} });\n`)).jwtCalls.flatMap(timeReadsOf);

  it.each<[string, string[]]>([
    ['process.env.JWT_TTL', ['JWT_TTL']], ["process.env.JWT_TTL || '1h'", ['JWT_TTL']], ['`${process.env.JWT_DAYS}d`', ['JWT_DAYS d']],
    ['`${process.env.A}${process.env.B}`', []], ['Number(process.env.JWT_TTL)', ['JWT_TTL number']], ["parseInt(process.env.JWT_TTL ?? '60', 10)", ['JWT_TTL number']],
    ['+process.env.JWT_TTL!', ['JWT_TTL number']], ['Number(process.env.JWT_TTL) * 60', []], ['process.env.JWT_TTL * 60', []], ["'1h'", []],
  ])('by %s', (lifetime, expected) => {
    expect(readIn('a.ts', lifetime).map(({ variable, unit, isNumber }) => `${variable} ${unit}${isNumber ? 'number' : ''}`.trim())).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['src/a.ts', ['.env', 'compose.yaml']], ['apps/api/src/a.ts', ['apps/api/.env']], ['apps/web/src/a.ts', ['.env', 'compose.yaml']],
  ])('in %s from the nearest file', (path, expected) => {
    const values = ['.env', 'apps/api/.env', 'deploy/.env', 'compose.yaml'].flatMap((file) => factsOf(sourceFileOf(file, file.endsWith('.env') ? 'JWT_TTL=1h' : 'JWT_TTL: 1h')).timeValues);
    expect(timesGiven(values, readIn(path, 'process.env.JWT_TTL')).map(([{ at }]) => at.file.path).sort()).toEqual(expected);
  });

  it('from elsewhere where nothing is nearer', () => {
    const { timeValues } = factsOf(sourceFileOf('deploy/.env', 'JWT_DAYS=7'));
    const [[given] = []] = timesGiven(timeValues, readIn('src/a.ts', '`${process.env.JWT_DAYS}d`'));
    expect(given).toMatchObject({ at: { file: { path: 'deploy/.env' } }, part: { option: 'expiresIn', value: { text: '7d' } }, read: { call: { name: 'jwt.sign' } } });
  });
});
