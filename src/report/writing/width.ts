// Text → how many columns of a terminal it takes: none for what combines with the sign before it, two for the wide signs of East Asia
// and for pictures (Unicode 16, EastAsianWidth W and F, as blocks).

const nothing = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x231a, 0x231b], [0x2329, 0x232a], [0x23e9, 0x23ec], [0x25fd, 0x25fe], [0x2614, 0x2615],
  [0x2648, 0x2653], [0x26aa, 0x26ab], [0x2705, 0x2705], [0x270a, 0x270b], [0x2728, 0x2728], [0x274c, 0x274c],
  [0x2753, 0x2755], [0x2795, 0x2797], [0x2e80, 0x303e], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff],
  [0xa000, 0xa4cf], [0xa960, 0xa97c], [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe10, 0xfe19], [0xfe30, 0xfe6f],
  [0xff00, 0xff60], [0xffe0, 0xffe6], [0x1f004, 0x1f004], [0x1f0cf, 0x1f0cf], [0x1f18e, 0x1f19a], [0x1f200, 0x1f320],
  [0x1f32d, 0x1f64f], [0x1f680, 0x1f6ff], [0x1f7e0, 0x1f7eb], [0x1f90c, 0x1f9ff], [0x1fa70, 0x1faff], [0x20000, 0x3fffd],
];

export function widthOf(text: string): number {
  // Nearly every line.
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const sign of text) width += signWidth(sign);
  return width;
}

function signWidth(sign: string): number {
  const code = sign.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (nothing.test(sign)) return 0;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** As much of the text as fits. */
export function cutTo(text: string, columns: number): string {
  let [width, length] = [0, 0];
  for (const sign of text) {
    width += signWidth(sign);
    if (width > columns) break;
    length += sign.length;
  }
  return text.slice(0, length);
}
