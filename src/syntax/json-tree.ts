// JSON or JSONC text → a small tree with positions, or what is wrong with the text. For documents whose shape is
// checked (our own configuration); files that are searched for values go through json.ts.

import type { Node, ParseError } from 'jsonc-parser';
import { bounds } from './config-document.ts';
import { packageNamed } from './packages.ts';

export type JsonNode = JsonObject | JsonList | JsonScalar;
export interface JsonObject { readonly type: 'object'; readonly start: number; readonly entries: readonly JsonEntry[] }
export interface JsonEntry { readonly name: string; readonly keyStart: number; readonly value: JsonNode }
export interface JsonList { readonly type: 'array'; readonly start: number; readonly items: readonly JsonNode[] }
export interface JsonScalar {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  readonly start: number;
  readonly value: string | number | boolean | null;
}

export type JsonTree =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly start: number; readonly message: string };

/** Comments and trailing commas are allowed, anything else that is not JSON is a mistake. */
export function parseJsonTree(text: string): JsonTree {
  if (nestsTooDeep(text)) return { ok: false, start: 0, message: 'nested too deeply' };
  const errors: ParseError[] = [];
  const root = packageNamed('jsonc-parser').parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) return { ok: false, start: first.offset, message: `not valid JSON: ${wordsOf(first)}` };
  return root === undefined ? { ok: false, start: 0, message: 'the file is empty' } : { ok: true, root: nodeOf(root) };
}

/** The parser recurses, so it is not let near such a text. Brackets in strings and comments are none. */
function nestsTooDeep(text: string): boolean {
  const scanner = packageNamed('jsonc-parser').createScanner(text, true);
  let open = 0;
  for (let kind = scanner.scan() as number; kind !== endOfFile; kind = scanner.scan()) {
    if (kind === openBrace || kind === openBracket) open++;
    else if (kind === closeBrace || kind === closeBracket) open--;
    if (open > bounds.depth) return true;
  }
  return false;
}

/** SyntaxKind of jsonc-parser by its numbers: a const enum leaves nothing to import. */
const [openBrace, closeBrace, openBracket, closeBracket, endOfFile] = [1, 2, 3, 4, 17];

function nodeOf({ type, offset: start, children = [], value }: Node): JsonNode {
  if (type === 'array') return { type, start, items: children.map(nodeOf) };
  if (type === 'object') return { type, start, entries: children.flatMap(entryOf) };
  return { type: type as JsonScalar['type'], start, value: value as JsonScalar['value'] };
}

const entryOf = ({ children: [key, value] = [] }: Node): JsonEntry[] =>
  key === undefined || value === undefined ? [] : [{ name: String(key.value), keyStart: key.offset, value: nodeOf(value) }];

/** `ValueExpected` → "value expected". */
const wordsOf = ({ error }: ParseError): string =>
  packageNamed('jsonc-parser').printParseErrorCode(error).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

export const entriesOf = (node: JsonNode | undefined): readonly JsonEntry[] => (node?.type === 'object' ? node.entries : []);
export const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] => (node?.type === 'array' ? node.items : []);

/** The last one wins, as with JSON.parse. */
export const memberOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  entriesOf(node).findLast((entry) => entry.name === name)?.value;

/** Plain data. A key `__proto__` becomes an ordinary property. */
export function dataOf(node: JsonNode): unknown {
  switch (node.type) {
    case 'array': return node.items.map(dataOf);
    case 'object': return Object.fromEntries(node.entries.map(({ name, value }) => [name, dataOf(value)]));
    default: return node.value;
  }
}
