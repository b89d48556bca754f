// Questions about other modules → Values. Each file is read and parsed once, when first asked for; a circle of imports
// answers nothing. What a module can't say (no such file, no such export, too large) is `undefined`.

import { bindingsOf } from '../values/bindings.ts';
import type { CallContext, Learned } from '../calls/call-project.ts';
import { expressionsOf } from '../values/expressions.ts';
import type { JwtCall } from '../calls/jwt-call.ts';
import type { Project } from '../facts/project.ts';
import { mayHoldCalls, mayHoldFacts } from '../facts/gate.ts';
import { callsOf } from '../values/code-context.ts';
import { callFactsOf } from '../calls/jwt-calls.ts';
import { wrapperFactsOf } from '../calls/wrappers.ts';
import type { LearnedByCode } from '../calls/wrappers.ts';
import { modulesOf as importedModules } from '../values/matching.ts';
import type { LibraryIndex } from '../values/library-index.ts';
import type { Code, Value } from '../values/value.ts';
import { MAX_QUESTION_WORK, MAX_WORK, noteCut, spend, withWork } from '../values/work.ts';
import type { SourceFile } from '../source/file.ts';
import type { Hints } from '../source/hints.ts';
import { isCode, languageOf, type CodeLanguage } from '../source/language.ts';
import { defaultMaxFileSize } from '../source/size-limits.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { parseCode } from '../syntax/code.ts';
import { exportOf, wholeOf } from './exports.ts';
import type { Exporting } from './exports.ts';
import { valueOfJson } from './json-values.ts';
import { importersOf } from './importers.ts';
import { registrationsOf } from './registrations.ts';
import { requirementsOf } from './requirements.ts';
import type { Resolve } from './resolution.ts';

export interface ModuleDisk {
  readFile(path: string): string | undefined;
  readonly resolve: Resolve;
  readonly index: LibraryIndex;
  readonly hints: Hints;
  /** Code files of the run; without them nobody knows who imports whom. */
  readonly files?: (() => readonly string[]) | undefined;
}

/** Modules that are kept in memory; whoever would need one more is told so. */
export const MAX_MODULES = 5000;
/** A value that comes a longer way is unknown. */
export const MAX_CHAIN = 24;
/** What a longer module exports is unknown; what stands in it is judged where it is read for itself. */
const MAX_TEXT = defaultMaxFileSize;

export type Modules = Pick<
  Project,
  'exported' | 'handsOn' | 'teaches' | 'learned' | 'contextOf' | 'importers' | 'usedBy' | 'clientChain' | 'requires' | 'registrations'
>;

/** Nobody to ask: the editor, where each file is judged alone. */
export const noModules: Modules = {
  exported: () => undefined,
  handsOn: () => false,
  teaches: () => false,
  learned: () => undefined,
  contextOf: () => undefined,
  importers: () => [],
  usedBy: () => [],
  clientChain: () => undefined,
  requires: () => false,
  registrations: () => [],
};

/** What a module's calls say, and what its functions and classes do with their parameters. */
interface ModuleFacts { readonly jwtCalls: readonly JwtCall[]; readonly lessons: LearnedByCode }

const NO_FACTS: ModuleFacts = { jwtCalls: [], lessons: new Map() };

interface Module extends Exporting {
  readonly context: CallContext;
  /** Read when first asked for. */
  read(): ModuleFacts;
}

interface Answer { readonly answer: Value | undefined; readonly isCut: boolean; readonly spent: number }

/** Re-exports of everything, and CommonJS, where an export has many spellings. */
const WHOLESALE = /\bexport\s{0,20}(?:\*|=)|\bexports\b/;

