// One step of the lexer: what stands at a place of the text, and what it opens, closes or costs.
import {
  AFTER_ARROW, AFTER_COLON, ANGLE_END, ARROW, ASSIGNMENT, BLOCK_END, BODY_END, COLON, CONTINUES, CONTROL, CONTROL_END, DOT, GOES_ON,
  GO_ON, INFIX, IN_ANGLE, IN_BLOCK, IN_BODY, IN_BRACKET, IN_CONTROL, IN_ELEMENT, IN_OBJECT, IN_PAREN, IN_SUBSTITUTION, IN_TAG, NAME,
  OPERAND, OPERATOR, PREFIX, START, WORD, close, endStatement, kindOfBrace, leaveAngles, open, wantsOperand,
} from './levels.ts';
import type { Lexer } from './levels.ts';
import { inElement, inTag, isElement, openedTag } from './tags.ts';
import { LF, NAME_CHARACTER, commentEnd, expressionEnd, isBlank, lineEnd, spaceEnd, templateEnd, textEnd } from './ends.ts';
import { opened } from './levels.ts';

// ---- steps ----

const BRACKETS = new Uint8Array(128);
for (let at = 0, all = '"\'`([{)]};,:'; at < all.length; at++) BRACKETS[all.charCodeAt(at)] = 1;

export function step(lexer: Lexer): number {
  const { text, at } = lexer;
  if (lexer.kind >= IN_TAG) {
    lexer.mayEnd = 0;
    lexer.isNewLine = false;
    return lexer.kind === IN_ELEMENT ? inElement(lexer) : inTag(lexer);
  }
  const code = text.charCodeAt(at);
  if (code < 128 ? NAME_CHARACTER[code] === 1 : !isBlank(code)) return code >= 48 && code <= 57 ? inNumber(lexer) : inName(lexer);
  if (code === LF || code === 13 || code === 0x2028 || code === 0x2029) {
    lexer.isNewLine = true;
    lexer.at++;
  } else if (code <= 32 || code >= 128) lexer.at = spaceEnd(text, at);
  else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2f) lexer.at = lineEnd(text, at);
  else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2a) lexer.at = commentEnd(text, at);
  else {
    // `;`, or `}` of a block before what begins a statement for sure.
    if (lexer.mayEnd === 2 || (lexer.mayEnd === 1 && (code === 0x40 || code === 0x23))) endStatement(lexer);
    lexer.mayEnd = 0;
    const wasNewLine = lexer.isNewLine;
    lexer.isNewLine = false;
    return BRACKETS[code] === 1 ? atBracket(lexer, code) : atOperator(lexer, code, wasNewLine);
  }
  return GO_ON;
}

/** Words side by side. */
function countWord(lexer: Lexer): void {
  const { last } = lexer;
  if (last > AFTER_COLON && last !== DOT && last !== AFTER_ARROW) lexer.run += WORD;
}

function inNumber(lexer: Lexer): number {
  const { text } = lexer;
  let { at } = lexer;
  let code = 0;
  do code = text.charCodeAt(++at); while (code < 128 ? NAME_CHARACTER[code] === 1 : false);
  // One dot of a number; the next one is that of a member.
  if (code === 0x2e && text.charCodeAt(at + 1) !== 0x2e) do code = text.charCodeAt(++at); while (code >= 48 && code <= 57);
  if (lexer.mayEnd === 2) endStatement(lexer);
  countWord(lexer);
  lexer.last = OPERAND;
  lexer.mayEnd = 0;
  lexer.isNewLine = false;
  lexer.at = at;
  return GO_ON;
}

function inName(lexer: Lexer): number {
  const { text, at: start } = lexer;
  const at = wordEnd(text, start);
  if (at < 0) return -at;
  if ((lexer.mayEnd !== 0 || lexer.isNewLine) && endsBefore(lexer, start, at)) {
    leaveAngles(lexer);
    if (lexer.kind === 0 || (lexer.kind >= IN_BLOCK && lexer.kind <= IN_BODY)) lexer.run = lexer.mark = 0;
  }
  countWord(lexer);
  lexer.beforeName = lexer.isNewLine && lexer.last !== DOT && lexer.last !== OPERATOR ? START : lexer.last;
  lexer.last = NAME;
  lexer.from = start;
  lexer.to = at;
  if ((at - start === 2 && text.startsWith('do', start)) || (at - start === 4 && text.startsWith('else', start))) lexer.mark = lexer.run;
  lexer.mayEnd = 0;
  lexer.isNewLine = false;
  lexer.at = at;
  return GO_ON;
}

