// Text → ESTree. Nobody else asks the parser. Broken source, and code that is nested too deeply for the parser or for us,
// gives a problem and the statements that can be had.
// Positions are start/end in UTF-16 code units; `parent` is set by src/values/bindings.ts in its one walk.

import type { ArrowFunctionExpression, Function as FunctionNode, Node, Program } from '@oxc-project/types';
import type { SourceFile } from '../source/file.ts';
import type { CodeLanguage } from '../source/language.ts';
import type { ReadingProblem } from './config-document.ts';
import { boundedTrees } from './deep-trees.ts';
import { pageOf } from './markup.ts';
import { packageNamed, placeOfPackage } from './packages.ts';
import { deepPlace, LEVEL_BUDGET, STACK_BUDGET } from './nesting.ts';
import { type Grammar } from './nesting/levels.ts';
import { statementsIn, type Stretch } from './statements.ts';
import { survives } from './trial.ts';

export type * from '@oxc-project/types';

export type AnyFunction = FunctionNode | ArrowFunctionExpression;

/** `value` is the text between the delimiters. */
export interface Comment { readonly value: string; readonly start: number; readonly end: number }

/** What kept a file from being read in full. Messages are those of the parser or ours, and never quote the source. */
export interface CodeProblem extends ReadingProblem { readonly kind: 'syntax' | 'too-deep' | 'too-large' }

export interface CodeTree {
  readonly body: Program['body'];
  readonly comments: readonly Comment[];
  readonly problems: readonly CodeProblem[];
}

type Lang = 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';
type Goal = 'unambiguous' | 'module';
interface Parsed { readonly body: Program['body']; readonly comments: readonly Comment[]; readonly isScript: boolean; readonly tooDeep?: CodeProblem }
/** What came of a text: its statements, or where it could not be read. */
type Attempt = Parsed | { readonly body: undefined; readonly problem: CodeProblem };

// .js files hold JSX and, behind some build tools, TypeScript or Flow annotations.
const LANGS: Readonly<Record<CodeLanguage, readonly Lang[]>> = {
  js: ['jsx', 'tsx', 'ts'], jsx: ['jsx', 'tsx'], ts: ['ts', 'tsx'], tsx: ['tsx'], dts: ['dts'], markup: ['ts', 'tsx'],
};

const grammarOf = (lang: Lang): Grammar => ({ jsx: lang.endsWith('x'), types: lang !== 'js' && lang !== 'jsx' });

/** How often a process of its own is asked about one file (see trial.ts). */
const MAX_TRIALS = 6;
/** The parser's errors each bring their line, and every second character can be one: what they could take, in characters. */
const MAX_ERROR_TEXT = 128e6;
/** How much is parsed again to find what can be read of a broken text: characters, in multiples of the text and at least. */
const MAX_WORK = 24;
const LEAST_WORK = 1_000_000;
/** What calling the parser costs, in characters. */
const CALL_WORK = 1024;
/** The first stretch that is tried, and the first one behind a broken place, near which more are broken. */
const FIRST_WINDOW = 2048;
const NEXT_WINDOW = 256;
/** How far the search for whole statements goes into broken ones: a module, a class or function in it, a block in that. */
const MAX_LEVELS = 3;

const UNCLOSED = 'what begins here is never closed, so what is a script behind it cannot be told';

export function parseCode(language: CodeLanguage, source: string): CodeTree {
  const page = language === 'markup' ? pageOf(source) : undefined;
  const text = page?.code ?? source;
  const reading: Reading = { langs: LANGS[language], trials: MAX_TRIALS, work: MAX_WORK * text.length + LEAST_WORK, problems: [] };
  if (page?.unclosed !== undefined) note(reading, { kind: 'syntax', message: UNCLOSED, start: page.unclosed }, 0);
  const whole = parsed(text, reading);
  const isRead = whole.body !== undefined;
  const problem = isRead ? whole.tooDeep : whole.problem;
  if (problem) note(reading, problem, 0);
  if (isRead) return { body: whole.body, comments: whole.comments, problems: reading.problems };
  const body: Program['body'] = [];
  const comments: Comment[] = [];
  const found: Found = (piece, offset) => {
    if (piece.tooDeep) note(reading, piece.tooDeep, offset);
    for (const node of piece.body) shift(node, offset);
    body.push(...piece.body);
    for (const { value, start, end } of piece.comments) comments.push({ value, start: start + offset, end: end + offset });
  };
  const stretches = page?.stretches ?? [{ start: 0, end: text.length }];
  for (const stretch of stretches) salvage(text, stretch, 0, reading, found, stretches.length === 1 ? whole.problem : undefined);
  return { body, comments, problems: reading.problems };
}

