// What is open at a place of the text, and what it costs: the state of the lexer, and the little that changes it.



// Text of code → does it nest so deeply that the parser's recursion could end the stack? An upper bound, by a lexer of
// our own that runs through the text once and makes nothing. Comments, texts, templates, regular expressions and JSX are
// told apart, so what stands in them counts for nothing. Where two readings are possible it says "deep":
// then the parser is tried where it harms nobody (see trial.ts), so a wrong guess costs time and no answer.
//
// The sum: what each open bracket costs, and in each of them what was written since the last comma, semicolon or statement,
// for every operator or word there may be the parent of what follows.

/** JSX: `<a>` is an element where an operand may stand. Types: `a<b` may open a list of types. */
export interface Grammar { readonly jsx: boolean; readonly types: boolean }

// Bytes of stack of one level, measured with oxc-parser 0.150 on x64 as depths that just fit into 1 MB. The tallest of
// the constructs that a sign may stand for counts: `{` opens a function expression, `(` a parameter with a default.
export const PAREN = 1600;
export const BRACKET = 1800;
export const BRACE = 3000;
const SUBSTITUTION = 1800;
export const ANGLE = 1800;
const ELEMENT = 500;
export const ARROW = 1000;
export const ASSIGNMENT = 550;
export const COLON = 700;
/** `new new a`, `keyof keyof A`, `if (a) if (b)`, `class A extends class B extends`: words side by side. */
export const WORD = 520;
export const PREFIX = 400;
export const INFIX = 240;

// Kinds of levels.
export const IN_PAREN = 1;
export const IN_CONTROL = 2;
export const IN_BRACKET = 3;
export const IN_BLOCK = 4;
export const IN_OBJECT = 5;
/** A body of a function or class, of which the end may be that of a statement or of an expression. */
export const IN_BODY = 6;
export const IN_SUBSTITUTION = 7;
export const IN_ANGLE = 8;
export const IN_TAG = 9;
export const IN_ELEMENT = 10;

const COSTS = [0, PAREN, PAREN, BRACKET, BRACE, BRACE, BRACE, SUBSTITUTION, ANGLE, ELEMENT, ELEMENT];

// What the last token was.
export const START = 0;
export const OPERATOR = 1;
export const AFTER_COLON = 2;
export const NAME = 3;
export const OPERAND = 4;
export const CONTROL_END = 5;
export const BLOCK_END = 6;
export const BODY_END = 7;
export const ANGLE_END = 8;
export const DOT = 9;
export const AFTER_ARROW = 10;

/** Words before an operand, by which `/` is a regular expression and `<` an element. */
const BEFORE_OPERAND = new Set(['return', 'typeof', 'case', 'in', 'instanceof', 'new', 'void', 'delete', 'throw', 'do', 'else', 'default']);
/** Words that are names as well as such. */
const MAYBE_BEFORE_OPERAND = new Set(['await', 'yield', 'of', 'extends', 'async', 'let', 'static']);
export const CONTROL = new Set(['if', 'for', 'while', 'with', 'await']);
const BEFORE_BLOCK = new Set(['else', 'do', 'try', 'finally', 'static']);
/** Words after which a line break ends no statement. */
export const GOES_ON = new Set([
  ...BEFORE_OPERAND, ...MAYBE_BEFORE_OPERAND, 'as', 'satisfies', 'is', 'keyof', 'unique', 'readonly', 'infer', 'asserts', 'abstract',
  'implements', 'import', 'export', 'from', 'const', 'var', 'function', 'class', 'enum', 'namespace', 'module', 'declare', 'type',
  'interface', 'get', 'set', 'public', 'private', 'protected', 'override', 'accessor', 'using', 'if', 'while', 'for', 'with', 'try',
  'finally', 'catch', 'switch', 'global', 'defer', 'source', 'out',
]);
/** Words before which a line break, a brace or a semicolon ends no statement. */
export const CONTINUES = new Set([
  'in', 'instanceof', 'of', 'as', 'satisfies', 'is', 'extends', 'implements', 'else', 'while', 'catch', 'finally', 'from', 'with', 'assert',
]);

/** Where the lexer stands. Small functions over one object: the one long function that it was took a second to be compiled. */
export interface Lexer extends Grammar {
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
export const GO_ON = -1;
/** What follows is all in one text or tag. */
export const NOT_DEEP = -2;

// ---- levels ----

export function open(lexer: Lexer, next: number): void {
  lexer.outside += lexer.run + COSTS[next]!;
  lexer.runs[lexer.top] = lexer.run;
  lexer.marks[lexer.top] = lexer.mark;
  lexer.kinds[++lexer.top] = lexer.kind = next;
  lexer.run = lexer.mark = 0;
}

export function close(lexer: Lexer): void {
  const cost = COSTS[lexer.kind]!;
  lexer.kind = lexer.kinds[--lexer.top]!;
  lexer.run = lexer.runs[lexer.top]!;
  lexer.mark = lexer.marks[lexer.top]!;
  lexer.outside -= lexer.run + cost;
}

/** `a < b`: what stood there is no list of types. */
export function leaveAngles(lexer: Lexer): void {
  while (lexer.kind === IN_ANGLE) close(lexer);
}

export function endStatement(lexer: Lexer): void {
  leaveAngles(lexer);
  lexer.run = lexer.mark = 0;
}

const lastWord = ({ text, from, to }: Lexer): string => (to - from > 11 ? '' : text.slice(from, to));

/** May an operand begin here: yes, no, or undefined. */
export function wantsOperand(lexer: Lexer): boolean | undefined {
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

export function kindOfBrace(lexer: Lexer): number {
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

/** Goes into a level, of which one sign is the beginning. */
export function opened(lexer: Lexer, kind: number): number {
  open(lexer, kind);
  lexer.last = kind >= IN_BLOCK && kind <= IN_BODY && kind !== IN_OBJECT ? START : OPERATOR;
  lexer.at++;
  return GO_ON;
}
