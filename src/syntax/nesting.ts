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
const NAME_CHARACTER = new Uint8Array(128);
for (const part of ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789_$\\'])
  for (let at = 0; at < part.length; at++) NAME_CHARACTER[part.charCodeAt(at)] = 1;

/** Where the text may be nested more deeply than the budget allows; undefined where it is not, for sure. */
export function deepPlace(text: string, { jsx, types }: Grammar, budget: number): number | undefined {
  const { length } = text;
  const kinds: number[] = [0];
  const runs: number[] = [0];
  const marks: number[] = [0];
  let top = 0;
  let kind = 0;
  /** What the levels outside of this one cost; what was written in this one since its last end of a part or statement. */
  let outside = 0;
  let run = 0;
  /** How much of it stays at a comma: `if (a) b, c; else if …`. */
  let mark = 0;
  let last = START;
  /** What stood before the last name, and where that begins and ends. */
  let beforeName = START;
  let from = 0;
  let to = 0;
  let isNewLine = false;
  /** After `;` or `}`: the next token tells whether a statement ended. */
  let mayEnd = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (text.startsWith('#!', at)) at = lineEnd(text, at);

  const word = (): string => (to - from > 11 ? '' : text.slice(from, to));
  function open(next: number): void {
    outside += run + COSTS[next]!;
    runs[top] = run;
    marks[top] = mark;
    kinds[++top] = kind = next;
    run = mark = 0;
  }
  function close(): void {
    const cost = COSTS[kind]!;
    kind = kinds[--top]!;
    run = runs[top]!;
    mark = marks[top]!;
    outside -= run + cost;
  }
  /** `a < b`: what stood there is no list of types. */
  function leaveAngles(): void {
    while (kind === IN_ANGLE) close();
  }
  function endStatement(): void {
    leaveAngles();
    run = mark = 0;
  }
  /** May an operand begin here: yes, no, or undefined. */
  function wantsOperand(): boolean | undefined {
    switch (last) {
      case START: case OPERATOR: case AFTER_COLON: case CONTROL_END: case BLOCK_END: case AFTER_ARROW: return true;
      case OPERAND: return false;
      case NAME: {
        if (beforeName === DOT) return false;
        const name = word();
        return BEFORE_OPERAND.has(name) || (MAYBE_BEFORE_OPERAND.has(name) ? undefined : false);
      }
      default: return undefined;
    }
  }
  function kindOfBrace(): number {
    switch (last) {
      case START: case CONTROL_END: case BLOCK_END: case AFTER_ARROW: return IN_BLOCK;
      case OPERATOR: return IN_OBJECT;
      case NAME:
        return beforeName === DOT ? IN_BODY : BEFORE_BLOCK.has(word()) ? IN_BLOCK : BEFORE_OPERAND.has(word()) ? IN_OBJECT : IN_BODY;
      default: return IN_BODY;
    }
  }

  while (at < length) {
    if (outside + run > budget) return at;
    let code = text.charCodeAt(at);

    // ---- JSX ----
    if (kind >= IN_TAG) {
      mayEnd = 0;
      isNewLine = false;
    }
    if (kind === IN_ELEMENT) {
      while (code !== 0x3c && code !== 0x7b && ++at < length) code = text.charCodeAt(at);
      if (at >= length) break;
      if (code === 0x7b) {
        open(IN_OBJECT);
        last = OPERATOR;
        at++;
      } else if (text.charCodeAt(skipBlank(text, at + 1)) === 0x2f) {
        const end = text.indexOf('>', at);
        if (end < 0) return undefined;
        close();
        last = OPERAND;
        at = end + 1;
      } else {
        open(IN_TAG);
        at = nameEnd(text, skipBlank(text, at + 1));
      }
      continue;
    }
    if (kind === IN_TAG) {
      switch (code) {
        case 0x3e: kinds[top] = kind = IN_ELEMENT; run = 0; at++; break;
        // `/` of `/>`, or of a comment.
        case 0x2f: {
          const next = text.charCodeAt(at + 1);
          if (next === 0x2f) at = lineEnd(text, at);
          else if (next === 0x2a) at = commentEnd(text, at);
          else {
            const end = skipBlank(text, at + 1);
            if (text.charCodeAt(end) !== 0x3e) return at;
            close();
            last = OPERAND;
            at = end + 1;
          }
          break;
        }
        case 0x22: case 0x27: {
          const end = text.indexOf(code === 0x22 ? '"' : "'", at + 1);
          if (end < 0) return undefined;
          at = end + 1;
          break;
        }
        case 0x7b: open(IN_OBJECT); last = OPERATOR; at++; break;
        case 0x3c: {
          let before = at - 1;
          while (before > 0 && text.charCodeAt(before) <= 32) before--;
          if (text.charCodeAt(before) === 0x3d) {
            open(IN_TAG);
            at = nameEnd(text, skipBlank(text, at + 1));
          } else if (types && /[\w$]/.test(text[before] ?? '')) {
            open(IN_ANGLE);
            last = OPERATOR;
            at++;
          } else return at;
          break;
        }
        // Brackets in a tag are no JSX, and `.` makes a name of members.
        case 0x28: case 0x29: case 0x5b: case 0x5d: case 0x7d: case 0x60: return at;
        case 0x2e: run += INFIX; at++; break;
        default: at++;
      }
      continue;
    }

    // ---- names ----
    if (code < 128 ? NAME_CHARACTER[code] === 1 : !isBlank(code)) {
      const start = at;
      if (code >= 48 && code <= 57) {
        do code = text.charCodeAt(++at); while (code < 128 ? NAME_CHARACTER[code] === 1 : false);
        // One dot of a number; the next one is that of a member.
        if (code === 0x2e && text.charCodeAt(at + 1) !== 0x2e) do code = text.charCodeAt(++at); while (code >= 48 && code <= 57);
        if (mayEnd === 2) endStatement();
        if (last > AFTER_COLON && last !== DOT && last !== AFTER_ARROW) run += WORD;
        last = OPERAND;
      } else {
        do {
          // \u{61} in a name.
          if (code === 0x5c && text.charCodeAt(at + 2) === 0x7b) {
            const end = text.indexOf('}', at);
            if (end < 0 || end - at > 12) return at;
            at = end;
          }
          code = text.charCodeAt(++at);
        } while (code < 128 ? NAME_CHARACTER[code] === 1 : code === code && !isBlank(code));
        if (mayEnd !== 0 || isNewLine) {
          const ended = mayEnd !== 0 || last === OPERAND || last === BODY_END
            || (last === NAME && (beforeName === DOT || to - from > 11 || !GOES_ON.has(text.slice(from, to))));
          if (ended && !(at - start <= 10 && CONTINUES.has(text.slice(start, at)))) {
            leaveAngles();
            if (kind === 0 || (kind >= IN_BLOCK && kind <= IN_BODY)) run = mark = 0;
          }
        }
        if (last > AFTER_COLON && last !== DOT && last !== AFTER_ARROW) run += WORD;
        beforeName = isNewLine && last !== DOT && last !== OPERATOR ? START : last;
        last = NAME;
        from = start;
        to = at;
        if ((at - start === 2 && text.charCodeAt(start) === 0x64 && text.charCodeAt(start + 1) === 0x6f)
          || (at - start === 4 && text.charCodeAt(start) === 0x65 && text.startsWith('else', start))) mark = run;
      }
      mayEnd = 0;
      isNewLine = false;
      continue;
    }

    if (code === LF || code === 13 || code === 0x2028 || code === 0x2029) {
      isNewLine = true;
      at++;
      continue;
    }
    if (code <= 32 || code >= 128) {
      at++;
      continue;
    }
    if (code === 0x2f) {
      const next = text.charCodeAt(at + 1);
      if (next === 0x2f) {
        at = lineEnd(text, at);
        continue;
      }
      if (next === 0x2a) {
        at = commentEnd(text, at);
        continue;
      }
    }
    // `;`, or `}` of a block before what begins a statement for sure.
    if (mayEnd === 2 || (mayEnd === 1 && (code === 0x40 || code === 0x23))) endStatement();
    mayEnd = 0;
    const wasNewLine = isNewLine;
    isNewLine = false;

    switch (code) {
      case 0x22: case 0x27:
        if (last > AFTER_COLON && last !== AFTER_ARROW) run += WORD;
        at = textEnd(text, at, code);
        last = OPERAND;
        break;
      case 0x60: {
        run += INFIX;
        const end = templateEnd(text, at + 1);
        at = end < 0 ? -end : end;
        if (end < 0) {
          open(IN_SUBSTITUTION);
          last = OPERATOR;
        } else last = OPERAND;
        break;
      }
      case 0x28: {
        const isControl = last === NAME && beforeName !== DOT && to - from <= 5 && CONTROL.has(text.slice(from, to));
        open(isControl ? IN_CONTROL : IN_PAREN);
        last = OPERATOR;
        at++;
        break;
      }
      case 0x5b: open(IN_BRACKET); last = OPERATOR; at++; break;
      case 0x7b: {
        const next = kindOfBrace();
        open(next);
        last = next === IN_OBJECT ? OPERATOR : START;
        at++;
        break;
      }
      case 0x29: {
        leaveAngles();
        const isControl = kind === IN_CONTROL;
        if (isControl || kind === IN_PAREN) {
          close();
          run += INFIX;
          if (isControl) mark = run;
        }
        last = isControl ? CONTROL_END : OPERAND;
        at++;
        break;
      }
      case 0x5d:
        leaveAngles();
        if (kind === IN_BRACKET) {
          close();
          run += INFIX;
        }
        last = OPERAND;
        at++;
        break;
      case 0x7d: {
        leaveAngles();
        const closed = kind;
        at++;
        if (closed === IN_SUBSTITUTION) {
          close();
          const end = templateEnd(text, at);
          at = end < 0 ? -end : end;
          if (end < 0) {
            open(IN_SUBSTITUTION);
            last = OPERATOR;
          } else last = OPERAND;
          break;
        }
        if (closed >= IN_BLOCK && closed <= IN_BODY) {
          close();
          run += INFIX;
        }
        last = closed === IN_BLOCK ? BLOCK_END : closed === IN_OBJECT ? OPERAND : BODY_END;
        mayEnd = 1;
        break;
      }
      case 0x3b: leaveAngles(); mayEnd = 2; last = START; at++; break;
      case 0x2c: run = mark; last = OPERATOR; at++; break;
      case 0x3a:
        run += COLON;
        // A label, which may stand before a comma.
        if (last === NAME && (beforeName === START || beforeName === AFTER_COLON || beforeName >= CONTROL_END || beforeName === NAME))
          mark = run;
        last = AFTER_COLON;
        at++;
        break;
      case 0x3f:
        if (text.charCodeAt(at + 1) === 0x2e && !(text.charCodeAt(at + 2) >= 48 && text.charCodeAt(at + 2) <= 57)) {
          run += INFIX;
          last = DOT;
          at += 2;
        } else if (text.charCodeAt(at + 1) === 0x3f) {
          run += INFIX;
          last = OPERATOR;
          at += 2;
        } else {
          run += COLON;
          last = OPERATOR;
          at++;
        }
        break;
      case 0x3d:
        if (text.charCodeAt(at + 1) === 0x3e) {
          run += ARROW;
          last = AFTER_ARROW;
          at += 2;
        } else {
          run += ASSIGNMENT;
          last = OPERATOR;
          at++;
          while (text.charCodeAt(at) === 0x3d) at++;
        }
        break;
      case 0x2e:
        run += INFIX;
        if (text.charCodeAt(at + 1) === 0x2e) {
          last = OPERATOR;
          while (text.charCodeAt(at) === 0x2e) at++;
        } else {
          last = DOT;
          at++;
        }
        break;
      case 0x2f: {
        const wants = wantsOperand();
        if (wants === true) {
          at = expressionEnd(text, at);
          last = OPERAND;
        } else if (wants === false) {
          run += INFIX;
          last = OPERATOR;
          at++;
        } else return at;
        break;
      }
      case 0x3c: {
        // `<!--` is a comment in a script, and four operators in a module.
        if (text.startsWith('<!--', at)) return at;
        const next = text.charCodeAt(at + 1);
        const wants = jsx ? wantsOperand() : types ? false : undefined;
        if (next === 0x3d) {
          run += INFIX;
          last = OPERATOR;
          at += 2;
        } else if (wants === true && jsx) {
          const element = types ? isElement(text, at, last) : true;
          if (element === undefined) return at;
          if (element) {
            open(IN_TAG);
            at = nameEnd(text, skipBlank(text, at + 1));
          } else {
            open(IN_ANGLE);
            last = OPERATOR;
            at++;
          }
        } else if (wants === undefined && jsx && next !== 0x3c) return at;
        else {
          if (types) open(IN_ANGLE);
          else run += INFIX;
          last = OPERATOR;
          at++;
        }
        break;
      }
      case 0x3e:
        if (kind === IN_ANGLE) {
          const inner = run;
          close();
          run += inner + INFIX;
          last = ANGLE_END;
        } else {
          run += INFIX;
          last = OPERATOR;
        }
        at++;
        break;
      case 0x2b: case 0x2d:
        // `-->` at the start of a line is a comment in a script.
        if (code === 0x2d && (wasNewLine || top === 0) && text.startsWith('-->', at)) return at;
        run += last > AFTER_COLON && last !== NAME && last !== AFTER_ARROW ? INFIX : PREFIX;
        // `a++` stays an operand.
        if (text.charCodeAt(at + 1) === code) {
          at += 2;
          if (last <= AFTER_COLON || last === NAME) last = last === NAME && wantsOperand() === false ? OPERAND : OPERATOR;
        } else {
          last = OPERATOR;
          at++;
        }
        break;
      case 0x21:
        run += PREFIX;
        // `a!` of TypeScript stays an operand, `a != b` does not.
        if (text.charCodeAt(at + 1) === 0x3d && last > AFTER_COLON) last = OPERATOR;
        else if (wantsOperand() !== false) last = OPERATOR;
        else last = OPERAND;
        at++;
        break;
      default:
        // & * | % ^ ~ @ #
        run += last > AFTER_COLON && last !== NAME && last !== AFTER_ARROW ? INFIX : PREFIX;
        last = OPERATOR;
        at++;
    }
  }
  return outside + run > budget ? length : undefined;
}

const isBlank = (code: number): boolean =>
  code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f
  || code === 0x205f || code === 0x3000 || code === 0xfeff || code === 0x85;

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
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
