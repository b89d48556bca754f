// Every configuration format reduces to this: scalars with their path and their place, and comments.

/** One scalar. `path` has object keys as text and list positions as numbers. */
export interface ConfigEntry {
  readonly path: readonly (string | number)[];
  /** Last text segment of the path; '' when there is none. */
  readonly name: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'null';
  /** Decoded value: quotes and escapes resolved. For other kinds than text, the source text of the scalar. */
  readonly value: string;
  /** Place of the key; equals the value's place for list items. Offsets in the document's text, end exclusive. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Place of the value's content, quotes excluded. */
  readonly start: number;
  readonly end: number;
  /** A value whose meaning the reader can't know: a template, an unknown tag. Never judged as a literal. */
  readonly unknown?: true;
}

export interface ConfigComment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What could not be read, without quoting the text. `harmless`: all that a rule could ask about was read all the same. */
export interface ReadingProblem {
  readonly message: string;
  readonly start: number;
  /** A kind of the report's diagnostics; `syntax` when left out. */
  readonly kind?: string;
  readonly harmless?: true;
}

/** A mapping or list with nothing in it: `allow_missing: {}`. */
export interface EmptyNode {
  readonly path: ConfigEntry['path'];
  /** Place of its key; its own in a list. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Which document of the file it stands in. */
  readonly document: number;
}

export interface ConfigDocument {
  readonly entries: readonly ConfigEntry[];
  /** Where in `entries` each further document of the file begins. */
  readonly starts?: readonly number[];
  readonly empty?: readonly EmptyNode[];
  readonly comments: readonly ConfigComment[];
  /** `entries` hold what could be had. */
  readonly problems: readonly ReadingProblem[];
}

/**
 * How far a reader goes; a problem says so where it stops. `segments`: of all paths together, which in a deep document cost
 * more than its values. `aliased`: nodes that YAML aliases and merge keys repeat, each counted every time.
 */
export const bounds = { depth: 200, entries: 200_000, segments: 4_000_000, aliased: 100_000 } as const;

/** A document that is being read. */
export interface ConfigDraft {
  entries: ConfigEntry[];
  readonly starts: number[];
  readonly empty: EmptyNode[];
  readonly comments: ConfigComment[];
  readonly problems: ReadingProblem[];
  /** In all paths so far. */
  segments: number;
  /** Where the first mistake stands. */
  broken?: number;
}

export const newDraft = (): ConfigDraft => ({ entries: [], starts: [], empty: [], comments: [], problems: [], segments: 0 });

/** Says no when the draft is full, so that the reader stops. */
export function addEntry(draft: ConfigDraft, entry: ConfigEntry): boolean {
  draft.segments += entry.path.length;
  if (draft.entries.length >= bounds.entries || draft.segments > bounds.segments) {
    addProblemOnce(draft, tooMany, entry.start);
    return false;
  }
  draft.entries.push(entry);
  return true;
}

/** Bounded like the entries, and quietly: what is empty is only asked after beside what is not. */
export function addEmpty(draft: ConfigDraft, node: Omit<EmptyNode, 'document'>): void {
  draft.segments += node.path.length;
  const isFull = draft.empty.length >= bounds.entries || draft.segments > bounds.segments;
  if (!isFull) draft.empty.push({ ...node, document: draft.starts.length });
}

export function addProblemOnce(draft: ConfigDraft, message: string, start: number, harmless?: true): void {
  const isKnown = draft.problems.some((problem) => problem.message === message);
  if (!isKnown) draft.problems.push({ message, start, ...(harmless && { harmless }) });
}

/** A mistake in the text: the first stands for all, because what follows is often its echo. `harmless` is asked of the first alone. */
export function addMistake(draft: ConfigDraft, message: string, start: number, isHarmless: () => boolean = () => false): void {
  if (draft.broken !== undefined) return;
  draft.broken = start;
  addProblemOnce(draft, message, start, isHarmless() || undefined);
}

export const tooDeep = `Nested deeper than ${bounds.depth} levels: what is below is not read.`;
export const tooMany = `More than ${bounds.entries} values, or too many of them too deep: the rest is not read.`;

/** Last text segment of a path. */
export function nameOf(path: readonly (string | number)[]): string {
  for (let index = path.length - 1; index >= 0; index--) {
    const segment = path[index];
    if (typeof segment === 'string') return segment;
  }
  return '';
}

/** What stands between double quotes, escapes resolved; as written where they are none of JSON's. */
export function decoded(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}
