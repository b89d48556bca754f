// The language in which a library is described: data only, read by src/values and the rooms behind it.
// A row is the call as the library documents it, with our words for the arguments.

/** What an operation does with a token. `configure` sets up later signing and verifying (a module registration). */
export type OperationKind = 'sign' | 'verify' | 'decode' | 'configure';

/**
 * Our words for an argument or option. Positional roles can stand as parameter names in a `call`.
 *
 * - `skipVerification`: true switches the signature check off; `verifySignature`: false does.
 * - `ignoreExpiration`: true switches the expiry check off; `checkExpiration`: false does.
 * - `lifetime`: relative time to live at sign; `expiry`: an absolute or builder-given expiration.
 * - `required`: names of claims a token must carry; `optional`: true lets a request without a token go on,
 *   `credentialsRequired`: false does; `allowInvalid`: true lets even one with a broken token go on.
 * - `checkAudience`, `checkIssuer`: false switches that comparison off.
 * - `data`: the bytes that are signed or checked, `signature`: what they are checked against.
 * - `throwing`: true makes a call throw, or reject, that otherwise answers by its result.
 * - `insecureKeys`: true takes keys that the library would refuse; `signed`: false leaves a cookie unsigned.
 * - `ownVerification`: a function given here checks the token in place of the library, signature included.
 * - `embeddedKey`: true takes the key out of the token's own header; `insecureTransport`: true fetches keys without TLS.
 * - `authorizedParty`: the client a token was issued to (azp), which stands in for the audience.
 * - `keyOwner`: the pool or tenant of a provider whose keys are fetched.
 * - `returnRaw`: true gives the token back unread, so the call verifies nothing.
 * - `tokenFromUrl`: the query parameter that a token is taken from; false for none.
 * - `accessMode`: words that say whom a guard lets in: the names of strategies, or a mode.
 * - `state`: ties the answer of a login to the browser that began it (RFC 6749 section 10.12), false for nothing; so does a
 *   `codeVerifier` (RFC 7636). `stateCheck` and `stateMaker`: functions that take over; `loginChecks`: words for them, `none` among
 *   them; `skipState`: true does without.
 * - `skipOrigin`, `skipCsrf`: true takes requests from pages of any other site; `origins`: the sites whose requests are taken.
 * - `plainKeys`: true keeps private keys readable; `plainTransport`: holds what allows to speak without TLS.
 */
export type Role = PositionalRole | OptionRole;

export const positionalRoles = [
  'token', 'payload', 'key', 'options', 'callback', 'header', 'algorithm', 'algorithms',
  'skipVerification', 'expiry', 'audience', 'issuer', 'subject', 'issuedAt', 'notBefore', 'jti',
  'privateKey', 'publicKey', 'jwksUrl', 'data', 'signature', 'cookieName', 'accessMode', 'state', 'codeVerifier',
] as const;

export type PositionalRole = (typeof positionalRoles)[number];

type OptionRole =
  | 'lifetime' | 'maxAge' | 'ignoreExpiration' | 'checkExpiration' | 'verifySignature' | 'clockTolerance'
  | 'required' | 'optional' | 'credentialsRequired' | 'allowInvalid' | 'onExpired' | 'tokenType' | 'insecureKeys' | 'signed'
  | 'checkAudience' | 'checkIssuer' | 'throwing' | 'ownVerification' | 'embeddedKey' | 'insecureTransport' | 'authorizedParty'
  | 'returnRaw' | 'tokenFromUrl' | 'keyOwner' | 'stateCheck' | 'stateMaker' | 'loginChecks' | 'skipState' | 'skipOrigin' | 'skipCsrf'
  | 'origins' | 'plainKeys' | 'plainTransport';

/** How a numeric value of a time option is meant. */
export type Unit = 'seconds' | 'milliseconds' | 'epoch seconds' | 'epoch milliseconds';

/** One option of an operation. A bare string says only what the option means; `null` names one without meaning for us. */
export type OptionModel = Role | null | OptionDetail | NestedOptions | ReturnedOptions;

export interface NestedOptions {
  readonly nested: OptionTable;
  /** Unknown names in here are not silently ignored, whatever `ignoresUnknownOptions` says of the operation: they are refused loudly. */
  readonly rejectsUnknownOptions?: boolean;
  /** The side of a `configure` operation that this table sets up; a name means nothing for the other side. */
  readonly side?: 'sign' | 'verify';
  /** What the option says when it is no object: `verify: false` of @hapi/jwt. */
  readonly whenScalar?: Role;
  /** Once given, it takes the place of all the `defaults` of the operation: `jwtOptions` of Feathers. */
  readonly replaces?: 'defaults';
}

