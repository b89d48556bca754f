// What one file says, in the domain's nouns. Rules read this and nothing else.

import type { IdentityProvider } from '../models/identity-providers.ts';
import type { Behaviour, Does, Failure, LibraryModel, OperationModel, Role, Unit } from '../models/model.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { Hints } from '../source/hints.ts';
import type { MacComparison } from './comparisons.ts';
import type { DangerousSwitch } from './dangerous-switches.ts';
import type { Disclosure } from './disclosures.ts';
import type { KeyLookup } from './key-lookups.ts';
import type { Bypass } from './branches.ts';
import type { ClaimUse } from './claim-checks.ts';
import type { KeyLiteralUse } from './key-literals.ts';
import type { KeyLiteral, ProviderToken, TokenLiteral } from './literals.ts';
import type { TimeValue } from './time-values.ts';
import type { TokenSearch } from './provider-tokens.ts';
import type { NamedValue } from './named-values.ts';
import type { Names } from './names.ts';
import type { Payload } from './payloads.ts';
import type { Published } from './published.ts';
import type { HeldKey, ServiceKey } from './service-keys.ts';
import type { Session } from './sessions.ts';
import type { SignatureCheck } from './signature-checks.ts';
import type { TokenFlow } from './token-flows.ts';
import type { StoredToken } from './token-storage.ts';
import type { UrlToken } from './token-urls.ts';
import type { KeySet } from './key-sets.ts';
import type { KeySize } from './key-sizes.ts';
import type { Learned } from './learned.ts';
import type { SecretText } from './secret-texts.ts';
import type { LibraryIndex } from './library-index.ts';
import type { Moment } from './moments.ts';
import type { Trust } from './trust.ts';
import type { RouteGuard } from './route-guards.ts';
import type { UnreadToken } from './unread-tokens.ts';
import type { Code, ObjectValue, Value } from './value.ts';
import type { ExtractableKey } from './web-keys.ts';
import type { VulnerablePackage } from './vulnerable-packages.ts';

export type { Place } from '../source/file.ts';

/** Where a file's code runs. `config` for everything that is not code. */
export type Runtime = 'client' | 'server' | 'both' | 'test' | 'config' | 'unknown';

export interface Problem {
  readonly message: string;
  readonly start: number;
  /** Left out: the file is broken. `limit`: it costs more than it may; `internal`: a fault of ours. */
  readonly kind?: 'limit' | 'internal' | 'too-deep';
}

