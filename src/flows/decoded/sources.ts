// Expression that holds a token → where it comes from: the request, a token endpoint, this program itself. Followed back
// through names, cuts of texts, parsers, functions in view, and from a parameter to what callers give it. A parameter that
// no caller in view fills comes from outside when the function is there to say who somebody is.
// Leaves alone: what a store, a call of unknown content or the environment gives.

import type { CallContext } from '../../calls/call-project.ts';
import { sentParts, tokenNames, tokenResponseWords } from '../../models/places/requests.ts';
import { promisedWords, promisingVerbs, readingNames, trustedCallbacks } from '../../models/uses/claims.ts';
import { cuttingMethods } from '../../models/uses/comparisons.ts';
import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';
import type { Binding } from '../../values/bindings.ts';
import { returnsIn } from '../../values/macs.ts';
import { oncePerFile } from '../../values/once.ts';
import { modulesOf, rowsFor } from '../../values/matching.ts';
import { chainText, keyName, lastName, lastOf, propertyOf, unwrapped } from '../../values/plain-nodes.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { spend } from '../../values/work.ts';
import { argumentFor, callersOf, framesOf, functionCalled, holderOf, isOpen, MAX_FRAMES, nameOfFunction, parameterOf } from './in-view.ts';
import type { Frame, Parameter } from './in-view.ts';
import { isArguments, isSent, isSentParameter, isRequest } from './request-reads.ts';

/** `trusted`: from outside, because of what the function is called that is given it. */
export type Source = 'request' | 'trusted' | 'token response' | 'own' | 'unknown';

const WORST: readonly Source[] = ['request', 'trusted', 'own', 'token response', 'unknown'];
const MAX_DEPTH = 24;
const MAX_CALLERS = 12;

const worst = (all: readonly Source[]): Source => WORST.find((one) => all.includes(one)) ?? 'unknown';

export function sourceOf(node: Node, context: CallContext, frame?: Frame, depth = 0): Source {
  if (depth > MAX_DEPTH) return 'unknown';
  spend();
  const at = unwrapped(node);
  const inner = (one: Node): Source => sourceOf(one, context, frame, depth + 1);
  if (isSent(at, context)) return 'request';
  switch (at.type) {
    case 'Identifier': return ofName(at, context, frame, depth);
    case 'MemberExpression': {
      const of = inner(at.object);
      return of === 'unknown' ? responseAt(at, context) : of;
    }
    case 'CallExpression': return ofCall(at, context, frame, depth);
    case 'NewExpression': {
      const [first] = at.arguments;
      return first && /^(?:URL|URLSearchParams|String|Headers|Map)$/.test(lastName(at.callee)) ? inner(first) : 'unknown';
    }
    case 'LogicalExpression': return worst([inner(at.left), inner(at.right)]);
    case 'ConditionalExpression': return worst([inner(at.consequent), inner(at.alternate)]);
    case 'TemplateLiteral': return worst(at.expressions.map(inner));
    case 'BinaryExpression': return at.operator === '+' ? worst([inner(at.left), inner(at.right)]) : 'unknown';
    case 'AssignmentExpression': return inner(at.right);
    case 'SequenceExpression': return inner(lastOf(at));
    case 'ArrayExpression': return worst(at.elements.flatMap((one) => (one ? [inner(one)] : [])));
    default: return 'unknown';
  }
}

function responseAt({ start, end }: Node, { file }: CallContext): Source {
  const text = file.text.slice(start, Math.min(end, start + 160)).replace(/\s+/g, '');
  return tokenResponseWords.test(text) ? 'token response' : 'unknown';
}

// ---- names ----

function ofName(id: Node, context: CallContext, frame: Frame | undefined, depth: number): Source {
  const binding = context.bindings.of(id);
  if (!binding) return 'unknown';
  if (binding.kind === 'parameter') return ofParameter(binding, context, frame, depth);
  if (isTakenFromRequest(binding, context)) return 'request';
  // A caller in question may give it another one.
  return (frame ? undefined : sourcesKnown(context).get(binding)) ?? ofVariable(binding, context, frame, depth);
}

/** Variables that are being read just now: one that is made of itself (`token = token.trim()`) adds nothing to itself. */
const open = new Set<Binding>();

/** Sources of variables, where no caller is in question. */
const sourcesKnown = oncePerFile((_: CallContext) => new Map<Binding, Source>());

function ofVariable(binding: Binding, context: CallContext, frame: Frame | undefined, depth: number): Source {
  if (open.has(binding)) return 'unknown';
  const isWhole = open.size === 0 && frame === undefined && depth === 0;
  open.add(binding);
  try {
    let found: Source = 'unknown';
    for (const one of givenTo(binding)) {
      found = worst([found, sourceOf(one, context, frame, depth + 1)]);
      if (found === 'request') break;
    }
    // What was cut short by the depth, or by another name that is being read, may be more.
    if (frame === undefined && (isWhole || found === 'request')) sourcesKnown(context).set(binding, found);
    return found;
  } finally {
    open.delete(binding);
  }
}