/** The option is a function, and what it returns (or resolves to) has this table: Nest's `useFactory`. */
export interface ReturnedOptions {
  readonly returns: OptionTable;
  /** The option is a class instead, and this method of it returns the table: Nest's `useClass`. */
  readonly method?: string;
}

export interface OptionDetail {
  readonly role: Role;
  readonly unit?: Unit;
  /** What a text of digits only means, where that differs from a number or is refused. */
  readonly digits?: Unit | 'throws';
  /** `if present`: a token passes this check by leaving the claim out. */
  readonly presence?: 'if present';
  /** Forms of the value that the library silently ignores, e.g. an array for hono's `iss`. */
  readonly ignores?: 'list' | 'text';
  /** Without it, or with undefined, the call throws: only null or false switch the check off. */
  readonly omitted?: 'throws';
  /** false says what true of the role says: `authRequired: false` lets broken tokens pass. */
  readonly inverted?: true;
  /** The side of a `configure` operation that reads it. */
  readonly side?: 'sign' | 'verify';
  /** What 0 means, where it is no end at once: `ttl: 0` of iron-session. */
  readonly zero?: 'never ends';
  /** First version that reads it; older ones ignore it like any other name. */
  readonly from?: string;
  /** Not read where this other option is given. */
  readonly unless?: string;
  /** Properties of the value, when an object is given: `secret: { private, public }` of @fastify/jwt. */
  readonly object?: OptionTable;
  /** An object given for it holds several, under names of the user's: `password: { 1: old, 2: new }` of iron-session. */
  readonly named?: true;
}

export type OptionTable = Readonly<Record<string, OptionModel>>;

export type InvalidTokenBehaviour =
  | 'throws' | 'rejects' | 'returns false' | 'returns undefined' | 'returns null' | 'handled'
  /** A promise that answers by its value. */
  | 'resolves false' | 'resolves undefined' | 'resolves null'
  /** An object for a bad token as well, at once or later; its members tell: `{ data, error }`. */
  | 'always answers';

/** Which of the package's specifiers offer a signature, and in which of its versions. */
interface Offered {
  /** The one specifier that offers it, where others do not: `default` of `jose/jwt/verify`. */
  readonly at?: string;
  /** First version that has it. */
  readonly from?: string;
  /** First version that no longer does. */
  readonly below?: string;
}

export interface OperationModel extends Offered {
  /**
   * The signature, as documented:
   * - `verify(token, key, options?, callback?)`: an export called;
   * - `default(options)`: the module itself called (or its default export);
   * - `new SignJWT(payload)`: constructed;
   * - `JwtService#sign(payload, options?)`: a method of an instance of an export;
   * - `*.register(self, options)`: any method of that name that is given this module's export as `self`;
   * - `*.jwt.sign(payload, options?)`: a member chain on any object, in files that import the package.
   * A parameter `a|b` holds either: text is the first, an object the second. `_` is an argument without meaning for us;
   * `'raw'` is one that must be this text. Of several signatures of one name the first that the arguments fit counts.
   */
  readonly call: string;
  readonly kind: OperationKind;
  /** The only side that a `configure` operation sets up. */
  readonly side?: 'sign' | 'verify';
  /** The framework itself signs and verifies under this registration: no call of the project completes it. */
  readonly selfContained?: true;
  /** What happens when the token is bad. With a `callback` parameter given, the callback gets the error instead. */
  readonly onInvalid?: InvalidTokenBehaviour;
  /** With a function as key it rejects instead of throwing: fast-jwt. */
  readonly rejectsWithKeyFunction?: true;
  /** The methods of a builder, or of the function or object returned: they add parts to this same operation. */
  readonly chain?: readonly string[];
  readonly options?: OptionTable;
  /** Properties of a positional argument, when an object is given for it: `{ utf8: key }` of jsrsasign. */
  readonly objects?: Readonly<Partial<Record<PositionalRole, OptionTable>>>;
  /** Verifies the tokens of somebody else, whatever key it is given; `host` where that somebody is always the same. */
  readonly thirdParty?: { readonly host?: string };
  /** Units of positional numbers, e.g. the `expiry` of jose's setExpirationTime. */
  readonly units?: Readonly<Partial<Record<PositionalRole, Unit>>>;
  /** Forms of positional arguments that are silently ignored. */
  readonly ignores?: Readonly<Partial<Record<PositionalRole, 'list' | 'text'>>>;
  /** Any other option name is ignored without an error. */
  readonly ignoresUnknownOptions?: boolean;
  /** The key is a property of the options only, and absence means a set-up elsewhere. */
  readonly keyElsewhere?: boolean;
  /** Lifetime, algorithms and claims may have been configured elsewhere (a module registration). */
  readonly configuredElsewhere?: boolean;
  /** What the library sets or checks without being told, e.g. njwt's hour. */
  readonly defaults?: Readonly<Partial<Record<Role, string>>>;
  /** What it makes is encrypted, so nobody reads the claims without the key. */
  readonly encrypted?: true;
  /** Decodes the header only: no claims come out. */
  readonly headerOnly?: boolean;
  /** Decodes what the request itself brings, a session cookie as a rule, and is handed no token. */
  readonly unverifiedSession?: UnverifiedSession;
  /** A `*.` row counts in files that do not import the package, too, on an object with this word in its name: `locals.supabase`. */
  readonly everywhere?: string;
  /** Writes or takes tokens without a signature, on purpose: jose's UnsecuredJWT; or unless an algorithm is set: `new Jwt` of njwt. */
  readonly unsecured?: boolean | 'without algorithm';
  /** Where this signature does otherwise than the others of its library. */
  readonly behaviours?: readonly Behaviour[];
}

