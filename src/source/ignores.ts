// Ignore files and patterns as texts → does a path fall under them? With the rules of .gitignore.
// Bounded, for the texts are a stranger's: names and endings are looked up, what has wildcards is compared one by one within
// a number of steps, and what goes beyond it ignores nothing (so more is scanned, never less) and is told.
// Leaves alone: the disk. Whoever walks hands over the text of each file with the folder it lies in.

import { fits, wildcardsOf, type Wildcards } from './wildcards.ts';

export type Verdict = 'ignored' | 'kept' | 'unsaid';

/** A longer pattern ignores nothing. A path has at most 4,096 bytes anywhere. */
export const longestPattern = 1000;
/** Of one list: what comparing all its patterns with all paths may cost, about two seconds. 50,000 files against 50 take that much. */
export const mostSteps = 50_000_000;
/** Of one list: patterns that are no plain name, path or ending. */
export const mostWild = 500;

/** The ignore files from the top of a tree down to one folder; the nearest one that says something decides. */
export interface IgnoreChain {
  readonly above: IgnoreChain | undefined;
  /** Posix, relative to the top, '' for the top itself. */
  readonly folder: string;
  readonly rules: Rules;
}

export const chained = (above: IgnoreChain | undefined, folder: string, text: string): IgnoreChain => ({
  above,
  folder,
  rules: rulesOf(linesOf(text)),
});

/** `path` is relative to the top of the chain; folders end in a slash. Parents are asked first by whoever walks. */
export function verdictOf(chain: IgnoreChain | undefined, path: string): Verdict {
  for (let at = chain; at; at = at.above) {
    const verdict = at.rules.verdict(at.folder === '' ? path : path.slice(at.folder.length + 1));
    if (verdict !== 'unsaid') return verdict;
  }
  return 'unsaid';
}

/** A test of paths, and what of its patterns did not count, in words. */
export interface Cover {
  (path: string): boolean;
  readonly uncounted: () => string | undefined;
}

