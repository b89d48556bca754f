// `npm test`: everything that must hold before a commit, each under a heading of its own with its time, and one last line
// `N passed, N failed` that counts unit tests and steps alike. Later steps run even if an earlier one failed.
// `npm run check`: what a change is judged by in half a minute: types, and of what differs from the last commit lint, tests
// and fixtures, with the tests of the house itself.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'jwtlint-check-'));
const results = join(scratch, 'vitest.json');
const bin = (name, path) => [process.execPath, join(root, 'node_modules', name, path)];

const types = { name: 'types', run: () => command(...bin('typescript', 'bin/tsc'), '-p', 'tsconfig.json') };
const steps = process.argv.includes('--quick') ? quickSteps() : [
  types,
  { name: 'lint', run: () => lint('.') },
  { name: 'nothing idle', run: () => command(...bin('knip', 'bin/knip.js'), '--no-config-hints') },
  { name: 'build', run: () => command(process.execPath, 'tools/build.mjs') },
  { name: 'unit tests', run: () => unitTests() },
  { name: 'generated files are fresh', run: () => command(process.execPath, 'tools/run.mjs', 'tools/update.ts', '--check') },
  { name: 'publint', run: () => command(...bin('publint', 'src/cli.js'), '--strict') },
  { name: 'package contents', run: packageContents },
];

const count = { passed: 0, failed: 0 };
const failures = [];
try {
  for (const { name, run } of steps) {
    console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 72 - name.length))}`);
    const started = performance.now();
    const ok = run();
    console.log(`${name}: ${Math.round((performance.now() - started) / 1000)} s`);
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

function lint(...paths) {
  return command(...bin('eslint', 'bin/eslint.js'), '--max-warnings', '0', '--no-warn-ignored', ...paths);
}

/** A change is judged by its own files; what only the whole run finds, `npm test` says. */
function quickSteps() {
  const changed = changedPaths().filter((path) => existsSync(join(root, path)));
  const code = changed.filter((path) => /^(?!fixtures\/).*\.(?:ts|mts|mjs|js)$/.test(path));
  const tests = new Set(['test/house.test.ts', ...changed.filter((path) => /^test\/.*\.test\.ts$/.test(path) && !path.endsWith('/fixtures.test.ts'))]);
  const named = new Set(changed.flatMap(fixtureOf));
  return [
    types,
    ...(code.length > 0 ? [{ name: 'lint of what changed', run: () => lint(...code) }] : []),
    ...(named.size > 0 ? [{ name: 'fixtures of what changed', run: () => command(process.execPath, 'tools/run.mjs', 'tools/fixture.ts', ...named) }] : []),
    { name: 'tests of the house and of what changed', run: () => unitTests(...tests) },
  ];
}

/** Against the last commit, files that git does not know yet among them. */
function changedPaths() {
  const asked = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.split('\0').filter(Boolean);
  return [...asked('diff', '--name-only', '-z', 'HEAD'), ...asked('ls-files', '--others', '--exclude-standard', '-z')];
}

/** The fixtures of a rule, a library or a platform, and those that changed themselves. */
function fixtureOf(path) {
  const [, fixture] = /^fixtures\/((?:libraries\/|platforms\/)?[^/]+\/[^/]+)/.exec(path) ?? [];
  const [, model] = /^src\/models\/((?:libraries|platforms)\/[^/]+)\.ts$/.exec(path) ?? [];
  const [, rule] = /^rules\/([a-z-]+)\.ts$/.exec(path) ?? [];
  return [fixture?.replace(/\.out$/, ''), model && `${model}/`, rule && `${rule}/`].filter(Boolean);
}

function unitTests(...files) {
  const ok = command(...bin('vitest', 'vitest.mjs'), 'run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${results}`);
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
