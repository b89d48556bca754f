// What the readers of expressions share: one for each kind of expression, and each may ask the others, but only through this.

import type { Place, SourceFile } from '../../source/file.ts';
import type { AnyFunction, CallExpression, Class, NewExpression, Node } from '../../syntax/code.ts';
import type { Binding, Bindings } from '../bindings.ts';
import type { LibraryIndex } from '../library-index.ts';
import type { ModuleProject } from '../module-project.ts';
import type { Code, Property, Value } from '../value.ts';
import type { ValueMaker } from './value-maker.ts';

/** How far names lead to names; what is beyond is unknown. */
export const MAX_DEPTH = 60;

export interface Expressions {
  valueOf(node: Node): Value;
  /** What a call's callee is: an imported export, or a method of a known class. */
  calleeOf(node: CallExpression | NewExpression): Value;
  /** A member of a value, as `value.name` would give it. */
  memberOf(value: Value, name: string, at: Place): Value;
  /** A static member, or a member that an instance of the class starts with. */
  classMember(code: Code, name: string, isStatic: boolean): Value | undefined;
  /** The function behind a function value. */
  functionOf(value: Value): AnyFunction | undefined;
  /** What a function gives back: one value per `return`. */
  returnsOf(fn: AnyFunction): readonly Value[];
  placeOf(node: { readonly start: number; readonly end: number }): Place;
}

/** The file that is read, and whom to ask about other files. */
export interface ReadingContext {
  readonly file: SourceFile;
  readonly bindings: Bindings;
  readonly index: LibraryIndex;
  readonly project: ModuleProject | undefined;
}

/** Everything that the reader of one kind of expression may ask of the others. */
export interface Reader extends ReadingContext, ValueMaker, Expressions {
  /** Is this node being read just now? */
  isOpen(node: Node): boolean;
  /** Has it been read to its end? */
  isRead(node: Node): boolean;
  /** Who reads this function or class: the reader of the file that holds it. */
  homeOf(code: Code): Expressions | undefined;
  /** This reader, as `homeOf` names it. */
  readonly self: Expressions;
  /** From now on the function or class is known as one of this file. */
  settle(code: Code): void;

  valueOfBinding(binding: Binding): Value;
  /** What the annotation of a name or field says that it is an instance of. */
  typeInstance(id: Node): Value | undefined;
  /** An instance of a class of the project. */
  ownInstance(code: Class | undefined, node: Node): Value;

  imported(node: Node, module: string, path: readonly string[]): Value;
  /** What another file of the project exports under this path. */
  exportedElsewhere(module: string, path: readonly string[], at: Place): Value | undefined;

  /** A member that is not in view, with what a builder of command-line options puts in its place. */
  orStandIn(value: Value, name: string, of: Value, node: Node): Value;
  memberName(node: Extract<Node, { type: 'MemberExpression' }>): string | undefined;
  keyName(key: Node, computed: boolean): string | undefined;
  /** False when the spread value is not wholly known. */
  spreadInto(properties: Map<string, Property>, value: Value): boolean;

  /** Folds to one text when every part is known; otherwise keeps the parts. */
  template(node: Node, parts: readonly Value[]): Value;
  /** What a call of the function gives, with what the call hands over in place of the parameters. */
  returned(node: Node, value: Value, passed?: readonly Node[]): Value;
  /** A call that reads the environment variable its first argument names. */
  environmentRead(node: CallExpression, first: Node | undefined, throws?: boolean): Value;
  /** What a method of a MAC, or of its builder, gives. */
  macAfter(node: CallExpression, of: Value, method: string | undefined): Value | undefined;
}
