// Guards in front of handlers (Nest's AuthGuard, passport.authenticate, hapi's default) → whom they let in besides those
// who bring a good token, and by what they say so. What a guard is called tells whether it is meant to let guests in.
// Leaves alone: strategies that ask for something other than a token, and methods that hand the decision on.

import type { GuardModel } from '../../models/model.ts';
import { guestComment, guestWords, tokenStrategies } from '../../models/places/requests.ts';
import type { Place } from '../../source/file.ts';
import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';
import type { Binding } from '../../values/bindings.ts';
import { namesAround } from '../../values/conditions/branches.ts';
import { asksForUser } from '../outcome/claim-checks.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { gather } from '../arguments/gathering.ts';
import type { Modelled } from '../../values/library-index.ts';
import { returnsIn } from '../../values/macs.ts';
import { rowsFor } from '../../values/matching.ts';
import { guardsAllInView } from './mounts.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { itemsOf } from '../../values/origins.ts';
import { chainText, lastName, unwrapped } from '../../values/plain-nodes.ts';
import { nodeAtPlace, nodesWithin } from '../../values/node-index.ts';

export interface RouteGuard {
  readonly package: string;
  readonly name: string;
  readonly at: Place;
  /** Whom it lets in: those without a token, or even those with a broken one. */
  readonly lets?: 'optional' | 'allowInvalid';
  /** The word or method that does. */
  readonly by: string;
  /** A method of the project's own decides, and stops nobody. */
  readonly decides: boolean;
  /** Called so that readers expect guests. */
  readonly isForGuests: boolean;
  readonly userIsAsked: boolean;
  readonly guardsAllInView: boolean;
}

export function routeGuardsOf(context: CodeContext, modules: readonly string[]): readonly RouteGuard[] {
  const calls = context.bindings.all('CallExpression').flatMap((call) => rowsFor(call, modules, context)
    .flatMap(({ guard, library, signature }) => (guard ? [{ call, guard, signature, package: library.package }] : [])));
  return [...calls.flatMap((found) => byWord(found, context)), ...classesIn(context).flatMap((one) => byMethod(one, context))];
}

export const isForGuests = (names: readonly string[]): boolean =>
  names.some((name) => wordsOf(name).some((word) => guestWords.has(word)));

const saysToken = (name: string): boolean => wordsOf(name).some((word) => tokenStrategies.has(word));

// ---- by a word: `['jwt', 'anonymous']`, `mode: 'try'` ----

interface Found extends Pick<Modelled, 'signature'> { readonly call: CallExpression; readonly guard: GuardModel; readonly package: string }

function byWord({ call, guard, signature, package: name }: Found, context: CodeContext): readonly RouteGuard[] {
  const part = gather(call, { signature, options: guard.options, ignoresUnknownOptions: false }, 'verify', context).parts.get('accessMode');
  const items = part ? itemsOf(part.value) : [];
  const texts = items.flatMap((item) => (item.kind === 'text' ? [item] : []));
  const open = texts.find(({ text }) => guard.permissiveModes && Object.hasOwn(guard.permissiveModes, text));
  // An option is a mode of a strategy; a word of its own lets in where another one asks for a token.
  const asks = part?.option !== undefined || texts.some(({ text }) => saysToken(text));
  const about = {
    package: name,
    name: chainText(call.callee) ?? 'the guard',
    decides: false,
    isForGuests: isForGuests(namesAround(call).slice(0, 1)),
    userIsAsked: asksForUser(context),
    guardsAllInView: guardsAllInView(call, context),
  };
  if (!open || !asks) return [{ ...about, by: '', at: context.expressions.placeOf(call) }];
  const by = part?.option === undefined ? `'${open.text}'` : `${part.option}: '${open.text}'`;
  return [{ ...about, by, at: open.at.file === context.file ? open.at : part!.at, lets: guard.permissiveModes![open.text]! }];
}

// ---- by a method: `handleRequest(error, user) { return user; }` ----

/** A comment in it, or right above it, that says so: `// Don't throw without a user`. */
function explainsGuests({ start, end }: Node, { file: { text } }: CodeContext): boolean {
  const above = text.slice(Math.max(0, start - COMMENT_ABOVE), start).split('\n');
  const first = above.findLastIndex((line) => !/^\s*(?:\/\/|\/?\*|@|export\b|$)/.test(line)) + 1;
  return guestComment.test([...above.slice(first), text.slice(start, end)].join('\n'));
}
const COMMENT_ABOVE = 800;

