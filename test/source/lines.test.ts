// Offsets ↔ lines and columns.
import { expect, test } from 'vitest';
import { linesOf } from '../../src/source/lines.ts';

test.each([
  ['', ['']],
  ['a', ['a']],
  ['a\n', ['a', '']],
  ['a\nbc\n\nd', ['a', 'bc', '', 'd']],
  ['a\r\nbc\r\n', ['a', 'bc', '']],
  ['a\rbc\r\rd', ['a', 'bc', '', 'd']],
  ['a\n\rb', ['a', '', 'b']],
  ['a\r\n\r\r\nb\nc\rd', ['a', '', '', 'b', 'c', 'd']],
  ['a\u2028b', ['a\u2028b']],
])('lines of %j', (text, expected) => {
  const lines = linesOf(text);
  expect(lines.count).toBe(expected.length);
  expect(expected.map((_, index) => lines.lineText(index + 1))).toEqual(expected);
  expect(lines.lineText(0)).toBe('');
  expect(lines.lineText(expected.length + 1)).toBe('');
});

test('positions count from 1, in UTF-16 code units', () => {
  const lines = linesOf('ab\r\n😀x\ny');
  expect(lines.positionAt(0)).toEqual({ line: 1, column: 1, offset: 0 });
  expect(lines.positionAt(2)).toEqual({ line: 1, column: 3, offset: 2 });
  expect(lines.positionAt(4)).toEqual({ line: 2, column: 1, offset: 4 });
  expect(lines.positionAt(6)).toEqual({ line: 2, column: 3, offset: 6 });
  expect(lines.positionAt(8)).toEqual({ line: 3, column: 1, offset: 8 });
  expect(lines.lineStart(2)).toBe(4);
});

test('offsets outside the text are its ends', () => {
  const lines = linesOf('ab\nc');
  expect(lines.positionAt(-5)).toEqual({ line: 1, column: 1, offset: 0 });
  expect(lines.positionAt(99)).toEqual({ line: 2, column: 2, offset: 4 });
  expect(lines.lineStart(99)).toBe(4);
});

test('every offset agrees with a plain count', () => {
  const text = 'a\r\n\nbb\rc\r\r\n\n\rddd';
  const lines = linesOf(text);
  for (let offset = 0; offset <= text.length; offset++) {
    const before = text.slice(0, offset).split(/\r\n|\r(?!\n)|\n/);
    // A position between CR and LF belongs to the line that they end.
    const between = text[offset - 1] === '\r' && text[offset] === '\n';
    const expected = between ? lines.positionAt(offset - 1).line : before.length;
    expect([offset, lines.positionAt(offset).line]).toEqual([offset, expected]);
  }
});
