// What a reader of calls may ask of other files: besides modules, who registers a library and which functions hand keys on.

import type { Role } from '../models/model.ts';
import type { CodeContext } from '../values/code-context.ts';
import type { ModuleProject } from '../values/module-project.ts';
import type { SourceFile } from '../source/file.ts';
import type { Code } from '../values/value.ts';
import type { Answer, JwtCall, KeyUse } from './jwt-call.ts';

/** One parameter that ends up as a key, or as the options or an option of a call; or a function that only verifies. */
export interface Learned {
  /** For a function that verifies: its token; undefined where it takes that from elsewhere. */
  readonly index: number | undefined;
  readonly path: readonly string[];
  readonly use?: KeyUse;
  readonly asks?: { readonly call: JwtCall; readonly role: Role };
  readonly answers?: Answers;
}

/** The call that verifies, and how the function around it tells that a token is bad: by a callback that it is given, too. */
export interface Answers { readonly call: JwtCall; readonly fails: Answer | 'callback'; readonly callback?: number }

export interface CallProject extends ModuleProject {
  /** Has the module, or one that it re-exports, functions or classes from which `learned` has something to say? */
  teaches(path: string, specifier: string): boolean;
  /** Registrations of a package that are nearest to the file. */
  registrations(path: string, packageName: string): readonly JwtCall[];
  /** What is known of a function or class of another file. */
  learned(code: Code, file: SourceFile): readonly Learned[] | undefined;
  /** The names of another file, which a value led to. */
  contextOf(file: SourceFile): CallContext | undefined;
  /** Files of production that import this one, barrels followed. */
  importers(path: string): readonly CallContext[];
}

export interface CallContext extends CodeContext { readonly project: CallProject | undefined }
