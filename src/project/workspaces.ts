// The root's manifest → names of the packages that live in this repository, and the folders they live in.
// npm, yarn and bun (`workspaces`) and pnpm (`pnpm-workspace.yaml`). Read once; bounded in depth and number.

import type { RootFiles } from '../source/root-files.ts';
import { fits, wildcardsOf, type Wildcards } from '../source/wildcards.ts';
import { parseYaml } from '../syntax/yaml.ts';

const MAX_FOLDERS = 5000;
/** Looked into on the way to those. */
const MAX_VISITED = 50_000;
const MAX_DEPTH = 5;
export const MAX_PATTERNS = 200;

export function workspacesOf(files: RootFiles): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const patterns = patternsOf(files);
  if (patterns.length === 0) return names;
  for (const folder of matching(patterns, files)) {
    const name = manifestName(files.readFile(`${folder}/package.json`));
    if (name !== undefined && !names.has(name)) names.set(name, folder);
  }
  return names;
}

function patternsOf({ readFile }: RootFiles): readonly string[] {
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

function matching(patterns: readonly string[], files: RootFiles): readonly string[] {
  const tests = patterns.filter((one) => !one.startsWith('!')).slice(0, MAX_PATTERNS).flatMap((one) => testOf(one) ?? []);
  const found: string[] = [];
  let visited = 0;
  const visit = (folder: string, depth: number): void => {
    if (depth > MAX_DEPTH || found.length > MAX_FOLDERS || visited++ > MAX_VISITED) return;
    for (const name of files.foldersIn(folder)) {
      if (name === 'node_modules' || name.startsWith('.')) continue;
      const path = folder === '' ? name : `${folder}/${name}`;
      const segments = path.split('/');
      if (tests.some(({ whole }) => fits(whole, segments))) found.push(path);
      if (tests.some((test) => mayLead(test, segments))) visit(path, depth + 1);
    }
  };
  visit('', 0);
  return found;
}

/** `onTheWay`: one pattern for each folder above what is meant, up to the first `**`. */
interface Test { readonly whole: Wildcards; readonly onTheWay: readonly Wildcards[]; readonly isDeep: boolean }

function testOf(pattern: string): Test | undefined {
  const segments = pattern.split('/');
  const deep = segments.indexOf('**');
  const [whole, ...onTheWay] = [pattern, ...segments.slice(0, deep < 0 ? -1 : deep)].map(wildcardsOf);
  const known = onTheWay.filter((one) => one !== undefined);
  return whole && known.length === onTheWay.length ? { whole, onTheWay: known, isDeep: deep >= 0 } : undefined;
}

const mayLead = ({ onTheWay, isDeep }: Test, path: readonly string[]): boolean =>
  (isDeep || path.length <= onTheWay.length) && onTheWay.every((one, at) => path[at] === undefined || fits(one, [path[at]]));

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
