// What one file says, in the domain's nouns. Rules read this and nothing else.

import type { Passthrough } from '../flows/passthrough.ts';
import type { LibraryModel } from '../models/model.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { MacComparison } from '../flows/comparisons.ts';
import type { DangerousSwitch } from '../flows/dangerous-switches.ts';
import type { Disclosure } from '../flows/disclosures.ts';
import type { KeyLookup } from '../flows/key-lookups.ts';
import type { ReadingProblem } from '../syntax/config-document.ts';
import type { JwtCall, KeyUse } from '../calls/jwt-call.ts';
import type { KeyLiteralUse } from './key-literals.ts';
import type { KeyLiteral, ProviderToken, TokenLiteral } from '../secrets/literals.ts';
import type { MeshPolicy } from '../documents/mesh-policies.ts';
import type { ConfiguredVerifier, WeakSetting } from '../documents/configured-verifiers.ts';
import type { PipelineExposure } from '../documents/pipelines/exposure.ts';
import type { TimeValue } from '../documents/time-values.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import type { PublishedRead } from '../flows/published-reads.ts';
import type { Published } from '../documents/published.ts';
import type { HeldKey, ServiceKey } from '../documents/service-keys.ts';
import type { SafeguardOff } from '../calls/guards/safeguards.ts';
import type { Session } from '../calls/guards/sessions.ts';
import type { SignatureCheck } from '../calls/outcome/signature-checks.ts';
import type { TokenFlow } from '../flows/token-flows.ts';
import type { StoredToken } from '../flows/stored-token.ts';
import type { UrlToken } from '../flows/token-urls.ts';
import type { KeySet } from '../flows/key-sets.ts';
import type { KeySize } from '../flows/key-sizes.ts';
import type { SecretText } from './secret-texts.ts';
import type { RouteGuard } from '../calls/guards/route-guards.ts';
import type { UnreadToken } from '../calls/tokens/unread-tokens.ts';
import type { ExtractableKey } from '../flows/web-keys.ts';
import type { Variable } from '../documents/variables.ts';
import type { Value } from '../values/value.ts';
import type { UnsecuredByHand } from '../calls/hand-rolled/unsecured-by-hand.ts';
import type { VulnerablePackage } from '../documents/vulnerable-packages.ts';

import type { HeldData } from '../values/held-data.ts';
import type { Home } from './project.ts';
import type { Runtime } from './runtime.ts';

export type { Place } from '../source/file.ts';

export interface Facts {
  readonly file: SourceFile;
  readonly runtime: Runtime;
  /** Why `runtime` says client: the directive, import or global that shows it, or the imports that lead here from such a file. */
  readonly clientSigns: readonly Place[];
  readonly jwtCalls: readonly JwtCall[];
  /** Tokens that are decoded, by a library or by hand. */
  readonly tokenFlows: readonly TokenFlow[];
  /** Tokens that are put together by hand, with a header that says `none`. */
  readonly unsecuredByHand: readonly UnsecuredByHand[];
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
  /** What keeps others out of logins and sessions, switched off or left out. */
  readonly safeguardsOff: readonly SafeguardOff[];
  /** Tokens that a verifier is told to give back unread, and that nothing here verifies. */
  readonly unreadTokens: readonly UnreadToken[];
  /** Tokens that an agent's server was called with, and sends on to another host. */
  readonly passthroughs: readonly Passthrough[];
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
  /** The package that it is part of. */
  readonly home?: Home;
  /** Keys that services of a Compose file and workloads of Kubernetes are given. */
  readonly serviceKeys: readonly ServiceKey[];
  /** How a pipeline gives its secrets away. */
  readonly pipelineExposures: readonly PipelineExposure[];
  /** Times that configuration gives to environment variables. */
  readonly timeValues: readonly TimeValue[];
  /** Keys that Secrets of Kubernetes hold. */
  readonly heldKeys: readonly HeldKey[];
  /** Run by hand, from a command line: what it prints goes to whoever started it. */
  readonly isProgram: boolean;
  /** Every slot of a JWT, MAC, cookie or session API that takes a secret or private key. */
  readonly keyUses: readonly KeyUse[];
  /** Slots of what logs in at somebody else: told as literals only, since of its strength nobody here decides. */
  readonly credentials: readonly KeyUse[];
  /** Literals at those slots, or under names that say key. */
  readonly keyLiterals: readonly KeyLiteralUse[];
  /** `JWT_SECRET=abc` in .env and `const JWT_SECRET = 'abc'` in code are the same fact. */
  readonly namedValues: readonly NamedValue[];
  /** Environment variables that configuration sets, whatever their names say. */
  readonly variables: readonly Variable[];
  /** Where code reads variables that a bundler publishes, and whose names say secret. */
  readonly publishedReads: readonly PublishedRead[];
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
  /** Verifiers that configuration sets up, with claims that they leave unchecked. */
  readonly configuredVerifiers: readonly ConfiguredVerifier[];
  /** Settings of products that weaken what they accept, or the tokens that they make. */
  readonly weakSettings: readonly WeakSetting[];
  /** What Istio checks, and what it demands. */
  readonly meshPolicies: readonly MeshPolicy[];
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
  /** The same, but no function of the file merely returns without it: nothing runs. */
  isDemanded(variable: string): boolean;
  /** Code only gets to this place of the file when what the value reads is set: tests around it, and returns before it. */
  isSetWhere(value: Value, at: Place): boolean;
  /** The file stops in production when its key is not set properly. */
  readonly guardsProduction: boolean;
  /** Stretches that hold a secret's text: printers mask them. */
  readonly sensitive: readonly Place[];
  readonly comments: readonly { readonly text: string; readonly start: number; readonly end: number }[];
  /** What could not be read. Messages never quote the file. */
  readonly problems: readonly ReadingProblem[];
  /** The constant whose data stands at a place of this file. */
  heldAt(at: Pick<Place, 'start' | 'end'>): HeldData | undefined;
  /** The names of its functions and classes that hand a key on, verify or decode, where others may call them; '' for one without a name. */
  readonly taught: ReadonlySet<string>;
  /** False when the gate cleared the file and no tree was made. */
  readonly parsed: boolean;
}
