// JwtCalls → how much of them was followed to where it is written. For `--stats`: what the analysis could see.

import type { JwtCall, Part } from './jwt-call.ts';
import { originsOf } from '../values/origins.ts';

export interface Resolved {
  readonly calls: number;
  /** Calls whose key, whose algorithms (or their absence), whose lifetime (or its absence, at sign) are wholly known. */
  readonly key: number;
  readonly algorithms: number;
  readonly expiry: number;
  readonly all: number;
}

export const nothingResolved: Resolved = { calls: 0, key: 0, algorithms: 0, expiry: 0, all: 0 };

export function resolvedIn(calls: readonly JwtCall[], before: Resolved): Resolved {
  return calls.reduce((sum, call) => {
    if (call.kind === 'decode') return sum;
    const [key, algorithms, expiry] = [
      hasKey(call),
      isKnownPart(call, call.parts.algorithms ?? call.parts.algorithm),
      call.kind === 'verify' || isKnownPart(call, call.parts.lifetime ?? call.parts.expiry),
    ];
    return {
      calls: sum.calls + 1,
      key: sum.key + Number(key),
      algorithms: sum.algorithms + Number(algorithms),
      expiry: sum.expiry + Number(expiry),
      all: sum.all + Number(key && algorithms && expiry),
    };
  }, before);
}

const hasKey = ({ key }: JwtCall): boolean => key !== undefined && isKnown(key);

const isKnown = ({ value }: Pick<Part, 'value'>): boolean =>
  originsOf(value).every(
    ({ value: leaf, wrappers }) =>
      (leaf.kind !== 'unknown' && leaf.kind !== 'parameter' && leaf.kind !== 'imported' && leaf.kind !== 'result') ||
      wrappers.some(({ by }) => by === 'random' || by === 'jwks' || by === 'file'),
  );

const isKnownPart = ({ isComplete }: JwtCall, part: Part | undefined): boolean => (part ? isKnown(part) : isComplete);
