// A repository in which everything is a trap, made for each test: no file of it is executed, nothing outside of it is read,
// nothing is written, no scan hangs on it, and what could be found is found all the same.

import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root as house } from '../support/fixture-file.ts';

/** Longer than any scan here takes on a slow machine, shorter than for ever. */
const patience = 60_000;

let scratch: string;
let root: string;

beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'jwtlint-hostile-')));
  root = join(scratch, 'project');
  mkdirSync(root);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>, below: string = root): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(below, path)), { recursive: true });
    writeFileSync(join(below, path), text);
  }
}

/** To somewhere that need not be there. */
function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

function pipe(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  spawnSync('mkfifo', [join(root, path)]);
}

function git(...args: string[]): void {
  const done = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
}

interface Ran { readonly code: number | null; readonly out: string; readonly err: string }

/** Killed, and so without an exit code, when it hangs. */
function ran(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const { GITHUB_ACTIONS: _actions, FORCE_COLOR: _force, ...own } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...own, ...env }, timeout: patience, killSignal: 'SIGKILL' });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end();
  });
}

const command = join(house, 'dist/cli.js');
const scan = (...args: string[]): Promise<Ran> => ran(process.execPath, [command, '--format', 'compact', ...args]);
/** Files in which something was found. */
const filesIn = ({ out }: Ran): string[] => [...new Set(out.split('\n').filter(Boolean).map((line) => line.slice(0, line.indexOf(':'))))].sort();

/** A finding that needs no other file. */
const plainFault = "import jwt from 'jsonwebtoken';\nexport const read = (t, key) => jwt.verify(t, key, { algorithms: ['none'] });\n";
/** A finding only where the options are known, which stand in another file. */
const optionsFrom = (specifier: string): string =>
  `import jwt from 'jsonwebtoken';\nimport { OPTIONS } from '${specifier}';\nexport const issue = (user, key) => jwt.sign({ sub: user }, key, OPTIONS);\n`;
