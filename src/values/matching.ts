// A call in code → the model rows it matches: by what its callee was imported as, by superclass, or by member chain.

import type { CallSignature } from '../models/signature.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import type { AnyCall, CodeContext } from './code-context.ts';
import type { Expressions } from './reading/reader.ts';
import { once, oncePerFile } from './once.ts';
import { GLOBAL } from './library-index.ts';
import type { Modelled } from './library-index.ts';
import type { Value } from './value.ts';
import { isBelow } from './versions.ts';

/** Modelled modules that this file imports or requires, for `*.` rows. */
export const modulesOf = oncePerFile(({ bindings, index }: CodeContext): readonly string[] => {
  const names = new Set<string>();
  const add = (source: Node | undefined): void => {
    if (source?.type === 'Literal' && typeof source.value === 'string' && index.knows(source.value)) names.add(source.value);
  };
  for (const one of bindings.all('ImportDeclaration')) add(one.source);
  for (const one of bindings.all('ImportExpression')) add(one.source);
  for (const one of bindings.all('TSImportEqualsDeclaration'))
    if (one.moduleReference.type === 'TSExternalModuleReference') add(one.moduleReference.expression);
  for (const one of bindings.all('CallExpression'))
    if (one.callee.type === 'Identifier' && one.callee.name === 'require') add(one.arguments[0]);
  return [...names];
});

/** Several facts ask this of every call. */
export const rowsFor = once((node: AnyCall, modules: readonly string[], context: CodeContext): readonly Modelled[] => {
  const { local, index } = context;
  if (node.callee.type === 'Super') {
    const parent = superclassOf(node, local);
    return parent ? fitting(inVersion(index.rows(parent.module, true, parent.path), context), node, context) : [];
  }
  const near = importedAmong(local.calleeOf(node)) ?? globalOf(local.calleeOf(node));
  const callee = near && isHandedOn(near, context) ? (importedAmong(context.expressions.calleeOf(node)) ?? near) : near;
  if (callee) {
    const rows = inVersion(index.rows(callee.module, node.type === 'NewExpression', callee.path), context);
    if (rows.length > 0) return fitting(rows, node, context);
  }
  return node.type === 'CallExpression' ? fitting(anywhere(node, modules, context), node, context) : [];
});

/** `import { verifyLater } from './promised'`, where that is `promisify(jwt.verify)`. */
const isHandedOn = ({ module }: { readonly module: string }, { index, file, project }: CodeContext): boolean =>
  module !== GLOBAL && !index.knows(module) && project?.handsOn(file.path, module) === true;

/** `crypto.subtle.sign`, `globalThis.crypto.subtle.sign`. */
function globalOf(value: Value): { readonly module: string; readonly path: readonly string[] } | undefined {
  if (value.kind !== 'instance' || value.module !== GLOBAL) return undefined;
  return { module: GLOBAL, path: /^(?:globalThis|window|self|global)$/.test(value.path[0] ?? '') ? value.path.slice(1) : value.path };
}

// ---- which of several signatures? ----

/** Of the rows of one name and kind the first whose parameters the arguments fit; all when none does, or when there is no choice. */
function fitting(rows: readonly Modelled[], node: AnyCall, { local }: CodeContext): readonly Modelled[] {
  const given = node.arguments;
  const said = rows.filter(({ signature }) =>
    signature.parameters.every(({ text }, at) => text === undefined || isGiven(given[at], text, local)),
  );
  if (said.length < 2) return said;
  return said.filter((row) => {
    const rivals = said.filter((other) => kindOf(other) === kindOf(row));
    const first = given.some(({ type }) => type === 'SpreadElement')
      ? widest(rivals)
      : rivals.find(({ signature }) => fits(signature, given, local));
    return first === undefined || first === row;
  });
}

const kindOf = ({ library, operation, maker, mac, signing, guard, signature }: Modelled): string =>
  `${library.package} ${operation ? 'operation' : maker ? 'maker' : mac ? 'mac' : signing ? 'signing' : guard ? 'guard' : 'passes'} ${signature.path.join('.')}`;

function isGiven(node: Node | undefined, text: string, local: Expressions): boolean {
  const value = node && local.valueOf(node);
  return value?.kind === 'text' && value.text === text;
}

/** A spread may be anything: the row that takes most. */
const widest = (rows: readonly Modelled[]): Modelled | undefined =>
  rows.find(({ signature }) => rows.every((other) => other.signature.parameters.length <= signature.parameters.length));

/** As many as are asked for, and a callback that is a function. */
function fits({ parameters }: CallSignature, given: readonly Node[], local: Expressions): boolean {
  if (given.length > parameters.length || given.length < parameters.filter(({ optional }) => !optional).length) return false;
  return parameters.every(({ roles }, at) => !roles.includes('callback') || !given[at] || local.valueOf(given[at]).kind === 'function');
}

/** `let jwt; try { jwt = require('jsonwebtoken') } catch {}`, `jwt.default ?? jwt`: one of several is enough. */
function importedAmong(value: Value): Extract<Value, { kind: 'imported' }> | undefined {
  if (value.kind === 'choice') return value.alternatives.find((one) => one.kind === 'imported');
  return value.kind === 'imported' ? value : undefined;
}

function superclassOf(node: AnyCall, expressions: Expressions): Extract<Value, { kind: 'imported' }> | undefined {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent)
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') {
      const value = at.superClass ? expressions.valueOf(at.superClass) : undefined;
      return value?.kind === 'imported' ? value : undefined;
    }
  return undefined;
}

function anywhere(node: CallExpression, modules: readonly string[], context: CodeContext): readonly Modelled[] {
  if (node.callee.type !== 'MemberExpression') return [];
  return modules.flatMap((module) =>
    inVersion(context.index.anywhere(module), context).filter(
      ({ signature }) =>
        endsIn(node.callee, signature.path) &&
        signature.parameters.every((parameter, at) => !parameter.self || isModule(node.arguments[at], module, context)),
    ),
  );
}

/** Are these the last names of the chain? */
function endsIn(chain: Node, path: readonly string[]): boolean {
  let at: Node | undefined = chain;
  for (const name of [...path].reverse()) {
    while (at?.type === 'ChainExpression') at = at.expression;
    if (at === undefined || nameAt(at) !== name) return false;
    at = at.type === 'MemberExpression' && !at.computed ? at.object : undefined;
  }
  return true;
}

function nameAt(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  return node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined;
}

function isModule(node: Node | undefined, module: string, { local }: CodeContext): boolean {
  const value = node && local.valueOf(node);
  return value?.kind === 'imported' && value.module === module;
}

function inVersion(rows: readonly Modelled[], context: CodeContext): readonly Modelled[] {
  return rows.filter(({ library, from, below }) => {
    if (from === undefined && below === undefined) return true;
    const version = context.project?.version(context.file.path, library.package);
    if (version === undefined) return below === newestOf(rows);
    return !(from !== undefined && isBelow(version, from)) && !(below !== undefined && !isBelow(version, below));
  });
}

/** With no version known, the newest rows of this shape: those without an end, else those that ended last. */
function newestOf(rows: readonly Modelled[]): string | undefined {
  const ends = rows.map(({ below }) => below);
  return ends.includes(undefined) ? undefined : ends.reduce((last, end) => (isBelow(last!, end!) ? end : last));
}
