// Code that is nested deeply, broken or rare: nothing of it ends the run, silences the rest of its file or of the others,
// or reads differently from run to run. The bounds are numbers, and the margins behind them are held here.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindingsOf } from '../../src/values/bindings.ts';
import { MAX_CHAIN, MAX_TREE_DEPTH } from '../../src/syntax/deep-trees.ts';
import { type CodeTree, parseCode } from '../../src/syntax/code.ts';
import { pageOf } from '../../src/syntax/markup.ts';
import { deepPlace, LEVEL_BUDGET, STACK_BUDGET } from '../../src/syntax/nesting.ts';
import { folderWith, placesIn, runCommand } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';

const times = (count: number, part: string): string => part.repeat(count);
const around = (open: string, close: string, inner = 'a') => (count: number): string => times(count, open) + inner + times(count, close);
const before = (part: string, last = 'a', first = '') => (count: number): string => first + times(count, part) + last;

/** A construct, and the depth that ended the parser on a stack of 8 MB (oxc-parser 0.150). */
const CONSTRUCTS: Readonly<Record<string, readonly [deadly: number, text: (count: number) => string]>> = {
  parentheses: [5500, around('(', ')')],
  arrays: [5500, around('[', ']')],
  objects: [4700, around('x={a:', '}')],
  blocks: [15_000, around('{', '}', '')],
  calls: [6300, around('f(', ')')],
  'members by index': [6300, around('a[', ']')],
  templates: [4900, around('`${', '}`')],
  functions: [5800, around('function f(){', '}', '')],
  'function expressions': [1900, around('(function(){', '})', '')],
  'static blocks': [7900, around('class A{static{', '}}', '')],
  'class extends': [6600, around('class A extends ', '{}')],
  generics: [6200, around('A<', '>', 'b')],
  'generics with commas': [5800, around('A<x,', '>', 'b')],
  arrows: [9400, before('a=>')],
  'async arrows': [9400, before('async a=>')],
  'arrows with bodies': [4700, around('()=>{', '}', '')],
  conditions: [12_700, before('a?b:')],
  'conditions inside': [12_700, around('a?', ':c', 'b')],
  assignments: [16_500, before('a=')],
  new: [22_000, before('new ')],
  labels: [20_500, (count) => `${Array.from({ length: count }, (_, at) => `a${at}:`).join('')}b`],
  'else if': [24_000, before('if(a)b,c;else ', ';')],
  if: [24_000, before('if(a)', ';')],
  do: [24_000, around('do ', 'while(a);', ';')],
  powers: [36_000, before('a**')],
  await: [41_000, before('await ', 'a', 'async()=>')],
  yield: [16_500, before('yield ', '1}', 'function*f(){')],
  concatenations: [72_000, before('"a"+')],
  fallbacks: [72_000, before('a||')],
  not: [72_000, before('!')],
  typeof: [72_000, before('typeof ')],
  'results called': [97_000, (count) => `a${times(count, '()')}`],
  members: [164_000, (count) => `a${times(count, '.b')}`],
  'optional members': [164_000, (count) => `a${times(count, '?.b')}`],
  'tagged templates': [72_000, (count) => `a${times(count, '``')}`],
  assertions: [72_000, (count) => `a${times(count, ' as b')}`],
  'non-null': [72_000, (count) => `a${times(count, '!')}`],
  'type assertions': [55_000, before('<a>')],
  'conditional types': [22_000, before('B extends C?D:', 'E', 'type A=')],
  keyof: [16_500, before('keyof ', 'C', 'type A=')],
  'function types': [17_000, before('()=>', 'C', 'type A=')],
  'array types': [82_000, (count) => `type A=B${times(count, '[]')}`],
  tuples: [4900, (count) => `type A=${around('[', ']')(count)}`],
  'object types': [5800, (count) => `type A=${around('{a:', '}')(count)}`],
  'template types': [6600, (count) => `type A=${around('`${', '}`')(count)}`],
  infer: [8600, (count) => `type A=B extends ${times(count, 'infer C extends ')}C?D:E`],
  patterns: [29_000, (count) => `let ${around('[', ']')(count)}=b`],
  defaults: [4100, (count) => `(${around('[a=', ']')(count)})=>1`],
  namespaces: [36_000, (count) => `namespace ${times(count, 'a.')}b{}`],
  imports: [6300, around('import(', ')')],
  getters: [2700, (count) => `x=${around('{get a(){return ', '}}', '1')(count)}`],
  switches: [24_000, around('switch(a){case 1:', '}', '')],
  elements: [18_000, around('<a>', '</a>', '')],
  'elements in attributes': [18_000, around('<a b=', '/>', '<a/>')],
  'expressions in elements': [5500, around('<a>{', '}</a>', '')],
};
const isJsx = (name: string): boolean => name.includes('elements');
const typescript = { jsx: false, types: true };
const both = { jsx: true, types: true };
const insecure = "import jwt from 'jsonwebtoken';\nexport const who = (token, key) => jwt.verify(token, key, { algorithms: ['none'] });\n";
const textsIn = (tree: CodeTree): readonly string[] =>
  bindingsOf(tree).all('CallExpression').flatMap(({ callee }) => (callee.type === 'Identifier' ? [callee.name] : []));
