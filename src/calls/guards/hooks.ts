// A function → does a request go on when it comes to its end? A hook of a server framework, a middleware that answers by throwing or by
// a response, and lets through whatever returns nothing.

import { hookWords } from '../../models/places/requests.ts';
import type { AnyFunction, Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { functionAround } from '../../values/macs.ts';
import { once } from '../../values/once.ts';
import { keyName, lastName, typeNameOf } from '../../values/plain-nodes.ts';

/** The function around a node that lets requests through by returning nothing. */
export function hookAround(node: Node, context: CodeContext): AnyFunction | undefined {
  const fn = functionAround(node);
  return fn && isHook(fn, context) ? fn : undefined;
}

export const isHook = once((fn: AnyFunction, context: CodeContext): boolean => {
  if (fn.body?.type !== 'BlockStatement' || givesBack(fn)) return false;
  if (isHookAt(fn) || takesHookTypes(fn) || (hookWords.files.test(context.file.path) && isMiddlewareExport(fn))) return true;
  const id = idOf(fn);
  return (id ? (context.bindings.of(id)?.reads ?? []) : []).slice(0, MAX_READS).some(isHookAt);
});

const MAX_READS = 50;

/** The name that it is declared under. */
function idOf(fn: AnyFunction): Node | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  return fn.parent?.type === 'VariableDeclarator' ? fn.parent.id : undefined;
}

/** A handler, whose value is the answer. */
function givesBack({ body }: AnyFunction): boolean {
  const last = body?.type === 'BlockStatement' ? body.body.at(-1) : undefined;
  return last?.type === 'ReturnStatement' && last.argument !== null;
}

/** `addHook('preHandler', fn)`, `{ preHandler: [fn] }`, `decorate('authenticate', fn)`, `defineEventHandler(fn)`. */
function isHookAt(node: Node): boolean {
  const at = node.parent?.type === 'ArrayExpression' ? node.parent : node;
  const { parent } = at;
  if (parent?.type === 'Property') return parent.value === at && hookWords.stages.has(keyName(parent.key));
  if (parent?.type !== 'CallExpression' || parent.callee === at) return false;
  const [first] = parent.arguments;
  const name = lastName(parent.callee);
  if (hookWords.makers.has(name)) return first === at;
  if (!hookWords.registers.has(name) || first?.type !== 'Literal' || !answersByPromise(node)) return false;
  return name.startsWith('decorate') ? hookWords.decorated.test(String(first.value)) : hookWords.stages.has(String(first.value));
}

/** One that takes a callback waits for it. */
function answersByPromise(node: Node): boolean {
  const isFunction = node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
  return !isFunction || (node.async && node.params.length < 3);
}

function takesHookTypes({ params, async: isAsync }: AnyFunction): boolean {
  const types = params.map((one) => typeNameOf(one)?.name);
  return isAsync && types.length === 2 && types.every((type, at) => type === hookWords.types[at]);
}

function isMiddlewareExport(fn: AnyFunction): boolean {
  const id = idOf(fn);
  return fn.parent?.type === 'ExportDefaultDeclaration' || hookWords.exports.has(id?.type === 'Identifier' ? id.name : '');
}
