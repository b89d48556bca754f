// A verify call → does the token's own header choose how it is checked: the algorithm, or the key by its algorithm? A
// header that is compared with something of ours before is no longer the token's word.

import type { Place } from '../../source/file.ts';
import type { Node } from '../../syntax/code.ts';
import { isAllowListed } from '../allow-lists.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import type { Parts } from '../jwt-call.ts';
import { originsOf } from '../../values/origins.ts';
import { lastName } from '../../values/plain-nodes.ts';
import { nodeAtPlace, nodesWithin } from '../../values/node-index.ts';
import { keyFunctionsIn, tokenFieldOf } from './token-fields.ts';
import type { Value } from '../../values/value.ts';

export interface ChosenByToken {
  /** The algorithm or allow-list comes from the token's own header, also through a variable: always, or where nothing else names one. */
  readonly algorithmFromToken?: 'always' | 'when unset';
  /** Where a table of keys is asked for the algorithm that the header names: `KEYS[header.alg]`. */
  readonly keyByAlgorithm?: Place;
}

export function chosenByToken(call: AnyCall, parts: Parts, context: CodeContext): ChosenByToken {
  const keyFunctions = new Set(keyFunctionsIn(parts.key?.value));
  const isAlgorithm = (value: Value): boolean => tokenFieldOf(value, keyFunctions, context) === 'alg';
  const says = (node: Node): boolean => originsOf(context.expressions.valueOf(node)).some(({ value }) => isAlgorithm(value));
  const chosen = (parts.algorithms ?? parts.algorithm)?.value;
  const fromToken = chosen === undefined ? [] : originsOf(chosen).filter(({ value }) => isAlgorithm(value));
  const index = chosen === undefined && parts.key ? tableIndex(parts.key.value, says, context) : undefined;
  if ((fromToken.length === 0 && !index) || isAllowListed(index ?? call, { says }, context)) return {};
  return {
    ...(fromToken.length > 0 && {
      algorithmFromToken: fromToken.every(({ fallback }) => fallback?.how === '??' || fallback?.how === '||') ? 'when unset' : 'always',
    }),
    ...(index && { keyByAlgorithm: context.expressions.placeOf(index) }),
  };
}

const MAX_STEPS = 200;

/** `KEYS[alg]` or `KEYS.get(alg)` among what the key is made of, also by a key function of this file. */
function tableIndex(key: Value, says: (node: Node) => boolean, context: CodeContext): Node | undefined {
  const places: Place[] = [];
  const waiting: Value[] = [key];
  for (let left = MAX_STEPS; waiting.length > 0 && left > 0; left--) {
    const value = waiting.pop()!;
    if (value.at.file === context.file) places.push(value.at);
    if (value.kind === 'choice') waiting.push(...value.alternatives);
    else if (value.kind === 'wrapped') waiting.push(value.of);
  }
  const members = ofKey('MemberExpression', places, key, context)
    .filter((node) => node.type === 'MemberExpression' && node.computed && says(node.property));
  if (members.length > 0) return firstOf(members);
  return firstOf(ofKey('CallExpression', places, key, context)
    .filter((node) => node.type === 'CallExpression' && isGet(node.callee) && node.arguments.some(says)));
}

/** Those at the places of the key, and those in its functions. */
const ofKey = (type: 'MemberExpression' | 'CallExpression', places: readonly Place[], key: Value, { bindings }: CodeContext): readonly Node[] => [
  ...places.flatMap((place) => nodeAtPlace(bindings, type, place) ?? []),
  ...keyFunctionsIn(key).flatMap((code) => nodesWithin(bindings, type, code)),
];

const firstOf = (nodes: readonly Node[]): Node | undefined =>
  nodes.reduce<Node | undefined>((first, node) => (first === undefined || node.start < first.start ? node : first), undefined);

const isGet = (callee: Node): boolean => callee.type === 'MemberExpression' && lastName(callee) === 'get';
