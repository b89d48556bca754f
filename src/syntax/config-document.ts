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
  readonly problems: readonly { readonly message: string; readonly start: number }[];
}
