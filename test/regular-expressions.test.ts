// Every regular expression of the tool → can a text make it slow? Literals and `new RegExp(…)` are read off the sources;
// those that models put together from words are taken from the modules. What takes the place of `${…}` is a word.
// A count with an upper bound costs what it says, so `{0,300}` is no matter here. Forms of tokens have a language of
// their own that cannot be slow: see token-shape.ts.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { parseCode } from '../src/syntax/code.ts';
import type { Node } from '../src/syntax/code.ts';
import { root } from './support/fixture-file.ts';

interface Expression { readonly at: string; readonly source: string; readonly flags: string }

const files = ['src', 'rules', 'bin'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts')).map((path) => `${folder}/${path}`)).sort();

function expressionsIn(path: string): readonly Expression[] {
  const text = readFileSync(join(root, path), 'utf8');
  const found: Expression[] = [];
  const add = (node: { readonly start: number }, source: string, flags: string): void => {
    found.push({ at: `${path}:${String(text.slice(0, node.start).split('\n').length)}`, source, flags });
  };
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const one = node as Node;
    if (one.type === 'Literal' && 'regex' in one) add(one, one.regex.pattern, one.regex.flags);
    else if (one.type === 'NewExpression' && one.callee.type === 'Identifier' && one.callee.name === 'RegExp') {
      const [source, flags] = one.arguments.map((argument) => textOf(argument as Node));
      if (source !== undefined) add(one, source, flags ?? '');
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'parent') visit(child);
  };
  visit(parseCode('ts', text).body);
  return found;
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked ?? '').join('word') : undefined;
}

/** Regular expressions among what a module exports, at any depth. */
async function expressionsOf(path: string): Promise<readonly Expression[]> {
  const found: Expression[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (value instanceof RegExp) found.push({ at: path, source: value.source, flags: value.flags });
    else if (typeof value === 'object' && value !== null && depth < 8) for (const child of Object.values(value)) visit(child, depth + 1);
  };
  visit(await import(join(root, path)), 0);
  return found;
}

const slow = ({ source, flags }: Pick<Expression, 'source' | 'flags'>): readonly string[] =>
  analyse({ source, flags }).reports.map(({ type, character }) => `${type} ${JSON.stringify(character.pick)}`);
const slowAmong = (all: readonly Expression[]): readonly string[] =>
  all.flatMap((one) => slow(one).map((why) => `${one.at} ${why} /${one.source}/${one.flags}`));

describe('regular expressions', () => {
  it.each<[string, string[]]>([
    ['^(a+)+$', ['Self "a"']], ['^\\s*,?\\s*$', ['Trade " "']], ['\\s+$', ['Move " "']],
    ['(?<!\\s)\\s+$', []], ['^\\s*(?:,\\s*)?$', []], ['[a-z]{0,300}b', []],
  ])('are slow or not: %s', (source, expected) => {
    expect(slow({ source, flags: '' }).map((why) => why.replace(/"[^]*"/, (pick) => (pick === '"a"' ? pick : '" "')))).toEqual(expected);
  });

  it('of the sources are never slow', () => {
    const all = files.flatMap(expressionsIn);
    expect(all.length).toBeGreaterThan(600);
    expect(slowAmong(all)).toEqual([]);
  });

  it('that models put together are never slow', async () => {
    const all = (await Promise.all(files.filter((path) => path.startsWith('src/models/')).map(expressionsOf))).flat();
    expect(all.length).toBeGreaterThan(20);
    expect(slowAmong(all)).toEqual([]);
  });
});
