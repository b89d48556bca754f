// Comparisons of a MAC that is made here with something else → both sides, where the other one comes from, and how this
// file reaches a comparison in constant time. Silent on lengths, constants, a second MAC, and on what lies in a store.

import {
  comparingFunctions, comparingMethods, constantTime, cuttingMethods, eitherWords, passwordWords, publicMarks, signatureWords, storedWords,
} from '../models/uses/comparisons.ts';
import type { Place } from '../source/file.ts';
import type { AnyFunction, CallExpression, ImportDeclaration, Node } from '../syntax/code.ts';
import type { Binding } from '../values/bindings.ts';
import type { CodeContext } from '../values/code-context.ts';
import type { KeyUse } from '../calls/jwt-call.ts';
import { functionAround, isMac, makesMacs } from '../values/macs.ts';
import { wordsOf } from '../secrets/words/names.ts';
import { chainText, lastName, unwrapped } from '../values/plain-nodes.ts';
import { firstFrom } from '../values/node-index.ts';
import { grouped, once } from '../values/once.ts';
import { isLogCall } from './log-calls.ts';
import { isRequestPart, madeOf } from './request-parts.ts';

export interface MacComparison {
  /** The whole comparison. */
  readonly at: Place;
  /** As a reader would say it: `===`, `Buffer.compare`. */
  readonly by: string;
  /** It asks whether they differ. */
  readonly negated: boolean;
  /** Part of a larger expression: what replaces it needs its own brackets. */
  readonly isNested: boolean;
  readonly mac: Side;
  readonly other: Side;
  /** Where the other side comes from: a request, a caller, or somewhere under a name that says signature. */
  readonly source: 'request' | 'caller' | 'named';
  /** How this file reaches the comparison in constant time; undefined when it does not. */
  readonly safely?: Reach;
  /** Others in the same condition: `given !== mac && given !== 'sha256=' + mac` asks one question. */
  readonly also: readonly MacComparison[];
}

export interface Side {
  readonly at: Place;
  /** Names and members only: it may be written twice. */
  readonly isPlain: boolean;
  /** What its name was declared with, where that stands in this file. */
  readonly from?: Place;
}

/** `crypto.timingSafeEqual`, or `timingSafeEqual` once that is written behind `after`, the last name that is imported. */
export interface Reach { readonly call: string; readonly after?: Place }

interface Pair { readonly whole: Node; readonly by: string; readonly sides: readonly [Node, Node]; readonly negated: boolean }

export function macComparisonsOf(context: CodeContext, modules: readonly string[]): readonly MacComparison[] {
  const makesOwn = makesMacs(context, modules);
  const pairs = pairsIn(context)
    .filter(({ whole, sides }) => !isOnlyLogged(whole) && (makesOwn || isWithOwnResult(sides, context)));
  if (pairs.length === 0) return [];
  const safely = reachOf(context);
  const questions = grouped(pairs.flatMap(({ whole, by, sides, negated }): Asked[] => {
    if (sides.some((side) => isConstant(side, context))) return [];
    const [left, right] = [isMac(sides[0], context), isMac(sides[1], context)];
    if (left === right) return [];
    const [mac, other] = left ? sides : [sides[1], sides[0]];
    const source = sourceOf(other, mac, context);
    if (!source) return [];
    const at = context.expressions.placeOf(whole);
    return [{ condition: conditionAround(whole), comparison: {
      at, by, negated, isNested: isNested(whole), mac: sideOf(mac, context), other: sideOf(other, context), source,
      ...(safely && { safely }), also: [],
    } }];
  }), ({ condition }) => condition);
  return [...questions.values()].map(([first, ...others]) => ({ ...first!.comparison, also: others.map(({ comparison }) => comparison) }));
}

/** A line of a log asks, and nothing follows from the answer. */
function isOnlyLogged(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'CallExpression') return parent.callee !== (node as unknown) && isLogCall(parent);
  return (parent?.type === 'Property' || parent?.type === 'ObjectExpression' || parent?.type === 'TemplateLiteral') && isOnlyLogged(parent);
}

interface Asked { readonly condition: Node; readonly comparison: MacComparison }

/** The whole of what `&&`, `||` and `!` join. */
function conditionAround(node: Node): Node {
  const { parent } = node;
  const joins = parent?.type === 'LogicalExpression' || parent?.type === 'ParenthesizedExpression' || (parent?.type === 'UnaryExpression' && parent.operator === '!');
  return joins ? conditionAround(parent) : node;
}

/**
 * `timingSafeEqual(hmac(k, a), hmac(k, b))`: the key only hides where two texts differ (a double HMAC), and whoever knows it
 * forges nothing. What is left are the keys that guard something.
 */
