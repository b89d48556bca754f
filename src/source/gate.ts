// Bytes → could anything of interest be in here? A cheap no for most files, before anything is decoded or parsed.
// All words are looked for in one pass (Aho–Corasick, as a full table over classes of bytes), ASCII letters in any case.
// A word with a `context` counts only where that says so: a cheap test of the bytes around a hit. UTF-16 always passes.
// Leaves alone: word boundaries and escapes. It says yes too often rather than too seldom.

import { utf16Of } from './decode.ts';

export interface GateWord {
  readonly word: string;
  /** May look around in the file; `end` is exclusive. */
  readonly context?: (bytes: Uint8Array, start: number, end: number) => boolean;
}

/** The bytes between two offsets as text, one character each; for looks around a hit. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  const start = Math.max(0, from);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, Math.min(bytes.length, to) - start)).toString('latin1');
}

export type Gate = (bytes: Uint8Array) => boolean;
/** Calls `visit` with the index of the word and the end of the hit until it says true; says whether it did. */
export type WordSearch = (bytes: Uint8Array, visit: (word: number, end: number) => boolean) => boolean;

export function makeGate(words: readonly (string | GateWord)[]): Gate {
  const table = words.map((word) => (typeof word === 'string' ? { word } : word));
  const search = wordSearch(table.map(({ word }) => word));
  const lengths = table.map(({ word }) => Buffer.byteLength(word));
  return (bytes) =>
    utf16Of(bytes) !== undefined
    || search(bytes, (index, end) => table[index]!.context?.(bytes, end - lengths[index]!, end) ?? true);
}

export function wordSearch(words: readonly string[]): WordSearch {
  const automaton = automatonOf(words.map((word) => foldedBytes(word)));
  return (bytes, visit) => {
    // One short loop with nothing but locals in it: this runs over every byte of a project.
    const { classes, next, firstFinal } = automaton;
    const { length } = bytes;
    let state = 0;
    for (let index = 0; index < length; index++) {
      state = next[state + classes[bytes[index]!]!]!;
      if (state >= firstFinal && isVisited(automaton, state, index + 1, visit)) return true;
    }
    return false;
  };
}

function isVisited(
  { shift, firstFinal, endsAt }: Automaton,
  state: number,
  end: number,
  visit: (word: number, end: number) => boolean,
): boolean {
  return endsAt[(state - firstFinal) >> shift]!.some((word) => visit(word, end));
}

interface Automaton {
  /** Byte → class; bytes that stand in no word share class 0. */
  readonly classes: Uint8Array;
  /** Room for the classes of one state, as a power of two. */
  readonly shift: number;
  /** By state and class. A state is the index of its row, so the loop adds and never multiplies. */
  readonly next: Int32Array;
  /** States from here on end a word. */
  readonly firstFinal: number;
  readonly endsAt: readonly (readonly number[])[];
}

/** A state while it is built: children by class, and the state of its longest proper suffix. */
interface Node {
  readonly children: Map<number, Node>;
  readonly words: number[];
  suffix: Node | undefined;
  row: number;
}

const mostStates = 1 << 20;

function automatonOf(words: readonly Uint8Array[]): Automaton {
  const { classes, count } = classesOf(words);
  const shift = Math.ceil(Math.log2(count));
  const nodes = linked(trieOf(words, classes));
  if (nodes.length > mostStates) throw new RangeError(`A gate of ${nodes.length} states is more than ${mostStates}.`);
  // Final states come last, so one comparison in the loop tells them.
  const ordered = [...nodes.filter(({ words: ends }) => ends.length === 0), ...nodes.filter(({ words: ends }) => ends.length > 0)];
  ordered.forEach((node, number) => {
    node.row = number << shift;
  });
  const finals = ordered.filter(({ words: ends }) => ends.length > 0);
  return {
    classes,
    shift,
    next: transitions(nodes, count, shift),
    firstFinal: (ordered.length - finals.length) << shift,
    endsAt: finals.map(({ words: ends }) => ends),
  };
}

const folded = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
const foldedBytes = (word: string): Uint8Array => Uint8Array.from(Buffer.from(word), folded);

function classesOf(words: readonly Uint8Array[]): { classes: Uint8Array; count: number } {
  const used = [...new Set(words.flatMap((word) => [...word]))].sort((a, b) => a - b);
  const classes = Uint8Array.from({ length: 256 }, (_, byte) => used.indexOf(folded(byte)) + 1);
  return { classes, count: used.length + 1 };
}

const nodeOf = (): Node => ({ children: new Map(), words: [], suffix: undefined, row: 0 });

function trieOf(words: readonly Uint8Array[], classes: Uint8Array): Node {
  const root = nodeOf();
  words.forEach((word, index) => {
    // An empty word would be in every file.
    if (word.length === 0) return;
    let node = root;
    for (const byte of word) {
      const known = node.children.get(classes[byte]!) ?? nodeOf();
      node.children.set(classes[byte]!, known);
      node = known;
    }
    node.words.push(index);
  });
  return root;
}

/** Breadth first, so that a node's suffix is complete when the node is met: it also ends the words its suffix ends. */
function linked(root: Node): Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const [byClass, child] of node.children) {
      child.suffix = suffixOf(node.suffix, byClass) ?? root;
      child.words.push(...child.suffix.words);
      nodes.push(child);
    }
  }
  return nodes;
}

function suffixOf(from: Node | undefined, byClass: number): Node | undefined {
  for (let node = from; node; node = node.suffix) {
    const child = node.children.get(byClass);
    if (child) return child;
  }
  return undefined;
}

function transitions(nodes: readonly Node[], count: number, shift: number): Int32Array {
  const next = new Int32Array(nodes.length << shift);
  for (const node of nodes) {
    for (let byClass = 1; byClass < count; byClass++) {
      // A suffix stands earlier in `nodes`, so its row is already filled.
      const child = node.children.get(byClass)?.row ?? (node.suffix ? next[node.suffix.row + byClass]! : 0);
      next[node.row + byClass] = child;
    }
  }
  return next;
}
