// A hit of the gate in a text of bytes → the name around it.

export const LONGEST_NAME = 80;

export const isNameByte = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f || byte === 0x24);

export function nameAround(bytes: Uint8Array, start: number, end: number, isPart = isNameByte): readonly [number, number] {
  let from = start;
  let to = end;
  while (isPart(bytes[from - 1]) && end - from <= LONGEST_NAME) from--;
  while (isPart(bytes[to]) && to - start <= LONGEST_NAME) to++;
  return [from, to];
}
