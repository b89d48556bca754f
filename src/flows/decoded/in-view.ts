// Calls → the functions behind them, in this file or in another one that is in view, and from a parameter of a function
// back to what a call gives it. Wrappers that call their function as it is (`cache(fn)`, `asyncHandler(fn)`) are looked through.

import type { CallContext } from '../../calls/call-project.ts';
import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';
import type { Binding } from '../../values/bindings.ts';
import type { AnyCall } from '../../values/code-context.ts';
import { nodeAtPlace } from '../../values/node-index.ts';
import { grouped, oncePerFile } from '../../values/once.ts';
import { chainText, decoratorsBefore, indexIn, keyName, lastName, unwrapped } from '../../values/plain-nodes.ts';
import type { Value } from '../../values/value.ts';
import { spend } from '../../values/work.ts';

/** A function, and the names of the file that it stands in. */
export interface InView { readonly fn: AnyFunction; readonly context: CallContext }

/** One call of a function: its parameters are the arguments there. */
export interface Frame {
  readonly fn: AnyFunction;
  readonly call: AnyCall;
  /** Of the file in which the call stands. */
  readonly context: CallContext;
  readonly outer?: Frame | undefined;
}

/** A helper of a helper of a helper is followed; more is rare. */
export const MAX_FRAMES = 4;

export const framesOf = (frame: Frame | undefined): number => (frame ? 1 + framesOf(frame.outer) : 0);

// ---- functions ----

const MAX_WRAPPERS = 4;

/** The function that is called; `far`: also one of another file. */
export function functionCalled(call: AnyCall, context: CallContext, far: boolean): InView | undefined {
  const near = functionBehind(context.local.calleeOf(call), call.callee, context);
  return near ?? (far && context.project ? functionBehind(context.expressions.calleeOf(call), undefined, context) : undefined);
}

/** The function that an expression is: a handler handed to a route, a guard. */
export function functionGiven(node: Node, context: CallContext): InView | undefined {
  const at = unwrapped(node);
  return functionBehind(context.local.valueOf(at), at, context)
    ?? (context.project ? functionBehind(context.expressions.valueOf(at), undefined, context) : undefined);
}

function functionBehind(value: Value, written: Node | undefined, context: CallContext, depth = 0): InView | undefined {
  spend();
  if (value.kind === 'choice') return value.alternatives.map((one) => functionBehind(one, undefined, context, depth + 1)).find(Boolean);
  const home = value.at.file === context.file ? context : context.project?.contextOf(value.at.file);
  if (!home || depth > MAX_WRAPPERS) return undefined;
  const fn = context.local.functionOf(value);
  if (fn) return { fn, context: home };
  // `const userOf = cache(async (token) => …)`
  const call = nodeAtPlace(home.bindings, 'CallExpression', value.at)
    ?? (home === context && written ? madeBy(written, context) : undefined);
  const [wrapped, ...others] = (call?.arguments ?? []);
  if (!wrapped || others.some(({ type }) => /Function/.test(type))) return undefined;
  const inner = unwrapped(wrapped);
  if (!/Function|Identifier|CallExpression/.test(inner.type)) return undefined;
  return functionBehind(home.local.valueOf(inner), inner, home, depth + 1);
}

/** The call that a name was declared with. */
function madeBy(written: Node, { bindings }: CallContext): CallExpression | undefined {
  const at = unwrapped(written);
  if (at.type === 'CallExpression') return at;
  const declaration = at.type === 'Identifier' ? bindings.of(at)?.declaration : undefined;
  const init = declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier' ? declaration.init : undefined;
  const made = init ? unwrapped(init) : undefined;
  return made?.type === 'CallExpression' ? made : undefined;
}

/** The calls of a function in its own file. */
export const callersOf = (fn: AnyFunction, context: CallContext): readonly AnyCall[] => callsByFunction(context).get(fn) ?? [];

const callsByFunction = oncePerFile((context: CallContext) =>
  grouped(context.bindings.all('CallExpression'), (call) => functionCalled(call, context, false)?.fn));

