// File → what in it is content rather than code: texts, numbers, patterns, comments, in the order of the text, each with
// the way to judge it; and the names that enclose a place. Made once per file, in one walk, when a first excerpt or
// fingerprint of it is wanted. A file that is no code, or that the parser refuses, has no tree: its lines are judged as
// they stand.

import type { SourceFile } from '../../source/file.ts';
import { isCode } from '../../source/language.ts';
import { forEachChild, treeOf, type Node } from '../../syntax/code.ts';
import { readConfig } from '../../syntax/read-config.ts';
import { isSecretName, isSettingName, type Stretch } from '../ordinary.ts';

/** `outside`: of a page or component, what is not its script. */
type Kind = 'value' | 'name' | 'module' | 'number' | 'pattern' | 'comment' | 'outside';

export interface Piece extends Stretch {
  readonly kind: Kind;
  /** The name before it says that it is a secret. */
  readonly isSecret: boolean;
  /** Judged once, whichever of its lines are shown; seen from its start. */
  hidden?: readonly Stretch[];
}

export interface Content {
  /** Undefined: nobody knows what is code here. Sorted, none overlaps another. */
  readonly pieces: readonly Piece[] | undefined;
  /** Names around an offset, the outermost first. */
  around(offset: number): readonly string[];
}

/** Deeper names tell nothing apart that these do not. */
export const MAX_NAMES_AROUND = 12;

/** Bundles: a second tree of theirs costs seconds, and their lines are judged as well without one. */
export const MAX_PARSED = 300_000;

const known = new WeakMap<SourceFile, Content>();

export function contentOf(file: SourceFile): Content {
  const content = known.get(file) ?? (isCode(file.language) ? contentOfCode(file) : contentOfSettings(file));
  known.set(file, content);
  return content;
}

// --- code ---

interface Scope { readonly start: number; readonly end: number; readonly name: string; readonly parent: Scope | undefined }
interface Visit { readonly node: Node; readonly scope: Scope | undefined; readonly isSecret: boolean; readonly kind?: Kind }

const unread: Content = { pieces: undefined, around: () => [] };

function contentOfCode(file: SourceFile): Content {
  const { text, language } = file;
  if (!isCode(language) || text.length > MAX_PARSED) return unread;
  const tree = treeOf(file, language);
  if (tree.problems.length > 0) return unread;
  const pieces: Piece[] = tree.comments.map(({ start, end }) => ({ start, end, kind: 'comment', isSecret: false }));
  const scopes: Scope[] = [];
  const open: Visit[] = tree.body.map((node): Visit => ({ node, scope: undefined, isSecret: false })).reverse();
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const piece = pieceOf(visit, text);
    if (piece) pieces.push(...piece);
    const scope = scopeOf(visit);
    if (scope !== visit.scope) scopes.push(scope!);
    const children: Visit[] = [];
    forEachChild(visit.node, (node) => children.push({ node, scope, ...roleIn(visit, node) }));
    for (let at = children.length - 1; at >= 0; at--) open.push(children[at]!);
  }
  if (language === 'markup') pieces.push(...outside(tree.body, pieces, text));
  return { pieces: inOrder(pieces), around: namesAround(scopes) };
}

function inOrder(pieces: Piece[]): readonly Piece[] {
  const sorted = pieces.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return sorted.filter((piece) => piece.start >= end && (end = piece.end) > 0);
}

function pieceOf({ node, isSecret, kind = 'value' }: Visit, text: string): Piece[] | undefined {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string') return [{ start: node.start + 1, end: node.end - 1, kind, isSecret }];
      if ('regex' in node && node.regex) {
        const start = node.start + 1;
        return [{ start, end: start + node.regex.pattern.length, kind: 'pattern', isSecret }];
      }
      return /^\d/.test(text[node.start] ?? '') ? [{ start: node.start, end: node.end, kind: 'number', isSecret }] : undefined;
    case 'TemplateLiteral':
      return node.quasis.map((quasi, at): Piece => {
        // In TypeScript the parser counts the delimiters in.
        const isWide = node.quasis[0]!.start === node.start;
        const last = at === node.quasis.length - 1;
        return { start: quasi.start + (isWide ? 1 : 0), end: quasi.end - (isWide ? (last ? 1 : 2) : 0), kind: 'value', isSecret };
      });
    case 'JSXText': return [trimmed(node, text)];
    default: return undefined;
  }
}

function trimmed({ start, end }: Node, text: string): Piece {
  const inner = text.slice(start, end).trim();
  const from = start + text.slice(start, end).indexOf(inner);
  return { start: from, end: from + inner.length, kind: 'value', isSecret: false };
}

