// Text of an import map → what its names stand for: `imports` of deno.json, of a map of its own, and of a page's
// `<script type="importmap">`. Scopes are left alone.

import { parseJson } from './json.ts';

export type ImportMap = ReadonlyMap<string, string>;

const MAP = /<script\b[^<>]{0,200}?\btype\s{0,5}=\s{0,5}["']importmap["'][^<>]{0,200}>([\s\S]{0,50000}?)<\/script/i;

export function importMapIn(path: string, text: string): ImportMap {
  const map = /\.html?$/.test(path) ? (MAP.exec(text)?.[1] ?? '') : text;
  if (!map.includes('"imports"')) return new Map();
  return new Map(parseJson(map).entries.flatMap(({ path: [section, name, ...more], value }) =>
    (section === 'imports' && typeof name === 'string' && more.length === 0 ? [[name, value] as const] : [])));
}

/** By the whole name, or by the longest that ends in a slash. */
export function mappedBy(map: ImportMap, specifier: string): string | undefined {
  const whole = map.get(specifier);
  if (whole !== undefined) return whole;
  const [prefix] = [...map.keys()].filter((name) => name.endsWith('/') && specifier.startsWith(name)).sort((a, b) => b.length - a.length);
  return prefix === undefined ? undefined : `${map.get(prefix)!}${specifier.slice(prefix.length)}`;
}
