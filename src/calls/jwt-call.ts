// One call of a JWT, JOSE, session or MAC API in the domain's nouns: what it does, with which key, with which arguments, and
// what becomes of its answer. Types only; src/calls/jwt-calls.ts assembles them.

import type { IdentityProvider } from '../models/tokens/identity-providers.ts';
import type { Behaviour, OperationKind, InvalidTokenBehaviour, LibraryModel, OperationModel, Role, Unit } from '../models/model.ts';
import type { Place } from '../source/file.ts';
import type { Bypass } from './guards/bypass.ts';
import type { ObjectValue, Value } from '../values/value.ts';
import type { Moment } from './arguments/moments.ts';
import type { Payload } from './arguments/payloads.ts';

/** Who issues the tokens. */
export type Trust = 'own' | 'third party' | 'unknown';

/** One call that signs, verifies, decodes, or sets up signing and verifying. */
export interface JwtCall {
  readonly kind: OperationKind;
  /** As a reader would say it: `jwt.verify`, `new SignJWT`. */
  readonly name: string;
  readonly library: LibraryModel;
  readonly operation: OperationModel;
  /** What the installed version does; the newest when none is known. */
  readonly behaviour?: Behaviour;
  /** No library for tokens: what signs or checks bytes is given `header.payload`. */
  readonly handRolled?: ByHand;
  /** Installed version, when a manifest or lockfile says so. */
  readonly version?: string;
  /** Where a manifest asks for it. */
  readonly askedAt?: Place;
  /** Name of the function or method around the call; '' at the top level. */
  readonly within: string;
  /** Names of the functions, methods, classes and constants around the call, nearest first. */
  readonly around: readonly string[];
  /** One branch of a question about the environment: NODE_ENV, or a switch read from it. */
  readonly switchedByEnvironment: boolean;
  /** For some environments the function goes on before it gets here. */
  readonly bypass?: Bypass;
  /** Only decodes, where the key with which the same function verifies is not set: the variables that would hold that key. */
  readonly insteadOfVerifying?: readonly string[];
  /** A middleware that lets requests without a good token through, and code of this file that asks for the user afterwards. */
  readonly userIsAsked: boolean;
  /** It is called so that readers expect guests: `optionalAuth`. */
  readonly isForGuests: boolean;
  /** Mounted for every request, and all that is mounted behind it is written in this file. */
  readonly guardsAllInView: boolean;
  /** When the expiry, and the claim that says when the token was made, count from the clock. */
  readonly expiresAt?: Moment;
  readonly issuedAt?: Moment;
  /** What a sign call puts into the token, and the records that go into it whole. */
  readonly payload: Payload;
  /** A claim of its own in place of `exp`: `expiresAt`, `createdAt`. */
  readonly ownLifetime?: string;
  /** A code that a store takes back once it is used. */
  readonly isForOnce?: true;
  /** What the library sets or checks here without being told; nothing where given options take their place. */
  readonly defaults: NonNullable<OperationModel['defaults']>;
  /** A function stands in for the whole verification, and verifies nothing itself. */
  readonly replacedByNothing: boolean;
  /** Its handler for expired tokens lets them pass: it neither throws nor hands on an error. */
  readonly swallowsExpiry: boolean;
  /** The algorithm or allow-list comes from the token's own header, also through a variable: always, or where nothing else names one. */
  readonly algorithmFromToken?: 'always' | 'when unset';
  /** Where a table of keys is asked for the algorithm that the token's own header names. */
  readonly keyByAlgorithm?: Place;
  /** The callee: what a finding about something missing marks. */
  readonly at: Place;
  readonly parts: Parts;
  /** Every option name given, with the table it was looked up in, for options that nothing reads. */
  readonly ignored: readonly IgnoredOption[];
  /** Everything this call was given is in view: an option that is not among it was not given. */
  readonly isComplete: boolean;
  /** The options, where they are a parameter of the function around. */
  readonly openOptions?: Value;
  /** As `isComplete`, if what is configured elsewhere did not count. */
  readonly isCompleteLocally: boolean;
  /** A registration: what it leaves out may be given by each call. */
  readonly setup: boolean;
  /** The field of its class that holds the service: all calls of it have one key, wherever that is given. */
  readonly heldIn?: Place;
  /** The registration that gives this call what it does not say itself. */
  readonly registration?: JwtCall;
  /** Who issues the tokens: `third party` for a JWKS or metadata URL, `own` for a key of this project. */
  readonly trust: Trust;
  /** Host of a JWKS or metadata URL, when it is written out. */
  readonly issuerHost?: string;
  /** The identity provider who issues, where it is a known one. */
  readonly provider?: IdentityProvider;
  readonly key?: KeyUse;
  /** What happens when the token is bad: the model's word, or `callback` when one is given. */
  readonly onInvalid?: Answer | 'callback';
  readonly outcome: Outcome;
  /** The call that answers: this one, or that of the verifier it made. */
  readonly answer: { readonly at: Place; readonly call: Place; readonly name: string; readonly inAsync: boolean };
  /** Claims of the result that code compares by hand, e.g. 'aud', 'type'. '*' when the result goes where nothing is seen. */
  readonly checked: ReadonlySet<string>;
  /** Which it reads at all, and whether the payload goes on as a whole. */
  readonly read: ReadonlySet<string>;
  readonly handedOn: ClaimUse['handedOn'];
  readonly unseen: boolean;
  readonly identifies: ClaimUse['identifies'];
  /** The token itself is asked for in a store, or compared with one that was kept. */
  readonly lookedUp: boolean;
  /** For a call of a wrapper: the library's call behind it. */
  readonly wraps?: JwtCall;
  /** Where an option could be added. */
  readonly slots: Slots;
}

