// Text of code → does it nest so deeply that the parser's recursion could end the stack? An upper bound, by a lexer of
// our own that runs through the text once and makes nothing. Comments, texts, templates, regular expressions and JSX are
// told apart, so what stands in them counts for nothing. Where two readings are possible it says "deep":
// then the parser is tried where it harms nobody (see trial.ts), so a wrong guess costs time and no answer.
//
// The sum: what each open bracket costs, and in each of them what was written since the last comma, semicolon or statement,
// for every operator or word there may be the parent of what follows.

/** JSX: `<a>` is an element where an operand may stand. Types: `a<b` may open a list of types. */
export interface Grammar { readonly jsx: boolean; readonly types: boolean }

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

// Bytes of stack of one level, measured with oxc-parser 0.150 on x64 as depths that just fit into 1 MB. The tallest of
// the constructs that a sign may stand for counts: `{` opens a function expression, `(` a parameter with a default.
const PAREN = 1600;
const BRACKET = 1800;
const BRACE = 3000;
const SUBSTITUTION = 1800;
const ANGLE = 1800;
const ELEMENT = 500;
const ARROW = 1000;
const ASSIGNMENT = 550;
const COLON = 700;
/** `new new a`, `keyof keyof A`, `if (a) if (b)`, `class A extends class B extends`: words side by side. */
const WORD = 520;
const PREFIX = 400;
const INFIX = 240;

// Kinds of levels.
const IN_PAREN = 1;
const IN_CONTROL = 2;
const IN_BRACKET = 3;
const IN_BLOCK = 4;
const IN_OBJECT = 5;
/** A body of a function or class, of which the end may be that of a statement or of an expression. */
const IN_BODY = 6;
const IN_SUBSTITUTION = 7;
const IN_ANGLE = 8;
const IN_TAG = 9;
const IN_ELEMENT = 10;

const COSTS = [0, PAREN, PAREN, BRACKET, BRACE, BRACE, BRACE, SUBSTITUTION, ANGLE, ELEMENT, ELEMENT];

// What the last token was.
const START = 0;
const OPERATOR = 1;
const AFTER_COLON = 2;
const NAME = 3;
const OPERAND = 4;
const CONTROL_END = 5;
const BLOCK_END = 6;
const BODY_END = 7;
const ANGLE_END = 8;
const DOT = 9;
const AFTER_ARROW = 10;

/** Words before an operand, by which `/` is a regular expression and `<` an element. */
const BEFORE_OPERAND = new Set(['return', 'typeof', 'case', 'in', 'instanceof', 'new', 'void', 'delete', 'throw', 'do', 'else', 'default']);
/** Words that are names as well as such. */
const MAYBE_BEFORE_OPERAND = new Set(['await', 'yield', 'of', 'extends', 'async', 'let', 'static']);
const CONTROL = new Set(['if', 'for', 'while', 'with', 'await']);
const BEFORE_BLOCK = new Set(['else', 'do', 'try', 'finally', 'static']);
/** Words after which a line break ends no statement. */
const GOES_ON = new Set([
  ...BEFORE_OPERAND, ...MAYBE_BEFORE_OPERAND, 'as', 'satisfies', 'is', 'keyof', 'unique', 'readonly', 'infer', 'asserts', 'abstract',
  'implements', 'import', 'export', 'from', 'const', 'var', 'function', 'class', 'enum', 'namespace', 'module', 'declare', 'type',
  'interface', 'get', 'set', 'public', 'private', 'protected', 'override', 'accessor', 'using', 'if', 'while', 'for', 'with', 'try',
  'finally', 'catch', 'switch', 'global', 'defer', 'source', 'out',
]);
/** Words before which a line break, a brace or a semicolon ends no statement. */
const CONTINUES = new Set([
  'in', 'instanceof', 'of', 'as', 'satisfies', 'is', 'extends', 'implements', 'else', 'while', 'catch', 'finally', 'from', 'with', 'assert',
]);

