// `npm run bench -- <folder>`: builds dist/ and runs bench/stages.ts on the folder.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
process.exitCode = run('tools/build.mjs', '--no-types') || run('tools/run.mjs', 'bench/stages.ts', ...process.argv.slice(2));
