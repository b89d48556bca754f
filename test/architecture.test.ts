// The page for newcomers says what is there: every room has a row, every row a room, every file it names exists, and so does
// every type, in the room whose row names it.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/fixture-file.ts';

const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const rows = page.split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^`(?:src\/\w+|rules|bin)`$/.test(cells[1] ?? ''))
  .map(([, room = '', , types = '', first = '']) => ({ room: unquoted(room)[0]!, types: unquoted(types), first: unquoted(first)[0]! }));

describe('docs/architecture.md', () => {
  it('has a row for each room and no other', () => {
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `src/${name}`);
    expect(rows.map(({ room }) => room).sort()).toEqual([...rooms, 'bin', 'rules'].sort());
  });

  it('names files that exist', () => {
    const named = [...page.matchAll(/`((?:src|rules|test|bin|fixtures|docs)\/[\w./-]+)`/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names types that their room exports', () => {
    const missing = rows.flatMap(({ room, types }) => types.filter((type) => !exportsOf(room).includes(type)).map((type) => `${room}: ${type}`));
    expect(missing).toEqual([]);
  });

  it('sends readers to a file of the same room', () => {
    expect(rows.filter(({ room, first }) => !first.startsWith(`${room}/`))).toEqual([]);
  });

  it('draws the order that the house test holds', () => {
    const law = /'src\/models', [^\]]*/.exec(readFileSync(join(root, 'test/house.test.ts'), 'utf8'))![0];
    const order = [...law.matchAll(/'(?:src\/)?([a-z]+)'/g)].map(([, room]) => room!);
    const drawn = [...page.split('\n').find((line) => line.startsWith('`models · source'))!.matchAll(/[a-z]+/g)].map(([room]) => room);
    expect(drawn).toEqual(order);
  });
});

function unquoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
}

function exportsOf(room: string): string[] {
  const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.flatMap((file) =>
    [...readFileSync(join(root, room, file), 'utf8').matchAll(/^export (?:interface|type|const|function) (\w+)/gm)].map(([, name]) => name!));
}