/** What a child is to its parent: a name, a module, or what a name says is a secret. */
function roleIn({ node, isSecret }: Visit, child: Node): { readonly isSecret: boolean; readonly kind?: Kind } {
  switch (node.type) {
    case 'Property': case 'PropertyDefinition': case 'MethodDefinition': case 'TSEnumMember': case 'TSPropertySignature': {
      const key = 'key' in node ? node.key : node.id;
      if (child === key) return { isSecret: false, kind: node.computed ? 'value' : 'name' };
      return { isSecret: saysSecret(key) };
    }
    case 'VariableDeclarator': return { isSecret: child !== node.id && saysSecret(node.id) };
    case 'AssignmentExpression': case 'AssignmentPattern': return { isSecret: child === node.right && saysSecret(node.left) };
    case 'JSXAttribute': return { isSecret: child !== node.name && saysSecret(node.name) };
    case 'MemberExpression': return child === node.object ? { isSecret } : { isSecret: false, kind: 'name' };
    case 'ImportDeclaration': case 'ExportNamedDeclaration': case 'ExportAllDeclaration': case 'ImportExpression':
      return { isSecret: false, kind: child === node.source ? 'module' : 'value' };
    case 'CallExpression':
      if (child === node.callee) return { isSecret };
      return { isSecret: false, ...(node.callee.type === 'Identifier' && node.callee.name === 'require' && { kind: 'module' as const }) };
    // What takes a value through unchanged keeps what its name says of it.
    case 'LogicalExpression': case 'ArrayExpression': case 'BinaryExpression': case 'TSAsExpression': case 'TSNonNullExpression':
    case 'TSSatisfiesExpression': case 'TemplateLiteral': case 'AwaitExpression':
    case 'JSXExpressionContainer': case 'ParenthesizedExpression':
      return { isSecret };
    case 'ConditionalExpression': return { isSecret: isSecret && child !== node.test };
    default: return { isSecret: false };
  }
}

function saysSecret(node: Node): boolean {
  switch (node.type) {
    case 'Identifier': case 'JSXIdentifier': case 'PrivateIdentifier': return isSecretName(node.name);
    case 'Literal': return typeof node.value === 'string' && isSecretName(node.value);
    case 'MemberExpression': return saysSecret(node.property);
    case 'AssignmentPattern': return saysSecret(node.left);
    default: return false;
  }
}

function outside(body: readonly Node[], pieces: readonly Piece[], text: string): Piece[] {
  const inside = [...body, ...pieces.filter(({ kind }) => kind === 'comment')].sort((a, b) => a.start - b.start);
  const gaps: Piece[] = [];
  let at = 0;
  for (const { start, end } of [...inside, { start: text.length, end: text.length }]) {
    if (start > at) gaps.push({ start: at, end: start, kind: 'outside', isSecret: false });
    at = Math.max(at, end);
  }
  return gaps;
}

// --- names around a place ---

function scopeOf({ node, scope }: Visit): Scope | undefined {
  switch (node.type) {
    case 'FunctionDeclaration': case 'FunctionExpression': case 'ClassDeclaration': case 'ClassExpression': case 'VariableDeclarator':
    case 'TSEnumDeclaration': case 'TSModuleDeclaration': case 'Property': case 'MethodDefinition': case 'PropertyDefinition': {
      const name = 'id' in node ? node.id : node.computed ? undefined : node.key;
      return name?.type === 'Identifier' ? { start: node.start, end: node.end, name: name.name, parent: scope } : scope;
    }
    default: return scope;
  }
}

const namesAround = (scopes: readonly Scope[]) => (offset: number): readonly string[] => {
  const names: string[] = [];
  for (let scope = scopes[lastBefore(scopes, offset)]; scope && names.length < MAX_NAMES_AROUND; scope = scope.parent)
    if (scope.end > offset) names.unshift(scope.name);
  return names;
};

/** The index of the last stretch that starts at or before the offset; -1 when none does. */
export function lastBefore(sorted: readonly { readonly start: number }[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// --- settings ---

function contentOfSettings({ text, language }: SourceFile): Content {
  if (language === 'lock' || language === 'text') return unread;
  let entries: readonly { readonly start: number; readonly path: readonly (string | number)[] }[] | undefined;
  return {
    pieces: undefined,
    around(offset) {
      entries ??= readConfig(language, text).entries.map(({ keyStart, start, path }) => ({ start: Math.min(keyStart, start), path }))
        .sort((a, b) => a.start - b.start);
      const path = entries[lastBefore(entries, offset)]?.path ?? [];
      return path.filter((name) => typeof name === 'string').slice(-MAX_NAMES_AROUND).map((name) => (isSettingName(name) ? name : ''));
    },
  };
}
