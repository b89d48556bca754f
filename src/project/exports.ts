// One module's tree → the Value of each name it exports: ESM in every spelling, CommonJS assignments, re-exports, JSON.

import type { Bindings } from '../values/bindings.ts';
import type { Expressions } from '../values/expressions.ts';
import type { Value } from '../values/value.ts';
import type { Node } from '../syntax/code.ts';

export interface Exporting {
  readonly bindings: Bindings;
  readonly expressions: Expressions;
  /** What another module exports, for re-exports. */
  elsewhere(specifier: string, path: readonly string[]): Value | undefined;
}

export function exportOf(name: string, module: Exporting): Value | undefined {
  return named(name, module) ?? (name === 'default' ? defaultOf(module) : undefined) ?? assigned(name, module) ?? starred(name, module);
}

/** What `require` gives: `module.exports`, when it is assigned as a whole. */
export function wholeOf({ bindings, expressions }: Exporting): Value | undefined {
  const assignment = bindings.all('AssignmentExpression').filter(({ left }) => nameOf(left as Node) === 'module.exports').at(-1);
  if (assignment) return expressions.valueOf(assignment.right as Node);
  const exported = bindings.all('TSExportAssignment')[0];
  return exported && expressions.valueOf(exported.expression as Node);
}

function named(name: string, { bindings, expressions, elsewhere }: Exporting): Value | undefined {
  for (const node of bindings.all('ExportNamedDeclaration')) {
    if (node.declaration && declares(node.declaration as Node, name)) {
      const binding = bindings.top(name);
      return binding && expressions.valueOf(binding.id);
    }
    for (const specifier of node.specifiers) {
      if (textOf(specifier.exported as Node) !== name) continue;
      const local = textOf(specifier.local as Node);
      if (node.source) return handedOn(elsewhere(node.source.value, [local]), specifier as Node, expressions);
      const binding = bindings.top(local);
      return binding && expressions.valueOf(binding.id);
    }
  }
  return undefined;
}

function declares(declaration: Node, name: string): boolean {
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.some(({ id }) => hasName(id as Node, name));
  return 'id' in declaration && (declaration.id as { name?: string } | null)?.name === name;
}

/** Patterns are rare in exports; their names are found by a plain look at the identifiers. */
function hasName(pattern: Node, name: string): boolean {
  switch (pattern.type) {
    case 'Identifier': return pattern.name === name;
    case 'AssignmentPattern': return hasName(pattern.left as Node, name);
    case 'ObjectPattern':
      return pattern.properties.some((one) => hasName((one.type === 'RestElement' ? one.argument : one.value) as Node, name));
    case 'ArrayPattern': return pattern.elements.some((one) => one !== null && hasName(one as Node, name));
    default: return false;
  }
}

function defaultOf({ bindings, expressions }: Exporting): Value | undefined {
  const node = bindings.all('ExportDefaultDeclaration')[0];
  return node && expressions.valueOf(node.declaration as Node);
}

/** `exports.name = …`, `module.exports.name = …`, or a property of the assigned object. */
function assigned(name: string, module: Exporting): Value | undefined {
  const { bindings, expressions } = module;
  const node = bindings.all('AssignmentExpression').find(({ left }) => {
    const target = nameOf(left as Node);
    return target === `exports.${name}` || target === `module.exports.${name}`;
  });
  if (node) return expressions.valueOf(node.right as Node);
  const whole = wholeOf(module);
  if (!whole) return undefined;
  if (name === 'default') return whole;
  const member = expressions.memberOf(whole, name, whole.at);
  return member.kind === 'unknown' || (member.kind === 'plain' && member.value === undefined) ? undefined : member;
}

function starred(name: string, { bindings, expressions, elsewhere }: Exporting): Value | undefined {
  for (const node of bindings.all('ExportAllDeclaration')) {
    if (node.exported) {
      if (textOf(node.exported as Node) === name) return handedOn(elsewhere(node.source.value, []), node, expressions);
      continue;
    }
    const found = name === 'default' ? undefined : elsewhere(node.source.value, [name]);
    if (found) return handedOn(found, node, expressions);
  }
  return undefined;
}

/** A barrel is a step of the way. */
const handedOn = (value: Value | undefined, at: Node, { placeOf }: Expressions): Value | undefined =>
  value && { ...value, via: [...value.via, { place: placeOf(at), note: 'a re-export' }] };

const textOf = (node: Node): string => (node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '');

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return '?';
  return `${nameOf(node.object as Node)}.${node.property.name}`;
}
