// What an expression is known to be, where it is written, and the way from there to here.
// `unknown` is an ordinary answer; a rule that meets it stays silent.

import type { KeyMaker } from '../models/model.ts';
import type { Place } from '../source/file.ts';
import type { AnyFunction, Class } from '../syntax/code.ts';

interface Written {
  /** Where the value is written (the literal, the env read, the call). */
  readonly at: Place;
  /** Names it went through on the way to where it was asked for, nearest to the source first. */
  readonly via: readonly Via[];
}

export interface Via { readonly place: Place; readonly note: string }

export type Value =
  | TextValue | PlainValue | ListValue | ObjectValue | FunctionValue | ClassValue | EnvValue | ChoiceValue | TemplateValue
  | WrappedValue | ImportedValue | InstanceValue | ParameterValue | ResultValue | UnknownValue;

export interface TextValue extends Written { readonly kind: 'text'; readonly text: string }
/** Numbers, booleans, null, undefined, regular expressions. */
export interface PlainValue extends Written {
  readonly kind: 'plain';
  readonly value: number | boolean | bigint | null | undefined | RegExp;
}
export interface ListValue extends Written {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** False when a spread or an element could not be followed. */
  readonly whole: boolean;
}
export interface ObjectValue extends Written {
  readonly kind: 'object';
  /** Last write wins. */
  readonly properties: ReadonlyMap<string, Property>;
  /** False when a spread or a computed key could not be followed. */
  readonly whole: boolean;
}
export interface Property {
  readonly key: Place;
  readonly value: Value;
  /** key to end of value */
  readonly at: Place;
  /** Spread from only one branch of a condition. */
  readonly maybe?: true;
}
export interface FunctionValue extends Written { readonly kind: 'function'; readonly code: AnyFunction }
export interface ClassValue extends Written { readonly kind: 'class'; readonly code: Class }
/** A function or class of the project. */
export type Code = AnyFunction | Class;
/** `name` of the environment variable; `by`: the spelling, for messages: process.env.X. */
export interface EnvValue extends Written {
  readonly kind: 'env';
  readonly name: string;
  readonly by: string;
  /** A schema refuses to start without it. */
  readonly checked?: true;
}
/** One of several; for `||`, `??` and defaults the last alternative is the fallback. */
export interface ChoiceValue extends Written {
  readonly kind: 'choice';
  readonly how: '||' | '??' | '?:' | 'default' | 'assigned' | '&&';
  /** The condition asks which environment this is (NODE_ENV and the like): one alternative is for development. */
  readonly byEnvironment?: true;
  readonly alternatives: readonly Value[];
}
/** A template or concatenation with parts that are not all text. `String(x)` is a template of one part. */
export interface TemplateValue extends Written { readonly kind: 'template'; readonly parts: readonly Value[] }
/** Bytes, an encoding or a key made of another value. */
export interface WrappedValue extends Written {
  readonly kind: 'wrapped';
  /**
   * `file`: the content of a file so named; `guessable`: Math.random, Date.now; `newlines`: an edited text; `variable`: the
   * environment variable that the value names; `number`: the number that its text spells; `mac`: what `of` was signed to, in
   * whatever encoding.
   */
  readonly by:
    | 'mac'
    | 'utf8'
    | 'text encoder'
    | 'base64'
    | 'base64url'
    | 'hex'
    | 'latin1'
    | 'newlines'
    | 'json'
    | 'file'
    | 'guessable'
    | 'variable'
    | 'number'
    | KeyMaker['makes'];
  readonly of: Value;
}
/** An export of another module; `path` is [] for the module itself, `default` segments are dropped. */
export interface ImportedValue extends Written { readonly kind: 'imported'; readonly module: string; readonly path: readonly string[] }
/** An object of an imported class, known by construction or by its type annotation. */
export interface InstanceValue extends Written {
  readonly kind: 'instance';
  readonly module: string;
  readonly path: readonly string[];
  /** The class, when it is the project's own. */
  readonly code?: Class;
  /** For a typed parameter: which it is. */
  readonly parameter?: ParameterValue;
}
export interface ParameterValue extends Written {
  readonly kind: 'parameter';
  readonly name: string;
  /** The function, or for a constructor the class, that is handed it; as which argument, and which member of that. */
  readonly of?: Code;
  readonly index?: number;
  readonly path?: readonly string[];
}
/** What a call of an imported export gave back, or a member of that: `decode(t, { complete: true }).header.alg`. */
export interface ResultValue extends Written {
  readonly kind: 'result';
  readonly module: string;
  readonly path: readonly string[];
  readonly members: readonly string[];
}
export interface UnknownValue extends Written { readonly kind: 'unknown' }
