// pnpm-lock.yaml → versions. Lockfile 6 and later: importers → folder → dependencies → name → specifier, version. Without
// workspaces, and in 5.4, the dependencies stand at the top, with the version behind the name. "packages" and
// "snapshots" list what gets installed: `/name/1.2.3_peers`, `/name@1.2.3(peers)`, `name@1.2.3`.

import { gathering, linesIn, pinnedAt, type LockReader, type Pinned } from './locked.ts';

export const pnpmLock: LockReader = {
  versionIn(text, packageName, { folder }) {
    const end = text.search(/^packages:/m);
    const lines = [...linesIn(end < 0 ? text : text.slice(0, end))];
    const importers = lines.findIndex(({ line }) => line === 'importers:');
    const section = importers < 0 ? lines : importerOf(lines.slice(importers + 1), folder === '' ? '.' : folder);
    const row = rowOf(packageName, section);
    if (row < 0) return undefined;
    const depth = indentOf(section[row]!.line);
    const same = valueIn(text, section[row]!);
    if (same !== 'none') return same;
    const below = section.slice(row + 1, row + 4).find(({ line }) => indentOf(line) > depth && keyOf(line) === 'version');
    const version = below && valueIn(text, below);
    return version === 'none' ? undefined : version;
  },

  packagesIn(text, names) {
    const seen = gathering();
    const begin = text.search(/^packages:/m);
    let owner = { name: '', pinned: undefined as Pinned | undefined, dev: false };
    let table = '';
    const close = (): void => { if (names.has(owner.name)) seen.found(owner.name, owner.pinned, owner.dev); };
    for (const { line, start } of begin < 0 ? [] : linesIn(text.slice(begin))) {
      const depth = indentOf(line);
      if (depth === 2 && line.endsWith(':')) {
        close();
        owner = { ...entryIn(text, line, begin + start), dev: false };
      } else if (depth === 4) {
        table = keyOf(line);
        if (line === '    dev: true') owner.dev = true;
      } else if (depth === 6 && (table === 'dependencies' || table === 'optionalDependencies') && names.has(keyOf(line))) {
        const version = pinnedAt(text, begin + start + valueStart(line))?.version;
        if (version !== undefined && owner.name !== '') seen.asked(`${keyOf(line)}@${version}`, owner.name);
      }
    }
    close();
    return seen.packages(({ name, version }) => [`${name}@${version}`]);
  },
};

interface Line { readonly line: string; readonly start: number }

function entryIn(text: string, line: string, start: number): { name: string; pinned: Pinned | undefined } {
  const match = /^ {2}['"]?\/?((?:@[^/@\s]{1,200}\/)?[^/@\s]{1,200})[@/](?=\d)/.exec(line);
  return match ? { name: match[1]!, pinned: pinnedAt(text, start + match[0].length) } : { name: '', pinned: undefined };
}

function importerOf(lines: readonly Line[], name: string): Line[] {
  const start = lines.findIndex(({ line }) => indentOf(line) === 2 && keyOf(line) === name);
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const stop = rest.findIndex(({ line }) => line.trim() !== '' && indentOf(line) <= 2);
  return stop < 0 ? rest : rest.slice(0, stop);
}

/** Lockfile 5.4 repeats the ranges in a table "specifiers" above the dependencies. `above`: lines that the next one may stand under. */
function rowOf(packageName: string, lines: readonly Line[]): number {
  const above: string[] = [];
  for (const [row, { line }] of lines.entries()) {
    if (line.trim() === '') continue;
    while (above.length > 0 && indentOf(above.at(-1)!) >= indentOf(line)) above.pop();
    const table = keyOf(above.at(-1) ?? '');
    if (keyOf(line) === packageName && table !== 'specifiers' && table !== 'overrides') return row;
    above.push(line);
  }
  return -1;
}

const keyForm = /^(\s*)([^\s'":][^:]*|'[^']*'|"[^"]*"):(?:\s+|$)/;
const indentOf = (line: string): number => line.length - line.trimStart().length;
const keyOf = (line: string): string => (keyForm.exec(line)?.[2] ?? '').replace(/^['"]/, '').replace(/['"]$/, '');

/** Where the value of a line begins, behind its quote. */
const valueStart = (line: string): number => {
  const start = keyForm.exec(line)?.[0].length ?? 0;
  return /['"]/.test(line[start] ?? '') ? start + 1 : start;
};

/** `none`: the value stands in the lines below. */
const valueIn = (text: string, { line, start }: Line): Pinned | undefined | 'none' =>
  (line.slice(valueStart(line)).trim() === '' ? 'none' : pinnedAt(text, start + valueStart(line)));