/** Behind a name; minus the place of what may be none. */
function wordEnd(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  do {
    // \u{61} in a name.
    if (code === 0x5c && text.charCodeAt(at + 2) === 0x7b) {
      const end = text.indexOf('}', at);
      if (end < 0 || end - at > 12) return -at;
      at = end;
    }
    code = text.charCodeAt(++at);
  } while (code < 128 ? NAME_CHARACTER[code] === 1 : code === code && !isBlank(code));
  return at;
}

/** Behind a line break, a brace or a semicolon: does this name begin another statement? */
function endsBefore({ text, mayEnd, last, beforeName, from, to }: Lexer, start: number, end: number): boolean {
  const ended = mayEnd !== 0 || last === OPERAND || last === BODY_END
    || (last === NAME && (beforeName === DOT || to - from > 11 || !GOES_ON.has(text.slice(from, to))));
  return ended && !(end - start <= 10 && CONTINUES.has(text.slice(start, end)));
}

/** What stands in a template from a place on, to its end or the next `${`. */
function inTemplate(lexer: Lexer, from: number): number {
  const end = templateEnd(lexer.text, from);
  lexer.at = Math.abs(end);
  lexer.last = OPERAND;
  if (end < 0) {
    open(lexer, IN_SUBSTITUTION);
    lexer.last = OPERATOR;
  }
  return GO_ON;
}

/** Quotes, brackets and what stands between parts: one character each, and most of all signs. */
function atBracket(lexer: Lexer, code: number): number {
  switch (code) {
    case 0x22: case 0x27:
      if (lexer.last > AFTER_COLON && lexer.last !== AFTER_ARROW) lexer.run += WORD;
      lexer.at = textEnd(lexer.text, lexer.at, code);
      lexer.last = OPERAND;
      return GO_ON;
    case 0x60:
      lexer.run += INFIX;
      return inTemplate(lexer, lexer.at + 1);
    case 0x28: return opened(lexer, isControl(lexer) ? IN_CONTROL : IN_PAREN);
    case 0x5b: return opened(lexer, IN_BRACKET);
    case 0x7b: return opened(lexer, kindOfBrace(lexer));
    case 0x29: return closedParen(lexer);
    case 0x5d:
      leaveAngles(lexer);
      if (lexer.kind === IN_BRACKET) {
        close(lexer);
        lexer.run += INFIX;
      }
      lexer.last = OPERAND;
      break;
    case 0x7d: return closedBrace(lexer);
    case 0x3b:
      leaveAngles(lexer);
      lexer.mayEnd = 2;
      lexer.last = START;
      break;
    case 0x2c:
      lexer.run = lexer.mark;
      lexer.last = OPERATOR;
      break;
    case 0x3a: {
      const { last, beforeName } = lexer;
      lexer.run += COLON;
      // A label, which may stand before a comma.
      if (last === NAME && (beforeName === START || beforeName === AFTER_COLON || beforeName >= CONTROL_END || beforeName === NAME))
        lexer.mark = lexer.run;
      lexer.last = AFTER_COLON;
      break;
    }
    default: break;
  }
  lexer.at++;
  return GO_ON;
}

const isControl = ({ text, last, beforeName, from, to }: Lexer): boolean =>
  last === NAME && beforeName !== DOT && to - from <= 5 && CONTROL.has(text.slice(from, to));

function closedParen(lexer: Lexer): number {
  leaveAngles(lexer);
  const { kind } = lexer;
  if (kind === IN_CONTROL || kind === IN_PAREN) {
    close(lexer);
    lexer.run += INFIX;
    if (kind === IN_CONTROL) lexer.mark = lexer.run;
  }
  lexer.last = kind === IN_CONTROL ? CONTROL_END : OPERAND;
  lexer.at++;
  return GO_ON;
}

