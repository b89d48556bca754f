// `jwtlint doctor`: what is set up here, and what of it could be turned round by a pull request. With --prove it plants findings
// (in code, in configuration, staged, on a branch) in a copy of this very set-up and says "caught", or what swallowed them. The
// tree itself is only read.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../src/findings/rule.ts';
import { configAt } from '../src/hosts/config/folder-configs.ts';
import { ConfigError, configFor, configNames } from '../src/hosts/config/config-file.ts';
import { gatedScan } from '../src/hosts/gated-scan.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { collected } from '../src/hosts/scan.ts';
import { type Scanned } from '../src/hosts/scanning/result.ts';
import { counted } from '../src/report/pretty.ts';
import { printable } from '../src/report/writing/printable.ts';
import { rootFiles, type RootFiles } from '../src/source/root-files.ts';
import { defaultMaxFileSize } from '../src/source/size-limits.ts';
import { ownIgnoreFile } from '../src/source/walking/run.ts';
import { walk } from '../src/source/walk.ts';
import { dataOf, entriesOf, memberOf, parseJsonTree } from '../src/syntax/json-tree.ts';
import { plantedFor, type Planted } from './planted.ts';
import type { Root } from './root.ts';
import type { Output } from './streams.ts';
import { swallowedBy, type SetUpSeen } from './swallowed.ts';
import { inThrowAway, type ThrowAway } from './throw-away.ts';

interface Asked {
  readonly rules: readonly Rule[];
  readonly options: ScanOptions;
  readonly root: Root;
  readonly top: string;
  readonly proves: boolean;
}

interface Line { readonly state: 'ok' | 'note' | 'bad'; readonly words: string }

/** 1 when something is wrong. */
export async function doctorCommand(asked: Asked, { stdout }: { readonly stdout: Output }): Promise<number> {
  const { root, top } = asked;
  const files = rootFiles(top);
  const paths = await pathsIn(root.folder);
  const lines: Line[] = [configurationLine(asked), hookLine(files), ...pipelineLines(top, files)];
  lines.push(paths.length === 0 ? { state: 'bad', words: 'files: there is no text here to look at' } : { state: 'ok', words: `files: ${counted(paths.length, 'file')} of text` });
  if (asked.proves) lines.push(...await proved(asked, plantedFor(paths), paths.filter(isOurs)));
  else lines.push({ state: 'note', words: 'whether it catches anything: jwtlint doctor --prove tries it' });
  for (const { state, words } of lines) stdout.write(`${state.padEnd(5)} ${printable(words)}\n`);
  return lines.some(({ state }) => state === 'bad') ? 1 : 0;
}

const pathsIn = async (root: string): Promise<string[]> =>
  (await walk({ root, paths: [], ignore: [], ownIgnores: '', useIgnoreFiles: true, maxFileSize: defaultMaxFileSize })).files.map(({ path }) => path);

function configurationLine({ rules, options, root }: Asked): Line {
  try {
    configAt(rules, root.folder, options.config, rootFiles(root.folder), `${root.from}/.`);
    return { state: 'ok', words: `configuration: ${options.config === false ? 'none, by --no-config' : options.config ?? root.config ?? 'none, so the usual settings hold'}` };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { state: 'bad', words: `configuration: ${error.problems.join('; ')}` };
  }
}

// --- hooks and pipelines, as texts ---

const mostRead = 1024 * 1024;
const hookFiles = ['.husky/pre-commit', '.git/hooks/pre-commit', 'lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.pre-commit-config.yaml', '.lintstagedrc', '.lintstagedrc.json', 'package.json'];

function hookLine(files: RootFiles): Line {
  const runs = (path: string, text: string): boolean =>
    (path === 'package.json' ? partOf(text, 'lint-staged').some(([, command]) => /\bjwtlint\b/.test(command)) : /\bjwtlint\b/.test(text));
  const found = hookFiles.find((path) => runs(path, files.readFile(path, mostRead) ?? ''));
  return found === undefined ? { state: 'note', words: 'hook: none that is known here names jwtlint; jwtlint init shows one' } : { state: 'ok', words: `hook: ${found}` };
}

const pipelineFiles = ['.gitlab-ci.yml', 'azure-pipelines.yml', 'bitbucket-pipelines.yml', '.buildkite/pipeline.yml', '.circleci/config.yml', 'Jenkinsfile'];

function pipelineLines(top: string, files: RootFiles): Line[] {
  const scripts = scriptsOfOurs(files.readFile('package.json', mostRead) ?? '');
  const all = [...workflowsIn(top, files), ...pipelineFiles].flatMap((path) => {
    const text = files.readFile(path, mostRead);
    return text === undefined ? [] : [{ path, runs: runsIn(text, scripts), isForChanges: !path.startsWith('.github/') || /\bpull_request\b|\bmerge_group\b/.test(text) }];
  });
  const ours = all.filter(({ runs }) => runs.length > 0);
  if (ours.length === 0) return [{ state: 'note', words: 'CI: no job that is known here runs jwtlint; jwtlint init shows one' }];
  return ours.flatMap(({ path, runs, isForChanges }) => {
    const open = isForChanges ? runs.filter(({ isApart }) => !isApart) : [];
    return [
      { state: 'ok' as const, words: `CI: ${path}` },
      ...open.map(({ line }) => ({
        state: 'bad' as const,
        words: `CI: ${path}:${String(line)}: takes jwtlint from the checkout of a pull request, which can put another in its place: install a fixed version apart from it, as jwtlint init shows`,
      })),
    ];
  });
}