const kindsIn = (tree: CodeTree): readonly string[] => tree.problems.map(({ kind }) => kind);

describe('the bound of nesting', () => {
  it.each(Object.entries(CONSTRUCTS))('sees %s long before they are deadly', (name, [deadly, text]) => {
    const grammar = isJsx(name) ? both : typescript;
    // A stack of 1 MB ends at an eighth of it; the bound, at a quarter of that.
    expect(deepPlace(text(Math.round(deadly / 32)), grammar, STACK_BUDGET)).toBeDefined();
    expect(deepPlace(text(10), grammar, LEVEL_BUDGET)).toBeUndefined();
  });

  it.each([
    ['a comment', `/* ${times(2000, '(')} */ a();`],
    ['a comment of a line', `// ${times(2000, '[')}\na();`],
    ['a text', `a('${times(2000, '[')}');`],
    ['a template', `a(\`${times(2000, '{')}\`);`],
    ['a regular expression', `a(/${times(2000, '\\(')}[${times(2000, '(')}]/);`],
    ['an expression after a condition', `if (a) /${times(2000, '[(]')}/.test(b);`],
    ['lines without semicolons', times(3000, 'const a = b < c\n')],
    ['long lists', `a(${times(3000, 'b + c, ')}d); x = {${times(3000, 'a: b + c, ')}};`],
    ['many statements', times(3000, 'if (a) { b(c) } else { d(); }\n')],
  ])('counts nothing in %s', (_, text) => expect(deepPlace(text, typescript, LEVEL_BUDGET)).toBeUndefined());

  it('counts nothing in the text of elements', () => {
    const text = `x = <a b="${times(2000, '(')}">Don't ${times(2000, '([')} {b ? <T a={c} /> : 'c'}</a>;\ny = <T extends U>(a: T) => <b.c>{a}</b.c>;`;
    expect(deepPlace(times(20, text), both, LEVEL_BUDGET)).toBeUndefined();
    expect(deepPlace(`x = <a>Don't {${around('(', ')')(3000)}}</a>`, both, STACK_BUDGET)).toBeDefined();
  });

  it('doubts where two readings are possible and what follows could be deep in one of them', () => {
    for (const doubtful of ['<!-- `\n', 'x = function () {} / 1;'])
      for (const [rest, isDeep] of [['a()', false], ['('.repeat(50), false], ['('.repeat(5000), true], ['new '.repeat(5000), true], ['ä '.repeat(5000), true]] as const)
        expect(deepPlace(doubtful + rest, typescript, STACK_BUDGET) !== undefined, doubtful + rest.slice(0, 9)).toBe(isDeep);
  });
});

