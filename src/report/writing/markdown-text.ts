// Text of a stranger → the same in Markdown, of which nothing becomes markup, a link, an image, a mention or HTML.

import { printable } from './printable.ts';

export const markdownText = (text: string): string =>
  printable(text).replace(/[\\`*_{}[\]()<>#+!|~&$^=:@-]/g, (sign) => (/[<>&@:]/.test(sign) ? `&#${sign.charCodeAt(0)};` : `\\${sign}`)).replace(/www\./gi, (word) => `${word.slice(0, 3)}&#46;`).replaceAll('\t', ' ');

/** As code, whatever backticks stand in it. For cells of tables, too. */
export function markdownCode(text: string): string {
  const shown = printable(text).replaceAll('\t', ' ').replaceAll('|', '\\|');
  const fence = '`'.repeat(1 + Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)));
  return shown === '' ? '' : fence.length === 1 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}
