// An esbuild plugin: our own code → the same code, which counts its steps: each call of a function of ours, and each turn
// of a loop. Counts are the same on every machine, however busy, which no time is. What the language and packages do
// (a search, a slice, a parser) is no step. The count is `__steps`, one for the whole bundle.

import { readFileSync } from 'node:fs';
import { parseSync, visitorKeys } from 'oxc-parser';

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const loops = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

/** @param {string} path @param {string} text */
export function counted(path, text) {
  const { program, errors } = parseSync(path, text, { preserveParens: false });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  /** @type {{ at: number, order: number, text: string }[]} */
  const added = [];
  /** @param {{ start: number, end: number, type: string }} body @param {string} before @param {string} after */
  const around = (body, before, after) => {
    if (body.type === 'BlockStatement' || body.type === 'FunctionBody') added.push({ at: body.start + 1, order: 0, text: '__steps++;' });
    // What begins later ends first.
    else added.push({ at: body.start, order: body.start, text: before }, { at: body.end, order: -body.start, text: after });
  };
  const open = [program];
  for (let node = open.pop(); node; node = open.pop()) {
    if (functions.has(node.type) && node.body) around(node.body, '(__steps++,', ')');
    if (loops.has(node.type)) around(node.body, '{__steps++;', '}');
    for (const key of visitorKeys[node.type] ?? []) open.push(...[node[key]].flat().filter(Boolean));
  }
  added.sort((a, b) => a.at - b.at || a.order - b.order);
  let [done, result] = [0, ''];
  for (const { at, text: more } of added) {
    result += text.slice(done, at) + more;
    done = at;
  }
  return result + text.slice(done);
}

/** With the banner that declares the count. */
export const counting = {
  banner: { js: 'let __steps = 0;' },
  plugins: [{
    name: 'counting',
    /** @param {import('esbuild').PluginBuild} build */
    setup(build) {
      build.onLoad({ filter: /[/\\](?:src|rules)[/\\].*\.ts$/ }, ({ path }) => ({ contents: counted(path, readFileSync(path, 'utf8')), loader: 'ts' }));
    },
  }],
};
