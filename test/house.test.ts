// The laws of the house read off the sources: which folder may import from which, which
// file is the one door to an outside library, what a rule may look at, and how files may not be called.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/all.ts';
import { libraries } from '../src/models/libraries/all.ts';
import { casesOf, libraryFolder, root } from './support/fixture-file.ts';

interface Import { readonly from: string; readonly what: string; readonly typeOnly: boolean }

const sources = ['src', 'rules', 'bin'].flatMap(filesUnder);
const imports = sources.flatMap(importsOf);
const ruleFiles = sources.filter((path) => path.startsWith('rules/') && !['rules/all.ts', 'rules/index.ts', 'rules/scan.ts'].includes(path));

/** Left to right; a file imports from its own folder and from what stands to its left. */
const order = ['src/models', 'src/source', 'src/syntax', 'src/values', 'src/secrets', 'src/calls', 'src/flows', 'src/documents', 'src/facts', 'src/project', 'src/edits', 'src/findings', 'rules', 'src/report', 'src/hosts', 'bin'];
// Beside each other: neither needs the other. The package entries in rules/ hand the rules to the hosts.
const sameRank: Readonly<Record<string, string>> = { 'src/models': 'src/source', 'src/report': 'src/hosts' };
const entries = new Set(['rules/index.ts', 'rules/scan.ts']);

