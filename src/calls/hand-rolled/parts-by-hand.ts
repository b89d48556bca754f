// Expression → the pieces of text it is put together from, and which part of which token a piece is. Names, arguments of
// own functions, templates, sums, lists joined by a text, and bytes made of a text are followed.

import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';
import { forEachChild } from '../../syntax/code.ts';
import type { Binding } from '../../values/bindings.ts';
import { boundNames } from '../../values/bindings.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { ownFunction, returnsIn } from '../../values/macs.ts';
import { chainText, lastName, unwrapped } from '../../values/plain-nodes.ts';
import { membersWritten } from '../../values/written-members.ts';
import { grouped, once, oncePerFile } from '../../values/once.ts';
import { spend } from '../../values/work.ts';

/** A node as it is meant in one call of the functions around it. */
export interface At { readonly node: Node; readonly frame?: Frame | undefined }
/** One call of an own function: its parameters are the arguments there. */
export interface Frame { readonly fn: AnyFunction; readonly call: CallExpression; readonly outer?: Frame | undefined }

/** `token.split('.')[index]`. */
export interface Part {
  readonly token: At;
  readonly index: number;
  /** The variable that holds it, if one does. */
  readonly name?: string;
  /** It is compared with a text of ours: a version, not a header. */
  readonly isCompared?: boolean;
}

export type Piece = At | Part | string;

/** What is read, and how many steps are left for it. */
export type Search = CodeContext & { left: number };
export const searchIn = (context: CodeContext): Search => ({ ...context, left: MAX_STEPS });

const MAX_DEPTH = 24;
/** Text that is put together of more pieces is no token, and names that double what they hold would never end. */
const MAX_STEPS = 400;

// ---- names ----

/** What a name stands for: its one value, or the argument that a call gives it. */
export function resolved(at: At, context: CodeContext, depth = 0): At {
  const node = unwrapped(at.node);
  const binding = node.type === 'Identifier' ? context.bindings.of(node) : undefined;
  const given = binding && depth < MAX_DEPTH ? valueOfName(binding, at.frame) : undefined;
  return given ? resolved(given, context, depth + 1) : { node, frame: at.frame };
}

function valueOfName(binding: Binding, frame: Frame | undefined): At | undefined {
  if (binding.kind === 'parameter') return argumentFor(binding, frame);
  const { declaration, writes } = binding;
  if (declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'Identifier') return undefined;
  const later = writes.map(({ parent }) =>
    (parent?.type === 'AssignmentExpression' && parent.operator === '=' ? parent.right : undefined));
  const [only, ...more] = [...(declaration.init ? [declaration.init] : []), ...later];
  return only && more.length === 0 ? { node: only, frame } : undefined;
}

function argumentFor({ id }: Binding, frame: Frame | undefined): At | undefined {
  for (let at = frame; at; at = at.outer) {
    const index = at.fn.params.findIndex((one) => boundNames(one).includes(id));
    const pattern = at.fn.params[index];
    if (!pattern || (pattern.type !== 'Identifier' && pattern.type !== 'AssignmentPattern')) continue;
    const argument = at.call.arguments[index];
    if (argument) return argument.type === 'SpreadElement' ? undefined : { node: argument, frame: at.outer };
  }
  const { parent } = id;
  return parent?.type === 'AssignmentPattern' && parent.left === id ? { node: parent.right, frame } : undefined;
}

// ---- pieces ----

export function piecesOf(at: At, context: Search, depth = 0): readonly Piece[] {
  if (depth > MAX_DEPTH || context.left-- <= 0) return [at];
  spend();
  const { node, frame } = resolved(at, context);
  const inner = (one: Node): readonly Piece[] => piecesOf({ node: one, frame }, context, depth + 1);
  switch (node.type) {
    case 'Literal': return typeof node.value === 'string' ? texts(node.value) : [at];
    case 'TemplateLiteral': return node.quasis.flatMap((quasi, index) => {
      const expression = node.expressions[index];
      return [...texts(quasi.value.cooked ?? ''), ...(expression ? inner(expression) : [])];
    });
    case 'BinaryExpression': return node.operator === '+' ? [...inner(node.left), ...inner(node.right)] : [at];
    case 'CallExpression': {
      const parts = piecesOfCall(node, frame, context, depth);
      return parts && parts.length > 1 ? parts : [at];
    }
    default: return [at];
  }
}

const texts = (text: string): readonly string[] => (text === '' ? [] : [text]);

