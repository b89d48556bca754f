// Offsets in the text of a file → lines and columns, and columns in bytes of UTF-8, for readers that count so. Only where the text is at
// hand and still says what the finding says of it.

import type { Finding, Range } from '../findings/finding.ts';
import { linesOf, type Lines } from '../source/lines.ts';
import type { ReportContext } from './format.ts';

export interface Places {
  /** Undefined where the text is not at hand, or is another by now. */
  linesFor(finding: Pick<Finding, 'file' | 'range'>): Lines | undefined;
}

export function placesIn({ sourceOf }: ReportContext): Places {
  const tables = new Map<string, Lines | undefined>();
  const linesIn = (file: string): Lines | undefined => {
    if (tables.has(file)) return tables.get(file);
    const source = sourceOf?.(file);
    const lines = source && linesOf(source.text);
    tables.set(file, lines);
    return lines;
  };
  return {
    linesFor({ file, range }) {
      const lines = linesIn(file);
      return lines && [range.start, range.end].every((one) => isSame(lines, one)) ? lines : undefined;
    },
  };
}

function isSame(lines: Lines, { offset, line, column }: Range['start']): boolean {
  const here = lines.positionAt(offset);
  return here.line === line && here.column === column && here.offset === offset;
}

export interface BytePosition { readonly line: number; readonly column: number }

export function bytePosition(lines: Lines, offset: number): BytePosition {
  const { line, column } = lines.positionAt(offset);
  return { line, column: Buffer.byteLength(lines.lineText(line).slice(0, column - 1)) + 1 };
}
