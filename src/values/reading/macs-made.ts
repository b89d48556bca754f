// Calls and builders that give a MAC: WebCrypto's `sign`, crypto-js, `createHmac(…).update(…).digest()`.

import { keepingMethods } from '../../models/uses/comparisons.ts';
import { parseCall } from '../../models/signature.ts';
import type { CallExpression, NewExpression } from '../../syntax/code.ts';
import type { Modelled } from '../library-index.ts';
import type { Value } from '../value.ts';
import type { Reader } from './reader.ts';
import { GLOBAL } from '../library-index.ts';

export function macsMadeOf({ index, placeOf, unknown, wrapped }: Reader) {
  /** A call that gives a MAC at once: WebCrypto's `sign`, crypto-js. */
  function macOf(node: CallExpression, module: string, path: readonly string[]): Value | undefined {
    const real = module === GLOBAL && path[0] === 'globalThis' ? path.slice(1) : path;
    return index.rows(module, false, real).some(({ signing }) => signing?.mac && !signing.chain)
      ? wrapped(node, 'mac', unknown(node))
      : undefined;
  }

  /** A builder that is still fed stays what it is, its last method gives the MAC, and texts made of a MAC are one. */
  function macAfter(node: CallExpression, of: Value, method = ''): Value | undefined {
    if (of.kind === 'wrapped' && of.by === 'mac') return keepingMethods.test(method) ? of : undefined;
    if (of.kind !== 'result' || of.members.length > 0) return undefined;
    const signing = builderRows(of.module, of.path)[0]?.signing;
    const at = signing?.chain?.findIndex((call) => parseCall(call).path.at(-1) === method) ?? -1;
    if (!signing?.chain || at < 0) return undefined;
    return at === signing.chain.length - 1 ? wrapped(node, 'mac', unknown(node)) : of;
  }

  /** Rows of builders whose last method gives a MAC, called or constructed. */
  const builderRows = (module: string, path: readonly string[], ways: readonly boolean[] = [false, true]): readonly Modelled[] =>
    ways.flatMap((isNew) => index.rows(module, isNew, path)).filter(({ signing }) => signing?.mac && signing.chain);

  /** `new Bun.CryptoHasher('sha256', key)`: with all that its row asks for, it is what a call would have given. */
  function macBuilder(node: NewExpression, callee: Value): Value | undefined {
    if (callee.kind !== 'imported' && (callee.kind !== 'instance' || callee.module !== GLOBAL)) return undefined;
    const isFull = builderRows(callee.module, callee.path, [true])
      .some(({ signature: { parameters } }) => parameters.every(({ optional }, at) => optional || node.arguments[at]));
    return isFull ? { kind: 'result', module: callee.module, path: callee.path, members: [], at: placeOf(node), via: [] } : undefined;
  }

  return { macOf, macAfter, macBuilder };
}
