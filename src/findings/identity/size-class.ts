// The size of a secret → the class it is told in: its exact length would help whoever searches for it.

const steps = [8, 16, 32] as const;

/** `under 16 bytes`: what keys of that size are short of; `32 bytes or more` behind the last. */
export function sizeClass(bytes: number): string {
  const limit = steps.find((step) => bytes < step);
  return limit === undefined ? `${String(steps.at(-1))} bytes or more` : `under ${String(limit)} bytes`;
}
