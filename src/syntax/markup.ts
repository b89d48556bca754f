// Text of a page or component (HTML, Vue, Svelte, Astro) → the same text with everything but its scripts blanked out,
// so that positions hold. Inline event handlers and template expressions are of no interest.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** Types of scripts that hold data or templates, not code. */
const CODE_TYPES =
  /^(?:module|text\/(?:javascript|typescript|babel|jsx)|application\/(?:javascript|x-javascript|ecmascript)|ts|typescript)?$/i;

interface Stretch { readonly start: number; readonly end: number }

export function scriptsIn(text: string): string {
  const kept = [...frontmatter(text), ...scripts(text)].sort((a, b) => a.start - b.start);
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

function scripts(text: string): readonly Stretch[] {
  const { Parser } = require('htmlparser2') as typeof import('htmlparser2');
  const found: Stretch[] = [];
  let start: number | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'script' && attributes['src'] === undefined && CODE_TYPES.test(attributes['type'] ?? '')) start = parser.endIndex + 1;
    },
    onclosetag(name) {
      if (name === 'script' && start !== undefined) found.push({ start, end: parser.startIndex });
      if (name === 'script') start = undefined;
    },
  }, { lowerCaseTags: true, decodeEntities: false });
  parser.end(text);
  return found.filter(({ start: from, end }) => end > from);
}
