// TOML → ConfigDocument. toml-eslint-parser throws at the first mistake; then it reads the part before, and the rest is read
// line by line, so that a broken line hides none of the others.

import type { AST } from 'toml-eslint-parser';
import {
  addEntry, addMistake, addProblemOnce, bounds, nameOf, newDraft, tooDeep, type ConfigDocument, type ConfigDraft,
} from './config-document.ts';
import { packageNamed } from './packages.ts';
import { readTomlLines } from './toml-lines.ts';
import { hasTemplate, maskTemplates } from './yaml-templates.ts';

type Path = readonly (string | number)[];
interface Key { readonly start: number; readonly end: number }

/** How often the text is cut shorter before giving up: an error inside an open array shows only at its end. */
const cuts = 8;

export function parseToml(text: string): ConfigDocument {
  const draft = newDraft();
  const deep = tooDeepAt(text);
  if (deep !== undefined) addProblemOnce(draft, tooDeep, deep);
  const { program, end } = deep === undefined ? programOf(text, draft) : { program: undefined, end: 0 };
  if (program) readProgram(text, program, draft);
  const last = program?.body[0].body.at(-1);
  if (end < text.length) readTomlLines(text, end, last?.type === 'TOMLTable' ? last.resolvedKey.slice(0, bounds.depth) : [], draft);
  return draft;
}

function readProgram(text: string, program: AST.TOMLProgram, draft: ConfigDraft): void {
  for (const comment of program.comments) {
    draft.comments.push({ text: comment.value, start: comment.range[0], end: comment.range[1] });
  }
  for (const part of program.body[0].body) {
    if (part.type === 'TOMLKeyValue') readPair(text, part, [], draft);
    else if (part.resolvedKey.length > bounds.depth) addProblemOnce(draft, tooDeep, part.range[0]);
    else for (const pair of part.body) readPair(text, pair, part.resolvedKey, draft);
  }
}

/** What was parsed, and where that ends in the text. */
function programOf(text: string, draft: ConfigDraft): { readonly program: AST.TOMLProgram | undefined; readonly end: number } {
  let readable = text;
  for (let attempt = 0; attempt < cuts && readable !== ''; attempt++) {
    try {
      // 1.1 reads all of 1.0 and more.
      return { program: packageNamed('toml-eslint-parser').parseTOML(readable, { tomlVersion: '1.1' }), end: readable.length };
    } catch (error) {
      const index = errorIndex(error);
      // The parser spreads the characters of a string over arguments, of which there may not be too many.
      if (index === undefined && error instanceof RangeError) {
        addMistake(draft, 'TOML: a string too long for the parser; read line by line.', 0);
        break;
      }
      if (index === undefined) throw error;
      addMistake(draft, 'TOML: not valid from here on; what follows is read line by line.', Math.min(index, text.length), () => isTemplateOfToml(text));
      readable = beforeLineOf(readable, index);
    }
  }
  return { program: undefined, end: 0 };
}

/** Templates stand for values and names, and alone on a line for nothing: where all else is TOML, all was read. */
function isTemplateOfToml(text: string): boolean {
  if (!hasTemplate(text)) return false;
  try {
    packageNamed('toml-eslint-parser').parseTOML(maskTemplates(text, '1'), { tomlVersion: '1.1' });
    return true;
  } catch {
    return false;
  }
}

/** Where brackets nest too deep for a parser that recurses. Those in strings and comments are none. */
function tooDeepAt(text: string): number | undefined {
  let open = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '[' || token === '{') open++;
    else if ((token === ']' || token === '}') && open > 0) open--;
    if (open > bounds.depth) return index;
  }
  return undefined;
}

/** Strings, comments and brackets. A string of one line ends with it, whole or not. */
const tokens = /"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\r\n]|\\.)*|'[^'\r\n]*|#[^\r\n]*|[[\]{}]/g;

const errorIndex = (error: unknown): number | undefined =>
  error instanceof SyntaxError && 'index' in error && typeof error.index === 'number' ? error.index : undefined;

/** What stands before the line of the error; at least one line goes each time. */
function beforeLineOf(text: string, index: number): string {
  const from = Math.min(index, text.length - 1) - (text[Math.min(index, text.length - 1)] === '\n' ? 1 : 0);
  const newline = text.lastIndexOf('\n', from);
  return newline < 0 ? '' : text.slice(0, newline === text.length - 1 ? newline : newline + 1);
}

function readPair(text: string, pair: AST.TOMLKeyValue, prefix: Path, draft: ConfigDraft): void {
  if (prefix.length + pair.key.keys.length > bounds.depth) return addProblemOnce(draft, tooDeep, pair.range[0]);
  const names = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const last = pair.key.keys.at(-1);
  if (!last) return;
  const quotes = last.type === 'TOMLQuoted' ? 1 : 0;
  readValue(text, pair.value, [...prefix, ...names], { start: last.range[0] + quotes, end: last.range[1] - quotes }, draft);
}

function readValue(text: string, value: AST.TOMLContentNode, path: Path, key: Key | undefined, draft: ConfigDraft): void {
  if (path.length > bounds.depth) addProblemOnce(draft, tooDeep, value.range[0]);
  else if (value.type === 'TOMLArray') value.elements.forEach((item, index) => readValue(text, item, [...path, index], undefined, draft));
  else if (value.type === 'TOMLInlineTable') for (const pair of value.body) readPair(text, pair, path, draft);
  else readScalar(text, value, path, key, draft);
}

function readScalar(text: string, value: AST.TOMLValue, path: Path, key: Key | undefined, draft: ConfigDraft): void {
  const place = value.kind === 'string' ? insideQuotes(text, value) : { start: value.range[0], end: value.range[1] };
  addEntry(draft, {
    path, name: nameOf(path), kind: kindOf(value.kind),
    value: value.kind === 'string' ? value.value : text.slice(place.start, place.end),
    keyStart: (key ?? place).start, keyEnd: (key ?? place).end, ...place,
  });
}

function insideQuotes(text: string, value: AST.TOMLStringValue): Key {
  const [start, end] = value.range;
  if (!value.multiline) return { start: start + 1, end: end - 1 };
  // A line break right after the opening quotes is not part of the value.
  const skipped = /^\r?\n/.exec(text.slice(start + 3, start + 5))?.[0].length ?? 0;
  return { start: start + 3 + skipped, end: end - 3 };
}

const kindOf = (kind: AST.TOMLValue['kind']): 'text' | 'number' | 'boolean' =>
  kind === 'boolean' ? 'boolean' : kind === 'integer' || kind === 'float' ? 'number' : 'text';
