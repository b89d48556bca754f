// The handler of a Nest controller or resolver → does a guard of the whole application stand before it, one that verifies or may?
// `{ provide: APP_GUARD, useClass: JwtAuthGuard }` of a module that is above it or beside it, `app.useGlobalGuards(…)` of the file that
// starts. Leaves alone: routes that are marked as public, and guards that only count or ask for roles.

import type { CallContext } from '../../calls/call-project.ts';
import { globalGuards, publicDecorators, routeClasses } from '../../models/uses/claims.ts';
import { forEachChild } from '../../syntax/code.ts';
import type { AnyFunction, Node } from '../../syntax/code.ts';
import { oncePerFile } from '../../values/once.ts';
import { keyName, lastName, unwrapped } from '../../values/plain-nodes.ts';
import { spend } from '../../values/work.ts';
import { decoratorsAt } from './in-view.ts';

/** A guard as it is named where it is made global, and the file that names it. */
export interface GlobalGuard { readonly guard: Node; readonly context: CallContext }

export function globalGuardsOver(handler: AnyFunction, context: CallContext): readonly GlobalGuard[] {
  return isRouted(handler) ? guardsAbove(context) : [];
}

/** A method of a controller that is not public, or a decorator of parameters, which only such methods have. */
function isRouted(handler: AnyFunction): boolean {
  let isRoute = false;
  for (let at: Node | null | undefined = handler; at; at = at.parent) {
    const names = decoratorsAt(at).map(({ name }) => name);
    if (names.some((name) => publicDecorators.test(name))) return false;
    isRoute ||= names.some((name) => routeClasses.has(name));
    if (at.type === 'CallExpression' && lastName(at.callee) === 'createParamDecorator') isRoute = true;
  }
  return isRoute;
}

const MAX_FILES = 60;

/** Of the files that import this one, and import those, up to the one that starts. */
const guardsAbove = oncePerFile((context: CallContext): readonly GlobalGuard[] => {
  const seen = new Map<string, CallContext>([[context.file.path, context]]);
  const open = [context];
  for (let next = open.shift(); next && seen.size < MAX_FILES; next = open.shift()) {
    spend();
    const found = [...guardsOf(next), ...modulesOf(next).flatMap(guardsOf)];
    if (found.length > 0) return found;
    for (const user of context.project?.importers(next.file.path) ?? []) {
      if (seen.has(user.file.path)) continue;
      seen.set(user.file.path, user);
      open.push(user);
    }
  }
  return [];
});

/** What a file makes global itself. */
const guardsOf = oncePerFile((context: CallContext): readonly GlobalGuard[] => {
  if (!globalGuards.words.test(context.file.text)) return [];
  const called = context.bindings.all('CallExpression').filter(({ callee }) => lastName(callee) === globalGuards.call);
  const provided = propertiesOf('provide', context).filter(({ value }) => lastName(unwrapped(value)) === globalGuards.token);
  const held = provided.flatMap(({ parent }) => (parent?.type === 'ObjectExpression' ? parent.properties : []))
    .flatMap((one) => (one.type === 'Property' && globalGuards.holders.has(keyName(one.key)) ? [one.value] : []));
  return [...called.flatMap((call) => call.arguments), ...held].map((guard) => ({ guard: madeIn(guard), context }));
});

const propertiesOf = (name: string, { bindings }: CallContext): readonly Extract<Node, { type: 'Property' }>[] =>
  bindings.all('Property').flatMap((one) => (one.type === 'Property' && keyName(one.key) === name ? [one] : []));

/** The class of `new JwtAuthGuard(reflector)`, also where a factory makes it. */
function madeIn(node: Node): Node {
  const at = unwrapped(node);
  if (at.type === 'NewExpression') return at.callee;
  if (at.type !== 'ArrowFunctionExpression') return at;
  let made: Node | undefined;
  forEachChild(at, (child) => { if (child.type === 'NewExpression') made ??= child.callee; });
  return made ?? at;
}

/** The files of the modules that the modules of this file import: a guard that one of them provides holds for all. */
const modulesOf = oncePerFile((context: CallContext): readonly CallContext[] => {
  if (!context.project || !/@Module\(/.test(context.file.text)) return [];
  const named = propertiesOf('imports', context).flatMap(({ value }) =>
    (value.type === 'ArrayExpression' ? (value.elements) : []));
  return named.flatMap((one) => {
    const value = one?.type === 'Identifier' ? context.expressions.valueOf(one) : undefined;
    const home = value?.kind === 'class' && value.at.file !== context.file ? context.project?.contextOf(value.at.file) : undefined;
    return home ?? [];
  });
});
