// The payload of a sign call → its claims, and the records that go into it whole: `sign(user)`, `{ ...user }`, `{ user }`.
// Leaves alone: what a call of unknown content gives (`pick(user)`, `toDto(user)`), and records without their password.

import type { Place } from '../../source/file.ts';
import { forEachChild } from '../../syntax/code.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import type { Binding } from '../../values/bindings.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { originsOf } from '../../values/origins.ts';
import { isStripped, recordOfName, recordOfQuery } from './records.ts';
import type { RecordOrigin } from './records.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { sensitiveIn } from '../../secrets/words/sensitive-names.ts';
import type { Value } from '../../values/value.ts';
import { lastName } from '../../values/plain-nodes.ts';
import { wholeCalls, wholeMembers } from '../../models/tokens/sensitive-claims.ts';
import { spend } from '../../values/work.ts';

export interface Payload {
  readonly claims: readonly Claim[];
  readonly records: readonly PayloadRecord[];
  /** Whatever is handed over under this name, its password is taken away first. */
  readonly stripped?: true;
}

export interface Claim {
  /** Its own name, without those of the objects around it. */
  readonly name: string;
  readonly value: Value;
  readonly at: Place;
  /** A yes or no, a number, or what an encrypting function gives: it does not show what it is made of. */
  readonly isVeiled: boolean;
}

export interface PayloadRecord extends RecordOrigin {
  /** Where it goes into the payload, as it is written there. */
  readonly at: Place;
}

export const NO_PAYLOAD: Payload = { claims: [], records: [] };
const MAX_DEPTH = 12;

/** The expression shows the records; where it is not in view, or is only part of what the value is from, there are none. */
export function payloadOf(value: Value, node: Node | undefined, context: CodeContext): Payload {
  const binding = node?.type === 'Identifier' ? context.bindings.of(node) : undefined;
  return {
    claims: claimsIn(value, 0),
    records: node ? recordsIn(node, context, 0) : [],
    ...(binding && isStripped(binding) && { stripped: true }),
  };
}

function claimsIn(value: Value, depth: number): readonly Claim[] {
  if (depth > 4) return [];
  spend();
  if (value.kind === 'choice') return value.alternatives.flatMap((one) => claimsIn(one, depth + 1));
  if (value.kind !== 'object') return [];
  return [...value.properties].flatMap(([name, property]): readonly Claim[] =>
    property.value.kind === 'object'
      ? claimsIn(property.value, depth + 1)
      : [{ name, value: property.value, at: property.at, isVeiled: isVeiled(property.value) }],
  );
}

const isVeiled = (value: Value): boolean =>
  originsOf(value).every(({ value: leaf }) => leaf.kind === 'plain' || (leaf.kind !== 'text' && isTransformed(leaf)));

