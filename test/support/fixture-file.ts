// fixtures/<rule-id>/…, fixtures/libraries/<package>/… and fixtures/platforms/<product>/… → cases: files as the scanner would
// see them, and the claims that stand in them as carets.
//
//   const allowed = ['HS256', 'none'];
//   //                        ^^^^^^ no-alg-none
//
// A caret line speaks about the nearest line above that is none. It starts with the comment sign of its language (`//`,
// `#`, `;`, `--`, or an opened `/*`, `{/*`, `<!--`). Several groups of carets, several rules separated by commas, and
// several caret lines may follow one line. `//<^^^` marks from the first column, where the comment sign itself stands.
// `MISSING rule-id` says "we should see this and don't yet", `SPURIOUS rule-id` the opposite; both fail once untrue.
// `error rule-id` claims the severity too. In the folder of a library or platform every claim does, and carets claim infos as well.
// Carets claim errors and warnings; a comment `jwtlint-fixture: preset=all` in the first lines makes them claim infos
// too. `path=…` there gives a single file another path, `tests=include` looks at tests as at production code, and
// `hosts=scan` leaves ESLint out (source that its parsers refuse).

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultSettings, type Settings } from '../../src/findings/options.ts';
import type { Severity } from '../../src/findings/rule.ts';
import type { SourceFile } from '../../src/source/file.ts';
import { isCode } from '../../src/source/language.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { expanded, type Expanded } from './fixture-placeholders.ts';

/** The checkout: tools run this file out of a bundle in node_modules. */
export const root = checkoutAbove(dirname(fileURLToPath(import.meta.url)));

export interface Case {
  /** Rule id of the folder it lies in; absent below `libraries` and `platforms`. */
  readonly ruleId?: string;
  /** Folder of the library that it shows, see `libraryFolder`. */
  readonly library?: string;
  /** Folder of the platform that it shows: the file of its model. */
  readonly platform?: string;
  /** `no-x/bad.ts`, `no-x/wrapped-in-helper`. */
  readonly name: string;
  /** Absolute path of the file or folder. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly files: readonly FixtureFile[];
  readonly settings: Settings;
  /** The least severe finding that carets speak about. */
  readonly limit: Severity;
  readonly eslint: boolean;
}

export interface FixtureFile {
  readonly file: SourceFile;
  /** As committed, with placeholders. */
  readonly written: string;
  readonly claims: readonly Claim[];
  readonly restored: Expanded['restored'];
}

export interface Claim {
  readonly kind: 'found' | 'MISSING' | 'SPURIOUS';
  readonly ruleId: string;
  readonly severity?: Severity;
  /** 1-based line of the text as written, for messages. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The carets reach the end of their line, so a finding may go on in the next ones. */
  readonly toLineEnd: boolean;
}

/** What a claim is compared with; both hosts give this. */
export interface Seen { readonly ruleId: string; readonly severity?: Severity; readonly start: number; readonly end: number; readonly message: string }

export function casesOf(folder: string = join(root, 'fixtures')): Case[] {
  const groups = foldersIn(folder).filter((name) => name !== 'demo' && name !== LIBRARIES && name !== PLATFORMS);
  const products = [LIBRARIES, PLATFORMS].flatMap((kind) => foldersIn(join(folder, kind)).map((name) => `${kind}/${name}`));
  return [...groups, ...products].flatMap((group) =>
    readdirSync(join(folder, group)).filter((name) => !name.endsWith('.out')).sort()
      .map((name) => caseOf(group, join(folder, group, name))));
}

const LIBRARIES = 'libraries';
const PLATFORMS = 'platforms';

/** `@fastify/jwt` → `@fastify+jwt`, `node:crypto` → `node+crypto`: one folder, on every system. */
export const libraryFolder = (packageName: string): string => packageName.replace(/:$/, '').replace(/[/:]/g, '+');

function foldersIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory()).sort() : [];
}

export function caseOf(group: string, path: string): Case {
  const isFolder = statSync(path).isDirectory();
  const paths = isFolder ? filesUnder(path) : [path];
  const texts = paths.map((each) => readFileSync(each, 'utf8').replace(/^\uFEFF/, ''));
  const switches = Object.assign({}, ...texts.map(switchesOf)) as Switches;
  const files = paths.map((each, index) => {
    const inner = isFolder ? posix(relative(path, each)) : switches.path ?? pathOfSingle(basename(each));
    return fixtureFile(inner, texts[index]!);
  });
  const [kind, product] = group.split('/') as [string, string | undefined];
  return {
    ...(product === undefined ? { ruleId: group } : kind === LIBRARIES ? { library: product } : { platform: product }), path, isFolder, files,
    name: `${group}/${basename(path)}`,
    settings: { ...defaultSettings, preset: 'all', includeTests: switches.tests === 'include', today: '2026-01-01' },
    limit: product !== undefined || switches.preset === 'all' ? 'info' : 'warning',
    eslint: !isFolder && switches.hosts !== 'scan',
  };
}