export function withoutBlindingKeys(uses: readonly KeyUse[], context: CodeContext, modules: readonly string[]): readonly KeyUse[] {
  if (uses.length < 2 || !makesMacs(context, modules)) return uses;
  const sorted = uses.map((use) => ({ use, start: use.at.start, end: use.at.end })).sort((a, b) => a.start - b.start);
  const inConstantTime = context.bindings.all('CallExpression').filter(({ callee }) => lastName(callee) === constantTime.name)
    .map(({ arguments: sides }) => sides);
  const blinding = [...pairsIn(context).map(({ sides }) => sides), ...inConstantTime].flatMap((sides) => {
    const made = sides.map((side) => keysIn(writtenAs(side, context), sorted));
    return sides.length === 2 && made.every(({ length }) => length > 0) && sides.every((side) => isMac(side, context)) ? made.flat() : [];
  });
  const left = new Set(blinding);
  return left.size === 0 ? uses : uses.filter((use) => !left.has(use));
}

/** What a name of this file was declared with. */
function writtenAs(node: Node, { bindings }: CodeContext): Node {
  const { declaration, writes = [] } = bindings.of(unwrapped(node)) ?? {};
  const init = declaration?.type === 'VariableDeclarator' && writes.length === 0 ? declaration.init : null;
  return init ?? node;
}

interface PlacedUse { readonly use: KeyUse; readonly start: number; readonly end: number }

function keysIn({ start, end }: Node, sorted: readonly PlacedUse[]): readonly KeyUse[] {
  const found: KeyUse[] = [];
  for (let at = firstFrom(sorted, start); at < sorted.length && sorted[at]!.start < end; at++)
    if (sorted[at]!.end <= end) found.push(sorted[at]!.use);
  return found;
}

/**
 * No MAC is made here: a function of another file of the project may make one. Only what is called a signature, or comes
 * with a request under such a name, is worth reading that file for.
 */
function isWithOwnResult(sides: Pair['sides'], { local, project, file }: CodeContext): boolean {
  const isOwn = (side: Node): boolean => {
    const value = local.valueOf(side);
    return value.kind === 'result' && project?.locate(file.path, value.module) !== undefined;
  };
  return sides.some((side, at) => isOwn(side) && saysSignature(sides[1 - at]!));
}

const saysSignature = (side: Node): boolean => wordsOf(nameOf(side)).some((word) => signatureWords.has(word));

// ---- what is compared ----

function pairsIn({ bindings }: CodeContext): readonly Pair[] {
  const byOperator = bindings.all('BinaryExpression').filter(({ operator }) => /^[!=]==?$/.test(operator)).map((node): Pair =>
    ({ whole: node, by: node.operator, sides: [node.left, node.right], negated: node.operator.startsWith('!') }));
  return [...byOperator, ...bindings.all('CallExpression').flatMap(comparedBy)].sort((a, b) => a.whole.start - b.whole.start);
}

function comparedBy(whole: CallExpression): readonly Pair[] {
  const [first, second] = whole.arguments;
  const callee = whole.callee;
  const name = chainText(callee) ?? '';
  if (first && second && comparingFunctions.has(name)) return [{ whole, by: name, sides: [first, second], negated: false }];
  const method = lastName(callee);
  if (callee.type !== 'MemberExpression' || !first || !comparingMethods.has(method)) return [];
  return [{ whole, by: method, sides: [callee.object, first], negated: false }];
}

/** A text, a number, `undefined`: something that is written here. */
function isConstant(node: Node, { expressions }: CodeContext): boolean {
  if (node.type === 'UnaryExpression') return true;
  const { kind } = expressions.valueOf(node);
  return kind === 'plain' || kind === 'text';
}

const isNested = ({ parent }: Node): boolean =>
  parent !== null && parent !== undefined && /^(?:Unary|Logical|Binary|Conditional|Await|Member|TS\w+)Expression$/.test(parent.type);

function sideOf(node: Node, context: CodeContext): Side {
  const [{ placeOf }, written] = [context.expressions, writtenAs(node, context)];
  return { at: placeOf(node), isPlain: isPlain(node), ...(written !== node && { from: placeOf(written) }) };
}

function isPlain(node: Node): boolean {
  const at = unwrapped(node);
  if (node.type === 'AwaitExpression') return false;
  if (at.type === 'MemberExpression') return isPlain(at.object) && (!at.computed || isPlain(at.property));
  return at.type === 'Identifier' || at.type === 'ThisExpression' || at.type === 'Literal';
}

// ---- where the other side comes from ----

function sourceOf(other: Node, mac: Node, context: CodeContext): MacComparison['source'] | undefined {
  const words = wordsOf(nameOf(other));
  const isSignature = saysSignature(other);
  if (!isSignature && [...words, ...wordsOf(nameOf(mac))].some((word) => publicMarks.has(word))) return undefined;
  if ([...madeOf(other, context)].some(isRequestPart)) return 'request';
  if (!isSignature && words.some((word) => storedWords.has(word))) return undefined;
  if (!isSignature && words.some((word) => eitherWords.has(word)) && !cameTogether(other, mac, context)) return undefined;
  if (rootOf(other, context)?.kind === 'parameter') return 'caller';
  return isSignature ? 'named' : undefined;
}

