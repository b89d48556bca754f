// Text of a page or component → where its scripts stand, and which part of it nobody could read. By tags alone, in the order in
// which they stand: keeping the whole tree takes the square of the depth.
// Two worlds meet in a page. In HTML a script ends at its end tag and names its file by `src`; in SVG it may close itself, names
// its file by `href`, and its text is XML: CDATA sections and entities (HTML Standard, 13.2.6.5). The reader of tags takes
// only one of them at a time, so it is started again behind what the other one means.

import { packageNamed } from './packages.ts';

/** Types of scripts that hold code: those of the MIME Sniffing Standard (4.6), and what builds take. Others hold data or templates. */
const CODE_TYPES =
  /^(?:module|ts|typescript|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript|typescript|babel|jsx))?$/i;

/** Elements whose text is no markup, in HTML. */
const RAW: ReadonlySet<string> = new Set(['iframe', 'noembed', 'noframes', 'plaintext', 'script', 'style', 'textarea', 'title', 'xmp']);
const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math']);
/** Elements of SVG and MathML that hold HTML again. */
const HOLDS_HTML: ReadonlySet<string> = new Set(['foreignobject', 'desc', 'title', 'annotation-xml', 'mi', 'mo', 'mn', 'ms', 'mtext']);
/** Elements of HTML that end whatever SVG or MathML they stand in. */
const BREAKS_OUT: ReadonlySet<string> = new Set((
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s ' +
  'small span strong strike sub sup table tt u ul var').split(' '));
const LONGEST_NAME = 'annotation-xml'.length;
/** How often reading goes on at a script behind something that is never closed. */
const MAX_RESUMED = 8;

/** `foreign`: its text is that of XML. */
export interface Script { readonly start: number; readonly end: number; readonly foreign: boolean }
export interface Scripts {
  readonly scripts: readonly Script[];
  /** Where a tag, comment or element begins that is never closed, though scripts seem to stand in it, or is one itself. */
  readonly unclosed: number | undefined;
}

export function scriptTags(text: string, from = 0): Scripts {
  const scripts: Script[] = [];
  const around = worlds();
  let unclosed: number | undefined;
  let resumed = 0;
  for (let at: number | undefined = from; at !== undefined;) {
    const read = readFrom(text, at, around);
    scripts.push(...read.script);
    at = read.next;
    if (read.unclosed === undefined) continue;
    const hidden = /<script[\s/>]/gi;
    hidden.lastIndex = read.unclosed + 1;
    const next = read.isScript ? undefined : hidden.exec(text)?.index;
    if (!read.isScript && next === undefined) continue;
    unclosed ??= read.unclosed;
    if (next !== undefined && resumed++ < MAX_RESUMED) at = next;
  }
  return { scripts: scripts.filter(({ start, end }) => end > start), unclosed };
}

interface Read {
  readonly script: readonly Script[];
  readonly next?: number;
  readonly unclosed?: number | undefined;
  /** What is unclosed is a script, which was read to the end. */
  readonly isScript?: boolean;
}

