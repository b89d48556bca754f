// Installed versions against the cut-offs of the models.

/** `9.0.2` is below `9.0.3` and `10`; pre-release tags count as the release. */
export function isBelow(version: string, limit: string): boolean {
  const [a, b] = [numbers(version), numbers(limit)];
  for (let at = 0; at < 3; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const numbers = (version: string): number[] => (version.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
