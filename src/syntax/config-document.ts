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

export interface ConfigDocument {
  readonly entries: readonly ConfigEntry[];
  readonly comments: readonly ConfigComment[];
  /** What could not be read; entries hold what could be had. Messages never quote the text. */
  readonly problems: readonly ReadingProblem[];
}

/** What could not be read. `harmless`: all that a rule could ask about was read all the same. */
export interface ReadingProblem {
  readonly message: string;
  readonly start: number;
  /** A kind of the report's diagnostics; `syntax` when left out. */
  readonly kind?: string;
  readonly harmless?: true;
}

/** How far a reader goes; a problem says so where it stops. Aliases count each time they are used. */
export const bounds = { depth: 200, entries: 200_000 } as const;

/** A document that is being read. */
export interface ConfigDraft {
  entries: ConfigEntry[];
  readonly comments: ConfigComment[];
  readonly problems: ReadingProblem[];
}

export const newDraft = (): ConfigDraft => ({ entries: [], comments: [], problems: [] });

/** Says no when the draft is full, so that the reader stops. */
export function addEntry(draft: ConfigDraft, entry: ConfigEntry): boolean {
  if (draft.entries.length >= bounds.entries) {
    addProblemOnce(draft, `More than ${bounds.entries} values: the rest is not read.`, entry.start);
    return false;
  }
  draft.entries.push(entry);
  return true;
}

export function addProblemOnce(draft: ConfigDraft, message: string, start: number): void {
  if (!draft.problems.some((problem) => problem.message === message)) draft.problems.push({ message, start });
}

export const tooDeep = `Nested deeper than ${bounds.depth} levels: what is below is not read.`;

/** Last text segment of a path. */
export function nameOf(path: readonly (string | number)[]): string {
  for (let index = path.length - 1; index >= 0; index--) {
    const segment = path[index];
    if (typeof segment === 'string') return segment;
  }
  return '';
}

/**
 * Brackets nested so deep that a recursive parser is not let near the text: V8 ends the process when it must compile a
 * regular expression on an exhausted stack. Counts inside strings too; no real text comes near the limit.
 */
export function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) open++;
    else if ((code === 0x5d || code === 0x7d) && open > 0) open--;
    if (open > bounds.depth * 5) return true;
  }
  return false;
}
