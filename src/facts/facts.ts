// What one file says, in the domain's nouns. Rules read this and nothing else.

import type { Behaviour, Does, LibraryModel, OperationModel, Role, Unit } from '../models/model.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { KeyLiteral, TokenLiteral } from './literals.ts';
import type { NamedValue } from './named-values.ts';
import type { ObjectValue, Value } from './value.ts';

/** Where a file's code runs. `config` for everything that is not code. */
export type Runtime = 'client' | 'server' | 'both' | 'test' | 'config' | 'unknown';

export interface Facts {
  readonly file: SourceFile;
  readonly runtime: Runtime;
  /** Why `runtime` says client: the directive, import or global that shows it. */
  readonly clientSign?: Place;
  readonly jwtCalls: readonly JwtCall[];
  /** Every slot of a JWT, MAC, cookie or session API that takes a secret or private key. */
  readonly keyUses: readonly KeyUse[];
  /** `JWT_SECRET=abc` in .env and `const JWT_SECRET = 'abc'` in code are the same fact. */
  readonly namedValues: readonly NamedValue[];
  readonly tokens: readonly TokenLiteral[];
  readonly privateKeys: readonly KeyLiteral[];
  /** Stretches that hold a secret's text: printers mask them. */
  readonly sensitive: readonly Place[];
  readonly comments: readonly { readonly text: string; readonly start: number; readonly end: number }[];
  /** What could not be read. Messages never quote the file. */
  readonly problems: readonly { readonly message: string; readonly start: number }[];
  /** False when the gate cleared the file and no tree was made. */
  readonly parsed: boolean;
}

/** One call that signs, verifies, decodes, or sets up signing and verifying. */
export interface JwtCall {
  readonly does: Does;
  /** As a reader would say it: `jwt.verify`, `new SignJWT`. */
  readonly name: string;
  readonly library: LibraryModel;
  readonly operation: OperationModel;
  /** What the installed version does; the newest when none is known. */
  readonly behaviour?: Behaviour;
  /** Installed version, when a manifest or lockfile says so. */
  readonly version?: string;
  /** The callee: what a finding about something missing marks. */
  readonly at: Place;
  readonly parts: Parts;
  /** Every option name given, with the table it was looked up in, for options that nothing reads. */
  readonly ignored: readonly IgnoredOption[];
  /** Everything this call was given is in view, so what is absent is absent. */
  readonly whole: boolean;
  readonly key?: KeyUse;
  readonly outcome: Outcome;
  /** Claims of the result that code compares by hand, e.g. 'aud', 'type'. '*' when the result goes where nothing is seen. */
  readonly checked: ReadonlySet<string>;
  /** Where an option could be added. */
  readonly slots: Slots;
}

export type Parts = Readonly<Partial<Record<Role, Part>>>;
export interface Part {
  readonly value: Value;
  readonly role: Role;
  /** Option name as written, dotted: `verify.allowedAud`; absent for positional arguments. */
  readonly option?: string;
  readonly unit?: Unit;
  readonly presence?: 'if present';
  /** Place of the whole option (`name: value`) or argument. */
  readonly at: Place;
}

export interface IgnoredOption {
  readonly name: string;
  readonly at: Place;
  readonly value: Value;
  /** The name that this call does read and that means the same, or is spelled almost so. Dotted when it lives elsewhere. */
  readonly instead?: string;
  /** What it was probably meant to be. */
  readonly means?: Role;
}

export interface Slots {
  readonly call: Place;
  readonly options?: ObjectValue;
  /** Offset after the last argument, and whether there is one, for calls without an options argument. */
  readonly afterArguments: number;
  readonly argumentCount: number;
  /** How many arguments stand before the options. */
  readonly optionsIndex?: number;
}

/** What becomes of the answer of a verify call. */
export type Outcome =
  | 'used' | 'returned' | 'unknown'
  /** a promise nobody awaits */
  | 'floating'
  /** a promise whose truthiness is tested */
  | 'promise tested'
  /** a boolean or undefined that nobody tests */
  | 'untested'
  /** callback without a look at its error */
  | 'error ignored'
  /** the catch goes on as if nothing had happened */
  | 'swallowed';

/** A key slot and what reaches it. */
export interface KeyUse {
  readonly slot: 'symmetric' | 'private' | 'public' | 'unknown';
  /** For messages: "the key of jwt.sign", "the session secret". */
  readonly purpose: string;
  readonly value: Value;
  readonly at: Place;
  /** Algorithms in view for this slot, e.g. ['HS256']; [] when none is. */
  readonly algorithms: readonly string[];
  readonly call?: JwtCall;
}

/** Questions that other files answer. The editor's project answers few of them. */
export interface Project {
  /** Installed version of a package as seen from a file; undefined when nothing says so. */
  version(path: string, packageName: string): string | undefined;
  /** Is the package among the dependencies seen from this file? For prefixes that only one framework publishes. */
  depends(path: string, packageName: string): boolean | undefined;
  /** What the module that `specifier` names, seen from `path`, exports as `name` (dotted for members). */
  exported(path: string, specifier: string, name: readonly string[]): Value | undefined;
}