/** A `hash` beside the text that it was made of, or as an argument of its own where nothing speaks of passwords. */
function cameTogether(other: Node, mac: Node, context: CodeContext): boolean {
  const around = functionAround(other);
  if (!around || saysPassword(around, context.file.text)) return false;
  const root = rootOf(other, context);
  if (root?.kind !== 'parameter') return false;
  const isRoot = (node: Node): boolean => node.type === 'Identifier' && context.bindings.of(node) === root;
  return unwrapped(other).type !== 'MemberExpression' || [...madeOf(mac, context)].some(isRoot);
}

const saysPassword = once(({ start, end }: AnyFunction, text: string): boolean => passwordWords.test(text.slice(start, end)));

/**
 * The binding at the beginning of a chain: a parameter, a part of one, or what is cut out of one comes from the caller.
 * What a lookup answers comes from a store.
 */
function rootOf(node: Node, context: CodeContext, depth = 0): Binding | undefined {
  if (depth > 12 || node.type === 'AwaitExpression') return undefined;
  const inner = (one: Node): Binding | undefined => rootOf(one, context, depth + 1);
  const at = unwrapped(node);
  switch (at.type) {
    case 'MemberExpression': return inner(at.object);
    case 'LogicalExpression': return inner(at.left);
    case 'CallExpression': return handedThrough(at).map(inner)[0];
    case 'Identifier': {
      const binding = context.bindings.of(at);
      const declaration = binding?.declaration;
      const init = declaration?.type === 'VariableDeclarator' ? declaration.init : null;
      return init ? inner(init) : binding;
    }
    default: return undefined;
  }
}

/** The last name: `signature` of `options.signature`, `sig` of `Buffer.from(sig)`. */
function nameOf(node: Node): string {
  const at = unwrapped(node);
  switch (at.type) {
    case 'Identifier': return at.name;
    case 'MemberExpression': return at.property.type === 'Literal' ? String(at.property.value) : lastName(at);
    case 'CallExpression': return handedThrough(at).map(nameOf).join();
    default: return '';
  }
}

/** The text that a call cuts something out of, or writes in another way. */
function handedThrough({ callee, arguments: passed }: CallExpression): readonly Node[] {
  if (callee.type === 'MemberExpression' && cuttingMethods.test(lastName(callee))) return [callee.object];
  return /^(?:from|String|decodeURIComponent|decode)$/.test(lastName(callee)) ? passed.slice(0, 1) : [];
}

// ---- how to compare in constant time ----

interface Taken { readonly node: Node; readonly name: string; readonly local: string }

/** The module as a whole under a name of this file, or the names that are taken from it. */
function reachOf({ bindings, expressions }: CodeContext): Reach | undefined {
  const isCrypto = (module: string): boolean => (constantTime.modules as readonly string[]).includes(module);
  const imports = bindings.all('ImportDeclaration').filter(({ source }) => isCrypto(source.value));
  const requires = bindings.all('VariableDeclarator').filter(({ init }) => isCrypto(requiredBy(init)));
  const whole = imports.flatMap(({ specifiers }) => specifiers.filter(({ type }) => type !== 'ImportSpecifier'))[0]?.local
    ?? requires.map(({ id }) => id).find(({ type }) => type === 'Identifier');
  if (whole?.type === 'Identifier') return { call: `${whole.name}.${constantTime.name}` };
  const taken = [...imports.flatMap(importedNames), ...requires.flatMap(({ id }) => destructuredNames(id))];
  const known = taken.find(({ name }) => name === constantTime.name);
  const last = taken.at(-1);
  return known ? { call: known.local } : last && { call: constantTime.name, after: expressions.placeOf(last.node) };
}

function requiredBy(init: Node | null): string {
  const [source] = init?.type === 'CallExpression' && lastName(init.callee) === 'require' ? init.arguments : [];
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : '';
}

const importedNames = ({ specifiers, importKind }: ImportDeclaration): readonly Taken[] =>
  (importKind === 'type' ? [] : specifiers).flatMap((node) => {
    const imported = node.type === 'ImportSpecifier' ? node.imported : undefined;
    return imported?.type === 'Identifier' ? [{ node, name: imported.name, local: node.local.name }] : [];
  });

const destructuredNames = (pattern: Node): readonly Taken[] =>
  (pattern.type === 'ObjectPattern' ? pattern.properties : []).flatMap((node) => {
    const [key, value] = node.type === 'Property' ? [node.key, node.value] : [];
    return key?.type === 'Identifier' && value?.type === 'Identifier' ? [{ node, name: key.name, local: value.name }] : [];
  });
