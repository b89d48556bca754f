// Text → ESTree. The one door to the parser. Broken source gives a problem and the statements that can be had.
// Positions are start/end in UTF-16 code units; `parent` is set by src/values/bindings.ts in its one walk.

import { createRequire } from 'node:module';
import type { Node, Program } from '@oxc-project/types';
import type { CodeLanguage } from '../source/language.ts';
import type { ReadingProblem } from './config-document.ts';
import { scriptsIn } from './markup.ts';

export type * from '@oxc-project/types';

/** `value` is the text between the delimiters. */
export interface Comment { readonly value: string; readonly start: number; readonly end: number }

export interface CodeTree {
  readonly body: Program['body'];
  readonly comments: readonly Comment[];
  /** Messages of the parser, which never quote the source. */
  readonly problems: readonly ReadingProblem[];
}

type Parser = typeof import('oxc-parser');
type Lang = 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';
interface Attempt { readonly tree: CodeTree; readonly failedAt: number | undefined }

const require = createRequire(import.meta.url);
let parser: Parser | undefined;
// Loaded at the first file that needs it: a run in which no file passes the gate never pays for it.
const loaded = (): Parser => (parser ??= require('oxc-parser') as Parser);

// .js files hold JSX and, behind some build tools, TypeScript or Flow annotations.
const LANGS: Readonly<Record<CodeLanguage, readonly Lang[]>> = {
  js: ['jsx', 'tsx', 'ts'], jsx: ['jsx', 'tsx'], ts: ['ts', 'tsx'], tsx: ['tsx'], dts: ['dts'], markup: ['ts', 'tsx'],
};

/** How many broken places are stepped over before the rest of a file is given up. */
const MAX_REPAIRS = 4;

/**
 * The parser is native code and recursive: three to eight thousand open brackets end the whole process (oxc-parser 0.150,
 * on a stack of 8 MB; threads have 4). Hand-written code stays below 50, bundles below 200.
 */
export const MAX_BRACKETS = 1000;

export function parseCode(language: CodeLanguage, source: string): CodeTree {
  const text = language === 'markup' ? scriptsIn(source) : source;
  const deepest = bracketBeyond(text, MAX_BRACKETS);
  if (deepest !== undefined) return { body: [], comments: [], problems: [{ message: 'Nested too deeply to be parsed.', start: deepest }] };
  const [lang = 'ts', ...others] = LANGS[language];
  const first = attempt(lang, text);
  if (first.failedAt === undefined) return first.tree;
  for (const other of others) {
    const next = attempt(other, text);
    if (next.failedAt === undefined) return next.tree;
  }
  return salvage(lang, text, first);
}

/**
 * Where brackets are nested deeper than a limit. Those in texts and comments count too: as a rule they are closed again.
 */
function bracketBeyond(text: string, limit: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++)
    switch (text.charCodeAt(at)) {
      // ( [ {
      case 0x28: case 0x5b: case 0x7b: if (++depth > limit) return at; break;
      // ) ] }
      case 0x29: case 0x5d: case 0x7d: if (depth > 0) depth--; break;
      default: break;
    }
  return undefined;
}

function attempt(lang: Lang, text: string): Attempt {
  // `unambiguous` reads a file without import or export as a script, where `return` and `with` may stand.
  const result = loaded().parseSync(`file.${lang}`, text, { lang, sourceType: 'unambiguous', preserveParens: false });
  const error = result.errors.find(({ severity }) => (severity as string) === 'Error');
  const failed = result.program.body.length === 0 && error !== undefined;
  const problems = failed ? [{ message: error.message, start: error.labels[0]?.start ?? 0 }] : [];
  return {
    tree: { body: result.program.body as unknown as Program['body'], comments: result.comments as readonly Comment[], problems },
    failedAt: failed ? (error.labels[0]?.start ?? 0) : undefined,
  };
}

// The parser gives an empty program for broken source. Top-level statements usually start in the first column, so
// the statement around the error is blanked out (same length: positions hold) and the rest is tried again.
function salvage(lang: Lang, text: string, failure: Attempt): CodeTree {
  let current = text;
  let last = failure;
  for (let repair = 0; repair < MAX_REPAIRS && last.failedAt !== undefined; repair++) {
    const start = statementStart(current, last.failedAt);
    const end = nextStatementStart(current, Math.max(last.failedAt, start) + 1);
    current = current.slice(0, start) + blank(current.slice(start, end)) + current.slice(end);
    last = attempt(lang, current);
  }
  return { ...last.tree, problems: failure.tree.problems };
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
const startsStatement = (text: string, at: number): boolean => /[A-Za-z_$@]/.test(text[at] ?? '');

function statementStart(text: string, from: number): number {
  let line = text.lastIndexOf('\n', from - 1) + 1;
  while (line > 0 && !startsStatement(text, line)) line = text.lastIndexOf('\n', line - 2) + 1;
  return line;
}

function nextStatementStart(text: string, from: number): number {
  for (let newline = text.indexOf('\n', from); newline >= 0; newline = text.indexOf('\n', newline + 1))
    if (startsStatement(text, newline + 1)) return newline + 1;
  return text.length;
}

let keys: Readonly<Record<string, readonly string[]>> | undefined;

/** Calls `visit` for each direct child in source order of the grammar. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  keys ??= loaded().visitorKeys as Readonly<Record<string, readonly string[]>>;
  for (const key of keys[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) {
      for (const item of child) if (item) visit(item);
    } else if (child) visit(child);
  }
}
