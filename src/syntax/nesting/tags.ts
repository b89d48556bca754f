// JSX: the steps of the lexer between tags, and inside one.
import { GO_ON, INFIX, IN_ANGLE, IN_ELEMENT, IN_OBJECT, IN_TAG, NAME, NOT_DEEP, OPERAND, close, open } from './levels.ts';
import type { Lexer } from './levels.ts';
import { opened } from './levels.ts';
import { commentEnd, lineEnd, nameEnd, skipBlank } from './ends.ts';



/** The text between tags. */
export function inElement(lexer: Lexer): number {
  const { text } = lexer;
  let { at } = lexer;
  let code = text.charCodeAt(at);
  while (code !== 0x3c && code !== 0x7b && ++at < text.length) code = text.charCodeAt(at);
  lexer.at = at;
  if (at >= text.length) return GO_ON;
  if (code === 0x7b) return opened(lexer, IN_OBJECT);
  if (text.charCodeAt(skipBlank(text, at + 1)) !== 0x2f) return openedTag(lexer);
  const end = text.indexOf('>', at);
  if (end < 0) return NOT_DEEP;
  close(lexer);
  lexer.last = OPERAND;
  lexer.at = end + 1;
  return GO_ON;
}

export function inTag(lexer: Lexer): number {
  const { text, at } = lexer;
  const code = text.charCodeAt(at);
  switch (code) {
    case 0x3e:
      lexer.kinds[lexer.top] = lexer.kind = IN_ELEMENT;
      lexer.run = 0;
      break;
    case 0x2f: return slashInTag(lexer);
    case 0x22: case 0x27: {
      const end = text.indexOf(code === 0x22 ? '"' : "'", at + 1);
      if (end < 0) return NOT_DEEP;
      lexer.at = end;
      break;
    }
    case 0x7b: return opened(lexer, IN_OBJECT);
    case 0x3c: {
      let before = at - 1;
      while (before > 0 && text.charCodeAt(before) <= 32) before--;
      if (text.charCodeAt(before) === 0x3d) return openedTag(lexer);
      return lexer.types && /[\w$]/.test(text[before] ?? '') ? opened(lexer, IN_ANGLE) : at;
    }
    // Brackets in a tag are no JSX, and `.` makes a name of members.
    case 0x28: case 0x29: case 0x5b: case 0x5d: case 0x7d: case 0x60: return at;
    case 0x2e: lexer.run += INFIX; break;
    default: break;
  }
  lexer.at++;
  return GO_ON;
}

/** `/` of `/>`, or of a comment. */
function slashInTag(lexer: Lexer): number {
  const { text, at } = lexer;
  const next = text.charCodeAt(at + 1);
  if (next === 0x2f) lexer.at = lineEnd(text, at);
  else if (next === 0x2a) lexer.at = commentEnd(text, at);
  else {
    const end = skipBlank(text, at + 1);
    if (text.charCodeAt(end) !== 0x3e) return at;
    close(lexer);
    lexer.last = OPERAND;
    lexer.at = end + 1;
  }
  return GO_ON;
}

export function openedTag(lexer: Lexer): number {
  open(lexer, IN_TAG);
  lexer.at = nameEnd(lexer.text, skipBlank(lexer.text, lexer.at + 1));
  return GO_ON;
}

/** In a file of both kinds: `<T,>(a) => a` and `<T extends U>() => a` are functions; `<b>(text)` may be either. */
export function isElement(text: string, from: number, last: number): boolean | undefined {
  const start = skipBlank(text, from + 1);
  const end = nameEnd(text, start);
  if (end === start) return text.charCodeAt(start) === 0x3e;
  const after = skipBlank(text, end);
  const name = text.slice(start, Math.min(end, start + 8));
  switch (text.charCodeAt(after)) {
    // , =
    case 0x2c: case 0x3d: return false;
    case 0x3e: return text.charCodeAt(skipBlank(text, after + 1)) === 0x28 && last !== NAME ? undefined : true;
    default:
      if (name === 'const') return undefined;
      // As TypeScript tells them apart; an element may have an attribute of that name.
      return !(text.startsWith('extends', after) && nameEnd(text, after) === after + 7 && !/[=>/]/.test(text[skipBlank(text, after + 7)] ?? ''));
  }
}
