// Ignore files and patterns as texts → does a path fall under them? With the rules of .gitignore, by the package `ignore`.
// Leaves alone: the disk. Whoever walks hands over the text of each file with the folder it lies in.

import ignore, { type Ignore } from 'ignore';

export type Verdict = 'ignored' | 'kept' | 'unsaid';

/** The ignore files from the top of a tree down to one folder; the nearest one that says something decides. */
export interface IgnoreChain {
  readonly above: IgnoreChain | undefined;
  /** Posix, relative to the top, '' for the top itself. */
  readonly folder: string;
  readonly rules: Ignore;
}

export const chained = (above: IgnoreChain | undefined, folder: string, text: string): IgnoreChain => ({
  above,
  folder,
  rules: rulesOf(text),
});

/** `path` is relative to the top of the chain; folders end in a slash. Parents are asked first by whoever walks. */
export function verdictOf(chain: IgnoreChain | undefined, path: string): Verdict {
  for (let at = chain; at; at = at.above) {
    const within = at.folder === '' ? path : path.slice(at.folder.length + 1);
    const { ignored, unignored } = at.rules.test(within);
    if (ignored) return 'ignored';
    if (unignored) return 'kept';
  }
  return 'unsaid';
}

/** `.jwtlintignore` and patterns of the configuration: paths are relative to the root, those outside are never ignored. */
export function ignoredBy(text: string, globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap((glob) => withoutBraces(glob)).map((glob) => literalBrackets(glob.replace(/^(!?)\.\//, '$1')));
  if (text.trim() === '' && patterns.length === 0) return () => false;
  const rules = rulesOf(text).add(patterns);
  return (path) => ignore.isPathValid(path) && rules.ignores(path);
}

const covers = new WeakMap<readonly string[], (path: string) => boolean>();

/** Patterns of the configuration, all in the one dialect of `ignore`, made ready once. */
export function coverOf(globs: readonly string[]): (path: string) => boolean {
  const known = covers.get(globs) ?? ignoredBy('', globs);
  covers.set(globs, known);
  return known;
}

// git compares names as they are written; only a file system that folds case makes an exception.
const rulesOf = (text: string): Ignore => ignore({ ignorecase: false }).add(text.replace(/^\uFEFF/, ''));

// In the configuration a bracket is part of a name: Next.js calls folders `[id]`.
const literalBrackets = (glob: string): string => glob.replace(/(?<!\\)[[\]]/g, '\\$&');

const mostForms = 64;

/** `*.{a,b}` → `*.a`, `*.b`; the rules of .gitignore know no braces. What would be too many forms stays as it is. */
function withoutBraces(glob: string): string[] {
  let forms = [glob];
  for (;;) {
    const index = forms.findIndex((form) => innermost.test(form));
    if (index < 0 || forms.length > mostForms) return forms;
    const [whole, inner] = innermost.exec(forms[index]!)!;
    const written = inner!.split(',').map((option) => forms[index]!.replace(whole, () => option));
    forms = [...forms.slice(0, index), ...written, ...forms.slice(index + 1)];
  }
}

const innermost = /\{([^{},]*(?:,[^{},]*)+)\}/;
