// Values → JSON in pieces, lists of findings one by one. Besides what JSON asks for, characters that a terminal or a log would obey
// are written as escapes: a reader of JSON sees the same text, everything else sees nothing to obey.

/** A list that is written item by item. */
export type Listed = () => Iterable<unknown>;

const hidden = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const command = /##(?=\[|vso\[)/gi;

export const safeJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replace(hidden, escaped).replace(command, '#\\u0023');

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** As `JSON.stringify(value, undefined, 2)`, with a line break behind it. Functions in it are lists. */
export function* jsonPieces(value: unknown): Iterable<string> {
  yield* pieces(value, '\n');
  yield '\n';
}

function* pieces(value: unknown, margin: string): Iterable<string> {
  if (!holdsList(value)) {
    yield safeJson(value, 2).replaceAll('\n', margin);
    return;
  }
  const [begin, end] = typeof value === 'function' || Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = `${margin}  `;
  let count = 0;
  for (const [name, item] of itemsOf(value)) {
    if (item === undefined) continue;
    yield (count++ === 0 ? begin : ',') + inner + (name === undefined ? '' : `${safeJson(name)}: `);
    yield* pieces(item, inner);
  }
  yield count === 0 ? begin + end : margin + end;
}

function* itemsOf(value: unknown): Iterable<readonly [string | undefined, unknown]> {
  if (typeof value === 'function') for (const item of (value as Listed)()) yield [undefined, item];
  else if (Array.isArray(value)) for (const item of value) yield [undefined, item];
  else yield* Object.entries(value as object);
}

const holdsList = (value: unknown): boolean =>
  typeof value === 'function' || (typeof value === 'object' && value !== null && Object.values(value).some(holdsList));