let last: { readonly file: SourceFile; readonly tree: CodeTree } | undefined;

/** The tree of a file; the last one is kept, for whoever asks about the file again before another one is read. */
export function treeOf(file: SourceFile, language: CodeLanguage): CodeTree {
  if (last?.file !== file) last = { file, tree: parseCode(language, file.text) };
  return last.tree;
}

// ---- the parser ----

interface Reading {
  readonly langs: readonly Lang[];
  trials: number;
  /** Characters that may still be parsed. */
  work: number;
  readonly problems: CodeProblem[];
}

/** The first reading that works. What is too deep or too large for one language is so for the others. */
function parsed(text: string, reading: Reading): Attempt {
  let first: Attempt | undefined;
  for (const lang of reading.langs) {
    let tried = attempt(lang, 'unambiguous', text, reading);
    // Without import or export it was read as a script, in which `await` is a name: `await [key]`, `f(await {})`.
    if (tried.body ? tried.isScript && readsAwaitAsName(text, tried) : tried.problem.kind === 'syntax' && text.includes('await')) {
      const module = attempt(lang, 'module', text, reading);
      if (module.body) tried = module;
    }
    if (tried.body) return tried;
    first ??= tried;
    if (tried.problem.kind !== 'syntax') break;
  }
  return first!;
}

function attempt(lang: Lang, goal: Goal, text: string, reading: Reading): Attempt {
  const mayBeDeep = deepPlace(text, grammarOf(lang), LEVEL_BUDGET) !== undefined;
  const danger = (mayBeDeep ? depthIn(text, grammarOf(lang)) : undefined) ?? sizeOf(text);
  if (danger && (reading.trials-- <= 0 || !survives(placeOfPackage('oxc-parser'), lang, goal, text))) {
    // The same line again takes the same seconds.
    if (danger.kind === 'too-large') reading.trials = 0;
    return { body: undefined, problem: danger };
  }
  // `unambiguous` reads a file without import or export as a script, where `return` and `with` may stand.
  const result = packageNamed('oxc-parser').parseSync(`file.${lang}`, text, { lang, sourceType: goal, preserveParens: false });
  const { program } = result;
  if (!isReadToEnd(text, program.body, () => result.comments)) {
    // Asked for only here: they are dear, and there may be one for every second character.
    const error = result.errors.find(({ severity }) => (severity as string) === 'Error');
    if (error !== undefined) return { body: undefined, problem: { kind: 'syntax', message: error.message, start: error.labels[0]?.start ?? 0 } };
  }
  const { body, tooDeep } = mayBeDeep ? boundedTrees(program.body, forEachChild) : { body: program.body, tooDeep: [] };
  return {
    body,
    comments: result.comments,
    isScript: program.sourceType === 'script',
    ...(tooDeep[0] && { tooDeep: { kind: 'too-deep', message: 'Nested too deeply to be followed.', start: tooDeep[0].start } }),
  };
}

/**
 * Broken source gives an empty program; but where a character belongs to nothing, or a comment or text is never closed, the
 * parser stops as if the file ended there, and gives what stands before.
 */
function isReadToEnd(text: string, body: Program['body'], commentsIn: () => readonly Comment[]): boolean {
  const end = body.at(-1)?.end ?? 0;
  const rest = text.slice(end);
  if (!/\S/.test(rest)) return true;
  let at = end;
  for (const comment of commentsIn()) {
    if (comment.start < at) continue;
    if (/\S/.test(text.slice(at, comment.start))) return false;
    at = comment.end;
  }
  return !/\S/.test(text.slice(at));
}

function depthIn(text: string, grammar: Grammar): CodeProblem | undefined {
  const deep = deepPlace(text, grammar, STACK_BUDGET);
  return deep === undefined ? undefined : { kind: 'too-deep', message: 'Nested too deeply to be parsed.', start: Math.min(deep, text.length) };
}

function sizeOf(text: string): CodeProblem | undefined {
  if (text.length * text.length <= 2 * MAX_ERROR_TEXT) return undefined;
  let [longest, start] = [0, 0];
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    if (end - from > longest) [longest, start] = [end - from, from];
    from = end + 1;
  }
  return text.length * (longest + 100) <= 2 * MAX_ERROR_TEXT ? undefined : { kind: 'too-large', message: 'Too large to be parsed.', start };
}

