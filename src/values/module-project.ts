// What a reader of values may ask of other files: where a specifier leads, which version is installed, what a module exports.

import type { Place } from '../source/file.ts';
import type { LibraryIndex } from './library-index.ts';
import type { Value } from './value.ts';

export interface ModuleProject {
  /** The models of the run, own ones included. */
  readonly index: LibraryIndex;
  /** The project's file that a specifier means. */
  locate(path: string, specifier: string): string | undefined;
  /** May the module, or one that it re-exports, export what it has from a modelled library? */
  handsOn(path: string, specifier: string): boolean;
  /** What an import map puts in the place of a specifier. */
  mapped(path: string, specifier: string): string | undefined;
  /** Installed version of a package as seen from a file; undefined when nothing says so. */
  version(path: string, packageName: string): string | undefined;
  /** The range by which the manifest of a file asks for a package. */
  askedAt(path: string, packageName: string): Place | undefined;
  /** Is the package among the dependencies seen from this file? For prefixes that only one framework publishes. */
  depends(path: string, packageName: string): boolean | undefined;
  /** Name of the package that the file belongs to. */
  packageName(path: string): string | undefined;
  /** What the module that `specifier` names, seen from `path`, exports as `name` (dotted for members). */
  exported(path: string, specifier: string, name: readonly string[]): Value | undefined;
}
