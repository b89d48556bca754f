// Times as code writes them: which unit an expression counts in, how far ahead it lies, and what a number was meant as.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import { looksLikeSeconds } from '../../src/calls/arguments/times.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const HOUR = 3600;

const expiryOf = (expression: string) =>
  factsOf(sourceFileOf('src/a.ts', `
import jwt from 'jsonwebtoken';
const ttl = 60 * 60;
const now = Math.floor(Date.now() / 1000);
const date = new Date();
export const token = (unseen: number) => jwt.sign({ sub: 'a', exp: ${expression} }, process.env.KEY!);`)).jwtCalls[0]?.expiresAt;

describe('a moment', () => {
  it.each([
    ['Math.floor(Date.now() / 1000) + 3600', 'seconds', HOUR],
    ['Math.floor((Date.now() + 3_600_000) / 1000)', 'seconds', HOUR],
    ['Date.now() / 1000 + ttl | 0', 'seconds', HOUR],
    ['now + ttl', 'seconds', HOUR],
    ['parseInt(String(1)) + now', 'seconds', undefined],
    ['~~(+new Date() / 1000) + 3600', 'seconds', HOUR],
    ['Math.round(date.getTime() / 1e3) + 2 * ttl', 'seconds', 2 * HOUR],
    ['Math.floor(new Date(Date.now() + 3_600_000).getTime() / 1000)', 'seconds', HOUR],
    ['now + unseen', 'seconds', undefined],
    ['dayjs().add(1, "day").unix()', 'seconds', undefined],
    ['Date.now() + 3_600_000', 'milliseconds', HOUR],
    ['new Date().getTime() + unseen', 'milliseconds', undefined],
    ['Math.floor(Date.now() + 3600 / 1000)', 'milliseconds', 0.0036],
    ['new Date(Date.now() + 3_600_000)', 'date', HOUR],
  ] as const)('%s counts in %s', (expression, unit, ahead) => {
    const moment = expiryOf(expression);
    expect(moment?.unit).toBe(unit);
    if (ahead === undefined) expect(moment?.ahead).toBeUndefined();
    else expect(moment?.ahead).toBeCloseTo(ahead, 3);
  });

  it.each(['unseen', '3600', 'Date.now() - Date.now()', 'unseen * Date.now()', 'Math.random() * 1000', 'lookup(Date.now())'])('%s is none', (expression) => {
    expect(expiryOf(expression)).toBeUndefined();
  });
});

describe('a number of milliseconds', () => {
  it.each([60, 300, 900, 3600, 7200, 36_000, 86_400, 604_800])('%i reads like seconds', (number) => { expect(looksLikeSeconds(number)).toBe(true); });
  it.each([0, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 86_400_000])('%i does not', (number) => { expect(looksLikeSeconds(number)).toBe(false); });
});