const someOptions = "export const OPTIONS = { algorithm: 'HS256' };\n";
/** Names and times: what a scan must leave as it is. */
const treeOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${path} ${lstatSync(join(folder, path)).isFile() ? lstatSync(join(folder, path)).mtimeMs : ''}`).sort();

const isRoot = process.getuid?.() === 0;
const onPosix = describe.skipIf(process.platform === 'win32');

// --- 1. files that are none ---

onPosix('where a manifest, a tsconfig, a lockfile or a configuration should be', () => {
  const deep = (open: string, close: string): string => `${open.repeat(60_000)}${close.repeat(60_000)}`;
  /** Each in a folder of its own, as `name`. */
  const traps: Readonly<Record<string, (path: string) => void>> = {
    endless: (path) => link(path, '/dev/zero'),
    pipe,
    brackets: (path) => write({ [path]: `{"name":"x","exports":${deep('[', ']')},"compilerOptions":{"paths":${deep('{"a":', '}')}}}` }),
    open: (path) => write({ [path]: '['.repeat(60_000) }),
    circle: (path) => link(path, path.slice(path.lastIndexOf('/') + 1)),
    folder: (path) => mkdirSync(join(root, path), { recursive: true }),
    nowhere: (path) => link(path, 'nowhere'),
    outside: (path) => link(path, join(scratch, 'outside.json')),
    ...(existsSync('/proc/self/environ') && { process: (path) => link(path, '/proc/self/environ') }),
  };

  test.each(['package.json', 'tsconfig.json', 'package-lock.json', 'pnpm-workspace.yaml', 'yarn.lock', '.gitignore'])('%s', async (name) => {
    write({ 'outside.json': '{"name":"OUTSIDE","compilerOptions":{"paths":{"keys":["./keys.ts"]}}}' }, scratch);
    for (const [kind, set] of Object.entries(traps)) {
      set(`${kind}/${name}`);
      write({ [`${kind}/keys.ts`]: "export const KEY = 'dev-only-example';\n" });
      write({ [`${kind}/a.ts`]: `import { KEY } from './keys';\nimport 'keys'; import '#keys'; import 'x/y'; import '${kind}';\n${plainFault}jwt.sign({}, KEY);\n` });
    }
    const found = await scan();
    expect([found.code, found.err.includes('OUTSIDE'), found.out.includes('OUTSIDE')]).toEqual([1, false, false]);
    expect(filesIn(found).filter((path) => path.endsWith('a.ts'))).toEqual(Object.keys(traps).map((kind) => `${kind}/a.ts`).sort());
    // What is looked for by name and can't be had is said, without the machine's paths.
    if (name !== '.gitignore' && name !== 'pnpm-workspace.yaml')
      for (const kind of ['endless', 'pipe', 'circle', 'nowhere', 'outside'])
        if (name === 'package.json') expect(found.err).toContain(`jwtlint: ${kind}/${name}: `);
    expect(found.err).not.toContain(scratch);
  }, patience * 2);

  test('the own configuration is an error and not a wait', async () => {
    write({ 'a.ts': plainFault });
    pipe('jwtlint.config.json');
    expect(await scan()).toMatchObject({ code: 2, err: 'jwtlint: jwtlint.config.json: cannot be read: Not a regular file.\n' });
    link('jwtlint.config.jsonc', '/dev/zero');
    expect(await scan()).toMatchObject({ code: 2, err: expect.stringMatching(/^jwtlint: jwtlint\.config\.jsonc: cannot be read: A symbolic link/) as string });
    expect(await scan('--config', 'jwtlint.config.json')).toMatchObject({ code: 2, err: expect.stringContaining('Not a regular file') as string });
    expect(await scan('--config', 'jwtlint.config.jsonc')).toMatchObject({ code: 2, err: expect.stringContaining('leads out of the root') as string });
    expect(await scan('--config', '/dev/zero')).toMatchObject({ code: 2, err: expect.stringContaining('more than 1048576 bytes') as string });
    expect(await scan('--no-config', '--wordlist', '/dev/zero')).toMatchObject({ code: 2, err: expect.stringContaining('is no regular file') as string });
    expect(await scan('--no-config', '--files-from', 'jwtlint.config.json')).toMatchObject({ code: 2, err: expect.stringContaining('Not a regular file') as string });
    expect(filesIn(await ran('bash', ['-c', `'${process.execPath}' '${command}' --no-config --format compact --files-from <(echo a.ts)`]))).toEqual(['a.ts']);
  }, patience * 2);

  test.skipIf(!isRoot)('devices of its own', async () => {
    write({ 'a.ts': plainFault });
    for (const name of ['package.json', 'tsconfig.json', '.env', '.gitignore', 'b.ts']) spawnSync('mknod', [join(root, name), 'c', '1', '5']);
    expect(filesIn(await scan())).toEqual(['a.ts']);
  }, patience);
});

// --- 2. what would run something ---

onPosix('nothing of it runs', () => {
  const marker = (): string => join(scratch, 'marker');
  const program = (path: string): void => {
    write({ [path]: `#!/bin/sh\n: > '${marker()}'\nexit 1\n` });
    chmodSync(join(root, path), 0o755);
  };
  const inJs = (): string => `require('node:fs').writeFileSync(${JSON.stringify(marker())}, ''); module.exports = {};\n`;
  const asModule = (): string => `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(marker())}, '');\nexport default [];\n`;

  function trapped(): void {
    const evil = join(root, 'evil.sh');
    git('init', '-q');
    write({
      'src/a.ts': `import { KEY } from './keys';\n${plainFault}jwt.sign({}, KEY);\n`, 'src/keys.ts': `export const KEY = 'dev-only-example';\n${someOptions}`,
      'package.json': JSON.stringify({
        name: 'trap', workspaces: ['packages/*'], scripts: { preinstall: './evil.sh', prepare: './evil.sh', lint: './evil.sh' }, imports: { '#x': './evil.cjs' },
        dependencies: { jsonwebtoken: '^9.0.0' },
      }),
      'jwtlint.config.js': inJs(), 'jwtlint.config.mjs': asModule(), '.jwtlintrc.js': inJs(), 'evil.cjs': inJs(),
      'eslint.config.mjs': asModule(), '.eslintrc.js': inJs(), 'vite.config.ts': asModule(), 'babel.config.js': inJs(), '.pnp.cjs': inJs(), '.pnpmfile.cjs': inJs(),
      'tsconfig.json': JSON.stringify({ extends: ['./b.json', './evil.cjs'], compilerOptions: { plugins: [{ name: './evil.cjs', transform: './evil.cjs' }] } }),
      'b.json': '{"extends":"./c.json"}', 'c.json': '{"extends":"./tsconfig.json"}',
      '.npmrc': 'node-options=--require ./evil.cjs\nscript-shell=./evil.sh\nregistry=http://127.0.0.1:9/\n', '.yarnrc.yml': 'yarnPath: ./evil.cjs\n',
      '.gitattributes': '* filter=x diff=x merge=x working-tree-encoding=UTF-16\n', '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c ./evil.sh\n\tupdate = !./evil.sh\n',
      '.lfsconfig': '[lfs]\n\turl = http://127.0.0.1:9/\n', '.envrc': './evil.sh\n', '.git/include': `[core]\n\tfsmonitor = ${evil}\n`,
      '.git/objects/info/alternates': '/dev/zero\n', '.git/info/attributes': '* filter=x\n',
    });
    for (const path of ['evil.sh', 'node_modules/.bin/git', 'node_modules/.bin/node', 'git', 'bin/git', '.git/hooks/post-index-change', '.git/hooks/post-checkout']) program(path);
    git('config', 'index.sparse', 'true');
    for (const [name, value] of [
      ['core.fsmonitor', evil], ['core.hooksPath', join(root, '.git/hooks')], ['core.pager', evil], ['core.editor', evil], ['core.sshCommand', evil],
      ['core.askPass', evil], ['core.gitProxy', evil], ['core.alternateRefsCommand', evil], ['credential.helper', `!${evil}`], ['include.path', 'include'],
      ['filter.x.clean', evil], ['filter.x.smudge', evil], ['filter.x.process', evil], ['filter.x.required', 'true'], ['diff.x.textconv', evil], ['diff.external', evil],
      ['alias.ls-files', `!${evil}`], ['pager.ls-files', evil], ['remote.p.url', `ext::sh -c ${evil}`], ['remote.p.promisor', 'true'],
      ['remote.p.partialclonefilter', 'blob:none'], ['remote.p.uploadpack', evil], ['protocol.ext.allow', 'always'], ['extensions.partialClone', 'p'],
      ['core.excludesFile', '/dev/zero'], ['core.attributesFile', '/dev/zero'], ['submodule.recurse', 'true'], ['gpg.program', evil],
    ] as const) git('config', name, value);
    git('config', 'core.repositoryFormatVersion', '1');
    link('out.ts', join(scratch, 'outside.ts'));
    link('outer', join(scratch, 'outer'));
    link('src/loop', '..');
    link('dead.ts', 'nowhere');
    pipe('pipe.ts');
    write({ 'outside.ts': plainFault, 'outer/b.ts': plainFault }, scratch);
  }

  const path = (): string => ['node_modules/.bin', 'bin', ''].map((folder) => join(root, folder)).concat('.', 'node_modules/.bin', process.env['PATH'] ?? '').join(delimiter);
  const isTraced = (): boolean => spawnSync('strace', ['-f', '-o', join(scratch, 'probe'), 'true']).status === 0;

  test('by the scanner: no program but git, no socket, no write', async () => {
    trapped();
    const before = treeOf(scratch);
    const found = await ran(process.execPath, [command, '--format', 'compact', '--preset', 'all'], { PATH: path() });
    expect(existsSync(marker())).toBe(false);
    expect(treeOf(scratch)).toEqual(before);
    expect(found.code).toBe(1);
    expect(filesIn(found)).toContain('src/a.ts');
    expect(found.out).toContain('no-hardcoded-secret');
    expect(filesIn(found).filter((file) => /^(?:out|outer|dead|pipe|\.git\/|node_modules)/.test(file))).toEqual([]);
    if (!isTraced()) return;
    const log = join(scratch, 'trace');
    const traced = await ran('strace', ['-f', '-qq', '-s', '300', '-e', `trace=${watched.join(',')}`, '-o', log, process.execPath, command, '--format', 'compact', '--preset', 'all'], { PATH: path() });
    expect(traced.out).toBe(found.out);
    const trace = readFileSync(log, 'utf8');
    expect(trace).toMatch(/execve\("[^"]*\/git", \["git"/);
    expect(misdeedsIn(trace)).toEqual([]);
  }, patience * 3);

  test('by the ESLint host, with imports followed', async () => {
    trapped();
    const before = treeOf(scratch);
    write({
      'run.mjs': `
        import { Linter } from ${JSON.stringify(join(house, 'node_modules/eslint/lib/api.js'))};
        import plugin from ${JSON.stringify(join(house, 'dist/index.js'))};
        const rules = Object.fromEntries(Object.keys(plugin.rules).map((id) => ['jwtlint/' + id, 'error']));
        const text = ${JSON.stringify(optionsFrom('./keys'))};
        const config = [{ files: ['**/*'], plugins: { jwtlint: plugin }, rules, settings: { jwtlint: { followImports: true } } }];
        console.log(JSON.stringify(new Linter({ cwd: ${JSON.stringify(root)} }).verify(text, config, ${JSON.stringify(join(root, 'src/b.js'))})));
      `,
    }, join(scratch, '..', scratch.slice(scratch.lastIndexOf('/') + 1), 'host'));
    const found = await ran(process.execPath, [join(scratch, 'host/run.mjs')], { PATH: path() });
    rmSync(join(scratch, 'host'), { recursive: true });
    expect(found.err).toBe('');
    expect((JSON.parse(found.out) as { ruleId: string }[]).map(({ ruleId }) => ruleId)).toContain('jwtlint/require-expiration');
    expect(existsSync(marker())).toBe(false);
    expect(treeOf(scratch)).toEqual(before);
  }, patience);
});

