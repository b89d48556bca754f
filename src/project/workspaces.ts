// The root's manifest → names of the packages that live in this repository, and the folders they live in.
// npm, yarn and bun (`workspaces`) and pnpm (`pnpm-workspace.yaml`). Read once; bounded in depth and number.

import { parseYaml } from '../syntax/yaml.ts';

export interface Folders {
  readFile(path: string): string | undefined;
  /** Names of the folders directly below; [] where there are none or they can't be read. */
  foldersIn(path: string): readonly string[];
}

const MAX_FOLDERS = 5000;
const MAX_DEPTH = 5;

export function workspacesOf(disk: Folders): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const patterns = patternsOf(disk);
  if (patterns.length === 0) return names;
  for (const folder of matching(patterns, disk)) {
    const name = manifestName(disk.readFile(`${folder}/package.json`));
    if (name !== undefined && !names.has(name)) names.set(name, folder);
  }
  return names;
}

function patternsOf({ readFile }: Folders): readonly string[] {
  const manifest = recordIn(readFile('package.json'));
  const listed = manifest?.['workspaces'];
  const npm = Array.isArray(listed) ? listed : isRecord(listed) && Array.isArray(listed['packages']) ? listed['packages'] : [];
  const pnpm = readFile('pnpm-workspace.yaml');
  const entries =
    pnpm === undefined
      ? []
      : parseYaml(pnpm)
          .entries.filter(({ path }) => path[0] === 'packages' && path.length === 2)
          .map(({ value }) => value);
  return [...npm.filter((one): one is string => typeof one === 'string'), ...entries].map((one) =>
    one.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, ''),
  );
}

function matching(patterns: readonly string[], disk: Folders): readonly string[] {
  const tests = patterns.filter((one) => !one.startsWith('!')).map((one) => one.split('/'));
  const found: string[] = [];
  const visit = (folder: string, depth: number): void => {
    if (depth > MAX_DEPTH || found.length > MAX_FOLDERS) return;
    for (const name of disk.foldersIn(folder)) {
      if (name === 'node_modules' || name.startsWith('.')) continue;
      const path = folder === '' ? name : `${folder}/${name}`;
      const segments = path.split('/');
      if (tests.some((test) => fits(test, segments))) found.push(path);
      if (tests.some((test) => mayLead(test, segments))) visit(path, depth + 1);
    }
  };
  visit('', 0);
  return found;
}

const fitsOne = (pattern: string, name: string): boolean =>
  pattern === '*' ||
  pattern === name ||
  (pattern.includes('*') &&
    name.startsWith(pattern.slice(0, pattern.indexOf('*'))) &&
    name.endsWith(pattern.slice(pattern.lastIndexOf('*') + 1)));

function fits([first, ...rest]: readonly string[], [name, ...below]: readonly string[]): boolean {
  if (first === undefined || name === undefined) return first === undefined && name === undefined;
  if (first === '**') return fits(rest, [name, ...below]) || fits([first, ...rest], below) || (rest.length === 0 && below.length === 0);
  return fitsOne(first, name) && fits(rest, below);
}

const mayLead = (test: readonly string[], path: readonly string[]): boolean =>
  test.includes('**') ? path.every((name, at) => test[at] === '**' || at >= test.indexOf('**') || fitsOne(test[at] ?? '', name))
    : path.length < test.length && path.every((name, at) => fitsOne(test[at] ?? '', name));

const manifestName = (text: string | undefined): string | undefined => {
  const name = recordIn(text)?.['name'];
  return typeof name === 'string' ? name : undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function recordIn(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const json: unknown = text === undefined ? undefined : JSON.parse(text);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
