// The last call of a chain that makes a key → its material: createHash('sha256').update('text').digest().
// A key drawn from a text that stands in the code is as public as that text.

import { parseCall } from '../../models/signature.ts';
import type { KeyMaker } from '../../models/model.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import type { LibraryIndex } from '../library-index.ts';
import type { Value } from '../value.ts';

export interface Derived { readonly makes: KeyMaker['makes']; readonly material: Node }

const MAX_LINKS = 10;

/** Undefined when the chain does not begin with a modelled maker, or has not come to its end. */
export function derivedBy(end: CallExpression, index: LibraryIndex, valueOf: (node: Node) => Value): Derived | undefined {
  const links: CallExpression[] = [];
  for (
    let at: Node = end;
    links.length < MAX_LINKS && at.type === 'CallExpression' && at.callee.type === 'MemberExpression';
    at = at.callee.object
  ) {
    links.push(at);
    const start = at.callee.object;
    const callee = start.type === 'CallExpression' ? valueOf(start.callee) : undefined;
    const maker =
      callee?.kind === 'imported' ? index.rows(callee.module, false, callee.path).find((row) => row.maker?.chain)?.maker : undefined;
    if (maker) return fromLinks(links, maker);
  }
  return undefined;
}

function fromLinks(links: readonly CallExpression[], { makes, chain = [] }: KeyMaker): Derived | undefined {
  const rows = chain.map(parseCall);
  if (nameOf(links[0]) !== rows.at(-1)?.path.at(-1)) return undefined;
  for (const link of links) {
    const position =
      rows.find(({ path }) => path.at(-1) === nameOf(link))?.parameters.findIndex(({ roles }) => roles.includes('key')) ?? -1;
    const material = link.arguments[position];
    if (material && material.type !== 'SpreadElement') return { makes, material };
  }
  return undefined;
}

const nameOf = (link: CallExpression | undefined): string | undefined =>
  link?.callee.type === 'MemberExpression' && link.callee.property.type === 'Identifier' ? link.callee.property.name : undefined;
