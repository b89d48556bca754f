// The function in which a token is read → does something in front of it on the same route verify the token, or may it?
// Other handlers of the mount, hooks and guards of the same file before it, decorators, options of the route, and the same
// in the files that import the handler. A middleware in view that does not verify stops nobody.

import type { Code } from '../../values/value.ts';
import type { CallContext } from '../../calls/call-project.ts';
import { describingMethods } from '../../models/places/requests.ts';
import { askingGuards, blindMiddlewares, guardDecorators, guardOptions, mountingMethods, verifyingNames } from '../../models/uses/claims.ts';
import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';
import { modulesOf, rowsFor } from '../../values/matching.ts';
import { nodesWithin } from '../../values/node-index.ts';
import { oncePerFile } from '../../values/once.ts';
import { chainText, indexIn, keyName, lastName, unwrapped } from '../../values/plain-nodes.ts';
import { spend } from '../../values/work.ts';
import { decodesOf } from './decodes.ts';
import { globalGuardsOver } from './global-guards.ts';
import { decoratorsAt, functionCalled, functionGiven, holderOf } from './in-view.ts';
import type { InView } from './in-view.ts';

/** In view or not, something on the way to the handler may verify. */
export function isBehindVerifier(handler: AnyFunction, context: CallContext): boolean {
  return isDecorated(handler, context) || isMountedBehind(handler, context) || isImportedBehind(handler, context)
    || globalGuardsOver(handler, context).some((one) => guardMayVerify(one.guard, one.context) && !askingGuards.test(lastName(one.guard)));
}

// ---- what a middleware does ----

const MAX_DEPTH = 3;

/** Verifies a token somewhere in it, or hands the request to something that may. */
export function verifies({ fn, context }: { readonly fn: Code; readonly context: CallContext }, depth = 0): boolean {
  spend();
  return nodesWithin(context.bindings, 'CallExpression', fn).some((call) => {
    if (isVerifier(call, context)) return true;
    const own = depth < MAX_DEPTH ? functionCalled(call, context, true) : undefined;
    if (own && (own.fn === fn || verifies(own, depth + 1))) return own.fn !== fn;
    return saysVerify(lastName(call.callee), own)
      && !rowsFor(call, modulesOf(context), context).some(({ operation }) => operation?.kind === 'decode');
  });
}

/** A call of a library that verifies, or makes a guard that does. */
const isVerifier = (call: CallExpression, context: CallContext): boolean =>
  rowsFor(call, modulesOf(context), context).some(({ operation, guard }) => operation?.kind === 'verify' || guard !== undefined);

const elementsOf = ({ elements }: Extract<Node, { type: 'ArrayExpression' }>): readonly Node[] =>
  elements.filter((one) => one !== null);

/** By its name; one in view that decodes instead is caught. */
export const saysVerify = (name: string, own: InView | undefined): boolean => verifyingNames.test(name) && !(own && decodesIn(own));

const decodesIn = ({ fn, context }: InView): boolean =>
  decodesOf(context).some(({ call }) => call.start >= fn.start && call.end <= fn.end);

function mayVerify(node: Node, handler: Node, context: CallContext): boolean {
  const at = unwrapped(node);
  spend();
  if (at === handler) return false;
  switch (at.type) {
    case 'ArrayExpression': return elementsOf(at).some((one) => mayVerify(one, handler, context));
    case 'SpreadElement': return mayVerify(at.argument, handler, context);
    case 'ObjectExpression': return at.properties.some((one) => one.type === 'Property' && isGuardOption(one, handler, context));
    case 'Literal': case 'TemplateLiteral': return false;
    default:
  }
  const given = functionGiven(at, context);
  if (given?.fn === handler) return false;
  if (at.type === 'CallExpression') {
    if (isVerifier(at, context)) return true;
    const maker = functionCalled(at, context, true);
    if (maker) return verifies(maker);
    if (at.arguments.some((one) => /Function/.test(one.type))) return false;
  }
  if (given) return verifies(given);
  // A plugin that is only registered offers to verify.
  if (isModelled(at, context)) return false;
  const name = chainText(at.type === 'CallExpression' ? at.callee : at) ?? '';
  return name !== '' && context.local.valueOf(at).kind !== 'text' && !blindMiddlewares.test(name);
}

const isModelled = (node: Node, { local, index }: CallContext): boolean => {
  const value = local.valueOf(node);
  return (value.kind === 'imported' || value.kind === 'result') && index.knows(value.module);
};

