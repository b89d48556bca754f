// A token that is made or checked by hand → the parts that a library's call would have been given.

import type { Role } from '../../models/model.ts';
import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import type { Part } from '../jwt-call.ts';
import { headerAlgorithm, payloadClaims } from '../arguments/gathering.ts';
import type { Gathered } from '../arguments/gathering.ts';
import type { HandRolled } from './hand-rolled.ts';
import { textsOf } from '../../values/origins.ts';

export function gatheredByHand({ call, end, row, token, header, payload, key, algorithm }: HandRolled, context: CodeContext): Gathered {
  const { expressions } = context;
  const parts = new Map<Role, Part>();
  const put = (role: Role, node: Node | undefined): void => {
    if (node) parts.set(role, { role, value: expressions.valueOf(node), at: expressions.placeOf(node) });
  };
  put('token', token);
  put('header', header);
  put('payload', payload);
  put('key', key);
  put('algorithm', algorithm);
  hashAsAlgorithm(parts, row.signing?.mac === true);
  headerAlgorithm(parts, context);
  payloadClaims(parts, context);
  return { parts, ignored: [], whole: true, replacesDefaults: false, last: call, ends: [end] };
}

/** `sha256` of an HMAC is HS256. Another name of a hash, or one that the token's header gives, says nothing of the kind of key. */
function hashAsAlgorithm(parts: Map<Role, Part>, isMac: boolean): void {
  const part = parts.get('algorithm');
  if (!part) return;
  const [hash] = textsOf(part.value);
  const bits = isMac ? /^sha-?(256|384|512)$/i.exec(hash?.text ?? '')?.[1] : undefined;
  if (hash && bits !== undefined) parts.set('algorithm', { ...part, value: { ...hash, text: `HS${bits}` } });
  else parts.delete('algorithm');
}
