// HCL (Terraform, OpenTofu, Nomad, Vault) → ConfigDocument: attributes that are written out, under the blocks they stand in. A block's
// labels are names on its path: `variable "key" { default = "x" }` is `variable.key.default`.
// Only constants are values: a reference, a call, a condition or a template (`${…}`) is unknown. It walks over tokens with a stack of its
// own, so no depth ends the process, and goes on behind what it does not understand.

import {
  addEntry, addProblemOnce, bounds, nameOf, newDraft, tooDeep, type ConfigDocument, type ConfigDraft, type ConfigEntry,
} from './config-document.ts';

/** Comments, heredocs, strings, words with dots, numbers, single signs. Every branch ends at its line or its closing sign. */
const tokens =
  /(?<comment>#[^\n]*|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|<<-?(?<mark>\w{1,60})\r?\n|(?<quote>")|(?<word>[A-Za-z_][\w-]*(?:\.[\w-]+)*)|(?<number>-?\d[\w.]*)|(?<sign>[={}[\](),:\n])|[^\s]/g;

interface Level {
  readonly kind: 'block' | 'list';
  readonly path: ConfigEntry['path'];
  /** Of a list: the position of the next item. */
  index: number;
}

interface Word { readonly text: string; readonly start: number; readonly end: number; readonly isText: boolean }

export function parseHcl(text: string): ConfigDocument {
  const draft = newDraft();
  new Reading(text, draft).run();
  return draft;
}

class Reading {
  readonly #text: string;
  readonly #draft: ConfigDraft;
  readonly #levels: Level[] = [{ kind: 'block', path: [], index: 0 }];
  /** What stands before a `{` or `=`: a block's type and labels, an attribute's name. */
  #words: Word[] = [];
  /** The attribute whose value comes next. */
  #key: Word | undefined;
  /** The value, as long as it is one constant. */
  #value: Word | undefined;
  #isConstant = true;

  constructor(text: string, draft: ConfigDraft) {
    this.#text = text;
    this.#draft = draft;
  }

  run(): void {
    tokens.lastIndex = 0;
    for (let match = tokens.exec(this.#text); match; match = tokens.exec(this.#text)) {
      const { comment, mark, quote, word, number, sign } = match.groups!;
      const [start, end] = [match.index, match.index + match[0].length];
      if (comment !== undefined) this.#comment(comment, start, end);
      else if (mark !== undefined) tokens.lastIndex = this.#heredoc(mark, end);
      else if (sign !== undefined) { if (!this.#sign(sign, start)) return; }
      else if (quote !== undefined) tokens.lastIndex = this.#quoted(start);
      else if (word !== undefined || number !== undefined) this.#add({ text: match[0], start, end, isText: false });
      else this.#isConstant = false;
    }
    this.#finish();
  }

  #comment(comment: string, start: number, end: number): void {
    this.#draft.comments.push({ text: comment.replace(/^(?:#|\/\/|\/\*)|\*\/$/g, ''), start, end });
    if (comment.startsWith('/*') && !/^\/\*[^]*\*\/$/.test(comment)) addProblemOnce(this.#draft, 'A comment is not closed.', start);
  }

  /** Without an end the rest of the line is unknown. */
  #quoted(start: number): number {
    const end = closingQuote(this.#text, start);
    if (end !== undefined) {
      this.#add({ text: unescaped(this.#text.slice(start + 1, end)), start: start + 1, end, isText: true });
      return end + 1;
    }
    this.#isConstant = false;
    const newline = this.#text.indexOf('\n', start);
    return newline < 0 ? this.#text.length : newline;
  }

  #add(word: Word): void {
    const isValue = this.#key !== undefined || this.#levels.at(-1)!.kind === 'list';
    if (!isValue) this.#words.push(word);
    else if (this.#value) this.#isConstant = false;
    else this.#value = word;
  }

  /** False where no more entries are taken. */
  #sign(sign: string, at: number): boolean {
    const level = this.#levels.at(-1)!;
    switch (sign) {
      case '=': case ':':
        if (level.kind === 'block' && !this.#key) { this.#key = this.#words.at(-1); this.#words = []; }
        else this.#isConstant = false;
        return true;
      case '{': case '[': return this.#open(sign === '{' ? 'block' : 'list', at);
      case '}': case ']': return this.#finish() && this.#close(sign === '}' ? 'block' : 'list');
      case '(': case ')': this.#isConstant = false; return true;
      default: return sign === ',' || level.kind === 'block' ? this.#finish() : true;
    }
  }

  #open(kind: Level['kind'], at: number): boolean {
    const level = this.#levels.at(-1)!;
    const names = this.#key ? [this.#key.text] : level.kind === 'list' ? [level.index] : this.#words.map(({ text }) => text);
    this.#reset();
    if (this.#levels.length > bounds.depth) { addProblemOnce(this.#draft, tooDeep, at); return false; }
    this.#levels.push({ kind, path: [...level.path, ...names], index: 0 });
    return true;
  }

  /** A bracket that fits none is left out. */
  #close(kind: Level['kind']): boolean {
    const fitting = this.#levels.findLastIndex((level) => level.kind === kind);
    if (fitting > 0) this.#levels.length = fitting;
    const above = this.#levels.at(-1)!;
    if (above.kind === 'list') above.index++;
    return true;
  }

  /** The end of an attribute or an item. */
  #finish(): boolean {
    const level = this.#levels.at(-1)!;
    const value = this.#value;
    const isItem = level.kind === 'list' && !this.#key;
    const [key, isConstant] = [this.#key, this.#isConstant];
    this.#reset();
    if (!value || (!key && !isItem)) return true;
    const path = [...level.path, key ? key.text : level.index++];
    const kind = value.isText ? 'text' : /^(?:true|false)$/.test(value.text) ? 'boolean' : /^-?\d/.test(value.text) ? 'number' : 'text';
    const isKnown = isConstant && (value.isText ? !value.text.includes('${') && !value.text.includes('%{') : kind !== 'text');
    return addEntry(this.#draft, {
      path, name: nameOf(path), kind, value: value.text, keyStart: (key ?? value).start, keyEnd: (key ?? value).end,
      start: value.start, end: value.end, ...(!isKnown && { unknown: true }),
    });
  }

  #reset(): void {
    this.#words = [];
    this.#key = this.#value = undefined;
    this.#isConstant = true;
  }

  /** A text of several lines, up to its mark on a line of its own; as written, so that places in it fit. */
  #heredoc(mark: string, from: number): number {
    for (let at = from; at < this.#text.length;) {
      const newline = this.#text.indexOf('\n', at);
      const end = newline < 0 ? this.#text.length : newline;
      if (this.#text.slice(at, Math.min(end, at + 400)).trim() === mark) {
        const last = Math.max(from, at - 1);
        this.#add({ text: this.#text.slice(from, last), start: from, end: last, isText: true });
        return end;
      }
      at = end + 1;
    }
    this.#isConstant = false;
    addProblemOnce(this.#draft, 'A heredoc has no end.', from - 1);
    return this.#text.length;
  }
}

/** Over templates in the text and texts in those: `"${replace(a, "/*", "")}"`. In the same line. */
function closingQuote(text: string, from: number): number | undefined {
  const open = ['"'];
  for (let at = from + 1; at < text.length && text[at] !== '\n'; at++) {
    const char = text[at]!;
    const isInText = open.at(-1) === '"';
    if (char === '"' && isInText) {
      open.pop();
      if (open.length === 0) return at;
    } else if (char === '"' || (char === '{' && !isInText)) open.push(char);
    else if (char === '}' && !isInText) open.pop();
    else if (isInText && char === '\\' && text[at + 1] !== '\n') at++;
    else if (isInText && /^(?:\$\$\{|%%\{)/.test(text.slice(at, at + 3))) at += 2;
    else if (isInText && /^[$%]\{/.test(text.slice(at, at + 2))) { open.push('{'); at++; }
  }
  return undefined;
}

const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([nrt"\\])/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char) : text;
