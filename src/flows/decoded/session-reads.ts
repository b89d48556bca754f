// Code → the calls that give the session of a request as whoever sent it wrote it, and what is known of each: is its client one of a
// server, does the function around ask the issuer as well, and which calls go out in the name of that session.

import type { CallContext } from '../../calls/call-project.ts';
import type { UnverifiedSession } from '../../models/model.ts';
import { parseCall } from '../../models/signature.ts';
import { verifyingNames } from '../../models/uses/claims.ts';
import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';

import { modulesOf, rowsFor } from '../../values/matching.ts';
import { nodesWithin } from '../../values/node-index.ts';
import { oncePerFile } from '../../values/once.ts';
import { chainText, lastName, unwrapped } from '../../values/plain-nodes.ts';
import { spend } from '../../values/work.ts';
import { nameOf } from './decodes.ts';
import { functionCalled } from './in-view.ts';

export interface SessionRead {
  readonly call: CallExpression;
  readonly name: string;
  readonly session: UnverifiedSession;
  /** The client that is asked: `supabase` of `supabase.auth.getSession()`; undefined for an export that is called. */
  readonly client: Node | undefined;
  /** Its client is made for the cookies of a request, or for something else; undefined where it is not in view. */
  readonly isForRequests: boolean | undefined;
}

export const sessionReadsOf = oncePerFile((context: CallContext): readonly SessionRead[] => {
  const modules = modulesOf(context);
  return context.bindings.all('CallExpression').flatMap((call): readonly SessionRead[] => {
    const operation = rowsFor(call, modules, context).find((row) => row.operation?.unverifiedSession)?.operation;
    const session = operation?.unverifiedSession;
    if (!session) return [];
    const { receiver, path } = parseCall(operation.call);
    const client = receiver === 'any' ? objectOf(call, path.length) : undefined;
    return [{ call, name: nameOf(call, context), session, client, isForRequests: client && isMadeFor(client, session, context) }];
  });
});

/** What stands before so many names. */
function objectOf({ callee }: CallExpression, names: number): Node | undefined {
  let at: Node | undefined = unwrapped(callee);
  for (let left = names; left > 0 && at; left--) at = at.type === 'MemberExpression' ? unwrapped(at.object) : undefined;
  return at;
}

/** By the export that made it, through functions of the project. */
function isMadeFor(client: Node, { servers }: UnverifiedSession, context: CallContext): boolean | undefined {
  const maker = makerOf(client, context);
  return maker === undefined ? undefined : servers.includes(maker);
}

function makerOf(client: Node, context: CallContext): string | undefined {
  const value = context.expressions.valueOf(client);
  return value.kind === 'result' && context.index.knows(value.module) ? value.path.at(-1) : undefined;
}

/** A call that goes out with the token of the same session, which the service behind it verifies. */
export function isOfSession(call: CallExpression, { client }: SessionRead, context: CallContext): boolean {
  const own = client && makerOf(client, context);
  return client !== undefined && clientsIn(call).some((other) => {
    const maker = own === undefined ? undefined : makerOf(other, context);
    return maker === undefined ? lastName(client) !== '' && lastName(other) === lastName(client) : maker === own;
  });
}

/** `supabase` of `supabase.from('orders').select()`; also `locals.supabase` of `locals.supabase.storage.from('x')`. */
function clientsIn(call: CallExpression): readonly Node[] {
  let at = unwrapped(call.callee);
  while (at.type === 'MemberExpression' || at.type === 'CallExpression') {
    const inner = unwrapped((at.type === 'CallExpression' ? at.callee : at.object));
    if (at.type === 'MemberExpression' && chainText(inner) !== undefined)
      return [inner, ...(inner.type === 'MemberExpression' ? [unwrapped(inner.object)] : [])];
    at = inner;
  }
  return [];
}

/** The function around asks the issuer, itself or through one that does. */
export function isAskedIn(fn: AnyFunction, session: UnverifiedSession, context: CallContext, depth = 0): boolean {
  spend();
  return nodesWithin(context.bindings, 'CallExpression', fn).some((call) => {
    if (rowsFor(call, modulesOf(context), context).some(({ operation }) => operation?.kind === 'verify')) return true;
    const name = chainText(unwrapped(call.callee)) ?? lastName(call.callee);
    if (session.verifiedBy.some((chain) => name === chain || name.endsWith(`.${chain}`))) return true;
    if (!ASKS.test(name)) return false;
    const own = depth < MAX_DEPTH ? functionCalled(call, context, true) : undefined;
    return own ? own.fn !== fn && isAskedIn(own.fn, session, own.context, depth + 1) : verifyingNames.test(lastName(call.callee));
  });
}

const MAX_DEPTH = 2;
/** By its name it may read a session, or ask whose it is. Others are not looked into. */
export const mayAsk = ({ callee }: CallExpression): boolean => ASKS.test(lastName(callee));
const ASKS = /user|auth|session|claims|identity|login|signed|verif|protect|guard|require|account|member/i;
