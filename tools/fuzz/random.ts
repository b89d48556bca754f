// Numbers → a stream of choices that is the same in every run. Each input has a stream of its own, made of the seed of the
// run and its index, so that any input can be made again alone.

export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  /** A whole number below `limit`. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in `share` of the cases. */
  chance(share: number): boolean;
  /** 1 to `most`, small numbers as often as large ones: even over the logarithm. */
  size(most: number): number;
}

export function randomOf(...seeds: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const seed of seeds) state = Math.imul(state ^ (seed >>> 0), 0x85ebca6b) ^ (state >>> 13) ^ Math.imul(seed | 0, 0xc2b2ae35);
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  // The first few numbers of neighbouring seeds are alike.
  for (let warm = 0; warm < 4; warm++) next();
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    pick: (list) => list[Math.floor(next() * list.length)]!,
    chance: (share) => next() < share,
    size: (most) => Math.floor(Math.exp(next() * Math.log(most + 1))),
  };
}
