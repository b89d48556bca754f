// Variables whose names a bundler publishes, where code reads them: `process.env.NEXT_PUBLIC_X`, `import.meta.env.VITE_X`,
// destructured, or imported from a framework's module. `.env` is often not committed, and then these reads are all that is
// there to see. What only asks whether there is one is left out.

import { environmentModules, environmentObjects } from '../models/places/environments.ts';
import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import { nameSays, publicPrefixOf } from '../secrets/words/names.ts';
import type { CodeContext } from '../values/code-context.ts';
import { keyName, lastName } from '../values/plain-nodes.ts';

export interface PublishedRead { readonly name: string; readonly at: Place }

/** Of names that say secret. */
export function publishedReadsOf({ bindings, expressions, file }: CodeContext): readonly PublishedRead[] {
  const read = (name: string, node: Node): PublishedRead => ({ name, at: expressions.placeOf(node) });
  const members = bindings.all('MemberExpression').flatMap((node) => {
    const name = nameAsked(node, expressions);
    if (!isPublishedSecret(name) || isOnlyAsked(node)) return [];
    return expressions.valueOf(node).kind === 'env' ? [read(name, node)] : [];
  });
  const destructured = bindings.all('Property').flatMap((node) => {
    const name = node.parent?.type === 'ObjectPattern' ? keyName(node.key) : '';
    if (!isPublishedSecret(name) || node.parent?.parent?.type !== 'VariableDeclarator') return [];
    const { init } = node.parent.parent;
    return init && environmentObjects.has(file.text.slice(init.start, init.end)) ? [read(name, node.key)] : [];
  });
  const imported = bindings.all('ImportDeclaration').flatMap(({ source, specifiers }) =>
    (Object.hasOwn(environmentModules, source.value) ? specifiers : []).flatMap((one) =>
      one.type === 'ImportSpecifier' && isPublishedSecret(keyName(one.imported)) ? [read(keyName(one.imported), one)] : []));
  return [...members, ...destructured, ...imported];
}

/** `env.NAME`, `env['NAME']`, `env[NAME]` with a constant of this file. */
function nameAsked(
  { computed, property, object }: Extract<Node, { type: 'MemberExpression' }>, expressions: CodeContext['expressions'],
): string {
  if (!computed || property.type === 'Literal') return keyName(property);
  if (property.type !== 'Identifier' || lastName(object) !== 'env') return '';
  const value = expressions.valueOf(property);
  return value.kind === 'text' ? value.text : '';
}

/** Ambiguous prefixes too: the rule knows the dependencies. */
const isPublishedSecret = (name: string): boolean => publicPrefixOf(name, () => true) !== undefined && nameSays([name]) !== undefined;

/** `if (process.env.NEXT_PUBLIC_JWT_SECRET) throw …`, `!x`, `x !== undefined`; `delete x` and `x = …` read nothing. */
function isOnlyAsked(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'IfStatement') return parent.test === node;
  if (parent?.type === 'AssignmentExpression') return parent.left === node;
  return parent?.type === 'UnaryExpression' || (parent?.type === 'BinaryExpression' && /^[!=]==?$|^in$/.test(parent.operator));
}
