// Sessions that a request brings and nobody verified → what they decide. A helper that only hands one on is judged where it is
// called, also from another file; code of a browser, which reads its own session, is left alone.

import type { CallContext } from '../calls/call-project.ts';
import { pageLoaders } from '../models/uses/claims.ts';
import type { Node } from '../syntax/code.ts';
import { decisionOf } from './decoded/decisions.ts';
import { nameOf } from './decoded/decodes.ts';
import { functionCalled, isOpen, nameOfFunction } from './decoded/in-view.ts';
import type { Frame } from './decoded/in-view.ts';
import { isAskedIn, mayAsk, sessionReadsOf } from './decoded/session-reads.ts';
import type { SessionRead } from './decoded/session-reads.ts';
import { handlerAround, isGuarded } from './token-flows.ts';
import type { TokenFlow } from './token-flows.ts';

export const sessionFlowsOf = (context: CallContext): readonly TokenFlow[] =>
  [...sessionReadsOf(context).flatMap((read) => flowOf(read, context)), ...farFlows(context)];

/** What is decided in the file that reads it. */
function flowOf(read: SessionRead, context: CallContext): readonly TokenFlow[] {
  const judged = judge(read, undefined, context);
  return judged ? [{ ...judged, at: context.expressions.placeOf(read.call.callee), name: read.name }] : [];
}

/** `const session = await getSession()`, where another file reads it. */
function farFlows(context: CallContext): readonly TokenFlow[] {
  if (!context.project) return [];
  return context.bindings.all('CallExpression').flatMap((call): readonly TokenFlow[] => {
    if (!mayAsk(call) || context.local.calleeOf(call).kind !== 'imported') return [];
    const far = functionCalled(call, context, true);
    if (!far || far.context === context) return [];
    const frame: Frame = { fn: far.fn, call, context };
    for (const read of sessionReadsOf(far.context).filter(({ call: { start, end } }) => start >= far.fn.start && end <= far.fn.end)) {
      if (flowOf(read, far.context).length > 0) continue;
      const judged = judge(read, frame, far.context);
      if (!judged) continue;
      const decodedAt = far.context.expressions.placeOf(read.call.callee);
      return [{ ...judged, at: context.expressions.placeOf(call.callee), name: nameOf(call, context), decodedAt }];
    }
    return [];
  });
}

/** Functions that hand a session on to whoever calls them, by their names. */
export function sessionHelpersOf(context: CallContext): readonly string[] {
  return sessionReadsOf(context).flatMap((read) => {
    const fn = read.isForRequests === true ? handlerAround(read.call) : undefined;
    const name = fn && isOpen(fn) && !isAskedIn(fn, read.session, context) ? nameOfFunction(fn) : '';
    return name === '' || pageLoaders.has(name) ? [] : [name];
  });
}

type Judged = Omit<TokenFlow, 'at' | 'name'>;

function judge(read: SessionRead, frame: Frame | undefined, context: CallContext): Judged | undefined {
  const { call, session, isForRequests } = read;
  if (isForRequests === false) return undefined;
  const decides = decisionOf(call, context, frame, { own: undefined, isSent: false, session: read });
  if (!decides || isAsked(read, frame, context)) return undefined;
  return {
    source: 'request', verified: isGuarded(call, frame, context), handRolled: false, forPages: false, decides,
    session: { instead: session.verifiedBy[0] ?? '', onServer: isForRequests === true },
  };
}

const isAsked = ({ call, session }: SessionRead, frame: Frame | undefined, context: CallContext): boolean =>
  asks(call, session, context) || (frame !== undefined && asks(frame.call, session, frame.context));

function asks(call: Node, session: SessionRead['session'], context: CallContext): boolean {
  const handler = handlerAround(call);
  return handler !== undefined && isAskedIn(handler, session, context);
}
