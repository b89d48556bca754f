// The worst a proof can meet: candidate secrets of a project against tokens that none of them has signed, so that every
// pair is tried; then the words that ship. `npm run bench -- proofs [secrets] [tokens]`, 100,000 and 20 unless told.

import { createHmac, randomBytes } from 'node:crypto';
import { commonWords } from '../src/secrets/words/common-words.ts';
import { proofsOf, type Witness } from '../src/facts/proofs.ts';
import { tokensIn } from '../src/secrets/tokens/tokens.ts';
import { linesIn } from '../src/hosts/word-lists.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [secretCount = 100_000, tokenCount = 20] = process.argv.slice(2).map(Number);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(): string {
  const input = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ sub: randomBytes(8).toString('hex'), role: 'member', iss: 'https://harbour.example', iat: 1_700_000_000 })}`;
  return `${input}.${createHmac('sha256', randomBytes(32)).update(input).digest('base64url')}`;
}

const tokens = tokensIn(sourceFileOf('tokens.txt', Array.from({ length: tokenCount }, token).join('\n')));
// Texts that are neither hexadecimal nor base64, as one try each is what the figure is about.
const texts = Array.from({ length: secretCount }, () => `${randomBytes(18).toString('base64')}!`);
const file = sourceFileOf('.env', texts.join('\n'));
const secrets = texts.map((text, index) => ({ text, at: { file, start: index * 26, end: index * 26 + 25 } }));
const witness: Witness = { path: '.env', tokens, secrets };

measure(`${String(secretCount)} secrets × ${String(tokenCount)} tokens`, () => proofsOf([witness], { common: false, lists: [] }).skipped);
measure('loading the common words', () => [`${String(commonWords().size)} words`]);
measure(`common words × ${String(tokenCount)} tokens`, () => proofsOf([{ ...witness, secrets: [] }], { common: true, lists: [] }).skipped);

const folder = mkdtempSync(join(tmpdir(), 'jwtlint-bench-'));
try {
  const path = join(folder, 'words.txt');
  writeFileSync(path, Array.from({ length: 1_000_000 }, (_, index) => `word${String(index)}\r\n`).join(''));
  measure('a list of 1,000,000 lines × 1 token', () => proofsOf([{ ...witness, secrets: [], tokens: tokens.slice(0, 1) }], { common: false, lists: [() => linesIn(path)] }).skipped);
} finally {
  rmSync(folder, { recursive: true });
}

function measure(what: string, run: () => readonly string[]): void {
  const started = performance.now();
  const before = process.cpuUsage();
  const notes = run();
  const { user, system } = process.cpuUsage(before);
  // On a busy machine the second figure is the one to compare.
  console.log(`${what.padEnd(44)} ${(performance.now() - started).toFixed(0).padStart(7)} ms, ${((user + system) / 1000).toFixed(0).padStart(6)} ms of processor${notes.length > 0 ? `   (${notes.join('; ')})` : ''}`);
}
