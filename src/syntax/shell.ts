// A script for a shell → its commands, with the words of each and where what it writes goes: the log, another command, a file.
// One pass with a stack of its own. Leaves alone what commands within `$(…)` do: they are parts of words, and can be read in turn.

export interface ShellWord {
  /** As written, quotes included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly output: 'log' | 'pipe' | 'file';
  /** Where its output is written, when that is no other command. */
  readonly file?: ShellWord;
  /** What reads its output. */
  readonly next?: ShellCommand;
  /** Given to it on its standard input: a here-string, or the lines of a here-document. */
  readonly input?: ShellWord;
}

type Draft = { -readonly [Key in keyof ShellCommand]: ShellCommand[Key] } & { words: ShellWord[] };

/** Longest first. */
const operator = /&&|\|\||;;|\|&|&>>|&>|>>|>\||>&|<<<|<<-|<<|<&|[;|&<>()\n]/y;
const opening = /^(?:if|for|while|until|case|select|\{|\()$/;
const closing = /^(?:fi|done|esac|\}|\))$/;
const between = /^(?:then|else|elif|do|!|time)$/;
/** Of groups: what closes one looks at all in it. */
const DEEPEST = 50;
const toLog = /^["']?\/dev\/(?:stderr|stdout|tty)["']?$/;

export function shellCommands(text: string): readonly ShellCommand[] {
  return new Reading(text).run();
}

class Reading {
  readonly #text: string;
  readonly #found: Draft[] = [];
  /** For each group that is open, how many commands stood before it. */
  readonly #groups: number[] = [];
  #command: Draft | undefined;
  /** Commands that what follows redirects: of a group, all in it. */
  #sinks: readonly Draft[] = [];
  /** They write into the command that comes next. */
  #piped: readonly Draft[] = [];
  /** Here-documents whose lines begin behind this one. */
  #documents: { readonly command: Draft | undefined; readonly mark: string }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): readonly ShellCommand[] {
    for (let at = 0; at < this.#text.length;) {
      const char = this.#text[at]!;
      if (char === ' ' || char === '\t' || char === '\r') at++;
      else if (char === '\\' && /^\\\r?\n/.test(this.#text.slice(at, at + 3))) at = this.#text.indexOf('\n', at) + 1;
      else if (char === '#') at = lineEnd(this.#text, at);
      else at = this.#operator(at) ?? this.#word(at);
    }
    return this.#found;
  }

  #operator(at: number): number | undefined {
    operator.lastIndex = at;
    const sign = operator.exec(this.#text)?.[0];
    if (sign === undefined) return undefined;
    const end = at + sign.length;
    if (sign === '\n') return this.#newline(end);
    if (sign === '(') this.#open();
    else if (sign === ')') this.#close();
    else if (sign === '|' || sign === '|&') this.#pipe();
    else if (sign.startsWith('<')) return this.#input(sign, end);
    else if (sign.includes('>')) return this.#redirect(end, true);
    else this.#end();
    return end;
  }

  #word(at: number): number {
    const end = endOfShellWord(this.#text, at);
    const text = this.#text.slice(at, end);
    if (/^\d$/.test(text) && this.#text[end] === '>') return this.#redirect(this.#afterSign(end), text === '1');
    if (this.#command === undefined && this.#sinks.length === 0) {
      if (opening.test(text)) { this.#open(); return end; }
      if (closing.test(text)) { this.#close(); return end; }
      if (between.test(text)) return end;
    }
    this.#current().words.push({ text, start: at, end });
    return end;
  }

  #afterSign(at: number): number {
    operator.lastIndex = at;
    return at + (operator.exec(this.#text)?.[0].length ?? 1);
  }

  #current(): Draft {
    if (this.#command) return this.#command;
    const made: Draft = { words: [], output: 'log' };
    for (const one of this.#piped) Object.assign(one, { output: 'pipe', next: made });
    this.#piped = [];
    this.#found.push(made);
    this.#command = made;
    this.#sinks = [made];
    return made;
  }

  #open(): void {
    this.#end();
    if (this.#groups.length < DEEPEST) this.#groups.push(this.#found.length);
  }

  #close(): void {
    const from = this.#groups.pop();
    this.#command = undefined;
    this.#sinks = from === undefined ? [] : this.#found.slice(from).filter(({ output }) => output === 'log');
  }

  #end(): void {
    this.#command = undefined;
    this.#sinks = [];
    this.#piped = [];
  }

  #pipe(): void {
    const piped = this.#sinks.filter(({ output }) => output === 'log');
    this.#end();
    this.#piped = piped;
  }

  /** `> file`, `>&2`, `2> file`. */
  #redirect(from: number, isOutput: boolean): number {
    const at = skipBlanks(this.#text, from);
    const end = endOfShellWord(this.#text, at);
    const file = { text: this.#text.slice(at, end), start: at, end };
    if (isOutput && !/^[\d-]?$/.test(file.text) && !toLog.test(file.text))
      for (const one of this.#sinks) Object.assign(one, { output: 'file', file });
    return Math.max(end, from);
  }

  #input(sign: string, from: number): number {
    const at = skipBlanks(this.#text, from);
    const end = endOfShellWord(this.#text, at);
    const word = { text: this.#text.slice(at, end), start: at, end };
    if (sign === '<<<') this.#current().input = word;
    else if (sign.startsWith('<<')) this.#documents.push({ command: this.#sinks.at(-1), mark: word.text.replace(/["'\\]/g, '') });
    return Math.max(end, from);
  }

  #newline(at: number): number {
    // A pipe at the end of a line goes on in the next.
    if (this.#piped.length === 0) this.#end();
    let from = at;
    for (const { command, mark } of this.#documents) {
      const [end, next] = documentEnd(this.#text, from, mark);
      if (command) command.input = { text: this.#text.slice(from, end), start: from, end };
      from = next;
    }
    this.#documents = [];
    return from;
  }
}

/** Up to the line that holds the mark alone: where it begins, and where it ends. */
function documentEnd(text: string, from: number, mark: string): readonly [number, number] {
  for (let at = from; at < text.length;) {
    const end = lineEnd(text, at);
    if (end - at < mark.length + 200 && text.slice(at, end).trim() === mark) return [at, Math.min(end + 1, text.length)];
    at = end + 1;
  }
  return [text.length, text.length];
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Quotes and what is substituted belong to a word, with all that stands in them. */
export function endOfShellWord(text: string, from: number): number {
  const open: string[] = [];
  let at = from;
  while (at < text.length) {
    const inner = open.at(-1);
    const char = text[at]!;
    if (inner === undefined && /[\s;|&<>()]/.test(char)) return at;
    if (text.startsWith('${{', at)) at = behind(text, '}}', at + 3);
    else if (char === '\\') at += 2;
    else if (char === "'" && inner !== '"') at = behind(text, "'", at + 1);
    else if (char === inner) { open.pop(); at++; }
    else {
      const opened = openedBy(char, text[at + 1], inner);
      if (opened) open.push(opened.until);
      at += opened?.length ?? 1;
    }
  }
  return Math.min(at, text.length);
}

function behind(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? text.length : at + sign.length;
}

interface Opened { readonly until: string; readonly length: number }

function openedBy(char: string, next: string | undefined, inner: string | undefined): Opened | undefined {
  if (char === '"' || char === '`') return { until: char, length: 1 };
  if (char === '$' && next === '(') return { until: ')', length: 2 };
  if (char === '$' && next === '{') return { until: '}', length: 2 };
  return char === '(' && inner === ')' ? { until: ')', length: 1 } : undefined;
}
