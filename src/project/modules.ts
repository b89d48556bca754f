// Questions about other modules → Values. Each file is read and parsed once, when first asked for; a circle of imports
// answers nothing. What a module can't say (no such file, no such export, too large) is `undefined`.

import { bindingsOf } from '../facts/bindings.ts';
import { expressionsOf } from '../facts/expressions.ts';
import type { Project } from '../facts/facts.ts';
import { libraryIndexOf } from '../facts/library-index.ts';
import type { Value } from '../facts/value.ts';
import { libraries } from '../models/libraries/all.ts';
import { isCode } from '../source/language.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { parseCode } from '../syntax/code.ts';
import { exportOf, wholeOf } from './exports.ts';
import type { Exporting } from './exports.ts';
import { valueOfJson } from './json-values.ts';
import type { Resolve } from './resolution.ts';

export interface ModuleDisk {
  readFile(path: string): string | undefined;
  readonly resolve: Resolve;
}

export const MAX_MODULES = 5000;
export const MAX_CHAIN = 24;
const MAX_TEXT = 1_000_000;

export function modulesOf({ readFile, resolve }: ModuleDisk, project: () => Project): Project['exported'] {
  const modules = new Map<string, Exporting | Value | undefined>();
  const index = libraryIndexOf(libraries);
  const open = new Set<string>();

  const moduleAt = (path: string): Exporting | Value | undefined => {
    if (modules.has(path) || modules.size >= MAX_MODULES) return modules.get(path);
    modules.set(path, undefined);
    const text = readFile(path);
    if (text === undefined || text.length > MAX_TEXT) return undefined;
    const file = sourceFileOf(path, text.replace(/^\uFEFF/, ''));
    const module = file.language === 'json' ? valueOfJson(file) : isCode(file.language) ? exporting(file, file.language) : undefined;
    modules.set(path, module);
    return module;
  };

  const exporting = (file: ReturnType<typeof sourceFileOf>, language: Parameters<typeof parseCode>[0]): Exporting => {
    const bindings = bindingsOf(parseCode(language, file.text));
    return { bindings, expressions: expressionsOf({ file, bindings, index, project: project() }), elsewhere: (specifier, path) => exported(file.path, specifier, path) };
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

  return exported;
}