/** `promisify(jwt.verify)`, `export default jwt`, `module.exports = require('…')`, `export const { verify } = jwt`. */
const HANDED_ON =
  /\bpromisify\b|\bexport\s{1,20}default\s{1,20}[\w$.]{1,80}\s{0,20}(?:;|$)|\bexports(?:\.[\w$]{1,80})?\s{0,20}=\s{0,20}(?:require\b|[\w$.]{1,80}\s{0,20}(?:;|$))|\bexport\s{1,20}const\s[^=;(]{1,300}=\s{0,20}(?:require\b|[\w$]{1,80}(?:\.[\w$]{1,80}){0,3}\s{0,20}(?:;|$))/m;

const RE_EXPORT = /\bexport\b(?!\s{1,20}type\b)[^'"`;]{0,2000}?\bfrom\s{0,20}['"]([^'"\n]{1,300})['"]/g;
const IMPORT = /(?:\bfrom|\bimport|\brequire\s{0,5}\()\s{0,20}['"]([^'"\n]{1,300})['"]/g;
/** Of a file that half a program imports, more are not read. */
const MAX_IMPORTERS = 40;
/** Barrels of barrels that are followed in search of wrappers. */
const MAX_BARRELS = 4;

function declaredExport(name: string): RegExp {
  const word = name.replace(/[$\\^.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(
    `\\bexport\\s{1,20}(?:(?:declare|abstract|async|const|let|var|function\\*?|class|enum|namespace|import)\\s{1,20}){1,4}${word}(?![\\w$])|\\bexport\\s{0,20}(?:(?:const|let|var)\\s{0,20})?[{[][^;]{0,5000}?(?<![\\w$])${word}(?![\\w$])`,
  );
}

export function modulesOf({ readFile, resolve, files, index: models, hints }: ModuleDisk, project: () => Project): Modules {
  const modules = new Map<string, Module | Value | undefined>();
  const learned = new WeakMap<Code, readonly Learned[]>();
  const contexts = new WeakMap<SourceFile, CallContext>();
  /** By file: a barrel teaches what any of its modules does, and not all of them were asked for that. */
  const readers = new WeakMap<SourceFile, () => void>();
  const open = new Set<string>();
  /** What was answered for good, and what is known of the question that is being answered: barrels ask their neighbours twice. */
  const answers = new Map<string, Answer>();
  const asked = new Map<string, Answer>();
  const shipping = new Map<string, boolean>();
  const ships = (path: string): boolean => {
    const answer = shipping.get(path) ?? sourceFileOf(path, '', hints).role === 'production';
    shipping.set(path, answer);
    return answer;
  };

  const texts = new Map<string, string | undefined>();
  const textAt = (path: string): string | undefined => {
    if (texts.has(path)) return texts.get(path);
    const text = readFile(path);
    const kept = text === undefined || text.length > MAX_TEXT ? undefined : text.replace(/^\uFEFF/, '');
    texts.set(path, kept);
    return kept;
  };

  /** A module that neither declares the name for export nor re-exports all of another can't export it: barrels lead to hundreds of such. */
  const mayExport = (path: string, name: string): boolean => {
    const text = textAt(path);
    if (text === undefined || name === 'default') return text !== undefined;
    return WHOLESALE.test(text) || (text.includes(name) && declaredExport(name).test(text));
  };

  const moduleAt = (path: string): Module | Value | undefined => {
    if (modules.has(path)) return modules.get(path);
    if (modules.size >= MAX_MODULES) {
      noteCut();
      return undefined;
    }
    modules.set(path, undefined);
    const text = textAt(path);
    if (text === undefined) return undefined;
    const file = sourceFileOf(path, text, hints);
    const module = file.language === 'json' ? valueOfJson(file) : isCode(file.language) ? exporting(file, file.language) : undefined;
    modules.set(path, module);
    return module;
  };

  const exporting = (file: SourceFile, language: Parameters<typeof parseCode>[0]): Module => {
    const bindings = bindingsOf(parseCode(language, file.text));
    const index = models.seenFrom(
      file.path, (specifier) => resolve(file.path, specifier), (specifier) => project().mapped(file.path, specifier),
    );
    const context: CallContext = {
      file,
      bindings,
      index,
      project: project(),
      expressions: expressionsOf({ file, bindings, index, project: project() }),
      local: expressionsOf({ file, bindings, index, project: undefined }),
    };
    contexts.set(file, context);
    const facts = (): ModuleFacts => {
      if (!mayTeach(file.path, file.text, language)) return NO_FACTS;
      const { keyUses, jwtCalls } = callFactsOf(context, importedModules(context));
      return { jwtCalls, lessons: wrapperFactsOf({ jwtCalls, keyUses }, callsOf(bindings), context).learned };
    };
    let known: { readonly facts: ModuleFacts; readonly isCut: boolean } | undefined;
    const read = (): ModuleFacts => {
      if (!known) {
        // A circle of questions finds nothing here yet.
        known = { facts: NO_FACTS, isCut: false };
        const { answer = NO_FACTS, isCut } = withWork(MAX_WORK, facts);
        for (const [code, taught] of answer.lessons) learned.set(code, taught);
        known = { facts: answer, isCut };
      }
      if (known.isCut) noteCut();
      return known.facts;
    };
    readers.set(file, read);
    return {
      bindings, context, expressions: context.expressions, elsewhere: (specifier, path) => exported(file.path, specifier, path), read,
    };
  };

  const handing = new Map<string, boolean>();
  const handsOnAt = (path: string, depth: number): boolean => {
    const before = handing.get(path);
    if (before !== undefined || depth > MAX_BARRELS) return before ?? false;
    handing.set(path, false);
    const text = textAt(path);
    const language = languageOf(path);
    if (text === undefined || language === undefined || !isCode(language)) return false;
    const answer = (HANDED_ON.test(text) && mayHoldFacts(Buffer.from(text), language, models.libraries)) ||
      [...text.matchAll(RE_EXPORT)].some(([, source]) => {
        if (source !== undefined && models.knows(source)) return true;
        const next = source === undefined ? undefined : resolve(path, source);
        return next !== undefined && handsOnAt(next, depth + 1);
      });
    handing.set(path, answer);
    return answer;
  };

  const teaching = new Map<string, boolean>();
  const teachesAt = (path: string, depth: number): boolean => {
    const before = teaching.get(path);
    if (before !== undefined || depth > MAX_BARRELS) return before ?? false;
    teaching.set(path, false);
    const text = textAt(path);
    const language = languageOf(path);
    if (text === undefined || language === undefined || !isCode(language)) return false;
    // By its words first: barrels name hundreds of modules that have nothing to do with keys.
    const answer =
      (mayTeach(path, text, language) && hasLessons(path)) ||
      [...text.matchAll(RE_EXPORT)].some(([, source]) => {
        const next = source === undefined ? undefined : resolve(path, source);
        return next !== undefined && teachesAt(next, depth + 1);
      });
    teaching.set(path, answer);
    return answer;
  };
  /** Calls of its own, or of what it imports: names and texts, for which most modules pass the gate, teach nothing. */
  const mayTeach = (path: string, text: string, language: CodeLanguage): boolean => {
    const bytes = Buffer.from(text);
    return mayHoldFacts(bytes, language, models.libraries) && (mayHoldCalls(bytes, models.libraries) || importsTeacher(path, text));
  };
  const importsTeacher = (path: string, text: string): boolean => [...text.matchAll(IMPORT)].some(([, source]) => {
    const target = source === undefined || models.knows(source) ? undefined : resolve(path, source);
    return target !== undefined && target !== path && teachesAt(target, 0);
  });
  const hasLessons = (path: string): boolean => {
    const module = moduleAt(path);
    return module !== undefined && !('kind' in module) && module.read().lessons.size > 0;
  };

  const exported: Project['exported'] = (from, specifier, path) => {
    const target = resolve(from, specifier);
    if (target === undefined || target === from) return undefined;
    const key = `${target}\0${path.join('.')}`;
    const known = answers.get(key) ?? asked.get(key);
    if (known) {
      // The same price for everybody, whoever was the first to ask.
      if (open.size === 0) spend(known.spent);
      if (known.isCut) noteCut();
      return known.answer;
    }
    if (open.has(key) || open.size > MAX_CHAIN || (path[0] !== undefined && !target.endsWith('.json') && !mayExport(target, path[0])))
      return undefined;
    const isFirst = open.size === 0;
    open.add(key);
    try {
      const done = withWork(MAX_QUESTION_WORK, () => {
        const module = moduleAt(target);
        return module && ('kind' in module ? inJson(module, path) : inModule(module, path));
      });
      // That there is nothing may be due to the circle or the length of the way on which it was asked.
      (isFirst || done.answer ? answers : asked).set(key, done);
      spend(done.spent);
      if (done.isCut) noteCut();
      return done.answer;
    } finally {
      open.delete(key);
      if (isFirst) asked.clear();
    }
  };

  const inModule = (module: Exporting, [name, ...members]: readonly string[]): Value | undefined => {
    if (name === undefined) return wholeOf(module);
    return through(exportOf(name, module), members, module);
  };

  const through = (value: Value | undefined, members: readonly string[], { expressions }: Exporting): Value | undefined =>
    members.reduce<Value | undefined>((of, member) => of && expressions.memberOf(of, member, of.at), value);

  const inJson = (value: Value, path: readonly string[]): Value | undefined =>
    path
      .filter((name) => name !== 'default')
      .reduce<Value | undefined>((of, name) => (of?.kind === 'object' ? of.properties.get(name)?.value : undefined), value);

  const importers = files && importersOf({ readFile, resolve, files, ships, sideOf: hints.sideOf });
  return {
    exported,
    handsOn(from, specifier) {
      const target = resolve(from, specifier);
      return target !== undefined && target !== from && handsOnAt(target, 0);
    },
    teaches(from, specifier) {
      const index = models.seenFrom(from, (name) => resolve(from, name), (name) => project().mapped(from, name));
      const target = index.knows(specifier) ? undefined : resolve(from, specifier);
      return target !== undefined && target !== from && teachesAt(target, 0);
    },
    learned(code, file) {
      readers.get(file)?.();
      return learned.get(code);
    },
    contextOf: (file) => contexts.get(file),
    usedBy: (path, among) => importers?.usedBy(path, among) ?? [],
    importers: (path) => (importers?.of(path) ?? []).slice(0, MAX_IMPORTERS).flatMap((from) => {
      const module = moduleAt(from);
      return module && !('kind' in module) ? [module.context] : [];
    }),
    registrations: files
      ? registrationsOf({
          readFile,
          files,
          ships,
          libraries: models.libraries,
          callsIn: (path) => {
            const module = moduleAt(path);
            return module && !('kind' in module) ? module.read().jwtCalls : [];
          },
        })
      : () => [],
    requires: files ? requirementsOf({ readFile, files, ships }) : () => false,
    clientChain: (path, taken) => importers?.clientChain(path, taken),
  };
}
