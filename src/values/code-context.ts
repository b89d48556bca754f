// What the readers of code share: one file's names and values, the models, and the way to other files.

import type { SourceFile } from '../source/file.ts';
import type { CallExpression, NewExpression } from '../syntax/code.ts';
import type { Bindings } from './bindings.ts';
import type { Expressions } from './reading/reader.ts';
import type { LibraryIndex } from './library-index.ts';
import type { ModuleProject } from './module-project.ts';

export interface CodeContext {
  readonly file: SourceFile;
  readonly bindings: Bindings;
  /** Follows values into other files. */
  readonly expressions: Expressions;
  /** Stays in this file: for questions asked of every call, where following each import would read the whole project. */
  readonly local: Expressions;
  readonly index: LibraryIndex;
  readonly project: ModuleProject | undefined;
}

export type AnyCall = CallExpression | NewExpression;

export const callsOf = (bindings: Bindings): readonly AnyCall[] => [...bindings.all('CallExpression'), ...bindings.all('NewExpression')];
