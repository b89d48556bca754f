// Files and arguments → the built command in a folder of its own: its exit code, its two streams, and how long it took.
// Folders go when the test file ends.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { root } from './fixture-file.ts';

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'jwtlint-test-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export interface Ran { readonly code: number | null; readonly out: string; readonly err: string; readonly ms: number }

export function runCommand(cwd: string, ...args: string[]): Promise<Ran> {
  // Inside GitHub Actions or a coloured terminal the same must come out.
  const { GITHUB_ACTIONS: _actions, FORCE_COLOR: _force, NO_COLOR: _no, ...env } = process.env;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err, ms: performance.now() - started }));
    child.stdin.end();
  });
}

/** `file:line rule-id`, from a compact report. */
export const placesIn = (out: string): string[] => out.split('\n').filter(Boolean).map((line) => line.replace(/^(.*?:\d+):\d+: \w+ ([a-z-]+) .*$/, '$1 $2'));
