// The stages of a scan, one by one, over a tree: what each costs and how many files it lets through. The last line is
// the whole scan as a user runs it. Best of several rounds, since a busy machine only ever adds.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rules } from '../rules/all.ts';
import { factsOf } from '../src/facts/facts-of.ts';
import type { Facts } from '../src/facts/facts.ts';
import { mayHoldFacts } from '../src/facts/gate.ts';
import { findingsOfFile } from '../src/findings/findings-of.ts';
import { defaultSettings } from '../src/findings/options.ts';
import { decode } from '../src/source/decode.ts';
import type { SourceFile } from '../src/source/file.ts';
import { isCode, languageOf } from '../src/source/language.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { defaultMaxFileSize } from '../src/source/size-limits.ts';
import { walk } from '../src/source/walk.ts';
import { parseCode } from '../src/syntax/code.ts';

interface Row { readonly stage: string; readonly ms: number; readonly files: number; readonly bytes: number }
interface Read { readonly path: string; readonly bytes: Uint8Array }

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const tree = process.argv[2];
if (tree === undefined) {
  console.error('usage: npm run bench -- <folder>');
  process.exit(2);
}
await measure(resolve(tree));

async function measure(root: string): Promise<void> {
  const rows: Row[] = [];
  const timed = async <T>(stage: string, run: () => T | Promise<T>, size: (result: T) => { files: number; bytes: number }): Promise<T> => {
    let best = Infinity;
    let result = await run();
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      result = await run();
      best = Math.min(best, performance.now() - start);
    }
    rows.push({ stage, ms: best, ...size(result) });
    return result;
  };
  const sizeOf = (files: readonly { bytes: Uint8Array }[]) => ({ files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0) });
  const textSize = (files: readonly SourceFile[]) => ({ files: files.length, bytes: files.reduce((sum, { text }) => sum + text.length, 0) });

  const listing = await timed('list', () => walk({ root, paths: [], ignore: [], useIgnoreFiles: true, maxFileSize: defaultMaxFileSize }), ({ files }) => ({ files: files.length, bytes: 0 }));
  const read = await timed('read', () => listing.files.map(({ path, absolute }): Read => ({ path, bytes: readFileSync(absolute) })), sizeOf);
  await timed('text search', () => read.filter(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('jsonwebtoken')), () => sizeOf(read));
  const passed = await timed('gate', () => read.filter(({ path, bytes }) => mayHoldFacts(bytes, languageOf(path) ?? 'text')), sizeOf);
  const files = await timed('decode', () => passed.flatMap(({ path, bytes }) => {
    const decoded = decode(bytes);
    return decoded.ok ? [sourceFileOf(path, decoded.text)] : [];
  }), textSize);
  const code = files.filter(({ language }) => isCode(language));
  await timed('parse', () => code.map(({ language, text }) => (isCode(language) ? parseCode(language, text) : undefined)), () => textSize(code));
  const facts = await timed('facts (with parse)', () => files.map((file) => factsOf(file)), () => textSize(files));
  await timed('rules', () => facts.flatMap((each: Facts) => findingsOfFile(rules, each, defaultSettings).findings), () => textSize(files));
  await timed('whole command', () => command(root), () => sizeOf(read));
  print(rows, passed.length / Math.max(1, read.length));
}

function command(root: string): void {
  const { status, stderr } = spawnSync(process.execPath, [join(process.cwd(), 'dist/cli.js'), '--fail-on', 'never', '--format', 'compact', root], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`the command failed: ${stderr}`);
}

function print(rows: readonly Row[], share: number): void {
  const search = rows.filter(({ stage }) => stage === 'read' || stage === 'text search').reduce((sum, { ms }) => sum + ms, 0);
  const cells = (...texts: readonly string[]): string => texts.map((text, index) => (index === 0 ? text.padEnd(22) : text.padStart(12))).join('');
  console.log(cells('stage', 'ms', 'files', 'MB', 'MB/s', '× search'));
  for (const { stage, ms, files, bytes } of rows)
    console.log(cells(stage, ms.toFixed(1), String(files), (bytes / 1e6).toFixed(2), bytes === 0 ? '–' : (bytes / 1e3 / ms).toFixed(0), (ms / search).toFixed(2)));
  console.log(`\n× search: against reading every file and looking for one word. The gate lets ${(100 * share).toFixed(1)} % of the files through.`);
}
