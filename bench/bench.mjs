// `npm run bench -- <folder>`: builds dist/ and runs bench/stages.ts on the folder.
// `npm run bench -- proofs`: how long signatures are tried, in bench/proofs.ts.
// `npm run bench -- beside TREE…`: jwtlint and its peers side by side, in bench/beside.mjs.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const [first, ...rest] = process.argv.slice(2);
const others = {
  proofs: () => run('tools/run.mjs', 'bench/proofs.ts', ...rest),
  beside: () => run('tools/build.mjs', '--no-types') || run('bench/beside.mjs', ...rest),
};
process.exitCode = first !== undefined && Object.hasOwn(others, first) ? others[first]()
  : run('tools/build.mjs', '--no-types') || run('tools/run.mjs', 'bench/stages.ts', ...process.argv.slice(2));
