// ConfigDocument → trees, one a document of the file: which values stand in one mapping, and what is absent from it.
// Names that hold dots are as many steps (`spring.security.oauth2: …` is written both ways), and capitals, `_` and `-` do not count.

import type { ConfigDocument, ConfigEntry } from './config-document.ts';

export interface ConfigNode {
  readonly parent: ConfigNode | undefined;
  /** As written; the position of an item of a list. */
  readonly segment: string | number;
  readonly children: Map<string, ConfigNode>;
  /** The scalar that stands here. Neither it nor children: an empty mapping or list. */
  entry: ConfigEntry | undefined;
  /** Of a scalar, and of what is empty. */
  key: Stretch | undefined;
}

interface Stretch { readonly start: number; readonly end: number }

const newNode = (parent: ConfigNode | undefined, segment: string | number): ConfigNode =>
  ({ parent, segment, children: new Map(), entry: undefined, key: undefined });

/** What of a name counts. */
export const plainName = (name: string): string => name.toLowerCase().replace(/(?<=[a-z\d])[-_](?=[a-z\d])/g, '');

/** Items of a list are told from names by this. */
const itemKey = (index: number): string => `[${String(index)}]`;
export const isItem = ({ segment }: ConfigNode): boolean => typeof segment === 'number';

/** The documents of a file, and the objects of a Kubernetes list, which are as good as documents. */
export function configTrees({ entries, starts = [], empty = [] }: ConfigDocument): readonly ConfigNode[] {
  const roots = [0, ...starts].map(() => newNode(undefined, ''));
  const inOrder = documentsInOrder(starts);
  entries.forEach((entry, index) => Object.assign(nodeAt(roots[inOrder(index)]!, entry.path), { entry, key: keyOf(entry) }));
  for (const one of empty) nodeAt(roots[one.document]!, one.path).key = keyOf(one);
  return roots.flatMap((root) => [root, ...objectsIn(root)]);
}

const keyOf = ({ keyStart: start, keyEnd: end }: Pick<ConfigEntry, 'keyStart' | 'keyEnd'>): Stretch => ({ start, end });

/** Of which document the entry at a position is, asked from the first to the last. */
function documentsInOrder(starts: readonly number[]): (position: number) => number {
  let document = 0;
  return (position) => {
    while (document < starts.length && starts[document]! <= position) document++;
    return document;
  };
}

function objectsIn({ children }: ConfigNode): readonly ConfigNode[] {
  const items = children.get('kind')?.entry?.value.endsWith('List') ? children.get('items') : undefined;
  return [...(items?.children.values() ?? [])];
}

function nodeAt(root: ConfigNode, path: ConfigEntry['path']): ConfigNode {
  let node = root;
  for (const segment of path) {
    if (typeof segment === 'number') node = childOf(node, itemKey(segment), segment);
    else for (const part of segment.length > LONGEST ? [segment] : segment.split('.')) node = childOf(node, plainName(part), part);
  }
  return node;
}

/** A longer key is no name with dots. */
const LONGEST = 120;

function childOf(node: ConfigNode, key: string, segment: string | number): ConfigNode {
  const known = node.children.get(key);
  if (known) return known;
  const child = newNode(node, segment);
  node.children.set(key, child);
  return child;
}

/** The first key with a value in a mapping. */
function firstKeyIn(node: ConfigNode): Stretch | undefined {
  // A stack of its own: names with dots make trees deeper than documents are.
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.key) return next.key;
    open.push(...[...next.children.values()].reverse());
  }
  return undefined;
}

/** Where its name stands in the text; of items of lists, and of names that cannot be made out, the first value in it. */
export function placeOfNode(node: ConfigNode, text: string): Stretch | undefined {
  if (node.key && typeof node.segment === 'string') return node.key;
  const first = firstKeyIn(node);
  if (first === undefined) return undefined;
  const name = typeof node.segment === 'string' ? node.segment : '';
  const start = name === '' ? -1 : text.lastIndexOf(name, first.start - name.length);
  const isName = start >= 0 && first.start - start < FARTHEST && /^["']?\s{0,10}[:=\].{]/.test(text.slice(start + name.length, start + name.length + 12));
  return isName ? { start, end: start + name.length } : first;
}

/** Between the name of a mapping and its first value lie comments and blank lines at most. */
const FARTHEST = 2000;
