// Text of code → does it nest so deeply that the parser's recursion could end the stack? An upper bound, by a lexer of
// our own that runs through the text once and makes nothing. Comments, texts, templates, regular expressions and JSX are
// told apart, so what stands in them counts for nothing. Where two readings are possible it says "deep":
// then the parser is tried where it harms nobody (see trial.ts), so a wrong guess costs time and no answer.
//
// The sum: what each open bracket costs, and in each of them what was written since the last comma, semicolon or statement,
// for every operator or word there may be the parent of what follows.

import { NAME_CHARACTER, lineEnd } from './nesting/ends.ts';
import { ANGLE, ARROW, BRACE, BRACKET, COLON, GO_ON, NOT_DEEP, PAREN, PREFIX, START, WORD } from './nesting/levels.ts';
import type { Grammar, Lexer } from './nesting/levels.ts';
import { step } from './nesting/steps.ts';

/**
 * Bytes of stack that code may cost in this process: a quarter of the smallest stack a thread of Node has (1 MB on Windows; 8 MB
 * are usual, 4 MB in workers). Hand-written code stays below 100,000.
 */
export const STACK_BUDGET = 256 * 1024;

/**
 * What code may cost without its tree being looked at: by the sums below no level of a tree costs less than 240, so the
 * tree of what stays within this is less than 550 deep (MAX_TREE_DEPTH is what our readers follow).
 */
export const LEVEL_BUDGET = 128 * 1024;
/** What a character may cost at most, by what the steps below make of it; of a word the first one counts. */
const MOST = Uint16Array.from({ length: 128 }, (_, code) => {
  if (code <= 32) return 0;
  if (NAME_CHARACTER[code] === 1) return WORD;
  return ({ '(': PAREN, '[': BRACKET, '{': BRACE, '<': ANGLE, '=': ARROW, ':': COLON, '?': COLON, '"': WORD, "'": WORD } as Readonly<Record<string, number>>)[
    String.fromCharCode(code)] ?? PREFIX;
});

/** Where the text may be nested more deeply than the budget allows; undefined where it is not, for sure. */
export function deepPlace(text: string, { jsx, types }: Grammar, budget: number): number | undefined {
  const lexer: Lexer = {
    text, jsx, types, kinds: [0], runs: [0], marks: [0], top: 0, kind: 0, outside: 0, run: 0, mark: 0,
    last: START, beforeName: START, from: 0, to: 0, isNewLine: false, mayEnd: 0, at: text.charCodeAt(0) === 0xfeff ? 1 : 0,
  };
  if (text.startsWith('#!', lexer.at)) lexer.at = lineEnd(text, lexer.at);
  while (lexer.at < text.length) {
    if (lexer.outside + lexer.run > budget) return lexer.at;
    const place = step(lexer);
    if (place === NOT_DEEP) return undefined;
    // Two readings are possible: neither is deep where all of the rest, nested, would not be.
    if (place !== GO_ON) return lexer.outside + lexer.run + mostOf(text, lexer.at) > budget ? place : undefined;
  }
  return lexer.outside + lexer.run > budget ? text.length : undefined;
}

/** What the text from a place on may cost at most, whatever is text, comment or code in it: nothing in it is closed. */
function mostOf(text: string, from: number): number {
  let most = 0;
  let isInWord = false;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Beyond ASCII there are letters and spaces: each may begin a word.
    const isWord = code < 128 && NAME_CHARACTER[code] === 1;
    if (!isWord || !isInWord) most += code < 128 ? MOST[code]! : WORD;
    isInWord = isWord;
  }
  return most;
}
