// Value → the field of an unverified token that it is: read from a decode-only call, from base64 text parsed by hand, or
// from the header that a key function is given before anything is verified.

import { headerTypes, tokenContainers } from '../../models/tokens/token-fields.ts';
import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { DECODED_JSON } from '../../values/reading/value-maker.ts';
import { modulesOf, rowsFor } from '../../values/matching.ts';
import { originsOf } from '../../values/origins.ts';
import { lastName } from '../../values/plain-nodes.ts';
import type { Code, Value } from '../../values/value.ts';
import { nodeAtPlace } from '../../values/node-index.ts';

/** The functions that a key slot is given: they are asked for a key before anything is verified. */
export const keyFunctionsIn = (key: Value | undefined): readonly Code[] =>
  (key ? originsOf(key) : []).flatMap(({ value }) => (value.kind === 'function' ? [value.code] : []));

/** The name of the field, `kid` or `alg`, where the value is one, or a part of one. */
export function tokenFieldOf(value: Value, keyFunctions: ReadonlySet<Code>, context: CodeContext): string | undefined {
  switch (value.kind) {
    case 'result': return isDecoded(value, context) ? fieldIn(value.members) : undefined;
    case 'parameter': return value.of && keyFunctions.has(value.of) ? fieldIn(value.path ?? []) : undefined;
    case 'imported': return typedField(value.path.at(-1) ?? '');
    case 'unknown': return chainedField(value, context);
    default: return undefined;
  }
}

/** `this.jwts.decode(token, …).header.alg`: of a decoder that is found by its member chain, not by an import. */
function chainedField({ at }: Value, context: CodeContext): string | undefined {
  if (at.file !== context.file || !/\balg$/.test(at.file.text.slice(at.end - 4, at.end))) return undefined;
  let node: Node | undefined = nodeAtPlace(context.bindings, 'MemberExpression', at);
  const members: string[] = [];
  while (node?.type === 'MemberExpression' || node?.type === 'TSNonNullExpression' || node?.type === 'ChainExpression') {
    if (node.type === 'MemberExpression') members.unshift(lastName(node));
    node = (node.type === 'MemberExpression' ? node.object : node.expression);
  }
  const decodes =
    node?.type === 'CallExpression' && rowsFor(node, modulesOf(context), context).some(({ operation }) => operation?.kind === 'decode');
  return decodes ? fieldIn(members) : undefined;
}

/** The first member that is no container; what follows is a part of it: `header.x5c[0]`, `new URL(header.jku).host`. */
function fieldIn(members: readonly string[]): string | undefined {
  const field = members.find((one) => !tokenContainers.has(one));
  // Some decoders say it so.
  return field === 'algorithm' ? 'alg' : field;
}

/** `JwtHeader#kid`: a member of a parameter whose type stands for a header. */
function typedField(member: string): string | undefined {
  const [type = '', name] = member.split('#');
  return headerTypes.has(type.split('.').at(-1) ?? '') ? name : undefined;
}

const isDecoded = ({ module, path }: Extract<Value, { kind: 'result' }>, { index }: CodeContext): boolean =>
  module === DECODED_JSON || index.rows(module, false, path).some(({ operation }) => operation?.kind === 'decode');
