// Tokens are tried with the secrets and keys of all files, with words that ship and with the user's own: what is proven,
// what is not, and that neither the order of files nor the way a key is written decides.

import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import { bounds, proofsOf, witnessesOf, type Proof, type Words } from '../../src/facts/proofs.ts';
import { linesIn } from '../../src/hosts/word-lists.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { folderWith, placesIn, runCommand } from '../support/command.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** `length`: of a claim that does nothing but take room. */
function token(key: string | Uint8Array, alg = 'HS256', length = 8): string {
  const input = `${encoded({ alg, typ: 'JWT' })}.${encoded({ jti: randomBytes(length).toString('hex') })}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, key).update(input).digest('base64url')}`;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const pemOf = (key: typeof rsa.privateKey): string => key.export({ type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'pem' }).toString();

function signedToken(alg: string, key: typeof rsa.privateKey): string {
  const input = `${encoded({ alg })}.${encoded({ jti: randomBytes(8).toString('hex') })}`;
  const padding = alg.startsWith('PS') ? { padding: 6 } : {};
  return `${input}.${sign(alg === 'EdDSA' ? null : `sha${alg.slice(2)}`, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363', ...padding }).toString('base64url')}`;
}

type Files = Readonly<Record<string, string>>;

function proofIn(files: Files, jwt: string, words: Partial<Words> = {}): string {
  const facts = Object.entries({ ...files, 'src/calls.ts': `export const token = '${jwt}';` }).map(([path, text]) => factsOf(sourceFileOf(path, text)));
  const tell = (all: typeof facts): string => told(proofsOf(all.flatMap(witnessesOf), { common: false, lists: [], ...words }).of(facts.at(-1)!.tokens[0]!));
  const answer = tell(facts);
  expect(tell([...facts].reverse())).toBe(answer);
  return answer;
}

const told = (proof: Proof | undefined): string => (proof ? [proof.by, ...proof.places.map(({ file }) => file.path)].join(' ') : 'nothing');
const list = (text: string) => [() => text.split('\n').map((line) => Buffer.from(line))];

describe('a token is proven', () => {
  const bytes = randomBytes(32);
  const text = bytes.toString('base64url');
  const none: Files = {};
  it.each([
    ['by a word that is published', none, token('supersecret'), 'published word'],
    ['by the empty key', none, token('', 'HS384'), 'empty key'],
    ['by a variable', { '.env': `JWT_SECRET=${text}\n` }, token(text), 'secret .env'],
    ['by a variable whose name says nothing', { '.env': `SEED=${text}\n` }, token(text, 'HS512'), 'secret .env'],
    ['by a variable in quotes, with a blank', { '.env': `JWT_SECRET="${text} "\n` }, token(text), 'secret .env'],
    ['by what hexadecimal means', { '.env': `JWT_SECRET=${bytes.toString('hex')}\n` }, token(bytes), 'secret .env'],
    ['by what base64 means', { 'compose.yml': `services:\n  api:\n    environment:\n      JWT_SECRET: ${bytes.toString('base64')}\n` }, token(bytes), 'secret compose.yml'],
    ['by a fallback in code', { 'src/a.ts': `import jwt from 'jsonwebtoken';\njwt.sign({}, process.env.KEY || '${text}');\n` }, token(text), 'secret src/a.ts'],
    ['by a symmetric JWK', { 'key.json': `{ "kty": "oct", "k": "${text}" }` }, token(bytes), 'secret key.json'],
    ['by a secret in two files, both named', { 'b/.env': `JWT_SECRET=${text}\n`, 'a/.env': `JWT_SECRET=${text}\n` }, token(text), 'secret a/.env b/.env'],
    ['by a word of the project that is published', { '.env': 'JWT_SECRET=supersecret\n' }, token('supersecret'), 'published word .env'],
    ['by a private key', { 'k.pem': pemOf(rsa.privateKey) }, signedToken('RS256', rsa.privateKey), 'private key k.pem'],
    ['by a private key in one line', { '.env': `KEY="${pemOf(rsa.privateKey).replaceAll('\n', '\\n')}"\n` }, signedToken('PS384', rsa.privateKey), 'private key .env'],
    ['by a public key', { 'k.pem': pemOf(ec.publicKey) }, signedToken('ES256', ec.privateKey), 'public key k.pem'],
    ['by the private key where both halves are', { 'a.pem': pemOf(ec.publicKey), 'b.pem': pemOf(ec.privateKey) }, signedToken('ES256', ec.privateKey), 'private key b.pem'],
    ['by a public JWK', { 'jwks.json': JSON.stringify({ keys: [ed.publicKey.export({ format: 'jwk' })] }) }, signedToken('EdDSA', ed.privateKey), 'public key jwks.json'],
    ['by a private JWK', { 'jwk.json': JSON.stringify(ec.privateKey.export({ format: 'jwk' })) }, signedToken('ES256', ec.privateKey), 'private key jwk.json'],
  ] as const)('%s', (_, files, jwt, expected) => expect(proofIn(files, jwt)).toBe(expected));

  it('by common words and listed words, where they are asked for', () => {
    expect(proofIn({}, token('sunflower'))).toBe('nothing');
    expect(proofIn({}, token('sunflower'), { common: true })).toBe('common word');
    expect(proofIn({}, token('zebra-mountain-77'), { lists: list('abc\nzebra-mountain-77\n') })).toBe('listed word');
  });

  it.each([
    ['a random key', token(randomBytes(32))],
    ['a random pair', signedToken('RS256', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)],
    ['a signature that was changed', token('supersecret').replace(/.{4}$/, 'AAAA')],
  ])('not with %s', (_, jwt) => {
    const files = { '.env': `JWT_SECRET=${randomBytes(32).toString('hex')}\n`, 'k.pem': pemOf(rsa.publicKey) };
    expect(proofIn(files, jwt, { common: true, lists: list('abc\n') })).toBe('nothing');
  });
});

describe('the bounds', () => {
  it('say what they left out', () => {
    const file = sourceFileOf('tokens.txt', Array.from({ length: bounds.tokens + 2 }, () => token(randomBytes(32))).join('\n'));
    // The finder of tokens has a bound of its own, so two files share them.
    const halves = [file.text.slice(0, file.text.length / 2), file.text.slice(file.text.length / 2)].map((text, index) => factsOf(sourceFileOf(`${String(index)}.txt`, text)));
    expect(proofsOf(halves.flatMap(witnessesOf), { common: false, lists: [] }).skipped[0]).toMatch(/^\d token/);
  });

  it('give long tokens fewer words', () => {
    const facts = Array.from({ length: 3 }, (_, index) => factsOf(sourceFileOf(`src/${String(index)}.ts`, `export const t = '${token(randomBytes(32), 'HS256', 20_000)}';`)));
    const { skipped } = proofsOf(facts.flatMap(witnessesOf), { common: true, lists: [] });
    expect(skipped).toEqual([expect.stringMatching(/^3 tokens tried with the \d+ commonest of \d+ words: too many or too long$/)]);
  });
});

describe('a word list', () => {
  const linesOf = (content: string | Uint8Array, size?: number): string[] => Array.from(linesIn(join(folderWith({ 'words.txt': content }), 'words.txt'), size), String);

  it.each([[undefined], [1], [3], [7]])('is read line by line, in pieces of %s', (size) => {
    expect(linesOf('one\r\ntwo\n\nthree\r\nfour', size)).toEqual(['one', 'two', '', 'three', 'four']);
    expect(linesOf('one\n', size)).toEqual(['one']);
    expect(linesOf('', size)).toEqual([]);
  });

  it('may begin with a mark, hold bytes that are no text, and lines too long to be words', () => {
    expect(linesOf('\uFEFFone\r\ntwo')).toEqual(['one', 'two']);
    expect(linesOf(`one\n${'x'.repeat(10_000)}\ntwo\n`, 100)).toEqual(['one', 'two']);
    expect(linesOf(`one\n${'x'.repeat(10_000)}\ntwo\n`)).toEqual(['one', 'two']);
    expect(Array.from(linesIn(join(folderWith({ w: Buffer.from([0xff, 0x0a, 0x61]) }), 'w')), (line) => line[0])).toEqual([0xff, 0x61]);
  });
});

describe('the command', () => {
  const folder = folderWith({ 'src/calls.ts': `export const token = '${token('zebra-mountain-77')}';\n`, 'words.txt': 'abc\r\nzebra-mountain-77\r\n' });

  it('takes word lists', async () => {
    expect((await runCommand(folder, '--format', 'compact')).out).not.toContain('signed with');
    expect((await runCommand(folder, '--format', 'compact', '--wordlist', 'words.txt')).out).toContain('signed with a listed word');
  });

  it('asks how certain a finding is after it was proven', async () => {
    const secret = 'zebra-mountain-77-river';
    const proven = folderWith({ 'src/calls.ts': `export const token = '${token(secret)}';\nexport const jwtSecret = '${secret}';\nexport const otherJwtSecret = 'lion-valley-12-lake';\n` });
    const placesAt = async (least: string): Promise<string[]> => placesIn((await runCommand(proven, '--format', 'compact', '--min-certainty', least)).out);
    expect(await placesAt('proven')).toEqual(['src/calls.ts:1 no-token-literal', 'src/calls.ts:2 no-hardcoded-secret']);
    expect(await placesAt('possible')).toContain('src/calls.ts:3 no-hardcoded-secret');
  });

  it.each([['nowhere.txt', 'cannot be read (ENOENT)'], ['src', 'is a folder']])('refuses %s', async (path, expected) => {
    const { code, err, out } = await runCommand(folder, '--wordlist', path);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(`--wordlist: ${path} ${expected}`)]);
  });
});
