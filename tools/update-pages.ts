// Second step of `npm run update`: pages and `.out` files from the rules and their fixtures. Pages of rules that are
// gone go, too.

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outputFiles, pageFiles } from './generated-files.ts';

const root = process.cwd();
const check = process.argv.includes('--check');
const files = [...pageFiles(), ...outputFiles()];
let stale = 0;

for (const { path, text } of files) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  told(path, 'written');
  if (check) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const kept = new Set(files.map(({ path }) => path));
for (const path of [...found('docs/rules', '.md'), ...found('fixtures', '.out')].filter((path) => !kept.has(path))) {
  told(path, 'removed');
  if (!check) rmSync(join(root, path));
}
console.log(
  stale === 0
    ? `${String(files.length)} generated files are fresh`
    : check
      ? 'npm run update writes them'
      : `${String(stale)} files changed`,
);
process.exitCode = check && stale > 0 ? 1 : 0;

function told(path: string, done: string): void {
  stale++;
  console.log(`${check ? 'stale' : done}: ${path}`);
}

function found(folder: string, ending: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll('\\', '/'));
}
