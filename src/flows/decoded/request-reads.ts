// Expression → does it read what a client sent: a header, a cookie, a query, a body, a handshake, an event of a function?
// In the spellings of servers: `req.headers.authorization`, `(await cookies()).get('session')`, `getHeader(event, 'authorization')`,
// `c.req.header('Authorization')`, `({ headers }) => …`, `@Headers('authorization') header`.
// Leaves alone: what came back as a response, and what a middleware kept on a request.

import type { CallContext } from '../../calls/call-project.ts';
import {
  clientParts,
  contextReaders,
  handedReaders,
  messageNames,
  partDecorators,
  partReaders,
  partsByName,
  requestFunctions,
  requestMembers,
  requestNames,
  requestTypes,
  sentParts,
  takenParts,
} from '../../models/places/requests.ts';
import { mountingMethods } from '../../models/uses/claims.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import { initOf } from '../../values/conditions/branches.ts';
import { decoratorsBefore, indexIn, keyName, lastName, propertyOf, typeNameOf, unwrapped } from '../../values/plain-nodes.ts';
import { functionCalled, nameOfFunction, parameterOf } from './in-view.ts';
import type { Parameter } from './in-view.ts';

const MAX_DEPTH = 12;

/** The part of a request that a client fills, by how it is reached. */
export function isSent(node: Node, context: CallContext, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const at = unwrapped(node);
  if (at.type === 'CallExpression') return isSentByCall(at, context, depth);
  if (at.type !== 'MemberExpression') return false;
  const [name, object] = [propertyOf(at), at.object];
  const only = onlyParts(object);
  if (only) return only.has(name) && !isResponse(object);
  return sentParts.has(name) && isRequest(object, context, depth + 1);
}

/** `client` and `socket` are many things: only what nothing else has counts. */
const onlyParts = (object: Node): ReadonlySet<string> | undefined => {
  const at = unwrapped(object);
  return at.type === 'Identifier' && clientParts.names.has(at.name) ? clientParts.parts : undefined;
};

function isSentByCall(call: CallExpression, context: CallContext, depth: number): boolean {
  const callee = unwrapped(call.callee);
  const given = call.arguments;
  const isGivenRequest = given.some((one) => isRequest(one, context, depth + 1));
  if (callee.type === 'Identifier') {
    if (functionCalled(call, context, false)) return false;
    return requestFunctions.has(callee.name) || (handedReaders.test(callee.name) && isGivenRequest);
  }
  if (callee.type !== 'MemberExpression') return false;
  const [method, object] = [lastName(callee), callee.object];
  if (isSent(object, context, depth + 1)) return partReaders.has(method);
  if (!isRequest(object, context, depth + 1)) return handedReaders.test(method) && isGivenRequest;
  if (isNamedRequest(object)) return partReaders.has(method);
  // `ctx.get('Authorization')` of Koa; `c.get('user')` of Hono is what a middleware kept.
  return contextReaders.has(method) && given.some((one) => one.type === 'Literal' && HEADER_NAMES.test(String(one.value)));
}

const HEADER_NAMES = /^(?:authorization|cookie|x-[\w-]+|[\w-]*token)$/i;

const isNamedRequest = (node: Node): boolean => {
  const at = unwrapped(node);
  const name = at.type === 'Identifier' ? at.name : propertyOf(at);
  return requestMembers.has(name) || (at.type === 'Identifier' && /Request$/.test(name));
};

const isResponse = (node: Node): boolean => {
  const at = unwrapped(node);
  return at.type === 'Identifier' && messageNames.responses.test(at.name);
};

/** What stands for a request, by its name, its type, or how it was come by. */
export function isRequest(node: Node, context: CallContext, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const at = unwrapped(node);
  switch (at.type) {
    case 'Identifier': {
      if (requestNames.has(at.name) || messageNames.requests.test(at.name)) return true;
      const binding = context.bindings.of(at);
      const parameter = binding?.kind === 'parameter' ? parameterOf(binding) : undefined;
      if (parameter) return parameter.path.length === 0 && (requestTypes.test(typeOf(parameter.pattern)) || isOfRoute(parameter));
      const init = initOf(at, context);
      return init ? isRequest(init, context, depth + 1) : false;
    }
    case 'MemberExpression': return requestMembers.has(propertyOf(at)) && unwrapped(at.object).type !== 'ThisExpression';
    case 'CallExpression': return /^getRequest$|^getContext$/.test(lastName(at.callee));
    default: return false;
  }
}

/** `app.get('/orders', (incoming) => …)`: the first argument of a route's handler. */
function isOfRoute({ fn, index }: Parameter): boolean {
  const call = fn.parent;
  if (index !== 0 || call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const [path, ...handlers] = call.arguments;
  const isRoute = path?.type === 'Literal' && typeof path.value === 'string' && path.value.startsWith('/');
  return isRoute && handlers.includes(fn) && mountingMethods.test(lastName(call.callee));
}

/** The name of a parameter's type; '' where none is written. */
function typeOf(pattern: Node): string {
  const inner = pattern.type === 'TSParameterProperty' ? pattern.parameter : pattern;
  return typeNameOf(inner)?.name ?? '';
}

/** A parameter that is itself such a part: by its decorator, by the place in a pattern, as the arguments of a resolver. */
export function isSentParameter(parameter: Parameter): boolean {
  const { fn, path, pattern } = parameter;
  if (decoratorsOf(pattern).some((name) => partDecorators.has(name))) return true;
  const [first, second] = path;
  if (first === undefined) return false;
  if (requestMembers.has(first) && second !== undefined) return sentParts.has(second);
  if (takenParts.has(first)) return true;
  // `({ body }) => …` as the handler of a route; `({ token }, context) => …` of a resolver.
  const isInline = fn.parent?.type === 'CallExpression' && indexIn(fn.parent.arguments, fn) >= 0;
  return (isInline && partsByName.has(first)) || (parameter.index === 1 && fn.params.length >= 2 && isResolver(parameter));
}

/** `(parent, args, context)` under a name, in a table of resolvers. */
const isResolver = ({ fn }: Parameter): boolean => {
  const [parent] = fn.params;
  const isProperty = fn.parent?.type === 'Property' || fn.parent?.type === 'MethodDefinition';
  return isProperty && nameOfFunction(fn) !== '' && parent?.type === 'Identifier' && /^(?:_\w*|parent|root|source|obj)$/.test(parent.name);
};

/** `args.token` of a resolver. */
export const isArguments = (parameter: Parameter): boolean =>
  parameter.index === 1 && parameter.path.length === 0 && parameter.pattern.type === 'Identifier' && isResolver(parameter);

function decoratorsOf(pattern: Node): readonly string[] {
  const inner = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  return decoratorsBefore(inner).map((one) => {
    const expression = unwrapped(one.expression);
    return expression.type === 'CallExpression' ? lastName(expression.callee) : keyName(expression);
  });
}
