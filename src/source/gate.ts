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

const mostStates = 1 << 20;

function automatonOf(words: readonly Uint8Array[]): Automaton {
  const { classes, count } = classesOf(words);
  const shift = Math.ceil(Math.log2(count));
  const most = words.reduce((sum, { length }) => sum + length, 1);
  if (most > mostStates) throw new RangeError(`A gate of ${most} states is more than ${mostStates}.`);
  const trie = trieOf(words, classes, shift, most);
  link(trie, count, shift);
  return { classes, shift, ...finalLast(trie, shift) };
}

const folded = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);

function foldedBytes(word: string): Uint8Array {
  const bytes = Buffer.from(word);
  for (let index = 0; index < bytes.length; index++) bytes[index] = folded(bytes[index]!);
  return bytes;
}

function classesOf(words: readonly Uint8Array[]): { classes: Uint8Array; count: number } {
  const classes = new Uint8Array(256);
  for (const word of words) for (const byte of word) classes[byte] = 1;
  let count = 1;
  for (let byte = 0; byte < 256; byte++) if (classes[byte] === 1) classes[byte] = count++;
  for (let byte = 0x41; byte <= 0x5a; byte++) classes[byte] = classes[folded(byte)]!;
  return { classes, count };
}

/** States by number, the root first. In a row of `next` 0 means none while the words are put in: no word leads back to the root. */
interface Trie { readonly next: Int32Array; readonly endsAt: (readonly number[] | undefined)[]; size: number }

function trieOf(words: readonly Uint8Array[], classes: Uint8Array, shift: number, most: number): Trie {
  const trie: Trie = { next: new Int32Array(most << shift), endsAt: [undefined], size: 1 };
  words.forEach((word, index) => {
    // An empty word would be in every file.
    if (word.length === 0) return;
    let state = 0;
    for (const byte of word) {
      const slot = (state << shift) + classes[byte]!;
      if (trie.next[slot] === 0) trie.next[slot] = trie.size++;
      state = trie.next[slot]!;
    }
    trie.endsAt[state] = [...trie.endsAt[state] ?? [], index];
  });
  return trie;
}

/** Breadth first: what leads out of a word leads where its longest proper suffix leads, whose row is whole by then. */
function link({ next, endsAt, size }: Trie, count: number, shift: number): void {
  const waiting = new Int32Array(size);
  const suffixes = new Int32Array(size);
  for (let at = 0, known = 1; at < known; at++) {
    const state = waiting[at]!;
    for (let byClass = 1; byClass < count; byClass++) {
      const slot = (state << shift) + byClass;
      const child = next[slot]!;
      const beyond = state === 0 ? 0 : next[(suffixes[state]! << shift) + byClass]!;
      if (child === 0) next[slot] = beyond;
      else {
        suffixes[child] = beyond;
        // It ends the words of that suffix, too.
        const shorter = endsAt[beyond];
        if (shorter) endsAt[child] = [...endsAt[child] ?? [], ...shorter];
        waiting[known++] = child;
      }
    }
  }
}

/** States that end a word come last, so that one comparison in the loop tells them. */
function finalLast({ next, endsAt, size }: Trie, shift: number): Pick<Automaton, 'next' | 'firstFinal' | 'endsAt'> {
  const rows = new Int32Array(size);
  const finals: (readonly number[])[] = [];
  let others = 0;
  for (let state = 0; state < size; state++) if (!endsAt[state]) rows[state] = others++ << shift;
  for (let state = 0; state < size; state++) if (endsAt[state]) rows[state] = (others + finals.push(endsAt[state]!) - 1) << shift;
  const ordered = new Int32Array(size << shift);
  for (let state = 0; state < size; state++) {
    const from = state << shift;
    for (let byClass = 0; byClass < 1 << shift; byClass++) ordered[rows[state]! + byClass] = rows[next[from + byClass]!]!;
  }
  return { next: ordered, firstFinal: others << shift, endsAt: finals };
}