/** `.jwtlintignore` and patterns of the configuration: paths are relative to the root, those outside are never ignored. */
export function ignoredBy(text: string, globs: readonly string[]): Cover {
  const patterns = globs.flatMap((glob) => withoutBraces(glob)).map((glob) => literalBrackets(glob.replace(/^(!?)\.\//, '$1')));
  const rules = rulesOf([...linesOf(text), ...patterns]);
  return Object.assign(
    (path: string) => path !== '' && !/^(?:\/|\.{1,2}(?:\/|$))/.test(path) && rules.verdict(path) === 'ignored',
    { uncounted: rules.uncounted },
  );
}

const covers = new WeakMap<readonly string[], (path: string) => boolean>();

/** Patterns of the configuration, all in the one dialect of .gitignore, made ready once. */
export function coverOf(globs: readonly string[]): (path: string) => boolean {
  const known = covers.get(globs) ?? ignoredBy('', globs);
  covers.set(globs, known);
  return known;
}

const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

// In the configuration a bracket is part of a name: Next.js calls folders `[id]`.
const literalBrackets = (glob: string): string => glob.replace(/(?<!\\)[[\]]/g, '\\$&');

const mostForms = 64;

/** `*.{a,b}` → `*.a`, `*.b`; the rules of .gitignore know no braces. What would be too many forms stays as it is. */
function withoutBraces(glob: string): string[] {
  let forms = [glob];
  for (;;) {
    const index = glob.length > longestPattern ? -1 : forms.findIndex((form) => innermost.test(form));
    if (index < 0 || forms.length > mostForms) return forms;
    const [whole, inner] = innermost.exec(forms[index]!)!;
    const written = inner!.split(',').map((option) => forms[index]!.replace(whole, () => option));
    forms = [...forms.slice(0, index), ...written, ...forms.slice(index + 1)];
  }
}

const innermost = /\{([^{},]*(?:,[^{},]*)+)\}/;

// --- one list of patterns ---

export interface Rules {
  /** Folders end in a slash. A path below an ignored folder is ignored. */
  verdict(path: string): Verdict;
  uncounted(): string | undefined;
}

interface Rule {
  /** Of two that fit, the later one holds. */
  readonly order: number;
  readonly ignores: boolean;
  readonly onlyFolders: boolean;
}

interface WildRule extends Rule {
  readonly pattern: Wildcards;
  /** Compared with the whole path, not with the last name alone. */
  readonly anchored: boolean;
}

/** The last rule for folders, and the last for everything. */
interface Slot { any?: Rule; folders?: Rule }

function rulesOf(lines: readonly string[]): Rules {
  const [names, paths, endings] = [new Map<string, Slot>(), new Map<string, Slot>(), new Map<string, Slot>()];
  const wild: WildRule[] = [];
  let tooLong = 0;
  let tooMany = 0;
  lines.forEach((line, order) => {
    const written = readLine(line);
    if (written === undefined) return;
    const { body, anchored, ...said } = written;
    const rule = { order, ...said };
    if (line.length > longestPattern) tooLong++;
    else if (!/[*?[\\]/.test(body)) put(anchored ? paths : names, body, rule);
    else if (!anchored && /^\*\.[^*?[\\]+$/.test(body)) put(endings, body.slice(1), rule);
    else if (wild.length >= mostWild) tooMany++;
    else {
      const pattern = wildcardsOf(body);
      if (pattern) wild.push({ ...rule, pattern, anchored });
    }
  });
  return asked({ names, paths, endings, wild: wild.reverse(), tooLong, tooMany });
}

function readLine(line: string): { body: string; anchored: boolean; ignores: boolean; onlyFolders: boolean } | undefined {
  if (line.startsWith('#')) return undefined;
  let body = withoutTrailingSpaces(line);
  const ignores = !body.startsWith('!');
  if (!ignores) body = body.slice(1);
  // `\#` and `\!` stand for the characters themselves, as any escape does.
  if (/^\\[#!]/.test(body)) body = body.slice(1);
  const onlyFolders = body.endsWith('/');
  if (onlyFolders) body = body.slice(0, -1);
  const anchored = body.includes('/');
  if (body.startsWith('/')) body = body.slice(1);
  return body === '' ? undefined : { body, anchored, ignores, onlyFolders };
}

/** One that is escaped stays. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}

function put(into: Map<string, Slot>, key: string, rule: Rule): void {
  const slot = into.get(key) ?? {};
  slot[rule.onlyFolders ? 'folders' : 'any'] = rule;
  into.set(key, slot);
}

interface Table {
  readonly names: ReadonlyMap<string, Slot>;
  readonly paths: ReadonlyMap<string, Slot>;
  readonly endings: ReadonlyMap<string, Slot>;
  /** The last one first. */
  readonly wild: readonly WildRule[];
  readonly tooLong: number;
  readonly tooMany: number;
}

function asked(table: Table): Rules {
  const isEmpty = table.names.size + table.paths.size + table.endings.size + table.wild.length === 0;
  const folders = new Map<string, Verdict>();
  const budget = { left: mostSteps };
  /** `path` without a slash at its end. */
  const own = (path: string, isFolder: boolean): Verdict => {
    const rule = lastOf(table, path, isFolder, budget);
    return rule === undefined ? 'unsaid' : rule.ignores ? 'ignored' : 'kept';
  };
  const ofFolder = (path: string): Verdict => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const verdict = below(path, true);
    folders.set(path, verdict);
    return verdict;
  };
  const below = (path: string, isFolder: boolean): Verdict => {
    const cut = path.lastIndexOf('/');
    return cut > 0 && ofFolder(path.slice(0, cut)) === 'ignored' ? 'ignored' : own(path, isFolder);
  };
  return {
    verdict: (path) => (isEmpty ? 'unsaid' : path.endsWith('/') ? ofFolder(path.slice(0, -1)) : below(path, false)),
    uncounted: () =>
      budget.left < 0 ? 'Its patterns take too many steps to compare; those with wildcards no longer ignore anything.'
      : table.tooMany > 0 ? `Of its patterns with wildcards only the first ${mostWild} count (${table.tooMany} more).`
      : table.tooLong > 0 ? `Patterns longer than ${longestPattern} characters ignore nothing (${table.tooLong}).`
      : undefined,
  };
}

function lastOf({ names, paths, endings, wild }: Table, path: string, isFolder: boolean, budget: { left: number }): Rule | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  let last: Rule | undefined;
  const consider = (rule: Rule | undefined): void => {
    if (rule && (isFolder || !rule.onlyFolders) && (last === undefined || rule.order > last.order)) last = rule;
  };
  const considerSlot = (slot: Slot | undefined): void => {
    consider(slot?.any);
    consider(slot?.folders);
  };
  considerSlot(names.get(name));
  considerSlot(paths.get(path));
  if (endings.size > 0) for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) considerSlot(endings.get(name.slice(dot)));
  const segments = path.split('/');
  const count = (steps: number): void => void (budget.left -= steps);
  for (const rule of wild) {
    if (budget.left < 0 || (last !== undefined && rule.order < last.order)) break;
    if (rule.onlyFolders && !isFolder) continue;
    if (fits(rule.pattern, rule.anchored ? segments : [name], count)) return rule;
  }
  return last;
}