/** What code does with the claims of a verified token. */
export interface ClaimUse {
  /** Compared by hand; '*' when the whole payload goes into something that validates it. */
  readonly checked: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
  /** The payload as a whole: kept for the request, or returned and passed to code that is not looked into. */
  readonly handedOn: 'nowhere' | 'to the request' | 'away';
  /** The payload goes to a function that is not in view, which may compare anything. */
  readonly unseen: boolean;
  /** A claim says whose request it is: it is put on the request, or somebody is looked up by it. */
  readonly identifies: 'on the request' | 'by a look-up' | undefined;
}

export interface ByHand {
  /** Where the claims of a token that is checked are read, and whether they say who the caller is. */
  readonly claims: readonly Place[];
  readonly decides: boolean;
  /** An HMAC with the key that also checks signatures of the same token. */
  readonly isConfusing: boolean;
  /** The expiry is compared so that a token without one passes. */
  readonly passesEndless: boolean;
}

export type Parts = Readonly<Partial<Record<Role, Part>>>;
export interface Part {
  readonly value: Value;
  readonly role: Role;
  /** Option name as written, dotted: `verify.allowedAud`; absent for positional arguments. */
  readonly option?: string;
  readonly unit?: Unit;
  readonly digits?: Unit | 'throws';
  readonly presence?: 'if present';
  readonly ignores?: 'list' | 'text';
  readonly omitted?: 'throws';
  readonly zero?: 'never ends';
  /** Only one branch of a condition gives it. */
  readonly maybe?: true;
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
  readonly role?: Role;
}

export interface Slots {
  readonly call: Place;
  readonly options?: ObjectValue;
  /** Offset after the last argument, and whether there is one, for calls without an options argument. */
  readonly afterArguments: number;
  readonly argumentCount: number;
  /** How many arguments stand before the options. */
  readonly optionsIndex?: number;
  /** `await` may be written here. */
  readonly inAsync: boolean;
  /** In a builder chain: where the last call's `.name` starts, and the method that would set an expiry. */
  readonly chainEnd?: { readonly offset: number; readonly expiryMethod?: string };
}

/** How a call tells that a token is bad; `something`: an object, an error or a text, which counts as true. */
export type Answer = InvalidTokenBehaviour | 'returns something' | 'resolves something';

/** What becomes of the answer of a verify call. */
export type Outcome =
  | 'used' | 'returned' | 'unknown'
  /** a promise nobody awaits */
  | 'floating'
  /** a promise whose truthiness is tested */
  | 'promise tested'
  /** an answer that counts as true for a bad token as well, and is asked for nothing but that */
  | 'always true'
  /** the same, but members that a bad token does not give are read of it */
  | 'always true, then read'
  /** a boolean or undefined that nobody tests */
  | 'untested'
  /** callback without a look at its error */
  | 'error ignored'
  /** the branch for the error answers the client and does not leave: the good path runs for bad tokens too */
  | 'error answered'
  /** the same, but claims that are missing are looked into first, which throws */
  | 'answered, then fails'
  /** the catch goes on as if nothing had happened */
  | 'swallowed'
  /** whatever the answer, a `finally` lets the request go on */
  | 'let on at last'
  /** the catch puts unverified claims where verified ones would stand */
  | 'decoded instead'
  /** a signed token that goes into a record of the program's own, never out */
  | 'kept';

/** A key slot and what reaches it. */
export interface KeyUse {
  readonly slot: 'symmetric' | 'private' | 'public' | 'unknown';
  /** For messages: "the key of jwt.sign", "the session secret". */
  readonly purpose: string;
  readonly value: Value;
  readonly at: Place;
  /** Algorithms in view for this slot, e.g. ['HS256']; [] when none is. */
  readonly algorithms: readonly string[];
  /** Outside JWT: an empty text serves here like any other key. */
  readonly takesEmpty?: boolean;
  /** An undefined key is no error: the call goes on without one. */
  readonly goesWithout?: boolean;
  /** It logs in at somebody else, who gave it out, and signs nothing of ours. */
  readonly credential?: true;
  readonly call?: JwtCall;
  /** How long what the key protects lives, where the same options say it. */
  readonly lifetime?: Part;
  /** Where a wrapper hands it on, nearest to the caller first. */
  readonly through?: readonly Place[];
}
