// Code → the key pairs it makes with a modulus written out: `generateKeyPairSync('rsa', { modulusLength: 1024 })`.
// Goes by the call's name and its option, which Node, WebCrypto and the libraries share.

import type { Place } from '../source/file.ts';
import type { CodeContext } from '../values/code-context.ts';
import { lastName } from '../values/plain-nodes.ts';

export interface KeySize {
  /** The option. */
  readonly at: Place;
  readonly value: Place;
  readonly bits: number;
  /** The call that makes the key. */
  readonly name: string;
}

export function keySizesOf({ bindings, local, file }: CodeContext): readonly KeySize[] {
  return bindings.all('CallExpression').flatMap((call): KeySize[] => {
    const callee = call.callee;
    const name = lastName(callee);
    if (!/^generateKey(?:Pair)?(?:Sync|Async)?$/.test(name)) return [];
    return call.arguments.flatMap((one) => {
      const options = one.type === 'SpreadElement' ? undefined : local.valueOf(one);
      const size = options?.kind === 'object' ? options.properties.get('modulusLength') : undefined;
      if (size?.value.kind !== 'plain' || typeof size.value.value !== 'number') return [];
      return [{ at: size.at, value: size.value.at, bits: size.value.value, name: file.text.slice(callee.start, callee.end).slice(-60) }];
    });
  });
}