const watched = [
  'execve', 'execveat', 'socket', 'connect', 'bind', 'open', 'openat', 'creat', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'mkdir', 'mkdirat', 'link', 'linkat',
  'symlink', 'symlinkat', 'truncate', 'chmod', 'fchmodat', 'mknod', 'mknodat',
];

/** Lines of a trace that tell of a program, a connection or a change. */
function misdeedsIn(log: string): string[] {
  const calls = log.split('\n').filter((line) => /^\d+\s+\w+\(/.test(line) && !/ = -1 E/.test(line));
  return calls.filter((line) => {
    const name = /^\d+\s+(\w+)\(/.exec(line)![1]!;
    if (name === 'execve') return !isScanner(line) && (!/execve\("[^"]*\/git", \["git"/.test(line) || /execve\("[^"]*jwtlint-hostile-/.test(line));
    if (name === 'open' || name === 'openat') return /O_(?:WRONLY|RDWR|CREAT|TRUNC)/.test(line) && !/"\/dev\/(?:null|tty)"/.test(line);
    return true;
  });
}

/** The traced command itself: node with the command, whatever folder it works in. */
const isScanner = (line: string): boolean => line.includes(JSON.stringify(command));

// --- 3. links and names ---

onPosix('links', () => {
  test('out of the root are followed in no role, within it they are', async () => {
    write({ 'keys.ts': someOptions, 'package.json': '{"name":"@x/out","exports":"./keys.ts"}' }, join(scratch, 'outside'));
    write({
      'packages/in/package.json': '{"name":"@x/in","exports":"./keys.ts"}', 'packages/in/keys.ts': someOptions,
      'by-file.ts': optionsFrom('./file-link'), 'by-folder.ts': optionsFrom('./folder-link/keys'), 'by-package.ts': optionsFrom('@x/out'), 'by-alias.ts': optionsFrom('alias/keys'), 'by-import.ts': optionsFrom('#out'),
      'in-package.ts': optionsFrom('@x/in'), 'in-folder.ts': optionsFrom('./within/keys'),
      'package.json': '{"name":"top","imports":{"#out":"./folder-link/keys.ts"}}', 'tsconfig.json': '{"compilerOptions":{"paths":{"alias/*":["./folder-link/*","../outside/*"]}}}',
    });
    link('file-link.ts', join(scratch, 'outside/keys.ts'));
    link('folder-link', '../outside');
    link('within', 'packages/in');
    link('node_modules/@x/out', join(scratch, 'outside'));
    link('node_modules/.pnpm/in@1/node_modules/@x/in', '../../../../../packages/in');
    link('node_modules/@x/in', '../.pnpm/in@1/node_modules/@x/in');
    const found = await scan('--preset', 'all');
    const about = found.out.split('\n').filter((line) => line.includes('require-expiration')).map((line) => line.slice(0, line.indexOf(':')));
    expect(about.sort()).toEqual(['in-folder.ts', 'in-package.ts']);
    expect(found.out + found.err).not.toContain(scratch);
  }, patience);

  test('a folder of many entries, and paths longer than a path may be', async () => {
    const folder = `${'d'.repeat(200)}/`.repeat(15);
    write({ [`${folder}a.ts`]: plainFault, 'many/a.ts': `${Array.from({ length: 200 }, (_, at) => `import './${'x/'.repeat(at * 25)}y';`).join('\n')}\n${plainFault}` });
    for (let at = 0; at < 1000; at++) writeFileSync(join(root, 'many', `file-${at}.txt`), '');
    const found = await scan();
    expect(filesIn(found)).toEqual([`${folder}a.ts`, 'many/a.ts']);
  }, patience);
});

test.skipIf(process.platform !== 'linux')('names that would move a terminal are shown harmless, those that are no UTF-8 are told', async () => {
  const names = ['line\nbreak', 'escape\u001b[2Jx', 'turned\u202Egpj', 'bell\u0007', 'isolate\u2066x'];
  write(Object.fromEntries(names.map((name) => [`${name}.ts`, plainFault])));
  writeFileSync(Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from('.ts')]), plainFault);
  for (const format of ['compact', 'pretty']) {
    const found = await ran(process.execPath, [command, '--format', format, '--color', 'never']);
    expect(found.out + found.err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(found.out).toContain('line\uFFFDbreak.ts');
    expect(found.err).toContain('bad-');
  }
}, patience);

// --- 4. patterns ---

onPosix('patterns', () => {
  test('that git needs days for end in the own listing, and that is said', async () => {
    const { walk } = await import('../../src/source/walk.ts');
    const { defaultMaxFileSize } = await import('../../src/source/size-limits.ts');
    const folder = `${'a'.repeat(40)}/`.repeat(6);
    write({ [`${folder}${'a'.repeat(60)}.ts`]: '', 'b.ts': '', 'c.log': '', '.gitignore': `*.log\n/${'**/*a'.repeat(12)}**/b\n` });
    git('init', '-q');
    const from = performance.now();
    const found = await walk({ root, paths: [], ignore: [], useIgnoreFiles: true, maxFileSize: defaultMaxFileSize, gitTime: 1500 });
    expect(performance.now() - from).toBeLessThan(20_000);
    expect(found.files.map(({ path }) => path)).toEqual(['.gitignore', `${folder}${'a'.repeat(60)}.ts`, 'b.ts']);
    expect(found.diagnostics).toEqual([{ file: '.', kind: 'unreadable', message: expect.stringContaining('git took too long') as string, harmless: true }]);
  }, patience);

  test('of the own ignore file and of the configuration end by themselves', async () => {
    const slow = [`${'**/'.repeat(100)}${'*a'.repeat(100)}b`, `${'*a'.repeat(300)}*`, '{a,b}'.repeat(150), `{${'a,'.repeat(400)}b}`, 'x'.repeat(2000), '['.repeat(200)];
    write({
      'a.ts': plainFault, '.jwtlintignore': slow.join('\n'), 'package.json': '{"name":"x","workspaces":["**/**/**/**/*a*a*a*a*a*a*a*b"]}',
      'jwtlint.config.json': JSON.stringify({ ignore: slow, overrides: [{ files: slow, rules: {} }], paths: { client: slow } }),
      'tsconfig.json': JSON.stringify({ include: ['**/*', ...slow], exclude: slow, compilerOptions: { paths: { '@/*': ['./*'], ...Object.fromEntries(slow.map((one) => [one, [one]])) } } }),
    });
    write(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${'a'.repeat(80)}/${'a'.repeat(200)}${at}.ts`, "import '@/a';\n"])));
    const found = await scan();
    expect(filesIn(found)).toEqual(['a.ts']);
    expect(found.err).toContain('Patterns longer than 1000 characters ignore nothing');
  }, patience);
});