export interface Facts {
  readonly file: SourceFile;
  readonly runtime: Runtime;
  /** Why `runtime` says client: the directive, import or global that shows it, or the imports that lead here from such a file. */
  readonly clientSigns: readonly Place[];
  readonly jwtCalls: readonly JwtCall[];
  /** Tokens that are decoded, by a library or by hand. */
  readonly tokenFlows: readonly TokenFlow[];
  /** Signatures over bytes that are no token, checked by a call that answers yes or no. */
  readonly signatureChecks: readonly SignatureCheck[];
  /** MACs made here that are compared with something from elsewhere, in a time that depends on it. */
  readonly macComparisons: readonly MacComparison[];
  /** Keys, tokens and Authorization headers that reach logs and answers. */
  readonly disclosures: readonly Disclosure[];
  /** Bearer tokens in query strings. */
  readonly tokenUrls: readonly UrlToken[];
  /** Tokens kept where scripts of a page can read them. */
  readonly storedTokens: readonly StoredToken[];
  /** Sessions and cookies whose content nothing signs. */
  readonly sessions: readonly Session[];
  /** Tokens that a verifier is told to give back unread, and that nothing here verifies. */
  readonly unreadTokens: readonly UnreadToken[];
  /** What stands before handlers and has strategies verify the token. */
  readonly routeGuards: readonly RouteGuard[];
  /** Environment variables set here that switch a check off. */
  readonly switches: readonly DangerousSwitch[];
  /** WebCrypto keys that could be taken out, and never are. */
  readonly extractableKeys: readonly ExtractableKey[];
  /** A build service runs it: values are for one run. */
  readonly isForOneRun: boolean;
  /** Folder of the program that this file is part of. */
  readonly service?: string;
  /** Keys that services of a Compose file and workloads of Kubernetes are given. */
  readonly serviceKeys: readonly ServiceKey[];
  /** Times that configuration gives to environment variables. */
  readonly timeValues: readonly TimeValue[];
  /** Keys that Secrets of Kubernetes hold. */
  readonly heldKeys: readonly HeldKey[];
  /** Run by hand, from a command line: what it prints goes to whoever started it. */
  readonly isProgram: boolean;
  /** Every slot of a JWT, MAC, cookie or session API that takes a secret or private key. */
  readonly keyUses: readonly KeyUse[];
  /** Literals at those slots, or under names that say key. */
  readonly keyLiterals: readonly KeyLiteralUse[];
  /** `JWT_SECRET=abc` in .env and `const JWT_SECRET = 'abc'` in code are the same fact. */
  readonly namedValues: readonly NamedValue[];
  readonly tokens: readonly TokenLiteral[];
  readonly privateKeys: readonly KeyLiteral[];
  /** Tokens of well-known providers, also the harmless ones. */
  readonly providerTokens: readonly ProviderToken[];
  /** Every text that is or may be a key, to compare with others; no finding by itself. */
  readonly secretTexts: readonly SecretText[];
  /** Fields of unverified tokens that build what fetches or makes a key. */
  readonly keyLookups: readonly KeyLookup[];
  /** Addresses from which keys are fetched. */
  readonly keySets: readonly KeySet[];
  /** Versions with published flaws that a manifest asks for or a lockfile installs. */
  readonly vulnerable: readonly VulnerablePackage[];
  /** Key pairs that code makes with a size written out. */
  readonly keySizes: readonly KeySize[];
  /** The prefix under which a bundler publishes a variable of this name, and the tool that does. */
  publishes(name: string): { readonly prefix: string; readonly tool: string } | undefined;
  /** The first library for tokens that the package of this file asks for. */
  tokenLibrary(): LibraryModel | undefined;
  /** Settings of a bundler that it copies into what browsers download. */
  readonly published: readonly Published[];
  /** Does the file, or a schema of the project, refuse to go on without this environment variable? */
  isGuarded(variable: string): boolean;
  /** The file stops in production when its key is not set properly. */
  readonly guardsProduction: boolean;
  /** Stretches that hold a secret's text: printers mask them. */
  readonly sensitive: readonly Place[];
  readonly comments: readonly { readonly text: string; readonly start: number; readonly end: number }[];
  /** What could not be read. Messages never quote the file. */
  readonly problems: readonly Problem[];
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
  /** No library for tokens: what signs or checks bytes is given `header.payload`. */
  readonly handRolled?: ByHand;
  /** Installed version, when a manifest or lockfile says so. */
  readonly version?: string;
  /** Name of the function or method around the call; '' at the top level. */
  readonly within: string;
  /** Names of the functions, methods, classes and constants around the call, nearest first. */
  readonly around: readonly string[];
  /** One branch of a question about the environment: NODE_ENV, or a switch read from it. */
  readonly switchedByEnvironment: boolean;
  /** For some environments the function goes on before it gets here. */
  readonly bypass?: Bypass;
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
  /** Everything this call was given is in view, so what is absent is absent. */
  readonly whole: boolean;
  /** The options, where they are a parameter of the function around. */
  readonly openOptions?: Value;
  /** The same, were nothing configured elsewhere. */
  readonly ownWhole: boolean;
  /** A registration: what it leaves out may be given by each call. */
  readonly setup: boolean;
  /** The registration that gives this call what it does not say itself. */
  readonly governedBy?: JwtCall;
  /** Who issues the tokens: `third party` for a JWKS or metadata URL, `own` for a key of this project. */
  readonly trust: Trust['trust'];
  /** Host of a JWKS or metadata URL, when it is written out. */
  readonly issuerHost?: string;
  /** The identity provider who issues, where it is a known one. */
  readonly provider?: IdentityProvider;
  readonly key?: KeyUse;
  /** What happens when the token is bad: the model's word, or `callback` when one is given. */
  readonly fails?: Failure | 'callback';
  readonly outcome: Outcome;
  /** The call that answers: this one, or that of the verifier it made. */
  readonly answer: { readonly at: Place; readonly call: Place; readonly name: string; readonly inAsync: boolean };
  /** Claims of the result that code compares by hand, e.g. 'aud', 'type'. '*' when the result goes where nothing is seen. */
  readonly checked: ReadonlySet<string>;
  /** Which it reads at all, and whether the payload goes on as a whole. */
  readonly read: ReadonlySet<string>;
  readonly handedOn: ClaimUse['handedOn'];
  /** The token itself is asked for in a store, or compared with one that was kept. */
  readonly lookedUp: boolean;
  /** For a call of a wrapper: the library's call behind it. */
  readonly wraps?: JwtCall;
  /** Where an option could be added. */
  readonly slots: Slots;
}

