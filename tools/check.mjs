// `npm test`: everything that must hold before a commit, each under a heading of its own, and one last line
// `N passed, N failed` that counts unit tests and steps alike. Later steps run even if an earlier one failed.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'jwtlint-check-'));
const results = join(scratch, 'vitest.json');
const bin = (name, path) => [process.execPath, join(root, 'node_modules', name, path)];

const steps = [
  { name: 'types', run: () => command(...bin('typescript', 'bin/tsc'), '-p', 'tsconfig.json') },
  { name: 'lint', run: () => command(...bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0') },
  { name: 'nothing idle', run: () => command(...bin('knip', 'bin/knip.js'), '--no-config-hints') },
  { name: 'build', run: () => command(process.execPath, 'tools/build.mjs') },
  { name: 'unit tests', run: unitTests },
  { name: 'generated files are fresh', run: () => command(process.execPath, 'tools/run.mjs', 'tools/update.ts', '--check') },
  { name: 'publint', run: () => command(...bin('publint', 'src/cli.js'), '--strict') },
  { name: 'package contents', run: packageContents },
];

const count = { passed: 0, failed: 0 };
const failures = [];
try {
  for (const { name, run } of steps) {
    console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 72 - name.length))}`);
    const ok = run();
    count[ok ? 'passed' : 'failed']++;
    if (!ok) failures.push(name);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (failures.length > 0) console.log(`\nfailed: ${failures.join(', ')}`);
process.exitCode = count.failed > 0 ? 1 : 0;
console.log(`\n${count.passed} passed, ${count.failed} failed`);

function command(program, ...args) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function unitTests() {
  const ok = command(...bin('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`);
  if (!existsSync(results)) return false;
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
  count.passed += numPassedTests;
  count.failed += numFailedTests;
  return ok;
}

/** What a user would get: everything the entries name, and nothing else than what `files` means to ship. */
function packageContents() {
  const packed = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel', 'error'], {
    cwd: root, encoding: 'utf8', shell: process.platform === 'win32',
  });
  if (packed.status !== 0) {
    console.error(packed.stderr);
    return false;
  }
  const answer = JSON.parse(packed.stdout);
  const [report] = Array.isArray(answer) ? answer : Object.values(answer);
  const files = new Set(report.files.map(({ path }) => path));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [manifest.types, ...Object.values(manifest.bin), ...Object.values(manifest.exports).flatMap(paths)];
  const missing = named.map((path) => path.replace(/^\.\//, '')).filter((path) => !files.has(path));
  const expected = /^(?:dist\/|docs\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$|(?:report-|policy-)?schema\.json$)/;
  const surplus = [...files].filter((path) => !expected.test(path) || path.endsWith('.map'));
  for (const path of missing) console.error(`missing from the package: ${path}`);
  for (const path of surplus) console.error(`does not belong into the package: ${path}`);
  console.log(`${files.size} files, ${Math.round(report.size / 1024)} kB packed, ${Math.round(report.unpackedSize / 1024)} kB unpacked`);
  return missing.length === 0 && surplus.length === 0;
}

function paths(target) {
  return typeof target === 'string' ? [target] : Object.values(target).flatMap(paths);
}