function isGuardOption(one: Extract<Node, { type: 'Property' }>, handler: Node, context: CallContext): boolean {
  const name = keyName(one.key);
  if (!guardOptions.test(name)) return /^(?:options|config)$/.test(name) && mayVerify(one.value, handler, context);
  const value = unwrapped(one.value);
  // `auth: 'jwt'` names a strategy, `auth: false` none.
  if (value.type === 'Literal') return typeof value.value === 'string' || value.value === true;
  return value.type === 'ObjectExpression' || mayVerify(value, handler, context);
}

// ---- decorators ----

function isDecorated(handler: AnyFunction, context: CallContext): boolean {
  for (let at: Node | null | undefined = handler; at; at = at.parent)
    for (const { name, given } of decoratorsAt(at)) {
      if (!guardDecorators.test(name)) continue;
      if (name !== 'UseGuards' || given.length === 0 || given.some((guard) => guardMayVerify(guard, context))) return true;
    }
  return false;
}

/** A guard's class: what stands in it verifies, or it stands elsewhere. */
function guardMayVerify(guard: Node, context: CallContext): boolean {
  const value = context.expressions.valueOf(guard);
  if (value.kind !== 'class') return true;
  const home = value.at.file === context.file ? context : context.project?.contextOf(value.at.file);
  return home === undefined || value.code.superClass !== null
    || verifies({ fn: value.code, context: home });
}

// ---- mounts ----

interface Mount { readonly call: CallExpression; readonly receiver: string; readonly method: string }

const mountsIn = oncePerFile(({ bindings }: CallContext): readonly Mount[] => bindings.all('CallExpression').flatMap((call): Mount[] => {
  const callee = unwrapped(call.callee);
  const method = lastName(callee);
  if (callee.type !== 'MemberExpression' || !mountingMethods.test(method)) return [];
  return [{ call, method, receiver: receiverOf(callee.object) }];
}));

/** `router` of `router.route('/me').get(…)`. */
function receiverOf(node: Node): string {
  const at = unwrapped(node);
  if (at.type === 'CallExpression') return at.callee.type === 'MemberExpression' ? receiverOf(at.callee.object) : '';
  return chainText(at) ?? '';
}

function isMountedBehind(handler: AnyFunction, context: CallContext): boolean {
  const holder = holderOf(handler);
  return mountsIn(context).some((mount) => {
    const given = mount.call.arguments;
    const isOwn = given.some((one) => holds(one, handler, context)) || (holder !== undefined && indexIn(given, holder) >= 0);
    return isOwn && isGuarded(mount, handler, context);
  });
}

/** The handler itself, wrapped, in a list, or as an option of the route. */
function holds(node: Node, handler: AnyFunction, context: CallContext): boolean {
  const at = unwrapped(node);
  if (at === handler) return true;
  switch (at.type) {
    case 'ArrayExpression': return elementsOf(at).some((one) => holds(one, handler, context));
    case 'ObjectExpression': return at.properties.some((one) => one.type === 'Property' && holds(one.value, handler, context));
    case 'CallExpression': return at.arguments.some((one) => holds(one, handler, context));
    case 'Identifier': case 'MemberExpression': return functionGiven(at, context)?.fn === handler;
    default: return false;
  }
}

/** Another handler of the same mount, what its chain had before, or a hook of the same router. */
function isGuarded({ call, receiver }: Mount, handler: AnyFunction, context: CallContext): boolean {
  if (besides(call, context).some((one) => mayVerify(one, handler, context))) return true;
  for (let at: Node = unwrapped(call.callee); at.type === 'MemberExpression'; ) {
    const before = unwrapped(at.object);
    if (before.type !== 'CallExpression') break;
    const describes = describingMethods.has(lastName(before.callee));
    if (!describes && before.arguments.some((one) => mayVerify(one, handler, context))) return true;
    at = unwrapped(before.callee);
  }
  return hooksBefore({ call, receiver }, context).some((other) =>
    other.call.arguments.some((one) => mayVerify(one, handler, context)));
}

/** What may stand before a handler, or behind it and before the last: where a route ends, nobody verifies for those before. */
function besides({ callee, arguments: given }: CallExpression, context: CallContext): readonly Node[] {
  const all = given;
  const last = all.at(-1);
  if (!last || !ROUTES.test(lastName(callee)) || !/^(?:Identifier|MemberExpression)$/.test(unwrapped(last).type)) return all;
  const own = functionGiven(last, context);
  // In a handler `validationResult(req)` says nothing of the token.
  return (own ? nodesWithin(own.context.bindings, 'CallExpression', own.fn).some((call) => isVerifier(call, own.context))
    : saysVerify(lastName(unwrapped(last)), own)) ? all : all.slice(0, -1);
}