/** What a function is called where it is declared, kept, or put under a name. */
export function nameOfFunction(fn: AnyFunction): string {
  if (fn.type === 'FunctionDeclaration') return fn.id?.name ?? '';
  const holder = holderOf(fn);
  switch (holder?.type) {
    case 'VariableDeclarator': return holder.id.type === 'Identifier' ? holder.id.name : '';
    case 'MethodDefinition': case 'Property': case 'PropertyDefinition': return keyName(holder.key);
    case 'AssignmentExpression': return lastName(holder.left);
    default: return fn.type === 'FunctionExpression' ? (fn.id?.name ?? '') : '';
  }
}

/** What holds the function, calls that wrap it left out. */
export function holderOf(fn: AnyFunction): Node | undefined {
  let at: Node | null | undefined = fn.parent;
  while (at?.type === 'CallExpression' && at.parent?.type === 'VariableDeclarator') at = at.parent;
  return at ?? undefined;
}

export interface Decorator { readonly name: string; readonly given: readonly Node[] }

/** Those that stand at a class, a method or a parameter. */
export function decoratorsAt(node: Node): readonly Decorator[] {
  return decoratorsBefore(node).map((one) => {
    const expression = unwrapped(one.expression);
    return expression.type === 'CallExpression'
      ? { name: lastName(expression.callee), given: expression.arguments }
      : { name: lastName(expression), given: [] };
  });
}

/** Everybody who imports the file, or holds an object of the class, may call it. */
export function isOpen(fn: AnyFunction): boolean {
  for (let at: Node | null | undefined = fn; at; at = at.parent) {
    if (at.type === 'ExportNamedDeclaration' || at.type === 'ExportDefaultDeclaration') return true;
    if (at.type === 'MethodDefinition' || at.type === 'PropertyDefinition') return true;
    if (at.type === 'AssignmentExpression') return /^(?:module\.)?exports(?:\.|$)/.test(chainText(at.left) ?? '');
    if (at !== fn && /Function/.test(at.type)) return false;
  }
  return false;
}

// ---- parameters ----

export interface Parameter {
  readonly fn: AnyFunction;
  readonly index: number;
  /** Members of the argument that a pattern takes: `({ headers: { authorization } })`. */
  readonly path: readonly string[];
  /** The whole pattern, with its decorators and its type. */
  readonly pattern: Node;
}

/** Which argument of which function a name is. */
export function parameterOf({ id }: Binding): Parameter | undefined {
  const path: string[] = [];
  for (let at: Node = id; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'FunctionDeclaration' || parent.type === 'FunctionExpression' || parent.type === 'ArrowFunctionExpression') {
      const index = indexIn(parent.params, at);
      return index < 0 ? undefined : { fn: parent, index, path: path.reverse(), pattern: at };
    }
    if (parent.type === 'Property') path.push(keyName(parent.key));
  }
  return undefined;
}

/** What a call gives to a parameter; the member of an object that is written there. */
export function argumentFor(parameter: Parameter, frame: Frame | undefined): { readonly node: Node; readonly frame: Frame } | undefined {
  for (let at = frame; at; at = at.outer) {
    if (at.fn !== parameter.fn) continue;
    let node: Node | undefined = at.call.arguments[parameter.index];
    for (const name of parameter.path) {
      const given: Node | undefined = node && unwrapped(node);
      if (given?.type !== 'ObjectExpression') break;
      node = memberWritten(given, name);
    }
    return node && node.type !== 'SpreadElement' ? { node, frame: at } : undefined;
  }
  return undefined;
}

function memberWritten(node: Extract<Node, { type: 'ObjectExpression' }>, name: string): Node | undefined {
  const found = node.properties.find((one) => one.type === 'Property' && keyName(one.key) === name);
  return found?.type === 'Property' ? found.value : undefined;
}

/** What a chain of members and calls begins with. */
export function rootIn(node: Node): Node {
  let at = unwrapped(node);
  while (at.type === 'MemberExpression' || at.type === 'CallExpression')
    at = unwrapped((at.type === 'MemberExpression' ? at.object : at.callee));
  return at;
}