describe('deep code', () => {
  it('at ten times the deadly depth is a diagnostic, and all else is reported', async () => {
    const limit = 2_000_000;
    const files = Object.entries(CONSTRUCTS).map(([name, [deadly, text]]) => {
      let deep = text(10 * deadly);
      if (deep.length > limit) deep = text(Math.floor((10 * deadly * limit) / deep.length));
      return [`${name.replaceAll(' ', '-')}.${isJsx(name) ? 'tsx' : 'ts'}`, `${insecure};${deep}\nclosing(jwt.verify(a, b, { algorithms: ['none'] }));\n`] as const;
    });
    const ran = await runCommand(folderWith({ ...Object.fromEntries(files), 'other.js': insecure }), '--format', 'compact');
    const places = placesIn(ran.out);
    expect(places).toContain('other.js:2 no-alg-none');
    for (const [path] of files) {
      expect(ran.err).toContain(`jwtlint: ${path}: 3:`);
      expect(places).toContain(`${path}:2 no-alg-none`);
      expect(places).toContain(`${path}:4 no-alg-none`);
    }
    expect(ran.err).not.toMatch(/internal|failed|could not be analysed/);
  }, 600_000);

  it('as generators write it is read in full', () => {
    const text = `${Array.from({ length: 5000 }, (_, at) => `'part${at}'`).join(' + ')};\n${times(2000, 'if (a) b(); else ')}last();\n${Array.from({ length: 3000 }, (_, at) => `k${at}`).join(' || ')};\n`;
    const tree = parseCode('ts', text);
    expect(tree.problems).toEqual([]);
    expect(textsIn(tree).filter((name) => name === 'b')).toHaveLength(2000);
    expect(textsIn(tree)).toContain('last');
    expect(bindingsOf(tree).all('LogicalExpression').every(({ start, end }) => /^k\d.*\d$/s.test(text.slice(start, end)))).toBe(true);
    expect(MAX_CHAIN).toBeLessThan(MAX_TREE_DEPTH / 2);
  });

  it('is left out by statement where our own readers could not follow', () => {
    const tree = parseCode('ts', `first();\na${times(MAX_TREE_DEPTH, '.b()')};\nlast();\n`);
    expect([kindsIn(tree), textsIn(tree)]).toEqual([['too-deep'], ['first', 'last']]);
    const fits = parseCode('ts', `first();\na${times(MAX_TREE_DEPTH / 2 - 10, '.b()')};\nlast();\n`);
    expect(kindsIn(fits)).toEqual([]);
  });

  it('within the bounds takes less than a quarter of the stack, interpreted', () => {
    const levels: Readonly<Record<string, (depth: number) => string>> = {
      chains: (depth) => `a${times(depth / 2, '.b()')}`,
      members: (depth) => `a${times(depth, '.b')}`,
      differences: (depth) => `${times(depth, 'b - ')}c`,
      fallbacks: (depth) => `${times(depth, 'a || (')}b${times(depth, ')')}`,
      conditions: (depth) => `${times(depth, 'x ? y : ')}z`,
      negations: (depth) => `${times(depth, '!')}key`,
      lists: (depth) => around('[', ']', 'key')(depth),
      updates: (depth) => `crypto.createHmac('sha256', key)${times(depth / 2, ".update('a')")}`,
      assertions: (depth) => `a${times(depth, ' as any')}`,
    };
    const use = (x: string): string =>
      `import crypto from 'node:crypto';\n${insecure}jwt.sign({ a: 1 }, ${x}, { algorithm: 'HS256' });\nconst claims = jwt.verify(${x}, ${x}, { algorithms: ['none'] });\nasync function m(req, res, next) { if (${x}) return next(); try { const { a } = jwt.decode(${x}); req.user = ${x}; if (a && ${x}) next(); } catch (e) { res.send(${x}); } }\nexport default { secret: ${x} };\nfetch('http://a?token=' + (${x})); res.cookie('token', ${x});\nif (${x} === claims) throw new Error(${x});\nexport const { ${times(200, 'a: { ')}b${times(200, ' }')} } = claims;\nconst ${times(600, '[')}c${times(600, ']')} = claims;\n`;
    const folder = folderWith(Object.fromEntries(Object.entries(levels).map(([name, text]) => [`${name}.ts`, use(text(MAX_TREE_DEPTH - 20))])));
    const ran = spawnSync(process.execPath, ['--stack-size=246', '--no-opt', '--no-sparkplug', join(root, 'dist/cli.js'), '--no-config', '--format', 'compact', '.'], { cwd: folder, encoding: 'utf8' });
    expect(ran.stderr).not.toMatch(/could not be analysed|failed|internal/);
    expect(placesIn(ran.stdout)).toEqual(expect.arrayContaining(Object.keys(levels).map((name) => `${name}.ts:3 no-alg-none`)));
  }, 120_000);
});