const ROUTES = /^(?:get|post|put|patch|delete|del|head|options|all)$/;

const HOOKS = /^(?:use|addHook|register|on|all|onRequest|beforeHandle|onBeforeHandle|guard|derive)$/;

/** What the same router runs first, for all paths or for those that begin alike. */
const hooksBefore = ({ call, receiver }: Pick<Mount, 'call' | 'receiver'>, context: CallContext): readonly Mount[] => {
  const path = pathOf(call, context);
  return mountsIn(context).filter((other) => other.call.start < call.start && other.receiver === receiver && HOOKS.test(other.method)
    && isAbove(pathOf(other.call, context), path));
};

/** The fixed beginning of a route's path; '' where it has none, or is no text. */
function pathOf({ callee, arguments: [first] }: CallExpression, { local }: CallContext): string {
  const value = first && local.valueOf(first);
  const isHook = lastName(callee) === 'addHook' || lastName(callee) === 'on';
  return value?.kind === 'text' && !isHook ? (value.text.split(/[*:(]/)[0] ?? '').replace(/\/$/, '') : '';
}

const isAbove = (hook: string, path: string): boolean => path === '' || path === hook || path.startsWith(`${hook}/`) || hook === '';

// ---- in other files ----

/** A file that imports this one mounts the handler behind something that may verify. */
function isImportedBehind(handler: AnyFunction, context: CallContext): boolean {
  return (context.project?.importers(context.file.path) ?? []).some((user) => {
    const far: FarHandler = { handler, home: context, user };
    return mountsIn(user).some((mount) =>
      mount.call.arguments.some((one) => mayBe(one, far)) && isGuardedFor(mount, far));
  });
}

/** A handler of one file, as another that mounts it sees it. */
interface FarHandler { readonly handler: AnyFunction; readonly home: CallContext; readonly user: CallContext }

function isGuardedFor(mount: Mount, far: FarHandler): boolean {
  const { user } = far;
  const others = (given: readonly Node[]): readonly Node[] => given.filter((one) => !mayBe(one, far));
  return others(besides(mount.call, user)).some((one) => mayVerify(one, mount.call, user)) || hooksBefore(mount, user).some((other) =>
    others(other.call.arguments).some((one) => mayVerify(one, mount.call, user)));
}

/** What is mounted was imported from the handler's file, and is not in view as another of its functions. */
function mayBe(node: Node, far: FarHandler): boolean {
  const at = unwrapped(node);
  switch (at.type) {
    case 'ArrayExpression': return elementsOf(at).some((one) => mayBe(one, far));
    case 'CallExpression': return [at.callee, ...at.arguments].some((one) => mayBe(one, far));
    case 'MemberExpression': case 'Identifier': {
      const root = rootOf(at);
      const given = root && isFrom(root, far) ? functionGiven(at, far.user) : undefined;
      return root !== undefined && isFrom(root, far) && (given === undefined || isSame(given, far));
    }
    default: return false;
  }
}

/** `users` of `users.show`. */
function rootOf(node: Node): Extract<Node, { type: 'Identifier' }> | undefined {
  let at = node;
  while (at.type === 'MemberExpression') at = unwrapped(at.object);
  return at.type === 'Identifier' ? at : undefined;
}

/** Of another tree of the same text, it may be. */
const isSame = ({ fn, context }: InView, { handler, home }: FarHandler): boolean =>
  context.file.path === home.file.path && fn.start === handler.start && fn.end === handler.end;

const isFrom = (id: Node, { home, user }: FarHandler): boolean =>
  specifierOf(id, user).some((specifier) => user.project?.locate(user.file.path, specifier) === home.file.path)
  || user.expressions.valueOf(id).at.file.path === home.file.path;

/** The module that a name of this file was imported or required from. */
function specifierOf(id: Node, context: CallContext): readonly string[] {
  const declaration = context.bindings.of(id)?.declaration;
  if (declaration?.parent?.type === 'ImportDeclaration') return [declaration.parent.source.value];
  const init = declaration?.type === 'VariableDeclarator' && declaration.init ? unwrapped(declaration.init) : undefined;
  const made = init?.type === 'NewExpression' ? specifierOf(init.callee, context) : [];
  const [source] = init?.type === 'CallExpression' && lastName(init.callee) === 'require' ? init.arguments : [];
  return source?.type === 'Literal' && typeof source.value === 'string' ? [source.value] : made;
}