/** A session as whoever sent the request wrote it: it looks like a user, and nobody asked the issuer. */
export interface UnverifiedSession {
  /** Members of the answer that hold it, and it its user: `data`, `session`, `user`. */
  readonly within: readonly string[];
  /** Members that say nothing about who somebody is: `error`, the tokens themselves. */
  readonly beside: readonly string[];
  /** The safe call, for messages; a chain that ends so in the same function has the session verified: `auth.getUser`. */
  readonly verifiedBy: readonly string[];
  /** What makes a client that reads the cookie of a request; exports of the package or of one of its own. */
  readonly servers: readonly string[];
}

/** What one range of versions does. Rows ascend. */
export interface Behaviour {
  /** First version that no longer behaves so. The last row has none. */
  readonly below?: string;
  /**
   * Without an allow-list, who chooses the algorithm? `key`: the parsed key binds the family; `key text`: a guess from
   * the key's text; `token`: the token's header; `one`: the call forces exactly one; `throws`: the call fails.
   */
  readonly algorithmsOmitted: 'key' | 'key text' | 'token' | 'one' | 'throws';
  /** What becomes of a list that has HMAC and public-key algorithms. */
  readonly mixedFamilies: 'confuses' | 'refuses';
  /** A list of HMAC algorithms alone turns the text of a public key into the secret, as a mixed list does where it confuses. */
  readonly publicTextIsSecret?: true;
  /** What becomes of `none` in the list. */
  readonly noneListed: 'accepts' | 'accepts without key' | 'refuses';
  /** An undefined or empty key with no list accepts unsigned tokens. */
  readonly noneUnlisted: 'accepts without key' | 'refuses';
  /** An empty text, and zero bytes, as an HMAC key. */
  readonly emptyText: 'accepts' | 'refuses';
  readonly emptyBytes: 'accepts' | 'refuses';
  /** HMAC keys shorter than the hash (RFC 7518 section 3.2) are refused; nearly everybody takes them. */
  readonly shortHmac?: 'refuses';
  /** RSA keys below 2048 bits are refused. */
  readonly shortRsa?: 'refuses';
  /** A token whose `exp` is a text never expires. */
  readonly textExpiry?: 'never expires';
  /** An empty text for an audience or issuer is none, and the check is off. */
  readonly emptyClaim?: 'unchecked';
  /** `none` makes a token without a signature, whatever the key, or for want of one. It throws otherwise. */
  readonly noneSigned?: 'emits' | 'emits without key';
  /** Empty keys that sign, or make a token without a signature, rather than throw. */
  readonly emptySigned?: readonly ('text' | 'bytes')[];
  /** RSA keys below 2048 bits sign rather than throw. */
  readonly shortRsaSigned?: 'signs';
}

/**
 * Makes or imports a key. `makes` is the kind of key that comes out; the parameter `key` holds its material, `jwksUrl`
 * its address. Some are also passed uncalled, as a key: jose's `EmbeddedJWK`. `derived`: as guessable as its material;
 * `no key`: stands for the lack of one, and takes unsigned tokens.
 */
export interface KeyMaker extends Offered {
  readonly call: string;
  readonly makes: 'secret key' | 'public key' | 'private key' | 'jwk' | 'jwks' | 'random' | 'embedded key' | 'derived' | 'no key';
  readonly options?: OptionTable;
  /** The methods through which the material comes and the key leaves: `update(key)`, `digest()`. */
  readonly chain?: readonly string[];
}

/** For advice: how to verify tokens of a key pair whose public half is published as a JWKS, with the newest version. */
export interface KeySetVerifier {
  /** `token`, `jwksUri`, `issuer` and `audience` are the user's own; the rest are names that the library documents. */
  readonly code: string;
  /** What the code takes from elsewhere: an export, or a constant made of one once, so that fetched keys are kept. */
  readonly with?: { readonly what: string; readonly of: string };
}

