// Calls of one file → the algorithm that it signs with, when it says only one.

import { textsOf } from '../../values/origins.ts';
import { once } from '../../values/once.ts';
import type { JwtCall } from '../jwt-call.ts';

export const signingAlgorithm = once((calls: readonly JwtCall[]): string | undefined => {
  const algorithms = new Set(
    calls.flatMap((call) => (call.does === 'sign' ? textsOf(call.parts.algorithm?.value).map(({ text }) => text) : [])),
  );
  const [only] = algorithms;
  return algorithms.size === 1 && only !== undefined && only.toLowerCase() !== 'none' ? only : undefined;
});
