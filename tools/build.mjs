// Sources → dist/: three ESM entries with shared chunks, their types, and the command's shebang.
// `npm ci` runs this through `prepare`, so a checkout has a working `npx jwtlint` without a further step. Dependencies
// stay dependencies. A package installed from the registry brings its dist and never comes here.

import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const esbuild = await import('esbuild').catch(() => undefined);
if (!esbuild) {
  // `npm ci --omit=dev` runs `prepare` too, without the tools that it needs.
  console.error('jwtlint: esbuild is not installed (--omit=dev?), so dist/ stays as it is.');
  process.exit(0);
}

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const entries = Object.fromEntries(
  Object.entries({ cli: 'bin/jwtlint.ts', index: 'rules/index.ts', scan: 'rules/scan.ts' })
    .filter(([, path]) => existsSync(join(root, path))),
);

const { metafile } = await esbuild.build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  chunkNames: 'chunks/[name]-[hash]',
  define: { JWTLINT_VERSION: JSON.stringify(manifest.version) },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
});
await removeStale(new Set(Object.keys(metafile.outputs).map((path) => join(root, path))));
if (entries.cli) await makeCommand(join(dist, 'cli.js'));
if (!process.argv.includes('--no-types')) emitTypes();

/** Old chunks and entries go after the new ones stand, so that a run in between never finds an empty dist. */
async function removeStale(kept) {
  for (const entry of await readdir(dist, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && path.endsWith('.js') && !kept.has(path)) await rm(path);
  }
}

/** The command must be executable, and reachable as `npx jwtlint` inside its own checkout, where npm links no bin. */
async function makeCommand(path) {
  const text = await readFile(path, 'utf8');
  if (!text.startsWith('#!')) await writeFile(path, `#!/usr/bin/env node\n${text}`);
  await chmod(path, 0o755);
  const bin = join(root, 'node_modules', '.bin');
  if (!existsSync(join(root, 'node_modules'))) return;
  await mkdir(bin, { recursive: true });
  const link = join(bin, 'jwtlint');
  await rm(link, { force: true });
  if (process.platform === 'win32') {
    await writeFile(`${link}.cmd`, `@node "%~dp0\\..\\..\\dist\\cli.js" %*\r\n`);
  } else {
    await symlink(relative(bin, path), link);
  }
}

function emitTypes() {
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