/** Undefined for a call that puts nothing together. */
function piecesOfCall(call: CallExpression, frame: Frame | undefined, context: Search, depth: number): readonly Piece[] | undefined {
  const callee = call.callee;
  const given = call.arguments;
  const [first] = given;
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  const name = lastName(callee);
  if (object && name === 'join' && first) return joined({ node: object, frame }, { node: first, frame }, call, context, depth);
  if (object && name === 'concat') return [object, ...given].flatMap((one) => piecesOf({ node: one, frame }, context, depth + 1));
  if (object && /^(?:slice|substring|substr)$/.test(name)) return upToLastDot({ node: object, frame }, given, context);
  if (first && isBytesOf(call)) return piecesOf({ node: first, frame }, context, depth + 1);
  const fn = ownFunction(call, context);
  const [only, ...more] = fn ? returnsIn(fn) : [];
  return fn && only && more.length === 0 ? piecesOf({ node: only, frame: { fn, call, outer: frame } }, context, depth + 1) : undefined;
}

/** `Buffer.from(text)`, `new TextEncoder().encode(text)`: bytes of a text, in whose text nothing changes. */
function isBytesOf({ callee, arguments: [, encoding] }: CallExpression): boolean {
  const whole = chainText(callee) ?? '';
  if (whole === 'Buffer.from') return !encoding || (encoding.type === 'Literal' && PLAIN.test(String(encoding.value)));
  if (lastName(callee) !== 'encode' || callee.type !== 'MemberExpression') return TEXT_TO_BYTES.test(whole);
  const { object } = callee;
  const encoder = object.type === 'NewExpression' ? object.callee : object;
  return /enc(?:oder)?$/i.test(lastName(encoder));
}

const PLAIN = /^(?:utf-?8|ascii|latin1|binary)$/;
const TEXT_TO_BYTES = /(?:^|\.)(?:Utf8\.parse|utf8ToBytes|utf8|encodeUtf8|(?:string|str|text)To\w+|toBytes)$/;

function joined(list: At, by: At, call: CallExpression, context: Search, depth: number): readonly Piece[] | undefined {
  const separator = resolved(by, context).node;
  if (separator.type !== 'Literal' || typeof separator.value !== 'string') return undefined;
  const { node, frame } = resolved(list, context);
  if (node.type === 'ArrayExpression') {
    const items = [...node.elements, ...pushedTo(list.node, call, context)];
    const between = texts(separator.value);
    return items.flatMap((one, index) =>
      [...(index > 0 ? between : []), ...(one ? piecesOf({ node: one, frame }, context, depth + 1) : [])]);
  }
  const whole = separator.value === '.' ? cutAfterTwo(node) : undefined;
  const token = whole && splitOf({ node: whole, frame }, context);
  return token && signedParts(token);
}

const signedParts = (token: At): readonly Piece[] => [{ token, index: 0 }, '.', { token, index: 1 }];

/** What is pushed to a list before it is joined. */
function pushedTo(list: Node, { start }: Node, { bindings }: CodeContext): readonly Node[] {
  const id = unwrapped(list);
  return (bindings.of(id)?.reads ?? []).flatMap(({ parent }) => {
    const call = parent?.type === 'MemberExpression' && lastName(parent) === 'push' ? parent.parent : undefined;
    return call?.type === 'CallExpression' && call.end < start ? call.arguments : [];
  });
}

/** `parts` of `parts.slice(0, 2)` and `parts.slice(0, -1)`. */
function cutAfterTwo(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  if (lastName(node.callee) !== 'slice') return undefined;
  const [from, to] = node.arguments;
  const isTwo = isNumber(to, 2) || (to?.type === 'UnaryExpression' && isNumber(to.argument, 1));
  return isNumber(from, 0) && isTwo ? node.callee.object : undefined;
}

const isNumber = (node: Node | undefined, value: number): boolean => node?.type === 'Literal' && node.value === value;

/** `token.slice(0, token.lastIndexOf('.'))`. */
function upToLastDot(token: At, [from, to]: readonly Node[], context: CodeContext): readonly Piece[] | undefined {
  const end = to && resolved({ node: to, frame: token.frame }, context).node;
  const isLastDot = end?.type === 'CallExpression' && lastName(end.callee) === 'lastIndexOf';
  return isNumber(from, 0) && isLastDot ? signedParts(token) : undefined;
}

// ---- parts of a token ----

