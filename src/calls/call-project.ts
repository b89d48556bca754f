// What a reader of calls may ask of other files: besides modules, who registers a library and which functions hand keys on.

import type { Role } from '../models/model.ts';
import type { CodeContext } from '../values/code-context.ts';
import type { ModuleProject } from '../values/module-project.ts';
import type { SourceFile } from '../source/file.ts';
import type { Code } from '../values/value.ts';
import type { JwtCall, KeyUse } from './jwt-call.ts';

/** One parameter that ends up as a key, or as the options or an option of a call. */
export interface Learned {
  readonly index: number;
  readonly path: readonly string[];
  readonly use?: KeyUse;
  readonly asks?: { readonly call: JwtCall; readonly role: Role };
}

export interface CallProject extends ModuleProject {
  /** Has the module, or one that it re-exports, functions or classes that hand a parameter on to a key slot? */
  teaches(path: string, specifier: string): boolean;
  /** Registrations of a package that are nearest to the file. */
  registrations(path: string, packageName: string): readonly JwtCall[];
  /** The parameters of a function or class of another file that end up as keys. */
  learned(code: Code): readonly Learned[] | undefined;
  /** The names of another file, which a value led to. */
  contextOf(file: SourceFile): CallContext | undefined;
  /** Files of production that import this one, barrels followed. */
  importers(path: string): readonly CallContext[];
}

export interface CallContext extends CodeContext { readonly project: CallProject | undefined }
