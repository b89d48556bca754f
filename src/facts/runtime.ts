// Where a file's code runs, by what the configuration says, or the file's own signs: directive, name,
// imports, globals. Contradicting signs say nothing.

import {
  ambiguousFolders,
  clientGlobals,
  clientHooks,
  clientModules,
  clientNames,
  hookModules,
  nestNames,
  serverFolders,
  serverModules,
  serverNames,
  serviceWorkerMembers,
  serviceWorkerNames,
} from '../models/places/runtimes.ts';
import { isCode, languageOf } from '../source/language.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { Hints } from '../source/hints.ts';
import type { CodeTree, Node } from '../syntax/code.ts';
import type { Bindings, NodeOf } from '../values/bindings.ts';

/** Where a file's code runs. `config` for everything that is not code. */
export type Runtime = 'client' | 'server' | 'both' | 'test' | 'config' | 'unknown';

export interface RunsAt {
  readonly runtime: Runtime;
  readonly clientSigns: readonly Place[];
  /** Nothing but a folder's name says so: imports that lead here from a client say more. */
  readonly isGuess?: true;
}

const nothing = (runtime: Runtime): RunsAt => ({ runtime, clientSigns: [] });
const client = (sign: Place): RunsAt => ({ runtime: 'client', clientSigns: [sign] });

export function runtimeOfText({ language, role }: SourceFile): Runtime {
  return isCode(language) ? (role === 'test' ? 'test' : 'unknown') : 'config';
}

export function runtimeOf(file: SourceFile, tree: CodeTree, bindings: Bindings, hints?: Hints): RunsAt {
  const told = hints?.sideOf(file.path);
  if (told !== undefined) return nothing(told);
  const directive = directiveOf(tree);
  if (directive?.text === 'use client') return client({ file, start: directive.start, end: directive.end });
  if (file.role === 'test') return nothing('test');
  const page = pageSign(file, tree);
  if (page) return page;
  const sign = clientSign(file, tree, bindings);
  if (directive?.text === 'use server' || isServer(file, bindings)) return nothing(sign ? 'unknown' : 'server');
  if (isInServerFolder(file)) return { ...nothing(sign ? 'unknown' : 'server'), isGuess: true };
  return sign ? client({ file, start: sign.start, end: sign.end }) : nothing('unknown');
}

/** Scripts of pages and components are shipped to browsers; only Astro's frontmatter runs on the server. */
function pageSign(file: SourceFile, { body }: CodeTree): RunsAt | undefined {
  if (languageOf(file.path) !== 'markup') return undefined;
  const [first] = body;
  if (!first || file.path.endsWith('.astro')) return nothing('unknown');
  return client({ file, start: first.start, end: Math.min(first.end, first.start + 80) });
}

interface Directive { readonly text: string; readonly start: number; readonly end: number }

function directiveOf(tree: CodeTree): Directive | undefined {
  for (const statement of tree.body) {
    if (
      statement.type !== 'ExpressionStatement' ||
      statement.expression.type !== 'Literal' ||
      typeof statement.expression.value !== 'string'
    )
      return undefined;
    if (statement.expression.value.startsWith('use ') && statement.expression.value !== 'use strict')
      return { text: statement.expression.value, start: statement.start, end: statement.end };
  }
  return undefined;
}

function isInServerFolder({ path }: SourceFile): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.some((folder, index) => serverFolders.has(folder) || (ambiguousFolders.has(folder) && servesFrom(folders[index - 1])));
}

function isServer({ path }: SourceFile, bindings: Bindings): boolean {
  const imported = importsOf(bindings);
  if (serverNames.test(path.slice(path.lastIndexOf('/') + 1))) return true;
  if (nestNames.test(path) && !imported.some(({ module }) => clientModules.has(module))) return true;
  return imported.some(({ module }) => module.startsWith('node:') || serverModules.has(module));
}

/** `pages/api` is Next's, and a whole package called `api` is no client's folder: `apps/api`, `packages/api`, `api` at the root. */
const servesFrom = (parent: string | undefined): boolean => parent === undefined || /^(?:pages|apps|packages|services|libs)$/.test(parent);

function clientSign(file: SourceFile, { body }: CodeTree, bindings: Bindings): Node | undefined {
  const imported = importsOf(bindings).find(
    ({ module, names }) => clientModules.has(module) || (hookModules.has(module) && names.some((name) => clientHooks.has(name))),
  );
  if (imported) return imported.node;
  if (clientNames.test(file.path) || serviceWorkerNames.test(file.path)) return body[0];
  return bindings.all('MemberExpression').find((node) => isOfClient(node) && !bindings.of(node.object));
}

const isOfClient = ({ object, property, computed }: NodeOf<'MemberExpression'>): boolean =>
  object.type === 'Identifier' &&
  (clientGlobals.has(object.name) ||
    (object.name === 'self' && !computed && property.type === 'Identifier' && serviceWorkerMembers.has(property.name)));

interface Import { readonly module: string; readonly names: readonly string[]; readonly node: Node }

function importsOf(bindings: Bindings): readonly Import[] {
  const declared = bindings.all('ImportDeclaration').filter(({ importKind }) => importKind !== 'type').map((node): Import => ({
    module: node.source.value,
    names: node.specifiers.flatMap((one) =>
      one.type === 'ImportSpecifier' && one.imported.type === 'Identifier' ? [one.imported.name] : [],
    ),
    node,
  }));
  const required = bindings.all('CallExpression').flatMap((node): Import[] => {
    const source = node.arguments[0];
    return node.callee.type === 'Identifier' &&
      node.callee.name === 'require' &&
      source?.type === 'Literal' &&
      typeof source.value === 'string'
      ? [{ module: source.value, names: [], node }]
      : [];
  });
  return [...declared, ...required];
}
