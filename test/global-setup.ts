// Builds dist/ once for the tests that run the command or the package as a user gets it. Skipped when it is newer
// than every source file.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export default function setup(): void {
  const built = join(root, 'dist', 'index.js');
  const sources = ['src', 'rules', 'bin'].flatMap((folder) => changeTimes(join(root, folder)));
  const newest = Math.max(...sources, statSync(join(root, 'package.json')).mtimeMs, statSync(join(root, 'tools/build.mjs')).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  const build = spawnSync(process.execPath, ['tools/build.mjs', '--no-types'], { cwd: root, encoding: 'utf8' });
  // Most tests need no build, so they run; those of the package fail by themselves, and `npm test` builds in a step of its own.
  if (build.status !== 0) console.error(`the build failed, dist/ is stale:\n${build.stderr}`);
}

function changeTimes(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
}
