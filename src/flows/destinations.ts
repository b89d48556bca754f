// A call that sends a request → whose server it goes to, as far as the code says so. Undefined: to this machine, to a path without a
// host, or no request at all.

import type { CallContext } from '../calls/call-project.ts';
import type { Node } from '../syntax/code.ts';
import type { AnyCall } from '../values/code-context.ts';
import { chainText, keyName, lastName, unwrapped } from '../values/plain-nodes.ts';
import type { Value } from '../values/value.ts';

export interface Destination {
  /** A host that is written, or what stands for one. */
  readonly host: string;
  /** Written in the code: somebody else's. Otherwise set up, and perhaps a part of the same product. */
  readonly known: boolean;
}

const SENDS = /^(?:fetch|request|get|post|put|patch|delete|head|axios|got|ky|ofetch|\$fetch|fetchJson|undiciFetch|nodeFetch|safeFetch)$/;

export function destinationOf(call: AnyCall, context: CallContext): Destination | undefined {
  const name = lastName(call.callee);
  const isMade = call.type === 'NewExpression' || /^(?:create|extend)$/.test(name);
  if (!isMade && !SENDS.test(name)) return undefined;
  const [first] = call.arguments;
  const address = first && (addressIn(unwrapped(first)) ?? (isMade ? undefined : first));
  return address && hostOf(address, context);
}

/** `{ url, baseURL, … }`. */
function addressIn(node: Node): Node | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  const found = node.properties.find((one) => one.type === 'Property' && /^(?:url|uri|baseURL|baseUrl|prefixUrl|endpoint)$/.test(keyName(one.key)));
  return found?.type === 'Property' ? found.value : undefined;
}

function hostOf(node: Node, context: CallContext): Destination | undefined {
  const text = context.file.text.slice(node.start, Math.min(node.end, node.start + 200));
  const begins = beginningOf(context.expressions.valueOf(node));
  if (typeof begins === 'string') {
    const host = /^https?:\/\/([^/:?#@\s]{1,200})/i.exec(begins)?.[1];
    if (host === undefined || /^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|.*\.(?:local|internal|localhost)$)/i.test(host)) return undefined;
    return { host: isOfIssuer(begins, text) ? `${host} (issuer)` : host, known: true };
  }
  const said = begins?.kind === 'env' ? begins.name : (chainText(unwrapped(node)) ?? text);
  return { host: said.replace(/\s+/g, ' ').slice(0, 80), known: false };
}

const isOfIssuer = (address: string, text: string): boolean => /\/(?:oauth|oauth2|connect|oidc|introspect|revoke|userinfo|tokeninfo|token)\b/i.test(`${address} ${text}`);

/** The text that an address begins with, or the value that does. */
function beginningOf(value: Value): string | Value | undefined {
  switch (value.kind) {
    case 'text': return value.text;
    case 'template': return value.parts[0] && beginningOf(value.parts[0]);
    case 'choice': return beginningOf(value.alternatives.at(-1)!);
    case 'wrapped': return beginningOf(value.of);
    default: return value;
  }
}