export function fixtureFile(path: string, written: string): FixtureFile {
  const made = expanded(written);
  return { file: sourceFileOf(path, made.text), written, claims: claimsOf(written, made), restored: made.restored };
}

interface Switches { readonly preset?: string; readonly path?: string; readonly tests?: string; readonly hosts?: string }

/** Key-value pairs of a `jwtlint-fixture:` comment, or the short `preset: all`, within the first three lines. */
function switchesOf(text: string): Switches {
  const opening = text.split('\n', 3).join('\n');
  const long = /jwtlint-fixture:([^\n]*)/.exec(opening)?.[1] ?? '';
  const short = /(?:\/\/|#)\s*preset: all\b/.test(opening) ? [['preset', 'all']] : [];
  return Object.fromEntries([...short, ...[...long.matchAll(/([a-z]+)=(\S+)/g)].map((pair) => [pair[1], pair[2]])]) as Switches;
}

/** Code stands where production code stands; configuration at the root. */
function pathOfSingle(name: string): string {
  return isCode(sourceFileOf(name, '').language) || /\.(?:vue|svelte|astro)$/.test(name) ? `src/${name}` : name;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.out'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function checkoutAbove(folder: string): string {
  return existsSync(join(folder, 'rules', 'index.ts')) || folder === dirname(folder) ? folder : checkoutAbove(dirname(folder));
}

const posix = (path: string): string => path.split(sep).join('/');

const CARETS = /^(\s*(?:\/\/|#|;|--|\{?\/\*|<!--))(<?[ \t^]*\^)[ \t]+(?:(MISSING|SPURIOUS)[ \t]+)?(?:(error|warning|info)[ \t]+)?([a-z][a-z0-9-]*(?:[ \t]*,[ \t]*[a-z][a-z0-9-]*)*)/;

export const isCaretLine = (line: string): boolean => CARETS.test(line);

function claimsOf(written: string, made: Expanded): Claim[] {
  const claims: Claim[] = [];
  let about = { text: '', start: 0, line: 0 };
  let offset = 0;
  for (const [index, line] of written.split('\n').entries()) {
    const carets = CARETS.exec(line);
    if (!carets) about = { text: line, start: offset, line: index + 1 };
    else claims.push(...claimsIn(carets, about, made));
    offset += line.length + 1;
  }
  return claims;
}

function claimsIn(carets: RegExpExecArray, about: { text: string; start: number; line: number }, made: Expanded): Claim[] {
  const [, sign = '', marks = '', kind, severity, ids = ''] = carets;
  const groups = marks.startsWith('<')
    ? [{ from: 0, to: sign.length + marks.length }]
    : [...marks.matchAll(/\^+/g)].map((group) => ({ from: sign.length + group.index, to: sign.length + group.index + group[0].length }));
  return groups.flatMap(({ from, to }) => ids.split(',').map((id): Claim => ({
    kind: (kind ?? 'found') as Claim['kind'],
    ruleId: id.trim(),
    ...(severity !== undefined && { severity: severity as Severity }),
    line: about.line,
    start: made.startAt(about.start + from),
    end: made.endAt(about.start + to),
    toLineEnd: to >= about.text.trimEnd().length,
  })));
}

const agrees = (claim: Claim, seen: Seen): boolean =>
  claim.ruleId === seen.ruleId && claim.start === seen.start
  && (claim.severity === undefined || claim.severity === seen.severity)
  && (claim.end === seen.end || (claim.toLineEnd && seen.end > claim.end));

/** Claims against what was seen → differences in words; [] when they agree. */
export function differences({ file, claims }: FixtureFile, all: readonly Seen[]): string[] {
  const left = [...all];
  const said: string[] = [];
  for (const claim of claims) {
    const index = left.findIndex((seen) => agrees(claim, seen));
    if (index >= 0) left.splice(index, 1);
    const where = `${file.path} (fixture line ${String(claim.line)}) ${named(claim)}`;
    if (claim.kind === 'MISSING' && index >= 0) said.push(`${where}: is found now, so MISSING goes`);
    if (claim.kind === 'SPURIOUS' && index < 0) said.push(`${where}: is no longer found, so the SPURIOUS line goes`);
    if (claim.kind === 'found' && index < 0) said.push(`${where}: not found at columns ${columns(file.text, claim)}`);
  }
  for (const seen of left)
    said.push(`${file.path}:${String(lineOf(file.text, seen.start))} ${named(seen)}: not claimed, columns ${columns(file.text, seen)}: ${seen.message}`);
  return said;
}

const named = ({ severity, ruleId }: Claim | Seen): string => (severity === undefined ? ruleId : `${severity} ${ruleId}`);

function columns(text: string, { start, end }: { start: number; end: number }): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return `${String(start - lineStart + 1)}–${String(end - lineStart)}`;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