export interface ByHand {
  /** Where the claims of a token that is checked are read, and whether they say who the caller is. */
  readonly claims: readonly Place[];
  readonly decides: boolean;
  /** An HMAC with the key that also checks signatures of the same token. */
  readonly isConfusing: boolean;
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
  /** `await` may be written here. */
  readonly inAsync: boolean;
  /** In a builder chain: where the last call's `.name` starts, and the method that would set an expiry. */
  readonly chainEnd?: { readonly offset: number; readonly expiryMethod?: string };
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
  /** the branch for the error answers the client and does not leave: the good path runs for bad tokens too */
  | 'error answered'
  /** the same, but claims that are missing are looked into first, which throws */
  | 'answered, then fails'
  /** the catch goes on as if nothing had happened */
  | 'swallowed'
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
  readonly call?: JwtCall;
  /** How long what the key protects lives, where the same options say it. */
  readonly lifetime?: Part;
  /** Where a wrapper hands it on, nearest to the caller first. */
  readonly through?: readonly Place[];
}

/** Questions that other files answer. The editor's project answers few of them. */
export interface Project {
  /** The models of the run, own ones included. */
  readonly index: LibraryIndex;
  /** What the configuration says of paths. */
  readonly hints: Hints;
  /** What names say, the user's own included. */
  readonly names: Names;
  /** The forms of providers' tokens, the user's own included. */
  readonly tokens: TokenSearch;
  /** The project's file that a specifier means. */
  locate(path: string, specifier: string): string | undefined;
  /** Installed version of a package as seen from a file; undefined when nothing says so. */
  version(path: string, packageName: string): string | undefined;
  /** The version that a lockfile pins for the manifest that lists the package, and where it says so. */
  locked(path: string, packageName: string): { readonly version: string; readonly at: Place } | undefined;
  /** Manifests that ask for the package themselves: which version this lockfile gives them, and are they looked at too? */
  askers(lockfile: string, packageName: string): readonly { readonly version: string; readonly inRun: boolean }[];
  /** Is the package among the dependencies seen from this file? For prefixes that only one framework publishes. */
  depends(path: string, packageName: string): boolean | undefined;
  /** Folder of the program that this file is part of; undefined in a library, or where no manifest says what runs. */
  service(path: string): string | undefined;
  /** Name of the package that the file belongs to. */
  packageName(path: string): string | undefined;
  /** What the module that `specifier` names, seen from `path`, exports as `name` (dotted for members). */
  exported(path: string, specifier: string, name: readonly string[]): Value | undefined;
  /** Has the module, or one that it re-exports, functions or classes that hand a parameter on to a key slot? */
  teaches(path: string, specifier: string): boolean;
  /** Registrations of a package that are nearest to the file. */
  registrations(path: string, packageName: string): readonly JwtCall[];
  /** Does a schema somewhere in the project demand this environment variable? */
  requires(variable: string): boolean;
  /** The imports that lead from a client file down to this one; undefined when none do. */
  clientChain(path: string): readonly Place[] | undefined;
  /** The parameters of a function or class of another file that end up as keys. */
  learned(code: Code): readonly Learned[] | undefined;
}
