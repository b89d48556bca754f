// A middleware → does every request pass it, and is all that stands behind it written in this file?
// `app.use(guard)`, also through a name and `guard.unless(…)`. A router or handler from elsewhere may ask for the user itself.

import type { CallExpression, Node } from '../../syntax/code.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import { isTransparent } from '../../values/plain-nodes.ts';
import { grouped, oncePerFile } from '../../values/once.ts';

const MOUNTS = /^(?:use|all|get|post|put|patch|delete|del|route)$/;
const PARSERS = /json|urlencoded|body|cors|helmet|logger|morgan|compress|static|cookie/i;

export function guardsAllInView(node: AnyCall, context: CodeContext): boolean {
  const mount = mountOf(node, context, 0);
  const app = mount && receiverOf(mount);
  if (app === undefined || !isForAll(mount!, context)) return false;
  const { last, lastElsewhere } = handlersOf(context).get(app) ?? { last: -1, lastElsewhere: -1 };
  return last > mount!.start && lastElsewhere <= mount!.start;
}

interface Handlers {
  /** Where the last mount with handlers begins, and the last one of which some handler is not written in this file. */
  readonly last: number;
  readonly lastElsewhere: number;
}

/** By the name of the app or router. */
const handlersOf = oncePerFile((context: CodeContext): ReadonlyMap<string, Handlers> => {
  const isElsewhere = (one: Node): boolean => context.local.functionOf(context.local.valueOf(one)) === undefined;
  const mounts = [...grouped(context.bindings.all('CallExpression'), receiverOf)].map(([app, calls]): [string, Handlers] => {
    const found = calls.map((call) => ({ start: call.start, handlers: handlersIn(call, context) }))
      .filter(({ handlers }) => handlers.length > 0);
    const lastOf = (some: typeof found): number => some.reduce((most, { start }) => Math.max(most, start), -1);
    return [app, { last: lastOf(found), lastElsewhere: lastOf(found.filter(({ handlers }) => handlers.some(isElsewhere))) }];
  });
  return new Map(mounts);
});

const handlersIn = (call: CallExpression, context: CodeContext): readonly Node[] => call.arguments
  .filter((one, at) => (at > 0 || context.local.valueOf(one).kind !== 'text') && !isParser(one, context));

/** The `.use(…)` that takes the middleware. */
function mountOf(node: Node, context: CodeContext, depth: number): CallExpression | undefined {
  const { parent } = node;
  if (!parent || depth > 5) return undefined;
  if (isTransparent(parent)) return mountOf(parent, context, depth + 1);
  if (parent.type === 'CallExpression' && parent.callee !== node) return receiverOf(parent) === undefined ? undefined : parent;
  // `jwt(…).unless({ path: […] })`
  if (
    parent.type === 'MemberExpression' &&
    parent.parent?.type === 'CallExpression' &&
    parent.property.type === 'Identifier' &&
    parent.property.name === 'unless'
  )
    return mountOf(parent.parent, context, depth + 1);
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return undefined;
  return context.bindings.of(parent.id)?.reads.map((read) => mountOf(read, context, depth + 1)).find(Boolean);
}

/** `app` of `app.use(…)`; undefined for other calls. */
function receiverOf({ callee }: CallExpression): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !MOUNTS.test(callee.property.name)) return undefined;
  return callee.object.type === 'Identifier' ? callee.object.name : undefined;
}

/** Without a path, or with one that fits all. */
function isForAll({ callee, arguments: passed }: CallExpression, { local }: CodeContext): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.property.name !== 'use') return false;
  const first = passed[0] && local.valueOf(passed[0]);
  return first?.kind !== 'text' || /^(?:\/?\*?|\/api\/?\*?)$/.test(first.text);
}

const isParser = (node: Node, { file }: CodeContext): boolean =>
  node.type === 'CallExpression' && PARSERS.test(file.text.slice(node.callee.start, node.callee.end).slice(-60));
