// What the readers of lockfiles give, and what they are asked with. Lockfiles run to tens of megabytes and few packages
// are asked for, so the readers walk the text and parse nothing. Where a text is not the one the tools write, they see nothing.

/** A version as it stands in the text; `end` is exclusive. */
export interface Pinned { readonly version: string; readonly start: number; readonly end: number }

/** One version of a package that gets installed. */
export interface LockedPackage extends Pinned {
  readonly name: string;
  /** Packages of the lockfile that depend on it, by name. */
  readonly askedBy: readonly string[];
  /** The lockfile says that only development needs it. */
  readonly dev: boolean;
}

/** Where in the tree the question is asked from. */
export interface Asker {
  /** Folder of the manifest relative to the lockfile's folder; '' for the same. */
  readonly folder: string;
  /** The manifest's own name: bun keys nested packages by it. */
  readonly name?: string | undefined;
  /** The range in the manifest. */
  readonly range: string;
}

export interface LockReader {
  /** The version that one manifest gets. */
  versionIn(text: string, packageName: string, asker: Asker): Pinned | undefined;
  /** Every version of these packages that gets installed, for whomever. */
  packagesIn(text: string, names: ReadonlySet<string>): LockedPackage[];
}

const exact = /^v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)/;
const longestVersion = 200;

/** The version that a text begins with at `start`. */
export function pinnedAt(text: string, start: number): Pinned | undefined {
  const match = exact.exec(text.slice(start, start + longestVersion));
  if (match === null) return undefined;
  const from = start + match[0].length - match[1]!.length;
  return { version: match[1]!, start: from, end: start + match[0].length };
}

/** Lines with their offsets, one by one. */
export function* linesIn(text: string): Generator<{ readonly line: string; readonly start: number }> {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield { line: text.slice(start, text[end - 1] === '\r' ? end - 1 : end), start };
    start = end + 1;
  }
}

/** Gathers occurrences of one package and version, and who asks for which. */
export function gathering(): {
  found(name: string, pinned: Pinned | undefined, dev?: boolean): void;
  asked(key: string, by: string): void;
  /** `keys`: under what an entry is asked for. */
  packages(keys: (entry: { readonly name: string; readonly version: string }) => readonly string[]): LockedPackage[];
} {
  const entries = new Map<string, Pinned & { readonly name: string; dev: boolean }>();
  const asks = new Map<string, Set<string>>();
  return {
    found(name, pinned, dev = false) {
      if (pinned === undefined) return;
      const key = `${name}@${pinned.version}`;
      const known = entries.get(key);
      if (known) known.dev &&= dev;
      else entries.set(key, { ...pinned, name, dev });
    },
    asked(key, by) {
      const known = asks.get(key);
      if (known) known.add(by);
      else asks.set(key, new Set([by]));
    },
    packages: (keys) => [...entries.values()].map((entry) => ({
      ...entry, askedBy: [...new Set(keys(entry).flatMap((key) => [...(asks.get(key) ?? [])]))].sort(),
    })),
  };
}
