// XML → ConfigDocument: attributes and texts under the elements they stand in. Elements of one name are the items of a list, so that two
// of them are two: `<a><b c="1"/></a>` is `a.[0].b.[0].c`. One pass with a stack of its own; what is broken is one problem, and what
// stands before and behind it is read all the same. Declarations, processing instructions and what they would define are left out.

import {
  addEmpty, addEntry, addMistake, addProblemOnce, bounds, nameOf, newDraft, tooDeep, type ConfigDocument, type ConfigDraft,
  type ConfigEntry,
} from './config-document.ts';

interface Element {
  readonly name: string;
  readonly path: ConfigEntry['path'];
  readonly nameAt: number;
  /** How many children of a name there were. */
  readonly counts: Map<string, number>;
  hasChildren: boolean;
}

/** A `>` or a line end may stand in the value; what a policy of API Management computes (`"@(…)"`) has quotes and marks of its own. */
const attribute = /\s*([A-Za-z_@][\w:.-]{0,200})\s{0,100}=\s{0,100}("@(?:\([^]{0,8000}?\)|\{[^]{0,8000}?\})"(?=[\s/>])|"[^"<]*"|'[^'<]*')/y;
const tagName = /[A-Za-z_][\w:.-]{0,200}/y;
const unclosed = 'XML: a mark that nothing closes.';

export function parseXml(text: string): ConfigDocument {
  const draft = newDraft();
  new Reading(text, draft).run();
  return draft;
}

class Reading {
  readonly #text: string;
  readonly #draft: ConfigDraft;
  readonly #open: Element[] = [{ name: '', path: [], nameAt: 0, counts: new Map(), hasChildren: false }];

  constructor(text: string, draft: ConfigDraft) {
    this.#text = text;
    this.#draft = draft;
  }

  run(): void {
    for (let at = 0; at < this.#text.length;) {
      const mark = this.#text.indexOf('<', at);
      const next = mark < 0 ? undefined : this.#mark(mark);
      if (next === undefined) break;
      at = next;
    }
    const left = this.#open.at(-1)!;
    if (this.#open.length > 1) addMistake(this.#draft, 'XML: an element that nothing closes.', left.nameAt);
  }

  /** Where to go on; undefined where nothing more is read. */
  #mark(at: number): number | undefined {
    const { [at + 1]: sign } = this.#text;
    if (this.#text.startsWith('<!--', at)) return this.#comment(at);
    if (this.#text.startsWith('<![CDATA[', at)) return this.#behind(']]>', at);
    if (sign === '?') return this.#behind('?>', at);
    if (sign === '!') return this.#behind('>', at);
    if (sign === '/') return this.#close(at);
    tagName.lastIndex = at + 1;
    const name = tagName.exec(this.#text)?.[0];
    if (name !== undefined) return this.#element(name, at + 1);
    addMistake(this.#draft, 'XML: a < that begins no element.', at);
    return at + 1;
  }

  #behind(sign: string, at: number): number | undefined {
    const end = this.#text.indexOf(sign, at);
    if (end >= 0) return end + sign.length;
    addMistake(this.#draft, unclosed, at);
    return undefined;
  }

  #comment(at: number): number | undefined {
    const end = this.#behind('-->', at + 4);
    if (end !== undefined) this.#draft.comments.push({ text: this.#text.slice(at + 4, end - 3), start: at, end });
    return end;
  }

  #element(name: string, nameAt: number): number | undefined {
    const parent = this.#open.at(-1)!;
    parent.hasChildren = true;
    const index = parent.counts.get(name) ?? 0;
    parent.counts.set(name, index + 1);
    if (this.#open.length > bounds.depth) { addProblemOnce(this.#draft, tooDeep, nameAt); return undefined; }
    addEmpty(this.#draft, { path: [...parent.path, name, index], keyStart: nameAt, keyEnd: nameAt + name.length });
    const element: Element = { name, nameAt, path: [...parent.path, name, index], counts: new Map(), hasChildren: false };
    let at = nameAt + name.length;
    attribute.lastIndex = at;
    for (let match = attribute.exec(this.#text); match; match = attribute.exec(this.#text)) {
      at = attribute.lastIndex;
      const end = at - 1;
      const start = end - match[2]!.length + 2;
      const keyStart = match.index + match[0].indexOf(match[1]!);
      if (!this.#add([...element.path, match[1]!], { start, end, keyStart, keyEnd: keyStart + match[1]!.length })) return undefined;
    }
    const close = this.#text.indexOf('>', at);
    if (close < 0) { addMistake(this.#draft, unclosed, nameAt); return undefined; }
    if (this.#text[close - 1] !== '/') this.#open.push(element);
    return this.#text[close - 1] === '/' ? close + 1 : this.#content(element, close + 1);
  }

  /** What stands in an element up to the next mark is its text, when that mark closes it. */
  #content(element: Element, from: number): number | undefined {
    const head = this.#text.slice(from, from + 200);
    const isRaw = /^\s*<!\[CDATA\[/.exec(head);
    const start = isRaw ? from + isRaw[0].length : from;
    const end = this.#text.indexOf(isRaw ? ']]>' : /^\s*@[({]/.test(head) ? `</${element.name}` : '<', start);
    if (end < 0) return from;
    const written = this.#text.slice(start, end);
    const content = written.trim();
    const at = start + (written.length - written.trimStart().length);
    const isWhole = isRaw !== null || this.#text.startsWith('</', end);
    if (content === '' || !isWhole) return end;
    const place = { start: at, end: at + content.length, keyStart: element.nameAt, keyEnd: element.nameAt + element.name.length };
    return this.#add(element.path, place) ? end : undefined;
  }

  #add(path: ConfigEntry['path'], place: Pick<ConfigEntry, 'start' | 'end' | 'keyStart' | 'keyEnd'>): boolean {
    const value = withoutEntities(this.#text.slice(place.start, place.end));
    // A policy of API Management computes what begins so.
    const isComputed = /^@[({]/.test(value);
    const kind = /^(?:true|false)$/.test(value) ? 'boolean' : 'text';
    return addEntry(this.#draft, { path, name: nameOf(path), kind, value, ...place, ...(isComputed && { unknown: true }) });
  }

  /** An end that fits none of what is open is left out. */
  #close(at: number): number | undefined {
    tagName.lastIndex = at + 2;
    const name = tagName.exec(this.#text)?.[0] ?? '';
    const fitting = this.#open.findLastIndex((element) => element.name === name);
    if (fitting <= 0 || fitting < this.#open.length - 1) addMistake(this.#draft, 'XML: an end that closes nothing, or closes too much.', at);
    if (fitting > 0) this.#open.length = fitting;
    return this.#behind('>', at);
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const withoutEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => named[name] ?? '') : text;
