// Versions and ranges of versions, as npm writes them: which is older, what a range admits.
// Leaves alone: tags, addresses and workspaces, which say no number; build metadata, which orders nothing.

/** `9.0.2` is below `9.0.3` and `10`; pre-release tags count as the release. */
export function isBelow(version: string, limit: string): boolean {
  return compareNumbers(numbersOf(version), numbersOf(limit)) < 0;
}

const numbersOf = (version: string): number[] => (version.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < 3; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** In the order of Semantic Versioning, section 11: a pre-release comes before its release. */
export function compareVersions(a: string, b: string): number {
  const difference = compareNumbers(numbersOf(a), numbersOf(b));
  if (difference !== 0) return difference;
  const [tagsOfA, tagsOfB] = [tagsOf(a), tagsOf(b)];
  if (tagsOfA.length === 0 || tagsOfB.length === 0) return tagsOfB.length - tagsOfA.length;
  const at = tagsOfA.findIndex((tag, index) => tag !== tagsOfB[index]);
  if (at < 0) return tagsOfA.length - tagsOfB.length;
  const [tag, other] = [tagsOfA[at]!, tagsOfB[at]];
  return other === undefined ? 1 : compareTags(tag, other);
}

const tagsOf = (version: string): string[] => {
  const plain = version.split('+')[0]!;
  return plain.includes('-') ? plain.slice(plain.indexOf('-') + 1).split('.') : [];
};

function compareTags(a: string, b: string): number {
  const [numberA, numberB] = [a, b].map((tag) => (/^\d+$/.test(tag) ? Number(tag) : undefined));
  if (numberA !== undefined && numberB !== undefined) return numberA - numberB;
  if (numberA !== undefined || numberB !== undefined) return numberA === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

/** Versions from `from` on; all below `below`, or `from` alone. */
export interface Bounds { readonly from: string; readonly below?: string; readonly exact?: true }

/** One entry for each part of `a || b`; undefined when a part has no lower bound that could be read. */
export function boundsOf(range: string): readonly Bounds[] | undefined {
  const plain = range.slice(0, longestRange).replace(/^npm:(?:@[^/@]+\/)?[^@]*@/, '').trim();
  if (/^[a-z]+:|^git|\//i.test(plain)) return undefined;
  const sets = plain.split('||').map(boundsOfSet);
  return sets.every((set) => set !== undefined) ? sets : undefined;
}

const longestRange = 256;

function boundsOfSet(set: string): Bounds | undefined {
  const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(set);
  const parts = hyphen ? [`>=${hyphen[1]!}`, `<=${hyphen[2]!}`] : set.trim().replace(/([<>=^~])\s+/g, '$1').split(/\s+/);
  const bounds = parts.map(boundsOfPart);
  const from = bounds.map((each) => each?.from).filter((version) => version !== undefined).sort(compareVersions).at(-1);
  if (from === undefined) return undefined;
  const below = bounds.map((each) => each?.below).filter((version) => version !== undefined).sort(compareVersions)[0];
  return { from, ...(below !== undefined && { below }), ...(bounds.some((each) => each?.exact) && { exact: true as const }) };
}

function boundsOfPart(part: string): Partial<Bounds> | undefined {
  const match = /^(\^|~>?|>=?|<=?|=)?v?(\d+)(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(-[\w.-]+)?/.exec(part);
  if (match === null) return undefined;
  const [, operator = '', ...pieces] = match;
  const given = pieces.slice(0, 3).filter((piece) => piece !== undefined && /^\d+$/.test(piece)).map(Number);
  const [major = 0, minor = 0, patch = 0] = given;
  const from = `${String(major)}.${String(minor)}.${String(patch)}${pieces[3] ?? ''}`;
  switch (operator) {
    case '^': return { from, below: above(given, major > 0 || given.length < 2 ? 1 : minor > 0 || given.length < 3 ? 2 : 3) };
    case '~': case '~>': return { from, below: above(given, Math.min(given.length, 2)) };
    case '>': case '>=': return { from };
    case '<': return { below: from };
    case '<=': return { below: above(given, given.length) };
    default: return given.length < 3 ? { from, below: above(given, given.length) } : { from, exact: true };
  }
}

/** The next version after all that begin with the first `count` numbers. */
const above = (numbers: readonly number[], count: number): string =>
  [0, 1, 2].map((at) => (at < count - 1 ? numbers[at] ?? 0 : at === count - 1 ? (numbers[at] ?? 0) + 1 : 0)).join('.');

/** `^8.5.1` → 8.5.1, `8.x` → 8.0.0, `npm:other@^2` → 2.0.0; `latest`, `*`, `<9`, URLs and workspaces say nothing. */
export const lowestVersion = (range: string): string | undefined =>
  boundsOf(range)?.map(({ from }) => from.split('-')[0]!).sort(compareVersions)[0];

export const admits = (bounds: readonly Bounds[], version: string): boolean => bounds.some(({ from, below, exact }) =>
  exact ? compareVersions(version, from) === 0 : isWithin(version, { from, ...(below !== undefined && { below }) }));

/** Half open: `from` counts, `below` does not. */
export const isWithin = (version: string, { from, below }: { readonly from?: string; readonly below?: string }): boolean =>
  (from === undefined || compareVersions(version, from) >= 0) && (below === undefined || compareVersions(version, below) < 0);