const doors: readonly { readonly what: RegExp; readonly at: RegExp }[] = [
  { what: /^oxc-parser$/, at: /^src\/syntax\/packages\.ts$/ },
  { what: /^(?:eslint|@eslint\/.+)$/, at: /^(?:src\/hosts\/eslint[\w-]*\.ts|rules\/index\.ts)$/ },
  { what: /^(?:yaml|jsonc-parser|toml-eslint-parser|dot-properties|dockerfile-ast|htmlparser2)$/, at: /^src\/syntax\// },
  { what: /^(?:node:fs(?:\/promises)?|node:child_process|globby)$/, at: /^(?:src\/source\/(?:walk|walking\/run|git|reading|root-files)\.ts|src\/syntax\/trial\.ts|src\/hosts\/(?:word-lists|fix-files|replace-file)\.ts|rules\/(?:index|scan)\.ts|bin\/.+)$/ },
  { what: /^@zxcvbn-ts\/.+$/, at: /^src\/secrets\/words\/common-words\.ts$/ },
];

describe('the import law', () => {
  it('draws no arrow to the right', () => {
    const wrong = imports.filter(({ from, what }) => /^\..*\.ts$/.test(what) && !mayImport(from, targetOf(from, what)));
    expect(wrong.map(({ from, what }) => `${from} → ${what}`)).toEqual([]);
  });

  it('names files that exist, with their extension', () => {
    const wrong = imports.filter(({ from, what }) => what.startsWith('.') && !existsSync(join(root, targetOf(from, what))));
    expect(wrong.map(({ from, what }) => `${from} → ${what}`)).toEqual([]);
  });

  it('has no circle of files, types counted', () => {
    expect(circlesAmong(sources)).toEqual([]);
  });

  it('has one door to each outside library', () => {
    const wrong = imports.filter(({ from, what, typeOnly }) => !typeOnly && doors.some((door) => door.what.test(what) && !door.at.test(from)));
    expect(wrong.map(({ from, what }) => `${from} → ${what}`)).toEqual([]);
  });
});

describe('rules', () => {
  it('import from facts and the rooms behind it, edits and findings, and types of models', () => {
    const allowed = /^\.\.\/src\/(?:values|secrets|calls|flows|documents|facts|edits|findings)\//;
    const wrong = imports.filter(({ from, what, typeOnly }) =>
      ruleFiles.includes(from) && !allowed.test(what) && !(what.startsWith('../src/models/') && typeOnly));
    expect(wrong.map(({ from, what }) => `${from} → ${what}`)).toEqual([]);
  });

  it('name no library', () => {
    const names = new Set(libraries.flatMap(({ package: name, aliases = [] }) => [name, ...aliases]));
    const wrong = ruleFiles.flatMap((path) =>
      [...textOf(path).matchAll(/'([^'\n]*)'/g)].filter(([, text]) => names.has(text!)).map(([text]) => `${path}: ${text}`));
    expect(wrong).toEqual([]);
  });

  it('are called by their file', () => {
    expect(rules.map(({ id }) => `rules/${id}.ts`)).toEqual([...ruleFiles].sort());
  });

  it('bring all their words', () => {
    const wrong = rules.filter(({ summary, why, remediation, references, messages }) =>
      !/^(?:Disallow|Require) .*\.$/.test(summary) || !why.endsWith('.') || !remediation.endsWith('.')
      || references.cwe.length === 0 || Object.keys(messages).length === 0);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('of the recommended preset have a bad and a good fixture', () => {
    const names = casesOf().map(({ name }) => name);
    const missing = rules.filter(({ recommended }) => recommended).flatMap(({ id }) =>
      ['bad', 'good'].filter((kind) => !names.some((name) => name === `${id}/${kind}` || name.startsWith(`${id}/${kind}.`)))
        .map((kind) => `${id}/${kind}.*`));
    expect(missing).toEqual([]);
  });

  it('libraries and platforms own every folder of fixtures', () => {
    const platforms = sources.flatMap((path) => /^src\/models\/platforms\/([\w-]+)\.ts$/.exec(path)?.[1] ?? []);
    const owners = new Set<string>([...rules.map(({ id }) => id), ...libraries.map(({ package: name }) => libraryFolder(name)), ...platforms]);
    expect([...new Set(casesOf().map(({ ruleId, library, platform }) => ruleId ?? library ?? platform!))].filter((owner) => !owners.has(owner))).toEqual([]);
  });

  it('claim severities in the folders of libraries and platforms', () => {
    const claims = casesOf().filter(({ ruleId }) => ruleId === undefined).flatMap(({ name, files }) =>
      files.flatMap((file) => file.claims.map(({ line, severity }) => ({ at: `${name}:${String(line)}`, severity }))));
    expect(claims.filter(({ severity }) => severity === undefined)).toEqual([]);
  });
});

describe('files', () => {
  it('are named by what they export', () => {
    expect(sources.filter((path) => /(?:^|\/)(?:utils?|helpers?|types|common|misc|index)(?:\.ts$|\/)/.test(path) && path !== 'rules/index.ts')).toEqual([]);
  });

  it('hold one idea: no file above 400 lines, no folder of more than 25 files but that of the libraries', () => {
    expect(sources.filter((path) => textOf(path).split('\n').length > 401)).toEqual([]);
    const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
    const folders = new Set(sources.filter((path) => path.startsWith('src/') && !path.startsWith('src/models/libraries/')).map(folderOf));
    expect([...folders].filter((folder) => sources.filter((path) => folderOf(path) === folder).length > 25)).toEqual([]);
  });

  it('open by saying what comes in and what goes out', () => {
    expect(sources.filter((path) => !/^(?:#!.*\n)?\/[/*]/.test(textOf(path)) && path !== 'rules/all.ts' && !ruleFiles.includes(path) && !path.startsWith('src/models/'))).toEqual([]);
  });

  it('leave nothing to be done later', () => {
    expect(sources.filter((path) => /\b(?:TODO|FIXME|XXX)\b/.test(textOf(path)))).toEqual([]);
  });
});

function mayImport(from: string, target: string): boolean {
  const [own, other] = [folderOf(from), folderOf(target)];
  if (own === undefined || other === undefined) return false;
  if (own === other || entries.has(from) || sameRank[own] === other) return true;
  return order.indexOf(other) < order.indexOf(own);
}

/** Files that reach themselves by imports, each circle once. Tarjan's strongly connected components. */
function circlesAmong(files: readonly string[]): string[] {
  const reached = new Map<string, { index: number; lowest: number; open: boolean }>();
  const path: string[] = [];
  const circles: string[] = [];
  const visit = (file: string): void => {
    const own = { index: reached.size, lowest: reached.size, open: true };
    reached.set(file, own);
    path.push(file);
    for (const target of targetsOf(file)) {
      if (!reached.has(target)) visit(target);
      const other = reached.get(target)!;
      if (other.open) own.lowest = Math.min(own.lowest, other.lowest);
    }
    if (own.lowest !== own.index) return;
    const circle = path.splice(path.indexOf(file));
    for (const member of circle) reached.get(member)!.open = false;
    if (circle.length > 1) circles.push(circle.sort().join(' ↔ '));
  };
  for (const file of files) if (!reached.has(file)) visit(file);
  return circles;
}

const targets = new Map(sources.map((file) => [file, imports.filter(({ from, what }) => from === file && /^\..*\.ts$/.test(what))]));
const targetsOf = (file: string): string[] => (targets.get(file) ?? []).map(({ from, what }) => targetOf(from, what));

const folderOf = (path: string): string | undefined => order.find((folder) => path.startsWith(`${folder}/`));

function targetOf(from: string, what: string): string {
  const segments = from.split('/').slice(0, -1);
  for (const step of what.split('/')) {
    if (step === '..') segments.pop();
    else if (step !== '.') segments.push(step);
  }
  return segments.join('/');
}

function importsOf(from: string): Import[] {
  const text = textOf(from);
  const still = [...text.matchAll(/^(import|export)(\s+type\b)?[^'"`;]*?(?:\bfrom\s+)?'([^'\n]+)'/gm)]
    .filter(([whole, word]) => word === 'import' || /\bfrom\s+'/.test(whole))
    .map(([, , type, what]) => ({ from, what: what!, typeOnly: type !== undefined }));
  const late = [...text.matchAll(/(typeof )?\b(?:import|require)\('([^'\n]+)'\)/g)]
    .map(([, type, what]) => ({ from, what: what!, typeOnly: type !== undefined }));
  return [...still, ...late];
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