type Class = Extract<Node, { type: 'ClassDeclaration' | 'ClassExpression' }>;
interface Method { readonly key: Node; readonly fn: AnyFunction }

const classesIn = ({ bindings }: CodeContext): readonly Class[] =>
  [...bindings.all('ClassDeclaration'), ...bindings.all('ClassExpression')].filter(({ superClass }) => superClass);

function byMethod(node: Class, context: CodeContext): readonly RouteGuard[] {
  const base = baseOf(node, context, 0);
  const name = node.id?.name ?? namesAround(node)[0] ?? 'this guard';
  if (!base || !asksForToken(base.call, name, context)) return [];
  const open = openMethod(node, base.methods, context);
  const marked = open?.key ?? node.id ?? node;
  return [{
    package: base.package, name, at: context.expressions.placeOf(marked),
    by: open?.by ?? '', decides: open !== undefined, ...(open && { lets: 'allowInvalid' as const }),
    isForGuests: isForGuests([name]) || explainsGuests(node, context), userIsAsked: false, guardsAllInView: false,
  }];
}

/** Where a method of the class lets everybody through. */
function openMethod(
  node: Class,
  { runs, decides }: Base['methods'],
  context: CodeContext,
): { readonly key: Node; readonly by: string } | undefined {
  const [run, decide] = [methodOf(node, runs), methodOf(node, decides)];
  if (run && catchesAll(run, runs)) return { key: run.key, by: runs };
  // What runs the decision may ask for the user itself.
  if (!decide || !stopsNobody(decide, context) || (run && mentionsUser(run, context))) return undefined;
  return { key: decide.key, by: decides };
}

interface Base { readonly methods: NonNullable<GuardModel['methods']>; readonly package: string; readonly call?: CallExpression }

/** What the class is made of, also through a name, and through another class of this file. */
function baseOf({ superClass }: Class, context: CodeContext, depth: number): Base | undefined {
  if (!superClass) return undefined;
  const value = context.local.valueOf(superClass);
  if (value.kind === 'class' && depth < MAX_BASES) {
    const { bindings } = context;
    const parent = nodeAtPlace(bindings, 'ClassDeclaration', value.code) ?? nodeAtPlace(bindings, 'ClassExpression', value.code);
    return parent?.superClass && value.at.file === context.file ? baseOf(parent, context, depth + 1) : undefined;
  }
  if (value.kind !== 'result' || value.members.length > 0) return undefined;
  const row = context.index.rows(value.module, false, value.path).find(({ guard }) => guard?.methods);
  const call = nodeAtPlace(context.bindings, 'CallExpression', value.at);
  return row?.guard?.methods && { methods: row.guard.methods, package: row.library.package, ...(call && { call }) };
}

const MAX_BASES = 3;

/** By the names of its strategies; where none is in view, by its own. */
function asksForToken(call: CallExpression | undefined, name: string, { local }: CodeContext): boolean {
  const [first] = (call?.arguments ?? []);
  const texts = first ? itemsOf(local.valueOf(first)).flatMap((item) => (item.kind === 'text' ? [item.text] : [])) : [];
  return texts.length > 0 ? texts.some(saysToken) : saysToken(name);
}

function methodOf({ body }: Class, name: string): Method | undefined {
  for (const part of body.body) {
    if (part.type !== 'MethodDefinition' && part.type !== 'PropertyDefinition') continue;
    const value = part.value;
    if (part.key.type !== 'Identifier' || part.key.name !== name || !value) continue;
    if (value.type !== 'FunctionExpression' && value.type !== 'ArrowFunctionExpression') continue;
    if (value.body) return { key: part.key, fn: value };
  }
  return undefined;
}