/** Of a value that is not followed, its beginning tells: `!user.password`, `Boolean(…)`, `a === b`, `await encrypt(…)`. */
function isTransformed({ at }: Value): boolean {
  const text = at.file.text.slice(at.start, Math.min(at.end, at.start + 80));
  return /^(?:await\s+)?(?:!|Boolean\()|(?:[=!]==?|\bin)\s|^[\w.\s]{0,60}(?:encrypt|cipher|seal|mask|redact|wrap)\w{0,20}\s*\(/i.test(text);
}

// ---- records ----

function recordsIn(node: Node, context: CodeContext, depth: number): readonly PayloadRecord[] {
  if (depth > MAX_DEPTH) return [];
  spend();
  const inside = (one: Node): readonly PayloadRecord[] => recordsIn(one, context, depth + 1);
  switch (node.type) {
    case 'AwaitExpression': return inside(node.argument);
    case 'TSAsExpression': case 'TSNonNullExpression': case 'TSSatisfiesExpression': case 'ChainExpression': case 'ParenthesizedExpression':
      return inside(node.expression);
    case 'ConditionalExpression': return [...inside(node.consequent), ...inside(node.alternate)];
    case 'LogicalExpression': return [...inside(node.left), ...inside(node.right)];
    case 'ObjectExpression':
      return withoutLaterPassword(node).flatMap((one) => inside((one.type === 'SpreadElement' ? one.argument : one.value)));
    case 'CallExpression': return ofCall(node, context, inside);
    case 'Identifier': return ofName(node, context, inside);
    case 'MemberExpression': return isWholeMember(node) ? ofOwner(node, node.object, inside, context) : [];
    default: return [];
  }
}

/** `{ ...user, password: undefined }`: what stands behind a spread replaces what it brought. */
function withoutLaterPassword({
  properties,
}: Extract<Node, { type: 'ObjectExpression' }>): readonly Extract<Node, { type: 'ObjectExpression' }>['properties'][number][] {
  const replaced = properties.findLastIndex(
    (one) => one.type === 'Property' && one.key.type === 'Identifier' && sensitiveIn(one.key.name) === 'a password',
  );
  return properties.filter((one, at) => at > replaced || one.type !== 'SpreadElement');
}

/** `user._doc`, `user.dataValues`, `result.rows[0]`. */
const isWholeMember = (node: Extract<Node, { type: 'MemberExpression' }>): boolean =>
  node.property.type === 'Literal'
    ? typeof node.property.value === 'number'
    : !node.computed && node.property.type === 'Identifier' && (wholeMembers.has(node.property.name) || node.property.name === 'rows');

/** The record, marked as it is written here. */
const ofOwner = (
  written: Node,
  owner: Node,
  inside: (one: Node) => readonly PayloadRecord[],
  { expressions }: CodeContext,
): readonly PayloadRecord[] => inside(owner).map((record) => ({ ...record, at: expressions.placeOf(written) }));

function ofCall(node: CallExpression, context: CodeContext, inside: (one: Node) => readonly PayloadRecord[]): readonly PayloadRecord[] {
  const { callee } = node;
  const passed = node.arguments;
  const name = lastName(callee);
  const owner = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? callee.object.name : '';
  if ((owner === 'JSON' && /^(?:parse|stringify)$/.test(name)) || name === 'structuredClone') return passed.slice(0, 1).flatMap(inside);
  if (owner === 'Object' && name === 'assign') return passed.flatMap(inside);
  // A `toJSON` of the class may leave something out.
  if (callee.type === 'MemberExpression' && wholeCalls.has(name))
    return ofOwner(node, callee.object, inside, context).map((record) =>
      name === 'toJSON' ? { ...record, mayOmit: true } : record,
    );
  const record = recordOfQuery(node, context);
  return record ? [{ ...record, at: context.expressions.placeOf(node) }] : [];
}

/** `demoUserId`: what a record is found by is one field of it. */
const NAMES_ONE: ReadonlySet<string> = new Set(['id', 'uuid', 'uid', 'sub', 'email', 'role', 'username']);

function ofName(
  node: Extract<Node, { type: 'Identifier' }>,
  context: CodeContext,
  inside: (one: Node) => readonly PayloadRecord[],
): readonly PayloadRecord[] {
  const binding = context.bindings.of(node);
  if (!binding || isStripped(binding) || NAMES_ONE.has(wordsOf(binding.name).at(-1) ?? '')) return [];
  const record = recordOfName(binding, context);
  if (record) return [{ ...record, at: context.expressions.placeOf(node) }];
  return composed(binding).flatMap(inside);
}

/** A payload that is put together before: `const payload = { ...user }`, `const plain = user.toObject()`. */
const composed = ({ declaration, writes }: Binding): readonly Node[] =>
  declaration.type === 'VariableDeclarator' && declaration.id.type === 'Identifier' && declaration.init && writes.length === 0
    ? [declaration.init]
    : [];

// ---- finding the argument ----

/** The node that stands at a place below another; of a property its value. */
export function nodeAt(root: Node, { start, end }: { readonly start: number; readonly end: number }): Node | undefined {
  let at: Node | undefined = root;
  while (at && !(at.start === start && at.end === end && at !== root)) {
    let next: Node | undefined;
    forEachChild(at, (child) => { if (child.start <= start && child.end >= end) next ??= child; });
    at = next;
  }
  return at?.type === 'Property' ? at.value : at;
}
