// Code → what its functions are called that read the claims of a token for whoever calls them: files that only their callers make worth
// a look call them by these names.

import type { CallContext } from '../calls/call-project.ts';
import { nameWithin } from '../calls/wrappers.ts';
import type { AnyFunction, Node } from '../syntax/code.ts';
import { functionAround } from '../values/macs.ts';
import { decodesOf } from './decoded/decodes.ts';
import { farDecodesOf } from './token-flows.ts';

/** '' for one without a name. */
export function decodingNames(context: CallContext): ReadonlySet<string> {
  const calls: readonly Node[] = [...decodesOf(context).map(({ call }) => call), ...farDecodesOf(context)];
  return new Set(calls.flatMap((call) => functionsAround(call).flatMap((fn) => (fn.params.length > 0 ? nameWithin(fn) ?? [] : []))));
}

function functionsAround(node: Node): AnyFunction[] {
  const found: AnyFunction[] = [];
  for (let at = functionAround(node); at; at = functionAround(at)) found.push(at);
  return found;
}
