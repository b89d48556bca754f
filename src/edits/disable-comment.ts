// A language → the comments that can carry a directive there, the likeliest first. Whether one of them works at a place (in JSX, in a
// template, in JSON that somebody else reads) is for a scan to say.

import { isCode, languageOf } from '../source/language.ts';

export interface CommentForm { readonly open: string; readonly close: string; readonly at: 'line above' | 'end of line' }

const hash: CommentForm = { open: '# ', close: '', at: 'line above' };
const slashes: CommentForm = { open: '// ', close: '', at: 'line above' };
const block: CommentForm = { open: '/* ', close: ' */', at: 'end of line' };
const inJsx: CommentForm = { open: '{/* ', close: ' */}', at: 'line above' };
const inMarkup: CommentForm = { open: '<!-- ', close: ' -->', at: 'line above' };

export function commentFormsFor(path: string): readonly CommentForm[] {
  const language = languageOf(path) ?? 'text';
  if (language === 'markup') return [slashes, inMarkup, block];
  if (isCode(language)) return [slashes, inJsx, block];
  if (language === 'json') return /\.(?:jsonc|json5|code-workspace)$/.test(path) ? [slashes] : [];
  return language === 'lock' ? [] : [hash];
}

/** The text with the directive for one line, which is counted from zero. Line ends and indentation are those around it. */
export function withDirective(text: string, line: number, { open, close, at }: CommentForm, words: string): string {
  const start = line === 0 ? 0 : nthBreak(text, line) + 1;
  const next = text.indexOf('\n', start);
  const end = next < 0 ? text.length : text[next - 1] === '\r' ? next - 1 : next;
  const lineEnd = next >= 0 && text[next - 1] === '\r' ? '\r\n' : '\n';
  if (at === 'end of line') return `${text.slice(0, end)} ${open}jwtlint-disable-line ${words}${close}${text.slice(end)}`;
  const indent = /^[ \t]*/.exec(text.slice(start, end))![0];
  return `${text.slice(0, start)}${indent}${open}jwtlint-disable-next-line ${words}${close}${lineEnd}${text.slice(start)}`;
}

function nthBreak(text: string, count: number): number {
  let at = -1;
  for (let seen = 0; seen < count; seen++) at = text.indexOf('\n', at + 1);
  return at;
}
