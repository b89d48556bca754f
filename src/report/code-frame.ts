// A masked excerpt → its lines with numbers, and carets under the marked stretch. Tabs become spaces so that the carets
// stand where they should.

import type { Excerpt } from '../findings/finding.ts';
import { printable } from './printable.ts';

const tab = '  ';

export interface Paint { readonly dim: (text: string) => string; readonly mark: (text: string) => string }

export function codeFrame({ firstLine, lines, mark }: Excerpt, { dim, mark: paint }: Paint): string[] {
  const width = String(firstLine + lines.length - 1).length;
  return lines.flatMap((line, index) => {
    const number = firstLine + index;
    const isMarked = number === mark.line;
    const gutter = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} |`;
    const shown = dim(gutter) + (line === '' ? '' : ` ${expanded(line)}`);
    return isMarked ? [shown, `${dim(`  ${' '.repeat(width)} |`)} ${carets(line, mark, paint)}`] : [shown];
  });
}

const expanded = (line: string): string => printable(line).replaceAll('\t', tab);

function carets(line: string, { from, to }: Excerpt['mark'], paint: Paint['mark']): string {
  const before = expanded(line.slice(0, from - 1)).length;
  const marked = expanded(line.slice(from - 1, to - 1)).length;
  return ' '.repeat(before) + paint('^'.repeat(Math.max(1, marked)));
}