/** Gives back the user as it came, and throws at most what the strategy itself threw. */
function stopsNobody(method: Method, { bindings, file }: CodeContext): boolean {
  const [error, user] = method.fn.params.map((one) => (one.type === 'Identifier' ? bindings.of(one) : undefined));
  const returns = returnsIn(method.fn);
  if (!user || returns.length === 0 || !returns.every(isPlain)) return false;
  const isOf = ({ start, end }: Node, parameter: Binding | undefined): boolean =>
    parameter?.reads.some((read) => read.start >= start && read.end <= end) ?? false;
  if (!returns.some((one) => isOf(one, user))) return false;
  const isOnlyForErrors = (test: Node): boolean =>
    isOf(test, error) && !isOf(test, user) && (test.type === 'Identifier' || test.type === 'BinaryExpression');
  if (nodesWithin(bindings, 'ThrowStatement', method.fn).some((one) => !isOnlyForErrors(conditionOf(one)))) return false;
  const isUser = (argument: Node): boolean => isOf(argument, user);
  return !nodesWithin(bindings, 'CallExpression', method.fn).some((call) => mayStop(call, file.text, isUser));
}

/** The test of the `if` that leads here; the statement itself where there is none. */
const conditionOf = (node: Node): Node => {
  const at = node.parent?.type === 'BlockStatement' ? node.parent.parent : node.parent;
  return at?.type === 'IfStatement' ? at.test : node;
};

/** `super.handleRequest(…)`, `this.assertUser(user)`, `unauthorized()`: decides in its own way. Log lines don't. */
function mayStop({ callee, arguments: passed }: CallExpression, text: string, isUser: (node: Node) => boolean): boolean {
  const name = text.slice(callee.start, Math.min(callee.end, callee.start + 80));
  if (/(?:^|\.)(?:console|log(?:ger)?)\b/i.test(name)) return false;
  return name.startsWith('super') || /throw|fail|unauth|forbid|deny|reject/i.test(name) || passed.some((one) => isUser(one));
}

/** Names, constants and choices between them. */
function isPlain(node: Node): boolean {
  switch (node.type) {
    case 'Identifier': case 'Literal': return true;
    case 'LogicalExpression': return isPlain(node.left) && isPlain(node.right);
    case 'ConditionalExpression': return [node.test, node.consequent, node.alternate].every((one) => isPlain(one));
    case 'UnaryExpression': return isPlain(node.argument);
    case 'TSAsExpression': case 'TSNonNullExpression': case 'ParenthesizedExpression': case 'TSSatisfiesExpression':
      return isPlain(node.expression);
    case 'ObjectExpression': return node.properties.every((one) => one.type === 'Property' && isPlain(one.value));
    default: return false;
  }
}

const mentionsUser = ({ fn }: Method, { file }: CodeContext): boolean => /\buser\b/.test(file.text.slice(fn.start, fn.end));

/** `try { return await super.canActivate(context); } catch { return true; }` */
function catchesAll({ fn }: Method, name: string): boolean {
  const statements = fn.body?.type === 'BlockStatement' ? fn.body.body : [];
  const at = statements.findIndex((one) => one.type === 'TryStatement' && one.handler !== null && callsSuper(one.block, name));
  const attempt = statements[at];
  if (attempt?.type !== 'TryStatement' || !attempt.handler || attempt.finalizer) return false;
  const caught = attempt.handler.body.body;
  const last = [...caught, ...statements.slice(at + 1)].find((one) => one.type === 'ReturnStatement' || !isQuiet(one));
  return last?.type === 'ReturnStatement' && last.argument?.type === 'Literal' && last.argument.value === true;
}

const isQuiet = (statement: Node): boolean => statement.type === 'ExpressionStatement' && statement.expression.type !== 'AwaitExpression';

function callsSuper(node: Node, name: string): boolean {
  const isCall = (one: Node): boolean => one.type === 'CallExpression' && one.callee.type === 'MemberExpression'
    && one.callee.object.type === 'Super' && lastName(one.callee) === name;
  const expressions = node.type === 'BlockStatement' ? node.body.map(expressionOf) : [];
  return expressions.some((one) => one !== undefined && isCall(unwrapped(one)));
}

/** What a statement evaluates, returns or declares. */
function expressionOf(statement: Node): Node | undefined {
  switch (statement.type) {
    case 'ExpressionStatement': return statement.expression;
    case 'ReturnStatement': return statement.argument ?? undefined;
    case 'VariableDeclaration': return statement.declarations[0]?.init ?? undefined;
    default: return undefined;
  }
}