/** What a variable is declared with, and what is assigned to it later. */
const givenTo = (binding: Binding): readonly Node[] => [...declared(binding), ...binding.writes.flatMap(({ parent }) =>
  (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier' ? [parent.right] : []))];

/** What a name is declared with. */
function declared({ declaration }: Binding): readonly Node[] {
  if (declaration.type !== 'VariableDeclarator') return [];
  const loop = declaration.parent?.parent;
  return declaration.init ? [declaration.init] : loop?.type === 'ForOfStatement' ? [loop.right] : [];
}

/** `const { headers: { authorization } } = request`: the pattern takes what the client filled. */
function isTakenFromRequest({ id, declaration }: Binding, context: CallContext): boolean {
  if (declaration.type !== 'VariableDeclarator' || !declaration.init || !isRequest(declaration.init, context)) return false;
  let first = '';
  for (let at: Node = id; at.parent && at.parent !== declaration; at = at.parent)
    if (at.parent.type === 'Property') first = keyName(at.parent.key);
  return sentParts.has(first);
}

function ofParameter(binding: Binding, context: CallContext, frame: Frame | undefined, depth: number): Source {
  const parameter = parameterOf(binding);
  if (!parameter) return 'unknown';
  const given = argumentFor(parameter, frame);
  if (given) return sourceOf(given.node, given.frame.context, given.frame.outer, depth + 1);
  if (isSentParameter(parameter) || isArguments(parameter)) return 'request';
  const item = givenByMethod(parameter);
  if (item) return sourceOf(item, context, frame, depth + 1);
  const callers = framesOf(frame) < MAX_FRAMES ? callersOf(parameter.fn, context).slice(0, MAX_CALLERS) : [];
  const handed = worst(callers.map((call) => {
    const outer: Frame = { fn: parameter.fn, call, context, outer: frame };
    const argument = argumentFor(parameter, outer);
    return argument ? sourceOf(argument.node, context, frame, depth + 1) : 'unknown';
  }));
  return handed === 'unknown' && isTrustedWith(parameter, binding.name, context) ? 'trusted' : handed;
}

/** `req.headers.cookie.split(';').map((one) => …)`: the list, for a function that is called with its items. */
function givenByMethod({ fn, index, path }: Parameter): Node | undefined {
  const call = fn.parent;
  if (index !== 0 || path.length > 1 || call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  return /^(?:map|find|filter|forEach|some|flatMap|then|reduce)$/.test(lastName(call.callee)) ? call.callee.object : undefined;
}

/** A function that promises to verify, or whose answer a framework trusts, is given a token. */
export function isTrustedWith({ fn, pattern, path }: Parameter, name: string, context: CallContext): boolean {
  const word = path.at(-1) ?? name;
  const isToken = tokenNames.test(word) || tokenNames.test(name);
  if (!isToken || pattern.type === 'RestElement') return false;
  return isForBearers(fn, context) || (isReachable(fn) && isTrusted(nameOfFunction(fn)));
}

/** By its name: what it answers is taken for verified, or for who the caller is. */
export function isTrusted(name: string): boolean {
  if (readingNames.test(name)) return false;
  const [verb = '', ...words] = wordsOf(name);
  return trustedCallbacks.test(name) || (promisingVerbs.has(verb) && words.some((word) => promisedWords.has(word)));
}

/** Called from where nobody sees: exported, a method, or handed to a framework. */
function isReachable(fn: AnyFunction): boolean {
  const holder = holderOf(fn);
  return holder?.type === 'Property' || isOpen(fn);
}

/** `new BearerStrategy((token, done) => …)`; a strategy of OAuth gets its token from the endpoint itself. */
function isForBearers(fn: AnyFunction, { local }: CallContext): boolean {
  const maker = fn.parent;
  if (maker?.type !== 'NewExpression' && maker?.type !== 'CallExpression') return false;
  const [name, made] = [lastName(maker.callee), local.valueOf(maker.callee)];
  // The module says what a mere `Strategy` asks for.
  const whole = `${made.kind === 'imported' ? made.module : ''} ${chainText(maker.callee) ?? name}`;
  const count = fn.params.length;
  return (/(?:bearer|token)[\w.]{0,40} ?\w{0,40}strategy/i.test(whole.slice(-120)) && count <= 3) || /^(?:withMcpAuth|bearerAuth|requireBearerAuth)$/.test(name);
}

// ---- calls ----

/** Functions that give their argument in another shape. */
const PASSING = /^(?:String|decodeURIComponent|decodeURI|Buffer\.from|JSON\.parse|atob|Object\.(?:fromEntries|entries|values|assign)|Array\.from|structuredClone)$|(?:^|\.)(?:parse|parseAsync|safeParse|validateSync|cast|parseCookies?|cookieParser|toString|fromHeaders)$/;

function ofCall(call: CallExpression, context: CallContext, frame: Frame | undefined, depth: number): Source {
  const made = madeHere(call, context);
  if (made) return 'own';
  const own = functionCalled(call, context, true);
  if (own && framesOf(frame) < MAX_FRAMES) {
    const inside: Frame = { fn: own.fn, call, context, outer: frame };
    const returned = worst(returnsIn(own.fn).slice(0, MAX_CALLERS).map((one) => sourceOf(one, own.context, inside, depth + 1)));
    if (returned !== 'unknown') return returned;
  }
  const callee = unwrapped(call.callee);
  const given = call.arguments;
  const chain = chainText(callee) ?? lastName(callee);
  if (callee.type === 'MemberExpression') {
    const method = propertyOf(callee);
    if (cuttingMethods.test(method) || READING.test(method)) {
      const of = sourceOf(callee.object, context, frame, depth + 1);
      if (of !== 'unknown') return of;
    }
  }
  const isPassing = PASSING.test(chain) || lastName(callee) === 'exec';
  if (isPassing && given[0]) return sourceOf(given[0], context, frame, depth + 1);
  return responseAt(call, context);
}

const READING = /^(?:get|getAll|find|filter|map|concat|join|json|text|value|then|exec|entries|values|keys|reduce|trimStart|trimEnd|valueOf)$/;

/** A token that this program signs itself. */
const madeHere = (call: CallExpression, context: CallContext): boolean =>
  rowsFor(call, modulesOf(context), context).some(({ operation }) => operation?.kind === 'sign') ||
  /^(?:sign|issue|generate|create|mint|make)\w*(?:token|jwt)s?$|^sign$/i.test(lastName(call.callee));