export interface LibraryModel {
  /** npm name, `node:` specifier, or `global:` for what is there without an import. */
  readonly package: string;
  /** Further specifiers that offer the same exports. */
  readonly aliases?: readonly string[];
  /**
   * How its exports are called where no import is in view (a snippet, an auto-import, a global of a script), as far as no other
   * package goes by the same words: `jwt.sign`, `jwtVerify`. The last name is the export.
   */
  readonly unimported?: readonly string[];
  /** Made for pages, which show with it who is signed in. */
  readonly forPages?: true;
  readonly operations?: readonly OperationModel[];
  readonly keys?: readonly KeyMaker[];
  /** A call whose result stands for one of its arguments: `PassportStrategy(self)` of @nestjs/passport. */
  readonly passes?: readonly string[];
  /** HMAC, cookie and session keys outside JWT. */
  readonly secretUses?: readonly SecretUseModel[];
  /** What signs or checks bytes, whatever they mean. */
  readonly signatures?: readonly SignatureModel[];
  /** What keeps others out of logins and sessions, beside tokens. */
  readonly safeguards?: readonly SafeguardModel[];
  /** What stands before handlers, and has strategies that were registered elsewhere verify the token. */
  readonly guards?: readonly GuardModel[];
  readonly behaviours?: readonly Behaviour[];
  readonly keySetVerifier?: KeySetVerifier;
  /** Bytes given as a key are an HMAC secret, whatever they spell: jose, which takes public keys as objects only. `texts`: so are texts. */
  readonly bytesAreSecrets?: true | 'texts';
}

/**
 * A call that takes a symmetric key for something that is not a JWT with claims: a session, a cookie, a MAC, a bare JWS.
 * The key is the parameter `key`, or every option that means `key`; a list of keys, or a function that returns one, is
 * as good as a key. `default#keys = key` is a property of an instance that is assigned one.
 */
export interface SecretUseModel extends Offered {
  readonly call: string;
  /** For messages, with its article: "a signed cookie". */
  readonly purpose: string;
  /** Counts only where these roles are these texts: WebCrypto imports keys of many kinds by one call. */
  readonly only?: Readonly<Partial<Record<Role, string>>>;
  readonly options?: OptionTable;
  /** The methods of a builder, as in an operation. */
  readonly chain?: readonly string[];
  /**
   * What happens where no key is given: the content goes out unsigned and is taken back as it comes, or a key that
   * everyone knows is used unless this is production. Without it the call refuses, or takes its key from elsewhere.
   */
  readonly withoutKey?: 'unsigned' | 'published outside production';
  /** An empty text signs and checks like any other key, at once or as an item of a list. It is refused otherwise. */
  readonly emptyKey?: 'accepts' | 'accepts in a list';
  /** An undefined key counts as none, and what comes out is a plain hash, which anyone can make. It is refused otherwise. */
  readonly undefinedKey?: 'plain hash';
  /** The other side gave it out, and it only logs in there: what a person makes up is wrong there, not weak. */
  readonly credential?: true;
}

/**
 * Signs its `data`, or checks it against a `signature`: bytes, not tokens. Which of them are the two first parts of a
 * JWT shows at the call only.
 */
export interface SignatureModel {
  readonly call: string;
  readonly kind: 'sign' | 'verify';
  /** One key makes and checks it, so whoever checks makes it again and compares. */
  readonly mac?: true;
  /** How a check says no. */
  readonly onInvalid?: InvalidTokenBehaviour;
  readonly options?: OptionTable;
  /** The methods of a builder, as in an operation; the last gives the signature, or the answer. */
  readonly chain?: readonly string[];
}

/** A guard in front of handlers: the strategies behind it verify, and it decides what becomes of a request without a good token. */
export interface GuardModel extends Offered {
  readonly call: string;
  readonly options?: OptionTable;
  /** Words of its `accessMode` that let more in than those who bring a good token. */
  readonly permissiveModes?: Readonly<Record<string, 'optional' | 'allowInvalid'>>;
  /**
   * The call gives a class to extend. In `decides` it is told who the user is, and what that throws stops the request,
   * nothing else; `runs` calls it, and what that throws or answers with false stops the request.
   */
  readonly methods?: { readonly runs: string; readonly decides: string };
}

/** Begins or ends a login, or serves sessions; options with the roles of safeguards switch off what keeps others out. */
export interface SafeguardModel extends Offered {
  readonly call: string;
  readonly options?: OptionTable;
  /**
   * What becomes of a login without a state and a code verifier. `accepts`: the answer to anybody's login passes; `usual`: so it does,
   * as in most programs that use it; `constant`: one text that everybody knows is sent for all.
   */
  readonly withoutState?: 'accepts' | 'usual' | 'constant';
  /** The export that, given for the state or among what the transport is told, says not to check: `skipStateCheck`. */
  readonly skippedBy?: string;
}
