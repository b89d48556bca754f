// Before the tests: dist/, for those that run the command or the package as a user gets it, unless it is newer than every
// source file; and the packages of test/installed, which the models are asked about, and of test/neighbours, which stand beside the
// ESLint plugin, unless they are those of the lockfile.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export default function setup(): void {
  build();
  install('installed');
  install('neighbours');
}

function build(): void {
  const built = join(root, 'dist', 'index.js');
  const sources = ['src', 'rules', 'bin'].flatMap((folder) => changeTimes(join(root, folder)));
  const newest = Math.max(...sources, statSync(join(root, 'package.json')).mtimeMs, statSync(join(root, 'tools/build.mjs')).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  const run = spawnSync(process.execPath, ['tools/build.mjs', '--no-types'], { cwd: root, encoding: 'utf8' });
  // Most tests need no build, so they run; those of the package fail by themselves, and `npm test` builds in a step of its own.
  if (run.status !== 0) console.error(`the build failed, dist/ is stale:\n${run.stderr}`);
}

/** Here rather than in the root manifest: whoever only uses or demonstrates the checkout does not wait for 150 MB of old versions. */
function install(name: string): void {
  const folder = join(root, 'test', name);
  const stamp = join(folder, 'node_modules', '.lockfile-hash');
  const wanted = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // One text, as a shell wants it: on Windows npm is a script. No script of a package runs.
  const run = spawnSync(`npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --legacy-peer-deps --loglevel error --prefix "${folder}"`, { cwd: folder, encoding: 'utf8', shell: true });
  if (run.status === 0) writeFileSync(stamp, wanted);
  else console.error(`test/${name} could not be installed, so the tests that ask its packages fail:\n${run.stderr}`);
}

function changeTimes(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
}
