// Every row of the tables: its shape is bounded, its sample is found as itself and as nothing else, in every dress.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import { providerTokensIn } from '../../src/secrets/tokens/provider-tokens.ts';
import { checksumFits, nearOf, tokenForms, type Form } from '../../src/secrets/tokens/token-forms.ts';
import { tokenProviders } from '../../src/models/secrets/provider-tokens.ts';
import { parseShape } from '../../src/models/secrets/token-shape.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { textOf, tokenOf } from '../support/token-samples.ts';

const found = (text: string, path = 'notes.txt') => providerTokensIn(sourceFileOf(path, text));
/** The same in every run. */
const bytes = (label: string): Buffer => Buffer.concat(Array.from({ length: 130 }, (_, block) => createHash('sha256').update(`${label} ${block}`).digest()));
const drawn = (form: Form): string => tokenOf(form, bytes(form.shape.source));
/** With the word that the form wants nearby. */
const beside = (form: Form, token: string): string => `${nearOf(form)[0] ?? 'token'}: ${token}\n`;
const forms = tokenForms().map((form) => [`${form.provider} ${form.kind} ${form.shape.source}`, form] as const);

describe('parseShape', () => {
  it('reads characters, classes and counts', () => {
    expect(parseShape('ab_[0-9a]{2}x?')).toMatchObject({
      word: 'ab_', before: [0, 0], length: [5, 6],
      parts: [{ chars: 'a' }, { chars: 'b' }, { chars: '_' }, { chars: '0123456789a', least: 2, most: 2 }, { chars: 'x', least: 0, most: 1 }],
    });
    expect(parseShape('[A-Z]{2,4}\\.q~[a-z]{3}')).toMatchObject({ word: '.q~', before: [2, 4], length: [8, 10] });
  });

  it.each(['(a|b)c', 'a+', 'a*', '.', 'a|b', '[^a]', 'a{2,}', '\\d', '(?=a)', '', 'a{3,2}', '[z-a]', '[a-z]{1,99}[a-z]{1,99}[a-z]{1,99}', '[a-z]{9999}', 'a{0}'])(
    'refuses %s', (source) => expect(parseShape(source)).toBeUndefined());
});

describe('the tables', () => {
  it('name a public page for each provider, and no token whole', () => {
    expect(tokenProviders.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
    const whole = tokenForms().filter(({ samples = [], whole: form }) => samples.some((sample) => form.test(sample) && !/EXAMPLE$/.test(sample)));
    expect(whole.map(({ provider, kind }) => `${provider} ${kind}`)).toEqual([]);
  });

  it.each(forms)('%s: its sample is itself and nothing else', (_, form) => {
    const token = drawn(form);
    const others = tokenForms().filter((other) => other !== form && other.whole.test(token));
    expect(others.map(({ provider, kind }) => `${provider} ${kind}`)).toEqual([]);
    const text = beside(form, token);
    expect(found(text)).toMatchObject([{ provider: form.provider, kind: form.kind, use: form.use ?? 'live', ...(form.checksum && { checksum: 'fits' }) }]);
    expect(mayHoldFacts(Buffer.from(text), 'text')).toBe(true);
  });

  it.each(forms)('%s: cut, lengthened, elided or filled, it is none', (_, form) => {
    const token = drawn(form);
    const [least, most] = form.shape.length;
    const filler = form.shape.parts.map(({ chars, most: count }) => (chars.length > 1 && chars.includes('x') ? 'x' : chars.charAt(0)).repeat(count)).join('');
    const wrong = [token.slice(0, least - 4), `${token}${'Ab9'.repeat(most)}`, `${token.slice(0, least - 3)}...`, `Z${token}`, filler];
    for (const text of wrong) expect(found(beside(form, text)).filter(({ checksum }) => checksum !== 'fails'), text.slice(0, 12)).toEqual([]);
  });

  it.each(forms.filter(([, { near, shape }]) => near === undefined && shape.before[1] === 0))('%s: in every dress', (_, form) => {
    const token = drawn(form);
    const half = Math.max(form.shape.word.length, Math.floor(token.length / 2));
    const [first, second] = [token.slice(0, half), token.slice(half)];
    for (const text of [`"${token}"`, `KEY=${token}\r\n`, `{"a":"x\\n${token}"}`, `'${first}' +\n    '${second}'`, `"${first}"\n  + "${second}"`, `-u ${token}:`, `(${token})`, `\`${token}\`;`])
      expect(found(text), text.replaceAll(token, '…')).toMatchObject([{ kind: form.kind }]);
    if (form.shape.word.length >= 5) {
      const secret = `data:\n  token: ${Buffer.from(`${token}\n`).toString('base64')}\n`;
      expect(found(secret)).toMatchObject([{ kind: form.kind }]);
      expect(mayHoldFacts(Buffer.from(secret), 'yaml')).toBe(true);
    }
  });

  it('stay in proportion: a shape cannot do more than its counts allow', () => {
    for (const { shape, anywhere } of tokenForms()) {
      const hostile = shape.parts.map(({ chars, most }) => chars.charAt(chars.length - 1).repeat(most)).join('').slice(0, -1);
      const long = `${hostile}!`.repeat(Math.ceil(200_000 / hostile.length));
      const started = performance.now();
      long.match(anywhere);
      expect(performance.now() - started, shape.source).toBeLessThan(1000);
    }
  });
});

describe('checksums', () => {
  it.each(forms.filter(([, { checksum }]) => checksum !== undefined))('%s: fit what was drawn, and nothing changed', (_, form) => {
    const token = drawn(form);
    expect(checksumFits(token, form.checksum!)).toBe(true);
    const at = form.checksum === 'snowflake' ? 3 : token.length - 20;
    const other = token[at] === 'q' ? 'r' : 'q';
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    expect(checksumFits(changed, form.checksum!)).toBe(false);
    expect(found(beside(form, changed)).every(({ checksum }) => checksum === 'fails')).toBe(true);
  });
});

describe('names with their secrets', () => {
  const aws = tokenForms().find(({ kind }) => kind === 'access key id')!;
  const secret = (): string => textOf(aws.secret!.shape, bytes('secret'));
  const paired = (id: string, key: string): string => `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${key}\n`;

  it('mark the secret, and the name alone only where it is alone', () => {
    const [id, key] = [drawn(aws), secret()];
    const text = paired(id, key);
    expect(found(text)).toMatchObject([{ kind: 'secret access key', named: 'access key id', use: 'live', at: { start: text.indexOf(key), end: text.indexOf(key) + 40 } }]);
    for (const none of ['$' + '{SECRET}', 'a'.repeat(40), 'da39a3ee5e6b4b0d3255bfef95601890afd80709', ''])
      expect(found(paired(id, none)), none).toMatchObject([{ kind: 'access key id', use: 'identifier' }]);
  });

  it('know what documentation gives to everyone', () => {
    expect(found(paired('AKIAIOSFODNN7EXAMPLE', secret()))).toMatchObject([{ sample: true }]);
  });
});
