// bun.lock → versions: `"name": ["name@1.2.3", "", { "dependencies": {…} }, …]`, one package a line. A package nested
// below a workspace or another package has the name of that before its own.

import { gathering, linesIn, pinnedAt, type LockReader } from './locked.ts';

export const bunLock: LockReader = {
  versionIn(text, packageName, { name }) {
    const keys = [...(name === undefined ? [] : [`${name}/${packageName}`]), packageName];
    for (const key of keys) {
      const head = `"${key}": ["${packageName}@`;
      const at = text.indexOf(head);
      if (at >= 0) return pinnedAt(text, at + head.length);
    }
    return undefined;
  },

  packagesIn(text, names) {
    const seen = gathering();
    const keys = new Map<string, string>();
    const asks: { readonly owner: string; readonly by: string; readonly name: string }[] = [];
    for (const { line, start } of linesIn(text)) {
      const entry = /^\s{1,20}"([^"]{1,400})": \["((?:@[^/"]{1,200}\/)?[^@"]{1,200})@/.exec(line);
      if (!entry) continue;
      const [opening, key, name] = entry as unknown as [string, string, string];
      const pinned = names.has(name) ? pinnedAt(text, start + opening.length) : undefined;
      seen.found(name, pinned);
      if (pinned) keys.set(key, `${name}@${pinned.version}`);
      asks.push(...dependenciesIn(line).filter((asked) => names.has(asked)).map((asked) => ({ owner: key, by: name, name: asked })));
    }
    for (const { owner, by, name } of asks) {
      const version = keys.get(`${owner}/${name}`) ?? keys.get(name);
      if (version !== undefined) seen.asked(version, by);
    }
    return seen.packages(({ name, version }) => [`${name}@${version}`]);
  },
};

const dependenciesIn = (line: string): string[] =>
  [...line.matchAll(/"(?:dependencies|optionalDependencies)": \{([^{}]{0,20000})\}/g)]
    .flatMap((table) => [...table[1]!.matchAll(/"([^"]{1,200})": "/g)].map((match) => match[1]!));
