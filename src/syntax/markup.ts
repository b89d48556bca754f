// Text of a page or component (HTML, Vue, Svelte, Astro) → the same text with everything but its scripts blanked out,
// so that positions hold. Inline event handlers and template expressions are of no interest.

import { packageNamed } from './packages.ts';

/** Types of scripts that hold data or templates, not code. */
const CODE_TYPES =
  /^(?:module|text\/(?:javascript|typescript|babel|jsx)|application\/(?:javascript|x-javascript|ecmascript)|ts|typescript)?$/i;

interface Stretch { readonly start: number; readonly end: number }

/** Where the scripts stand, one behind the other. */
export const scriptStretches = (text: string): readonly Stretch[] =>
  [...frontmatter(text), ...scripts(text)].sort((a, b) => a.start - b.start);

export function scriptsIn(text: string): string {
  const kept = scriptStretches(text);
  let code = '';
  let at = 0;
  for (const { start, end } of kept) {
    // A `;` before each script keeps two scripts from running into one statement.
    code += `${blank(text.slice(at, Math.max(at, start - 1)))}${start > at ? ';' : ''}${text.slice(start, end)}`;
    at = end;
  }
  return code + blank(text.slice(at));
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** Astro: code between `---` lines at the top. */
function frontmatter(text: string): readonly Stretch[] {
  const open = /^\s{0,20}---[ \t]*\r?\n/.exec(text);
  const close = open ? text.indexOf('\n---', open[0].length - 1) : -1;
  return open && close > 0 ? [{ start: open[0].length, end: close }] : [];
}

/** By tags alone: what they nest is of no interest here, and keeping it takes the square of the depth. */
function scripts(text: string): readonly Stretch[] {
  const { Tokenizer } = packageNamed('htmlparser2');
  const found: Stretch[] = [];
  let start: number | undefined;
  let [name, attribute, value] = ['', '', ''];
  let attributes = new Map<string, string>();
  const isScript = (): boolean => name === 'script' && !attributes.has('src') && CODE_TYPES.test(attributes.get('type') ?? '');
  const nothing = (): undefined => undefined;
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: false }, {
    onopentagname(from, to) {
      name = to - from === 'script'.length ? text.slice(from, to).toLowerCase() : '';
      attributes = new Map();
    },
    onattribname(from, to) {
      attribute = text.slice(from, to).toLowerCase();
      value = '';
    },
    onattribdata(from, to) { value += text.slice(from, to); },
    onattribend() { if (name !== '' && !attributes.has(attribute)) attributes.set(attribute, value); },
    onopentagend(end) { if (isScript()) start = end + 1; },
    // In HTML a script closes with its end tag only.
    onselfclosingtag(end) { if (isScript()) start = end + 1; },
    onclosetag(from, to) {
      if (text.slice(from, to).toLowerCase() !== 'script') return;
      // The name stands behind `</`.
      if (start !== undefined) found.push({ start, end: text.lastIndexOf('<', from) });
      start = undefined;
    },
    onend() { if (start !== undefined) found.push({ start, end: text.length }); },
    onattribentity: nothing, oncdata: nothing, oncomment: nothing, ondeclaration: nothing,
    onprocessinginstruction: nothing, ontext: nothing, ontextentity: nothing,
  });
  tokenizer.write(text);
  tokenizer.end();
  return found.filter(({ start: from, end }) => end > from);
}