const LF = 10;
const BRACKETS = new Uint8Array(128);
for (let at = 0, all = '"\'`([{)]};,:'; at < all.length; at++) BRACKETS[all.charCodeAt(at)] = 1;
const NAME_CHARACTER = new Uint8Array(128);
for (const part of ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789_$\\'])
  for (let at = 0; at < part.length; at++) NAME_CHARACTER[part.charCodeAt(at)] = 1;
/** What a character may cost at most, by what the steps below make of it; of a word the first one counts. */
const MOST = Uint16Array.from({ length: 128 }, (_, code) => {
  if (code <= 32) return 0;
  if (NAME_CHARACTER[code] === 1) return WORD;
  return ({ '(': PAREN, '[': BRACKET, '{': BRACE, '<': ANGLE, '=': ARROW, ':': COLON, '?': COLON, '"': WORD, "'": WORD })[
    String.fromCharCode(code)] ?? PREFIX;
});

/** Where the lexer stands. Small functions over one object: the one long function that it was took a second to be compiled. */
interface Lexer extends Grammar {
  readonly text: string;
  /** The levels around, the innermost last: what kind each is, what was written in it, and its mark. */
  readonly kinds: number[];
  readonly runs: number[];
  readonly marks: number[];
  top: number;
  kind: number;
  /** What the levels outside of this one cost; what was written in this one since its last end of a part or statement. */
  outside: number;
  run: number;
  /** How much of it stays at a comma: `if (a) b, c; else if …`. */
  mark: number;
  last: number;
  /** What stood before the last name, and where that begins and ends. */
  beforeName: number;
  from: number;
  to: number;
  isNewLine: boolean;
  /** After `;` or `}`: the next token tells whether a statement ended. */
  mayEnd: number;
  at: number;
}

// What a step says, where it is not the place of something that may be deep.
const GO_ON = -1;
/** What follows is all in one text or tag. */
const NOT_DEEP = -2;

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

// ---- levels ----

function open(lexer: Lexer, next: number): void {
  lexer.outside += lexer.run + COSTS[next]!;
  lexer.runs[lexer.top] = lexer.run;
  lexer.marks[lexer.top] = lexer.mark;
  lexer.kinds[++lexer.top] = lexer.kind = next;
  lexer.run = lexer.mark = 0;
}

function close(lexer: Lexer): void {
  const cost = COSTS[lexer.kind]!;
  lexer.kind = lexer.kinds[--lexer.top]!;
  lexer.run = lexer.runs[lexer.top]!;
  lexer.mark = lexer.marks[lexer.top]!;
  lexer.outside -= lexer.run + cost;
}

/** `a < b`: what stood there is no list of types. */
function leaveAngles(lexer: Lexer): void {
  while (lexer.kind === IN_ANGLE) close(lexer);
}

function endStatement(lexer: Lexer): void {
  leaveAngles(lexer);
  lexer.run = lexer.mark = 0;
}

const lastWord = ({ text, from, to }: Lexer): string => (to - from > 11 ? '' : text.slice(from, to));

/** May an operand begin here: yes, no, or undefined. */
function wantsOperand(lexer: Lexer): boolean | undefined {
  switch (lexer.last) {
    case START: case OPERATOR: case AFTER_COLON: case CONTROL_END: case BLOCK_END: case AFTER_ARROW: return true;
    case OPERAND: return false;
    case NAME: {
      if (lexer.beforeName === DOT) return false;
      const name = lastWord(lexer);
      return BEFORE_OPERAND.has(name) || (MAYBE_BEFORE_OPERAND.has(name) ? undefined : false);
    }
    default: return undefined;
  }
}

function kindOfBrace(lexer: Lexer): number {
  switch (lexer.last) {
    case START: case CONTROL_END: case BLOCK_END: case AFTER_ARROW: return IN_BLOCK;
    case OPERATOR: return IN_OBJECT;
    case NAME: {
      const name = lexer.beforeName === DOT ? '' : lastWord(lexer);
      return BEFORE_BLOCK.has(name) ? IN_BLOCK : BEFORE_OPERAND.has(name) ? IN_OBJECT : IN_BODY;
    }
    default: return IN_BODY;
  }
}

// ---- steps ----

function step(lexer: Lexer): number {
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

/** The text between tags. */
function inElement(lexer: Lexer): number {
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

function inTag(lexer: Lexer): number {
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

/** Goes into a level, of which one sign is the beginning. */
function opened(lexer: Lexer, kind: number): number {
  open(lexer, kind);
  lexer.last = kind >= IN_BLOCK && kind <= IN_BODY && kind !== IN_OBJECT ? START : OPERATOR;
  lexer.at++;
  return GO_ON;
}

function openedTag(lexer: Lexer): number {
  open(lexer, IN_TAG);
  lexer.at = nameEnd(lexer.text, skipBlank(lexer.text, lexer.at + 1));
  return GO_ON;
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
function operator(lexer: Lexer, cost: number, length: number, last: number = OPERATOR): number {
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

const isBlank = (code: number): boolean =>
  code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f
  || code === 0x205f || code === 0x3000 || code === 0xfeff || code === 0x85;

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
}

function spaceEnd(text: string, from: number): number {
  let at = from + 1;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

function nameEnd(text: string, from: number): number {
  let at = from;
  const isName = (code: number): boolean => (code < 128 ? NAME_CHARACTER[code] === 1 : code >= 128 && !isBlank(code));
  while (isName(text.charCodeAt(at))) at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === 13 || code === 0x2028 || code === 0x2029) return at;
  }
  return text.length;
}

function commentEnd(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? text.length : end + 2;
}

/** A text ends with its line where it is not closed. */
function textEnd(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 0x5c) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === LF ? 2 : 1;
    else if (code === LF || code === 13) return at;
  }
  return text.length;
}

/** Behind the closing quote, or minus the place behind `${`. */
function templateEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x60) return at + 1;
    if (code === 0x5c) at++;
    else if (code === 0x24 && text.charCodeAt(at + 1) === 0x7b) return -(at + 2);
  }
  return text.length;
}

/** Behind a regular expression; its line ends one that is not closed. */
function expressionEnd(text: string, from: number): number {
  let isClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x5b) isClass = true;
    else if (code === 0x5d) isClass = false;
    else if (code === 0x2f && !isClass) return nameEnd(text, at + 1);
    else if (code === LF || code === 13 || code === 0x2028 || code === 0x2029) return at;
  }
  return text.length;
}

/** In a file of both kinds: `<T,>(a) => a` and `<T extends U>() => a` are functions; `<b>(text)` may be either. */
function isElement(text: string, from: number, last: number): boolean | undefined {
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
