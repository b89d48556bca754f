// Questions about other modules → Values. Each file is read and parsed once, when first asked for; a circle of imports
// answers nothing. What a module can't say (no such file, no such export, too large) is `undefined`.

import { bindingsOf } from '../facts/bindings.ts';
import type { CodeContext } from '../facts/code-context.ts';
import { expressionsOf } from '../facts/expressions.ts';
import type { JwtCall, Project } from '../facts/facts.ts';
import { mayHoldFacts } from '../facts/gate.ts';
import { callFactsOf, callsOf } from '../facts/jwt-calls.ts';
import { learnedUses } from '../facts/learned.ts';
import type { Learned, LearnedByCode } from '../facts/learned.ts';
import { modulesOf as importedModules } from '../facts/matching.ts';
import { libraryIndexOf } from '../facts/library-index.ts';
import type { Code, Value } from '../facts/value.ts';
import type { SourceFile } from '../source/file.ts';
import { libraries } from '../models/libraries/all.ts';
import { isCode } from '../source/language.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { parseCode } from '../syntax/code.ts';
import { exportOf, wholeOf } from './exports.ts';
import type { Exporting } from './exports.ts';
import { valueOfJson } from './json-values.ts';
import { clientChainsOf } from './importers.ts';
import { registrationsOf } from './registrations.ts';
import { requirementsOf } from './requirements.ts';
import type { Resolve } from './resolution.ts';

export interface ModuleDisk {
  readFile(path: string): string | undefined;
  readonly resolve: Resolve;
  /** Code files of the run; without them nobody knows who imports whom. */
  readonly files?: (() => readonly string[]) | undefined;
}

export const MAX_MODULES = 5000;
export const MAX_CHAIN = 24;
const MAX_TEXT = 1_000_000;

export type Modules = Pick<Project, 'exported' | 'teaches' | 'learned' | 'clientChain' | 'requires' | 'registrations'>;

/** Nobody to ask: the editor, where each file is judged alone. */
export const noModules: Modules = { exported: () => undefined, teaches: () => false, learned: () => undefined, clientChain: () => undefined, requires: () => false, registrations: () => [] };

/** What a module's calls say, and what its functions and classes do with their parameters. */
interface ModuleFacts { readonly jwtCalls: readonly JwtCall[]; readonly lessons: LearnedByCode }

interface Module extends Exporting {
  /** Read when first asked for. */
  read(): ModuleFacts;
}

export function modulesOf({ readFile, resolve, files }: ModuleDisk, project: () => Project): Modules {
  const modules = new Map<string, Module | Value | undefined>();
  const learned = new WeakMap<Code, readonly Learned[]>();
  const index = libraryIndexOf(libraries);
  const open = new Set<string>();

  const moduleAt = (path: string): Module | Value | undefined => {
    if (modules.has(path) || modules.size >= MAX_MODULES) return modules.get(path);
    modules.set(path, undefined);
    const text = readFile(path);
    if (text === undefined || text.length > MAX_TEXT) return undefined;
    const file = sourceFileOf(path, text.replace(/^\uFEFF/, ''));
    const module = file.language === 'json' ? valueOfJson(file) : isCode(file.language) ? exporting(file, file.language) : undefined;
    modules.set(path, module);
    return module;
  };

  const exporting = (file: SourceFile, language: Parameters<typeof parseCode>[0]): Module => {
    const bindings = bindingsOf(parseCode(language, file.text));
    const context: CodeContext = {
      file, bindings, index, project: project(),
      expressions: expressionsOf({ file, bindings, index, project: project() }), local: expressionsOf({ file, bindings, index, project: undefined }),
    };
    let known: ModuleFacts | undefined;
    return {
      bindings, expressions: context.expressions, elsewhere: (specifier, path) => exported(file.path, specifier, path),
      read: () => {
        if (known) return known;
        // A circle of questions finds nothing here yet.
        known = { jwtCalls: [], lessons: new Map() };
        if (!mayHoldFacts(Buffer.from(file.text), language)) return known;
        const { keyUses, jwtCalls } = callFactsOf(context, importedModules(context));
        const lessons = learnedUses(keyUses, callsOf(bindings), context).learned;
        for (const [code, taught] of lessons) learned.set(code, taught);
        return (known = { jwtCalls, lessons });
      },
    };
  };

  const teaching = new Map<string, boolean>();
  const teachesAt = (path: string, depth: number): boolean => {
    const before = teaching.get(path);
    if (before !== undefined || depth > 4) return before ?? false;
    teaching.set(path, false);
    const module = moduleAt(path);
    if (module === undefined || 'kind' in module) return false;
    const sources = [...module.bindings.all('ExportAllDeclaration'), ...module.bindings.all('ExportNamedDeclaration')].flatMap(({ source }) => (source ? [source.value] : []));
    const answer = module.read().lessons.size > 0 || sources.some((source) => { const next = resolve(path, source); return next !== undefined && teachesAt(next, depth + 1); });
    teaching.set(path, answer);
    return answer;
  };

  const exported: Project['exported'] = (from, specifier, path) => {
    const target = resolve(from, specifier);
    if (target === undefined || target === from) return undefined;
    const key = `${target}\0${path.join('.')}`;
    if (open.has(key) || open.size > MAX_CHAIN) return undefined;
    open.add(key);
    try {
      const module = moduleAt(target);
      return module && ('kind' in module ? inJson(module, path) : inModule(module, path));
    } finally {
      open.delete(key);
    }
  };

  const inModule = (module: Exporting, [name, ...members]: readonly string[]): Value | undefined => {
    if (name === undefined) return wholeOf(module);
    return through(exportOf(name, module), members, module);
  };

  const through = (value: Value | undefined, members: readonly string[], { expressions }: Exporting): Value | undefined =>
    members.reduce<Value | undefined>((of, member) => of && expressions.memberOf(of, member, of.at), value);

  const inJson = (value: Value, path: readonly string[]): Value | undefined =>
    path.filter((name) => name !== 'default').reduce<Value | undefined>((of, name) => (of?.kind === 'object' ? of.properties.get(name)?.value : undefined), value);

  return {
    exported,
    teaches(from, specifier) {
      const target = index.knows(specifier) ? undefined : resolve(from, specifier);
      return target !== undefined && target !== from && teachesAt(target, 0);
    },
    learned: (code) => learned.get(code),
    registrations: files ? registrationsOf({ readFile, files, callsIn: (path) => { const module = moduleAt(path); return module && !('kind' in module) ? module.read().jwtCalls : []; } }) : () => [],
    requires: files ? requirementsOf({ readFile, files }) : () => false,
    clientChain: files ? clientChainsOf({ readFile, resolve, files }) : () => undefined,
  };
}
