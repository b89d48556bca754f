// Code → WebCrypto keys that are secret or private, marked extractable, and never taken out: nothing would miss it.
// Leaves alone: public keys, and keys that go where this file does not see them.

import { exportingMethods, secretUsages, symmetricAlgorithms, webKeyMakers } from '../models/uses/web-keys.ts';
import type { WebKeyMaker } from '../models/uses/web-keys.ts';
import type { Place } from '../source/file.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import type { CodeContext } from '../values/code-context.ts';
import { isTrue, textsOf } from '../values/origins.ts';
import { chainText, propertyOf, unwrapped } from '../values/plain-nodes.ts';
import type { Value } from '../values/value.ts';

export interface ExtractableKey {
  readonly at: Place;
  readonly method: string;
}

export function extractableKeysOf(context: CodeContext): readonly ExtractableKey[] {
  const calls = context.bindings.all('CallExpression').filter(({ callee }) => subtleMethod(callee) !== undefined);
  if (calls.some(({ callee }) => exportingMethods.has(subtleMethod(callee) ?? ''))) return [];
  return calls.flatMap((call): ExtractableKey[] => {
    const maker = webKeyMakers.find(({ method }) => method === subtleMethod(call.callee));
    const flag = maker && call.arguments[maker.extractable];
    if (!flag || !isTrue(context.local.valueOf(flag)) || !isSecret(call, maker, context) || !staysHere(call, context)) return [];
    return [{ at: context.expressions.placeOf(flag), method: maker.method }];
  });
}

/** `crypto.subtle.sign`, `webcrypto.subtle.sign`, `subtle.sign`. */
function subtleMethod(callee: Node): string | undefined {
  return callee.type === 'MemberExpression' && /(?:^|\.)subtle$/.test(chainText(callee.object) ?? '')
    ? propertyOf(callee)
    : undefined;
}

function isSecret(call: CallExpression, { format, algorithm, usages }: WebKeyMaker, { local }: CodeContext): boolean {
  const valueAt = (index: number | undefined): Value | undefined => {
    const node = index === undefined ? undefined : call.arguments[index];
    return node && local.valueOf(node);
  };
  if (textsOf(valueAt(format)).some(({ text }) => text === 'spki')) return false;
  const named = valueAt(algorithm);
  const name = named?.kind === 'object' ? named.properties.get('name')?.value : named;
  return (
    textsOf(name).some(({ text }) => symmetricAlgorithms.test(text)) || textsOf(valueAt(usages)).some(({ text }) => secretUsages.has(text))
  );
}

/** Used at once, or held by a variable that only WebCrypto calls of this file are given. */
function staysHere(call: Node, { bindings }: CodeContext): boolean {
  let at = call;
  while (at.parent && unwrapped(at.parent) === unwrapped(at)) at = at.parent;
  const { parent } = at;
  if (parent?.type === 'CallExpression') return subtleMethod(parent.callee) !== undefined;
  if (parent?.type !== 'VariableDeclarator' || parent.parent?.parent?.type === 'ExportNamedDeclaration') return false;
  const holder = parent.id.type === 'Identifier' ? bindings.of(parent.id) : undefined;
  return holder !== undefined && holder.writes.length === 0 && holder.reads.length > 0 && holder.reads.every(isGivenToSubtle);
}

/** `key`, or `pair.privateKey`, as an argument. */
function isGivenToSubtle(read: Node): boolean {
  const at =
    read.parent?.type === 'MemberExpression' &&
    read.parent.object === read &&
    /^(?:private|public)Key$/.test(propertyOf(read.parent))
      ? read.parent
      : read;
  return (
    at.parent?.type === 'CallExpression' && at.parent.callee !== at && subtleMethod(at.parent.callee) !== undefined
  );
}
