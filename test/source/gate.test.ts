// The automaton against the obvious search, and what the context of a hit may veto.
import { expect, test } from 'vitest';
import { makeGate, wordSearch } from '../../src/source/gate.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

test.each([
  [['jsonwebtoken'], "import jwt from 'jsonwebtoken'", true],
  [['jsonwebtoken'], 'JsonWebToken', true],
  [['JWT_SECRET'], 'jwt_secret', true],
  [['jsonwebtoken'], 'jsonwebtok', false],
  [['he', 'she', 'hers'], 'xxhersx', true],
  [['abcd', 'bc'], 'abce', true],
  [['aab'], 'aaab', true],
  [['schlüssel'], 'der schlüssel', true],
  [[], 'anything', false],
  [[''], 'anything', false],
  [['a'], '', false],
])('%j in %j: %s', (words, text, expected) => expect(makeGate(words)(bytes(text))).toBe(expected));

test('only ASCII letters fold', () => {
  expect(makeGate(['[a]'])(bytes('{A}'))).toBe(false);
  expect(makeGate(['@x'])(bytes('`X'))).toBe(false);
});

test('a plain byte array will do', () => expect(makeGate(['key'])(new Uint8Array(bytes('a KEY')))).toBe(true));

test('a context may veto one hit and let the next pass', () => {
  const gate = makeGate([{ word: 'secret', context: (all, _, end) => all[end] === 0x3d }, 'jose']);
  expect(gate(bytes('secrets are secret'))).toBe(false);
  expect(gate(bytes('secrets; secret=x'))).toBe(true);
  expect(gate(bytes('secrets of jose'))).toBe(true);
});

test('a context sees where the word stands', () => {
  const seen: string[] = [];
  const context = (all: Uint8Array, start: number, end: number): boolean => (seen.push(Buffer.from(all).toString('utf8', start, end)), false);
  makeGate([{ word: 'KEY', context }, { word: 'apikey', context }])(bytes('an ApiKey here'));
  expect(seen.sort()).toEqual(['ApiKey', 'Key']);
});

test('UTF-16 passes, since its bytes hide every word', () => {
  const gate = makeGate(['jose']);
  expect(gate(Buffer.from('nothing in here', 'utf16le'))).toBe(true);
  expect(gate(Buffer.from('\uFEFFab', 'utf16le'))).toBe(true);
});

test('finds what a plain search finds, on many random texts', () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  const word = (length: number): string => Array.from({ length }, () => 'abcAB_é'[random(7)]).join('');
  for (let round = 0; round < 300; round++) {
    const words = Array.from({ length: 1 + random(6) }, () => word(1 + random(4)));
    const text = word(random(60));
    const fold = (some: string): string => some.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const hits = new Set<number>();
    wordSearch(words)(bytes(text), (index) => (hits.add(index), false));
    const expected = words.flatMap((each, index) => (fold(text).includes(fold(each)) ? [index] : []));
    expect([...hits].sort((a, b) => a - b)).toEqual(expected);
  }
});

test('hits come with their word and end, and stop when told', () => {
  const search = wordSearch(['he', 'she']);
  const hits: [number, number][] = [];
  expect(search(bytes('she he'), (index, end) => (hits.push([index, end]), false))).toBe(false);
  expect(hits.sort()).toEqual([[0, 3], [0, 6], [1, 3]]);
  expect(search(bytes('she he'), () => true)).toBe(true);
});
