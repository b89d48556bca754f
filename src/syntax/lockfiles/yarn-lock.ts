// yarn.lock → versions. Classic: `name@range, name@range:` and `version "1.2.3"`. Berry: `"name@npm:range, …":` and
// `version: 1.2.3`. An entry is found by the range that asks for it.

import { gathering, linesIn, pinnedAt, type LockReader, type Pinned } from './locked.ts';

export const yarnLock: LockReader = {
  versionIn(text, packageName, { range }) {
    const entries = entriesOf(text, packageName);
    const wanted = [`${packageName}@${range}`, `${packageName}@npm:${range}`];
    const own = entries.find(({ heads }) => heads.some((head) => wanted.includes(head)));
    return (own ?? (entries.length === 1 ? entries[0] : undefined))?.pinned;
  },

  packagesIn(text, names) {
    const seen = gathering();
    const heads = new Map<string, string[]>();
    let owner: readonly string[] = [];
    let [isOwn, isTold] = [false, false];
    let table = '';
    for (const { line, start } of linesIn(text)) {
      const name = nameOfHead(owner[0] ?? '');
      if (/^[^\s#]/.test(line)) {
        owner = headsOf(line);
        [isOwn, isTold] = [isWorkspace(owner), false];
      } else if (line.startsWith('    ')) {
        const asked = (table === 'dependencies' || table === 'optionalDependencies') && !isOwn ? askedIn(line) : undefined;
        if (asked && names.has(asked.name)) for (const head of asked.heads) seen.asked(head, name);
      } else {
        table = /^ {2}(\w+):/.exec(line)?.[1] ?? '';
        const pinned = !isTold && names.has(name) && /^ {2}version/.test(line) ? versionIn(text, line, start) : undefined;
        if (!pinned || isOwn) continue;
        isTold = true;
        seen.found(name, pinned);
        const known = heads.get(`${name}@${pinned.version}`) ?? [];
        for (const head of owner) known.push(head);
        heads.set(`${name}@${pinned.version}`, known);
      }
    }
    return seen.packages(({ name, version }) => heads.get(`${name}@${version}`) ?? []);
  },
};

const headsOf = (line: string): string[] => line.replace(/:\s*$/, '').split(',').map((head) => head.trim().replaceAll('"', ''));
const nameOfHead = (head: string): string => head.slice(0, Math.max(0, head.indexOf('@', 1)));
const isWorkspace = (heads: readonly string[]): boolean => heads.some((head) => head.includes('@workspace:'));

/** `    jws "^3.2.2"`, `    "@nestjs/jwt": "npm:^10.0.0"`: under which heads its entry may stand. */
function askedIn(line: string): { readonly name: string; readonly heads: readonly string[] } | undefined {
  const match = /^ {4}"?([^\s":]{1,200})"?:? "?([^"]{1,200}?)"?$/.exec(line);
  return match ? { name: match[1]!, heads: [`${match[1]!}@${match[2]!}`, `${match[1]!}@npm:${match[2]!}`] } : undefined;
}

function versionIn(text: string, line: string, start: number): Pinned | undefined {
  const opening = /^\s+version:?\s+"?/.exec(line);
  return opening ? pinnedAt(text, start + opening[0].length) : undefined;
}

function entriesOf(text: string, packageName: string): { readonly heads: readonly string[]; readonly pinned: Pinned | undefined }[] {
  const entries: { heads: readonly string[]; pinned: Pinned | undefined }[] = [];
  const word = `${packageName}@`;
  // One look at each line, however often the word stands in it.
  for (let at = text.indexOf(word), stop = 0; at >= 0; at = text.indexOf(word, stop)) {
    const start = text.lastIndexOf('\n', at) + 1;
    const newline = text.indexOf('\n', at);
    stop = newline < 0 ? text.length : newline;
    if (/[\s#]/.test(text[start] ?? ' ')) continue;
    const heads = headsOf(text.slice(start, stop));
    if (!heads.some((head) => head.startsWith(word))) continue;
    entries.push({ heads, pinned: versionIn(text, text.slice(stop + 1, stop + 200), stop + 1) });
  }
  return entries;
}
