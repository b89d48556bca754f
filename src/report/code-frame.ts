// A masked excerpt → its lines with numbers, and carets under the marked stretch. Tabs become spaces so that the carets
// stand where they should, whatever the signs before them are wide, and on a narrow terminal lines are cut rather than wrapped.

import type { Excerpt } from '../findings/finding.ts';
import { printable } from './writing/printable.ts';
import { cutTo, widthOf } from './writing/width.ts';

const tab = '  ';

export interface Paint { readonly dim: (text: string) => string; readonly mark: (text: string) => string }

/** A window this narrow shows nothing. */
const leastColumns = 20;

/** `columns`: of the terminal, behind what stands before the frame. */
export function codeFrame({ firstLine, lines, mark }: Excerpt, { dim, mark: paint }: Paint, columns = Infinity): string[] {
  const width = String(firstLine + lines.length - 1).length;
  const room = Math.max(leastColumns, columns - width - 5);
  return lines.flatMap((line, index) => {
    const number = firstLine + index;
    const isMarked = number === mark.line;
    const gutter = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} |`;
    const { text, before, marked } = windowOn(line, isMarked ? mark : { from: 1, to: 1 }, room);
    const shown = dim(gutter) + (text === '' ? '' : ` ${text}`);
    return isMarked ? [shown, `${dim(`  ${' '.repeat(width)} |`)} ${' '.repeat(before)}${paint('^'.repeat(marked))}`] : [shown];
  });
}

const expanded = (line: string): string => printable(line).replaceAll('\t', tab);

interface Window { readonly text: string; /** In columns. */ readonly before: number; readonly marked: number }

/** What of a line fits, the mark's beginning in it. */
function windowOn(line: string, { from, to }: Pick<Excerpt['mark'], 'from' | 'to'>, room: number): Window {
  const [head, inner, tail] = [expanded(line.slice(0, from - 1)), expanded(line.slice(from - 1, to - 1)), expanded(line.slice(to - 1))];
  const before = widthOf(head);
  if (before + widthOf(inner) + widthOf(tail) <= room) return { text: head + inner + tail, before, marked: Math.max(1, widthOf(inner)) };
  const kept = before <= room / 2 ? head : `\u2026${lastColumns(head, Math.floor(room / 3))}`;
  const text = kept + cutTo(inner + tail, room - widthOf(kept) - 1);
  return { text: `${text}\u2026`, before: widthOf(kept), marked: Math.max(1, Math.min(widthOf(inner), room - widthOf(kept) - 1)) };
}

/** From the end, whole signs. */
function lastColumns(text: string, columns: number): string {
  const signs = Array.from(text.slice(-2 * columns));
  while (signs.length > 0 && widthOf(signs.join('')) > columns) signs.shift();
  return signs.join('');
}