function workflowsIn(top: string, files: RootFiles): string[] {
  const folder = files.standing('.github/workflows');
  return folder?.kind === 'folder' ? readdirSync(join(top, folder.path)).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => `.github/workflows/${name}`) : [];
}

/** Names of the manifest's scripts that run jwtlint. */
const scriptsOfOurs = (manifest: string): string[] =>
  partOf(manifest, 'scripts').filter(([, script]) => /\bjwtlint\b/.test(script)).map(([name]) => name);

/** The commands under one key of a manifest, by their names. */
function partOf(manifest: string, name: string): [string, string][] {
  const tree = parseJsonTree(manifest);
  return tree.ok ? entriesOf(memberOf(tree.root, name)).map((entry) => [entry.name, JSON.stringify(dataOf(entry.value))]) : [];
}

interface CiRun { readonly line: number; readonly isApart: boolean }

/** Lines that start jwtlint, by its name or by a script. What is installed with its version, in a folder of its own, is apart. */
function runsIn(text: string, scripts: readonly string[]): CiRun[] {
  const byScript = (line: string): boolean => {
    const script = /\b(?:npm|pnpm|yarn|bun)(?: run)? ([\w:.-]{1,100})/.exec(line)?.[1];
    return script !== undefined && scripts.includes(script);
  };
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (/^\s*#/.test(line)) return [];
    const starts = /(?:\bnpx\b|\bnpm exec\b|\bpnpm\b|\byarn\b|\bbunx?\b|node_modules\/|\bnode\b)[^#]{0,300}\bjwtlint\b/.test(line) && !/\b(?:install|add|i|ci)\b/.test(line);
    if (!starts && !byScript(line)) return [];
    return [{ line: index + 1, isApart: starts && /jwtlint@\d|RUNNER_TEMP|runner\.temp|(?:\s|=)["']?\/(?:opt|tmp|usr)\//.test(line) }];
  });
}

// --- the proof ---

const isOurs = (path: string): boolean => path.includes('/') && (configNames as readonly string[]).includes(path.slice(path.lastIndexOf('/') + 1));

/** `below`: configurations of folders. */
async function proved(asked: Asked, planted: readonly Planted[], below: readonly string[]): Promise<Line[]> {
  try {
    return await inThrowAway((copy) => provedIn(copy, asked, planted, below));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => ({ state: 'bad' as const, words: `proof: ${problem}` }));
  }
}

async function provedIn(
  copy: ThrowAway, { rules, options, root }: Asked, planted: readonly Planted[], below: readonly string[],
): Promise<Line[]> {
  const files = rootFiles(root.folder);
  const named = [options.config, options.baseline].filter((one) => typeof one === 'string');
  const setUp = [...configNames, ownIgnoreFile, ...named, ...below].flatMap((path) => {
    const text = files.readFile(path);
    return text === undefined ? [] : [[path, text] as const];
  });
  const { staged: _staged, since: _since, base: _base, paths: _paths, stdin: _stdin, ...same } = options;
  const here = { ...same, root: copy.folder };
  copy.write(new Map([['README.md', 'a copy of a set-up\n'], ...setUp]));
  const hasGit = copy.git('init', '--quiet', '--initial-branch=base') && copy.git('add', '--force', '--all') && copy.git('commit', '--quiet', '--message=base');
  const config = configFor(rules, copy.folder, options.config, rootFiles(copy.folder), []);
  copy.write(new Map(planted.map(({ path, text }) => [path, text])));
  const seen = { rules, options: here, config, ignores: files.readFile(ownIgnoreFile) ?? '' };
  const lost = new Set<string>();
  const told = async (how: string, more: Partial<ScanOptions>): Promise<Line[]> => {
    const scanned = await collected(gatedScan(rules, { ...here, ...more }));
    // What a plain scan does not catch is told once.
    const verdicts = planted.filter(({ path }) => !lost.has(path)).map((one) => ({ ...one, reason: verdictOn(one, scanned, seen) }));
    for (const { path, reason } of verdicts) if (reason !== undefined) lost.add(path);
    return linesFor(how, verdicts);
  };
  const whole = await told('', {});
  if (!hasGit) return [...whole, { state: 'note', words: 'proof: git is not there or refuses, so nothing staged and no base was tried' }];
  copy.git('checkout', '--quiet', '-b', 'change');
  copy.git('add', '--force', '--all');
  const staged = await told('staged', { staged: true });
  copy.git('commit', '--quiet', '--message=change');
  return [...whole, ...staged, ...await told('base', { base: 'base' })];
}

const verdictOn = (one: Planted, scanned: Scanned, seen: SetUpSeen): string | undefined =>
  (scanned.incomplete.includes(one.path) ? 'the file was not analysed to its end' : swallowedBy(one, scanned, seen));

/** `how`: '' for a plain scan, which is told by the kind of what was planted. */
function linesFor(how: string, verdicts: readonly (Planted & { readonly reason: string | undefined })[]): Line[] {
  const names = how === '' ? (['code', 'configuration'] as const) : ([how] as const);
  return names.flatMap((name) => {
    const own = verdicts.filter(({ kind }) => how !== '' || kind === name);
    const swallowed = own.filter(({ reason }) => reason !== undefined);
    const caught = own.length - swallowed.length;
    return [
      ...(caught > 0 ? [{ state: 'ok' as const, words: `${name}: caught${own.length === 1 ? '' : `, in ${String(caught)} of ${counted(own.length, 'place')}`}` }] : []),
      ...swallowed.map(({ path, ruleId, reason }) => ({ state: 'bad' as const, words: `${name}: ${ruleId} in ${path} is swallowed by ${reason!}` })),
    ];
  });
}