describe('broken code', () => {
  it.each([
    ['a line break first, and no statement in the first column', "\n  import jwt from 'jsonwebtoken';\n  jwt.verify(t, k;\n  after();\n", ['after']],
    ['many breaks', `first();\n${times(50, 'foo(;\nok();\n')}last();\n`, ['first', ...Array.from({ length: 50 }, () => 'ok'), 'last']],
    ['many breaks, indented', `\n  first();\n${times(50, '  foo(;\n  ok();\n')}  last();\n`, ['first', ...Array.from({ length: 50 }, () => 'ok'), 'last']],
    ['a bracket that is never closed', 'first();\nfunction a() {\n  inner();\n\nsecond();\nlast();\n', ['first', 'inner', 'second', 'last']],
    ['a break inside a class', 'class A {\n  m() {\n    inner();\n    foo(;\n    behind();\n  }\n}\nlast();\n', ['inner', 'behind', 'last']],
    ['no line at all', 'foo(;', []],
    ['line breaks alone', `\n\n\n)\n\n`, []],
    // The parser takes these for the end of the file, and says no more of what stands behind.
    ['a comment that is never closed', 'first();\n/*\nsecond();\nlast();\n', ['first', 'second', 'last']],
    ['a text that is never closed', "first();\n'\nsecond();\nlast();\n", ['first', 'second', 'last']],
    ['a zero byte', 'first();\n\0\nsecond();\nlast();\n', ['first', 'second', 'last']],
    ['a character that belongs to nothing', 'first();\n\u202e\nsecond();\nlast();\n', ['first', 'second', 'last']],
    ['a second line for the shell', 'first();\n#!/bin/node\nsecond();\nlast();\n', ['first', 'second', 'last']],
    ['a break in the last line', 'first();\nlast();\n\u202e', ['first', 'last']],
    ['carriage returns', '\r\n\r\n  foo(;\r\n  ok();\r\n', ['ok']],
  ])('%s', (_, text, names) => {
    const tree = parseCode('ts', text);
    expect(kindsIn(tree)).toEqual(['syntax']);
    expect(textsIn(tree).filter((name) => name !== 'foo')).toEqual(names);
    const [start] = bindingsOf(tree).all('CallExpression').filter(({ callee }) => callee.type === 'Identifier' && callee.name === 'last').map((node) => node.start);
    if (start !== undefined) expect(text.slice(start)).toMatch(/^last\(\)/);
  });

  it.each(['first(); // a\n/* b */\n// c', 'first();\n\u200b', 'first();\n<!-- a\n--> b\n', '#!/bin/node\n', '// a'])('is not %j', (text) => {
    expect(kindsIn(parseCode('js', text))).toEqual([]);
  });

  it('in the script of a page', () => {
    const page = `<template><a b="c"/></template>\n<script setup>\n  ok();\n  foo(;\n  ok();\n</script>\n<script>\n    ok()\n    foo(;\n    ok()\n</script>\n`;
    const tree = parseCode('markup', page);
    expect([kindsIn(tree), textsIn(tree)]).toEqual([['syntax'], ['ok', 'ok', 'ok', 'ok']]);
  });

  // Each grew with the square of the size, or took all memory.
  it.each([
    ['of broken statements', (size: number) => times(size, 'foo(;\nok();\n')],
    ['of brackets', (size: number) => times(size, 'function a() {\n')],
    ['of escapes, each on its line', (size: number) => times(size, '\\\n')],
    ['of line breaks', (size: number) => `${times(size, '\n')})`],
  ])('a text %s takes its time in proportion', (_, text) => {
    const cost = (size: number): number => {
      const start = process.cpuUsage();
      parseCode('ts', text(size));
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    cost(100);
    expect(cost(4000)).toBeLessThan(Math.max(2500, 12 * cost(1000)));
  }, 120_000);

  it('whose every error would bring its line is refused', () => {
    const tree = parseCode('ts', `before();\n${times(80_000, '\\')}\nafter();\n`);
    expect([kindsIn(tree), textsIn(tree)]).toEqual([['too-large'], ['before', 'after']]);
  }, 120_000);
});

describe('pages', () => {
  it('of nested tags and of many scripts are read once', () => {
    const started = performance.now();
    pageOf(times(200_000, '<a>'));
    expect(pageOf(times(20_000, '<script>a</script>')).code.match(/a/g)).toHaveLength(20_000);
    for (const text of ['<svg><foreignObject>', '</math>', '<svg><script>', '<svg><script></script>', '<textarea/>', '<script "', '<!--<script>', '<svg><p>'])
      pageOf(times(20_000, text));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('keep an unclosed script', () => expect(pageOf('<script>a').code.trim()).toBe(';a'));

  const told = (text: string) => {
    const { code, unclosed } = pageOf(text);
    expect(code).toHaveLength(text.length);
    return [code.trim().replace(/\s+/g, ' '), unclosed];
  };

  it.each([
    ['<svg><script href="x.js"/></svg><script>a</script>', ';a'],
    ['<svg><script xlink:href="x.js">no</script><script>a</script></svg>', ';a'],
    ['<svg><script src="x.js">a</script></svg>', ';a'],
    ['<svg><script><![CDATA[a < b]]></script></svg>', '; a < b'],
    ['<svg><script>(b) =&gt; a &amp;&amp; b &lt;= c</script></svg>', ';(b) => a && b <= c'],
    ['<svg><title><script>a</script></title></svg>', ';a'],
    ['<svg><style><script>a</script></style></svg>', ';a'],
    ['<svg><foreignObject><textarea><script>no</script></textarea><script>a</script></foreignObject></svg>', ';a'],
    ['<svg><p><textarea><script>no</script></textarea></p>', ''],
    ['<math><mi><script>a</script></mi></math><style><script>no</script></style>', ';a'],
    ['<template><Textarea v-model="x" /></template><script>a</script>', ';a'],
    ['<script type="text/ecmascript">a</script><script type="text/x-template">no</script>', ';a'],
    ['---\n---<script>a</script>', ';a'],
    ['<textarea><script>no</script></textarea>', ''],
    ['---\nconst icon = "<svg>";\n---\n<style><script>no</script></style>', ';const icon = "<svg>";'],
  ])('give the scripts that a browser or a component runs: %s', (text, code) => expect(told(text)).toEqual([code, undefined]));

  it.each([
    ['<template><div class="a></div></template><script>a</script>', ';a', 10],
    ['<template><!-- </template><script>a</script>', ';a', 14],
    ['<style></template><script>a</script>', ';a', 0],
    ['<textarea><script>a</script>', ';a', 0],
    ['<script setup\na\n</script>', '', 0],
    ['---\na\n--\n<p>', '', 4],
  ])('with something unclosed before a script say so and read on: %s', (text, code, at) => expect(told(text)).toEqual([code, at]));

  it.each(['<!-- a', '<div class="a', '<textarea>'])('end as they like where no script follows: %s', (text) => expect(told(text)).toEqual(['', undefined]));
});

describe('rare code that Node, TypeScript or a browser takes', () => {
  it.each([
    ['js', 'const x = await [ask()];\nimport a from "b";'],
    ['js', 'const x = await [ask()];'],
    ['js', 'f(await {}); import "x";'],
    ['js', 'f(await {}, ask());'],
    ['ts', 'for await (const a of b) f(await {});'],
    ['js', 'await /x/g; ask();'],
    ['js', 'return ask();'],
    ['js', 'with (a) ask();'],
    ['js', 'if (a) function f() {} ask();'],
    ['js', 'a: function f() {} ask(010, "\\07");'],
    ['js', '<!-- x\nask();\n--> y\n'],
    ['js', '#!/usr/bin/env node\nask();'],
    ['jsx', '<𠮷 𠮷="x">{ask()}</𠮷>;'],
    ['js', '@ask() export class B {}'],
    ['js', 'export @ask() class B {}'],
    ['js', '{ using a = ask(); }'],
    ['js', 'import a from "b" with { type: "json" }; ask();'],
    ['js', 'import defer * as a from "b"; ask(import.defer("x"));'],
    ['js', 'import source a from "b"; ask();'],
    ['js', 'ask(/[[a]--[b]]/v, /(?i:a)/, "\0");'],
    ['js', 'var await = 1, yield_ = 2; ask(await);'],
    ['ts', 'export const f = async <T,>(a: T) => ask(<T>a);'],
  ] as const)('%s: %s', (language, text) => {
    const tree = parseCode(language, text);
    expect(tree.problems).toEqual([]);
    if (text.includes('ask(')) expect(textsIn(tree)).toContain('ask');
  });

  it('reads a top-level await as one', () => {
    const tree = parseCode('js', 'const claims = await (verify(token));');
    expect(JSON.stringify(tree.body)).toContain('AwaitExpression');
  });
});