function closedBrace(lexer: Lexer): number {
  leaveAngles(lexer);
  const { kind } = lexer;
  lexer.at++;
  if (kind === IN_SUBSTITUTION) {
    close(lexer);
    return inTemplate(lexer, lexer.at);
  }
  if (kind >= IN_BLOCK && kind <= IN_BODY) {
    close(lexer);
    lexer.run += INFIX;
  }
  lexer.last = kind === IN_BLOCK ? BLOCK_END : kind === IN_OBJECT ? OPERAND : BODY_END;
  lexer.mayEnd = 1;
  return GO_ON;
}

/** Goes on behind an operator of some characters. */
export function operator(lexer: Lexer, cost: number, length: number, last: number = OPERATOR): number {
  lexer.run += cost;
  lexer.last = last;
  lexer.at += length;
  return GO_ON;
}

/** An operator between operands, or before one. */
const costOfSign = ({ last }: Lexer): number => (last > AFTER_COLON && last !== NAME && last !== AFTER_ARROW ? INFIX : PREFIX);

function atOperator(lexer: Lexer, code: number, wasNewLine: boolean): number {
  const { text, at, last } = lexer;
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case 0x3f:
      if (next === 0x2e && !(text.charCodeAt(at + 2) >= 48 && text.charCodeAt(at + 2) <= 57)) return operator(lexer, INFIX, 2, DOT);
      return next === 0x3f ? operator(lexer, INFIX, 2) : operator(lexer, COLON, 1);
    case 0x3d: return next === 0x3e ? operator(lexer, ARROW, 2, AFTER_ARROW) : operator(lexer, ASSIGNMENT, repeated(text, at, 0x3d));
    case 0x2e: return next === 0x2e ? operator(lexer, INFIX, repeated(text, at, 0x2e)) : operator(lexer, INFIX, 1, DOT);
    case 0x2f: return atSlash(lexer);
    case 0x3c: return atLess(lexer, next);
    case 0x3e: {
      if (lexer.kind !== IN_ANGLE) return operator(lexer, INFIX, 1);
      const inner = lexer.run;
      close(lexer);
      return operator(lexer, inner + INFIX, 1, ANGLE_END);
    }
    case 0x2b: case 0x2d:
      // `-->` at the start of a line is a comment in a script.
      if (code === 0x2d && (wasNewLine || lexer.top === 0) && text.startsWith('-->', at)) return at;
      if (next !== code) return operator(lexer, costOfSign(lexer), 1);
      // `a++` stays an operand.
      if (last > AFTER_COLON && last !== NAME) return operator(lexer, costOfSign(lexer), 2, last);
      return operator(lexer, costOfSign(lexer), 2, wantsOperand(lexer) === false ? OPERAND : OPERATOR);
    case 0x21: {
      // `a!` of TypeScript stays an operand, `a != b` does not.
      const isOperator = (next === 0x3d && last > AFTER_COLON) || wantsOperand(lexer) !== false;
      return operator(lexer, PREFIX, 1, isOperator ? OPERATOR : OPERAND);
    }
    // & * | % ^ ~ @ #
    default: return operator(lexer, costOfSign(lexer), 1);
  }
}

function repeated(text: string, from: number, code: number): number {
  let at = from + 1;
  while (text.charCodeAt(at) === code) at++;
  return at - from;
}

function atSlash(lexer: Lexer): number {
  const wants = wantsOperand(lexer);
  if (wants === undefined) return lexer.at;
  if (!wants) return operator(lexer, INFIX, 1);
  lexer.at = expressionEnd(lexer.text, lexer.at);
  lexer.last = OPERAND;
  return GO_ON;
}

function atLess(lexer: Lexer, next: number): number {
  const { text, at, jsx, types } = lexer;
  // `<!--` is a comment in a script, and four operators in a module.
  if (text.startsWith('<!--', at)) return at;
  const wants = jsx ? wantsOperand(lexer) : types ? false : undefined;
  if (next === 0x3d) return operator(lexer, INFIX, 2);
  if (wants === true && jsx) {
    const element = types ? isElement(text, at, lexer.last) : true;
    if (element === undefined) return at;
    return element ? openedTag(lexer) : opened(lexer, IN_ANGLE);
  }
  if (wants === undefined && jsx && next !== 0x3c) return at;
  return types ? opened(lexer, IN_ANGLE) : operator(lexer, INFIX, 1);
}