const AWAIT = /\bawait\s*[[({`/+-]/;

function readsAwaitAsName(text: string, { body }: Parsed): boolean {
  if (!AWAIT.test(text)) return false;
  const open: Node[] = [...body];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'Identifier' && node.name === 'await') return true;
    forEachChild(node, (child) => { open.push(child); });
  }
  return false;
}

// ---- broken source ----

type Found = (piece: Parsed, offset: number) => void;

// The parser gives nothing, or only what stands before, of broken source. So the text is cut where lines of the lowest indentation begin
// with a word, and what can be read between the broken places is read. Each step tries a stretch that is in proportion
// to what the last one came to, and what fails moves on by a statement at least: the work is a multiple of the text.
function salvage(text: string, stretch: Stretch, level: number, reading: Reading, found: Found, known?: CodeProblem): void {
  const starts = statementsIn(text, stretch);
  const endOf = (index: number): number => starts[index] ?? stretch.end;
  let window = FIRST_WINDOW;
  let failure = known;
  for (let at = 0; at < starts.length && reading.work > 0;) {
    let end = at + 1;
    while (end < starts.length && endOf(end) - starts[at]! < window) end++;
    failure ??= piece(text, { start: starts[at]!, end: endOf(end) }, reading, found);
    if (!failure) {
      window *= 2;
      at = end;
      continue;
    }
    let broken = at;
    while (broken + 1 < starts.length && starts[broken + 1]! <= failure.start) broken++;
    halves(text, starts, at, broken, stretch.end, level, reading, found);
    const isKnown = broken === at && (failure === known ? starts.length === 1 : end === at + 1);
    into(text, { start: starts[broken]!, end: endOf(broken + 1) }, level, reading, found, isKnown ? failure : undefined);
    at = broken + 1;
    window = NEXT_WINDOW;
    failure = undefined;
  }
}

/** Statements from one to another, the second left out: together, or else by halves, or else what is in them. */
function halves(
  text: string, starts: readonly number[], from: number, to: number, end: number, level: number, reading: Reading, found: Found,
): void {
  if (from >= to || reading.work <= 0) return;
  const stretch = { start: starts[from]!, end: starts[to] ?? end };
  if (to - from === 1) return into(text, stretch, level, reading, found);
  if (!piece(text, stretch, reading, found)) return;
  const middle = (from + to) >> 1;
  halves(text, starts, from, middle, end, level, reading, found);
  halves(text, starts, middle, to, end, level, reading, found);
}

/** One statement, or what can be read of its own. */
function into(text: string, stretch: Stretch, level: number, reading: Reading, found: Found, known?: CodeProblem): void {
  const failure = known ?? piece(text, stretch, reading, found);
  if (!failure) return;
  note(reading, failure, 0);
  const inside = text.indexOf('\n', stretch.start) + 1;
  if (level < MAX_LEVELS && inside > 0 && inside < stretch.end)
    salvage(text, { start: inside, end: stretch.end }, level + 1, reading, found);
}

/** Hands over what a stretch holds, or tells where it could not be read. */
function piece(text: string, { start, end }: Stretch, reading: Reading, found: Found): CodeProblem | undefined {
  const tried = parsed(text.slice(start, end), reading);
  reading.work -= (tried.body ? end - start : tried.problem.start) + CALL_WORK;
  if (!tried.body) return { ...tried.problem, start: tried.problem.start + start };
  found(tried, start);
  return undefined;
}

/** The first of its kind is said. */
function note({ problems }: Reading, problem: CodeProblem, offset: number): void {
  if (!problems.some(({ kind }) => kind === problem.kind)) problems.push({ ...problem, start: problem.start + offset });
}

function shift(root: Node, offset: number): void {
  if (offset === 0) return;
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    node.start += offset;
    node.end += offset;
    forEachChild(node, (child) => { open.push(child); });
  }
}

let keys: Readonly<Record<string, readonly string[]>> | undefined;

/** Calls `visit` for each direct child in source order of the grammar. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  keys ??= packageNamed('oxc-parser').visitorKeys;
  for (const key of keys[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) {
      for (const item of child) if (item) visit(item);
    } else if (child) visit(child);
  }
}