/** Which part of which token a piece is. */
export function partOf(piece: Piece, context: CodeContext, depth = 0): Part | undefined {
  if (typeof piece === 'string' || depth > MAX_DEPTH) return undefined;
  if ('index' in piece) return piece;
  const { frame } = piece;
  const node = unwrapped(piece.node);
  if (node.type === 'MemberExpression' && node.property.type === 'Literal' && typeof node.property.value === 'number') {
    const token = splitOf({ node: node.object, frame }, context);
    return token && { token, index: node.property.value, isCompared: isComparedElement(node, context) };
  }
  const binding = node.type === 'Identifier' ? context.bindings.of(node) : undefined;
  const declaration = binding?.declaration;
  if (!binding || !declaration) return undefined;
  if (declaration.type === 'VariableDeclarator' && declaration.id.type === 'ArrayPattern') {
    const index = declaration.id.elements.findIndex((one) => one !== null && boundNames(one).includes(binding.id));
    const token = declaration.init ? splitOf({ node: declaration.init, frame }, context) : undefined;
    return token && { token, index, name: binding.name, isCompared: binding.reads.some(isComparedWithText) };
  }
  const given = valueOfName(binding, frame);
  const part = given && partOf(given, context, depth + 1);
  return part && { ...part, name: part.name ?? binding.name, isCompared: part.isCompared || binding.reads.some(isComparedWithText) };
}

/** `parts[0] === 'v1'` anywhere. */
const isComparedElement = ({ start, end }: Node, context: CodeContext): boolean =>
  (membersWritten(context).get(context.file.text.slice(start, end)) ?? []).some(isComparedWithText);

function isComparedWithText(node: Node): boolean {
  const { parent } = node;
  if (parent?.type !== 'BinaryExpression' || !/^[!=]==?$/.test(parent.operator)) return false;
  const other = unwrapped((parent.left === node ? parent.right : parent.left));
  return other.type === 'Literal' && typeof other.value === 'string' && other.value !== '' && !other.value.startsWith('ey');
}

/** The text that is split at its dots. */
function splitOf(at: At, context: CodeContext): At | undefined {
  const { node, frame } = resolved(at, context);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  if (lastName(node.callee) !== 'split' || !node.arguments[0]) return undefined;
  const by = resolved({ node: node.arguments[0], frame }, context).node;
  return by.type === 'Literal' && by.value === '.' ? { node: node.callee.object, frame } : undefined;
}

/** The same name or expression; `String(token || '')` is the token. */
export const isSame = (one: At, two: At, context: CodeContext): boolean => identityOf(one, context) === identityOf(two, context);

/** The binding of a name; of everything else how it is written. */
export function identityOf(at: At, context: CodeContext): Binding | string {
  const node = bare(resolved(at, context), context);
  return (node.type === 'Identifier' ? context.bindings.of(node) : undefined) ?? context.file.text.slice(node.start, node.end);
}

function bare({ node, frame }: At, context: CodeContext): Node {
  const isText = node.type === 'CallExpression' && chainText(node.callee) === 'String';
  const inner = node.type === 'LogicalExpression' ? node.left : isText ? node.arguments[0] : undefined;
  return inner ? bare(resolved({ node: inner, frame }, context), context) : node;
}

// ---- what is read of a token ----

export interface PartRead { readonly index: number; readonly call: CallExpression }

/** Calls that read a part of this token as JSON: `JSON.parse(atob(parts[1]))`, or a function of this file that does. */
export const readsOf = (token: At, context: CodeContext): readonly PartRead[] =>
  readsByToken(context).get(identityOf(token, context)) ?? [];

const readsByToken = oncePerFile((context: CodeContext) => grouped(
  context.bindings.all('CallExpression').flatMap((call) => {
    if (!parsesJson(call, context)) return [];
    const part = call.arguments.map((one) => partWithin({ node: one }, searchIn(context), 0)).find(Boolean);
    return part ? [{ index: part.index, call, of: identityOf(part.token, context) }] : [];
  }),
  ({ of }) => of,
));

function parsesJson(call: CallExpression, context: CodeContext): boolean {
  if (chainText(call.callee) === 'JSON.parse') return true;
  const fn = ownFunction(call, context);
  return fn !== undefined && namesJson(fn, context.file.text);
}

const namesJson = once(({ start, end }: AnyFunction, text: string): boolean => text.slice(start, end).includes('JSON.parse'));

function partWithin(at: At, context: Search, depth: number): Part | undefined {
  if (depth > MAX_DEPTH || context.left-- <= 0) return undefined;
  spend();
  const direct = partOf(at, context);
  if (direct) return direct;
  const { node, frame } = resolved(at, context);
  let found: Part | undefined;
  forEachChild(node, (child) => { found ??= partWithin({ node: child, frame }, context, depth + 1); });
  return found;
}
