// Text of a page or component (HTML, Vue, Svelte, Astro) → the same text with everything but its scripts blanked out,
// so that positions hold. Inline event handlers and template expressions are of no interest.

import { scriptTags, type Script } from './script-tags.ts';

export interface Page {
  /** As long as the page. */
  readonly code: string;
  /** Where the scripts stand, one behind the other. */
  readonly stretches: readonly { readonly start: number; readonly end: number }[];
  /** Where something begins that is never closed, so that nobody can tell what is a script behind it. */
  readonly unclosed: number | undefined;
}

export function pageOf(text: string): Page {
  const front = frontmatter(text);
  const { scripts, unclosed } = scriptTags(text, front.end);
  const stretches: readonly Script[] = [...front.scripts, ...scripts];
  let code = '';
  let at = 0;
  for (const { start, end, foreign } of stretches) {
    // A `;` before each script keeps two scripts from running into one statement.
    code += `${blank(text.slice(at, Math.max(at, start - 1)))}${start > at ? ';' : ''}`;
    code += foreign ? withoutXml(text.slice(start, end)) : text.slice(start, end);
    at = end;
  }
  return { code: code + blank(text.slice(at)), stretches, unclosed: front.unclosed ?? unclosed };
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** Astro: code between `---` lines at the top. What stands behind an open one may be either. */
function frontmatter(text: string): { readonly scripts: readonly Script[]; readonly end: number; readonly unclosed?: number } {
  const open = /^\s{0,20}---[ \t]*\r?\n/.exec(text);
  if (!open) return { scripts: [], end: 0 };
  const start = open[0].length;
  const close = text.indexOf('\n---', start - 1);
  // Nothing between the lines: the line break of the first is that of the second.
  if (close >= 0 && close < start) return { scripts: [], end: start };
  return close > 0 ? { scripts: [{ start, end: close, foreign: false }], end: close }
    : { scripts: [], end: start, unclosed: start };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of a script of SVG as code that is as long: without the marks of CDATA sections, and with what entities mean. */
const withoutXml = (text: string): string =>
  text.split(/(<!\[CDATA\[[\s\S]*?\]\]>)/).map((part, index) => (index % 2 === 1
    ? `${' '.repeat('<![CDATA['.length)}${part.slice('<![CDATA['.length, -']]>'.length)}   `
    // Signs that belong together stay so; what is shorter now is filled up behind them.
    : part.replace(/(?:&(?:lt|gt|amp|quot|apos);|[=<>!|+*%^-])+/g, (run) =>
      run.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name]!).padEnd(run.length)))).join('');
