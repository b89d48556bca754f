// A JSON file → the Value that importing it gives, each text at its place in that file.

import type { Property, Value } from '../values/value.ts';
import type { SourceFile } from '../source/file.ts';
import { parseJson } from '../syntax/json.ts';

export function valueOfJson(file: SourceFile): Value | undefined {
  const { entries, problems } = parseJson(file.text);
  if (problems.length > 0) return undefined;
  const root: Branch = new Map();
  for (const entry of entries) {
    if (entry.path.length === 0 || entry.path.some((segment) => typeof segment === 'number')) continue;
    const at = { file, start: entry.start, end: entry.end };
    const key = { file, start: entry.keyStart, end: entry.keyEnd };
    const value: Value = entry.kind === 'text' ? { kind: 'text', text: entry.value, at, via: [] } : { kind: 'unknown', at, via: [] };
    place(root, entry.path as readonly string[], { key, at, value });
  }
  return objectOf(root, file);
}

type Branch = Map<string, Branch | Property>;

function place(branch: Branch, [name, ...below]: readonly string[], property: Property): void {
  if (name === undefined) return;
  if (below.length === 0) { branch.set(name, property); return; }
  const next = branch.get(name);
  const inner: Branch = next instanceof Map ? next : new Map<string, Branch | Property>();
  branch.set(name, inner);
  place(inner, below, property);
}

function objectOf(branch: Branch, file: SourceFile): Value {
  const at = { file, start: 0, end: 0 };
  const properties = new Map(
    [...branch].map(([name, one]): [string, Property] => [name, one instanceof Map ? { key: at, at, value: objectOf(one, file) } : one]),
  );
  // Lists are left out, so what is not there may still be.
  return { kind: 'object', properties, whole: false, at, via: [] };
}