/** From a place between tags to the end of the text, or to where the reader of tags must start again. */
function readFrom(text: string, from: number, around: Worlds): Read {
  const { Tokenizer } = packageNamed('htmlparser2');
  const rest = text.slice(from);
  const found: Script[] = [];
  let next: number | undefined;
  /** The tag, and then the raw element, that is open. */
  let open: { readonly name: string; readonly at: number; readonly attributes: Map<string, string> } | undefined;
  let isInTag = false;
  let script: number | undefined;
  let isOpenAtEnd = false;
  let comment: number | undefined;
  let [attribute, value] = ['', ''];
  const openAt = (): number | undefined => open?.at;
  const isScriptOpen = (): boolean => open?.name === 'script';
  const goOnAt = (at: number): void => {
    next = at;
    tokenizer.pause();
  };
  const opened = (end: number, closesItself: boolean): void => {
    isInTag = false;
    if (open === undefined) return;
    const { name, attributes } = open;
    const foreign = around.isForeign();
    const isExternal = attributes.has(foreign ? 'href' : 'src') || (foreign && attributes.has('xlink:href'));
    const isCode = name === 'script' && !isExternal && CODE_TYPES.test(attributes.get('type') ?? '');
    if (!closesItself || !foreign) around.open(name);
    if (!RAW.has(name) || (foreign && name !== 'script')) open = undefined;
    // In components, and in SVG; nobody writes an empty text area of HTML in this way.
    else if (closesItself && (foreign || name !== 'script' || isExternal)) goOnAt(end + 1);
    else if (foreign) {
      const close = endOfScript(text, end + 1);
      if (isCode) found.push({ start: end + 1, end: close ?? text.length, foreign });
      goOnAt(close ?? text.length);
      isOpenAtEnd = close === undefined;
    } else if (isCode) script = end + 1;
  };
  const nothing = (): undefined => undefined;
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: false }, {
    isInForeignContext: around.isForeign,
    onopentagname(start, end) {
      const name = end - start > LONGEST_NAME ? '' : rest.slice(start, end).toLowerCase();
      isInTag = true;
      open = { name, at: from + start - 1, attributes: new Map() };
      around.breakOut(name);
    },
    onattribname(start, end) {
      attribute = rest.slice(start, end).toLowerCase();
      value = '';
    },
    onattribdata(start, end) { value += rest.slice(start, end); },
    onattribend() { if (open?.name === 'script' && !open.attributes.has(attribute)) open.attributes.set(attribute, value); },
    onopentagend(end) { opened(from + end, false); },
    onselfclosingtag(end) { opened(from + end, true); },
    onclosetag(start, end) {
      const name = rest.slice(start, Math.min(end, start + LONGEST_NAME + 1)).toLowerCase();
      around.close(name);
      // The name stands behind `</`.
      if (script !== undefined) found.push({ start: script, end: from + rest.lastIndexOf('<', start), foreign: false });
      [script, open] = [undefined, undefined];
    },
    oncomment(start, end, offset) { if (end >= rest.length && offset === 0) comment = from + start; },
    onattribentity: nothing, oncdata: nothing, ondeclaration: nothing, onend: nothing, onprocessinginstruction: nothing,
    ontext: nothing, ontextentity: nothing,
  });
  tokenizer.write(rest);
  tokenizer.end();
  if (isOpenAtEnd) return { script: found, unclosed: openAt(), isScript: true };
  if (next !== undefined) return { script: found, next };
  if (script !== undefined) found.push({ start: script, end: text.length, foreign: false });
  const unclosed = comment ?? openAt();
  return { script: found, unclosed, isScript: comment === undefined && !isInTag && isScriptOpen() };
}

function endOfScript(text: string, from: number): number | undefined {
  const close = /<\/script[\s/>]/gi;
  close.lastIndex = from;
  return close.exec(text)?.index;
}

interface Worlds {
  readonly isForeign: () => boolean;
  open(name: string): void;
  close(name: string): void;
  breakOut(name: string): void;
}

/** Which of the open elements change between HTML and the languages within it. */
function worlds(): Worlds {
  const open: string[] = [];
  const counts = new Map<string, number>();
  const isForeign = (): boolean => FOREIGN.has(open.at(-1) ?? '');
  const pop = (): string => {
    const name = open.pop()!;
    counts.set(name, counts.get(name)! - 1);
    return name;
  };
  return {
    isForeign,
    open(name) {
      if (!(FOREIGN.has(name) || (isForeign() && HOLDS_HTML.has(name)))) return;
      open.push(name);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    close(name) {
      if ((counts.get(name) ?? 0) > 0) while (pop() !== name);
    },
    breakOut(name) {
      if (BREAKS_OUT.has(name)) while (isForeign()) pop();
    },
  };
}
