// `node tools/run.mjs [--counted] tools/x.ts args…`: bundles a TypeScript tool into a temporary file and runs it; with the
// option so that our own code counts its steps (counting.mjs).
// Node 20 can't strip types by itself. The file stands inside node_modules so that packages resolve as usual.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { counting } from './counting.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCounted = process.argv[2] === '--counted';
const [tool, ...args] = process.argv.slice(isCounted ? 3 : 2);
if (!tool) {
  console.error('usage: node tools/run.mjs [--counted] tools/<tool>.ts [arguments]');
  process.exit(2);
}

const cache = join(root, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'jwtlint-tool-'));
let status = 1;
try {
  const outfile = join(folder, 'tool.mjs');
  await build({
    absWorkingDir: root, entryPoints: [tool], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20.19',
    packages: 'external', define: { JWTLINT_VERSION: '"0.0.0-tool"' }, sourcemap: 'inline', logLevel: 'warning',
    ...(isCounted && counting),
  });
  status = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
