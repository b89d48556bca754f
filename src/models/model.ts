// The language in which a library is described: data only, read by src/facts.
// A row is the call as the library documents it, with our words for the arguments.

/** What an operation does with a token. `configure` sets up later signing and verifying (a module registration). */
export type Does = 'sign' | 'verify' | 'decode' | 'configure';

/**
 * Our words for an argument or option. The words before the blank line can stand as parameter names in a `call`.
 *
 * - `skipVerification`: true switches the signature check off; `verifySignature`: false does.
 * - `ignoreExpiration`: true switches the expiry check off; `checkExpiration`: false does.
 * - `lifetime`: relative time to live at sign; `expiry`: an absolute or builder-given expiration.
 * - `required`: names of claims a token must carry; `optional`: a token may be missing altogether.
 */
export type Role =
  | 'token' | 'payload' | 'key' | 'options' | 'callback' | 'header' | 'algorithm' | 'algorithms'
  | 'skipVerification' | 'expiry' | 'audience' | 'issuer' | 'subject' | 'issuedAt' | 'notBefore' | 'jti'
  | 'privateKey' | 'publicKey'

  | 'lifetime' | 'maxAge' | 'ignoreExpiration' | 'checkExpiration' | 'verifySignature' | 'clockTolerance'
  | 'required' | 'optional' | 'onExpired' | 'jwksUrl' | 'tokenType';

/** How a numeric value of a time option is meant (jwt-libraries, section 0.5). */
export type Unit = 'seconds' | 'milliseconds' | 'epoch seconds';

/** One option of an operation. A bare string says only what the option means; `null` names one without meaning for us. */
export type OptionModel = Role | null | OptionDetail | { readonly nested: OptionTable; readonly open?: boolean };

export interface OptionDetail {
  readonly means: Role;
  readonly unit?: Unit;
  /** `if present`: a token passes this check by leaving the claim out. */
  readonly presence?: 'if present';
  /** Forms of the value that the library silently ignores, e.g. an array for hono's `iss`. */
  readonly ignores?: 'list' | 'text';
}

export type OptionTable = Readonly<Record<string, OptionModel>>;

export type Failure = 'throws' | 'rejects' | 'returns false' | 'returns undefined' | 'returns null' | 'handled';

export interface OperationModel {
  /**
   * The signature, as documented:
   * - `verify(token, key, options?, callback?)`: an export called;
   * - `default(options)`: the module itself called (or its default export);
   * - `new SignJWT(payload)`: constructed;
   * - `JwtService#sign(payload, options?)`: a method of an instance of an export;
   * - `*.register(self, options)`: any method of that name that is given this module's export as `self`;
   * - `*.jwt.sign(payload, options?)`: a member chain on any object, in files that import the package.
   * A parameter `a|b` holds either: text is the first, an object the second.
   */
  readonly call: string;
  readonly does: Does;
  /** What happens when the token is bad. With a `callback` parameter given, the callback gets the error instead. */
  readonly fails?: Failure;
  /** The methods of a builder, or of the function or object returned: they add parts to this same operation. */
  readonly then?: readonly string[];
  readonly options?: OptionTable;
  /** Any other option name is ignored without an error. */
  readonly closed?: boolean;
  /** The key is a property of the options only, and absence means a set-up elsewhere. */
  readonly keyElsewhere?: boolean;
  /** Lifetime, algorithms and claims may have been configured elsewhere (a module registration). */
  readonly configuredElsewhere?: boolean;
  /** Lifetime that a new token gets without any option, e.g. njwt's hour. */
  readonly defaultLifetime?: string;
  /** In which versions this signature exists: from (inclusive), below (exclusive). */
  readonly from?: string;
  readonly below?: string;
}

/** What one range of versions does; the columns of the cross-library matrix (jwt-libraries, section 7.1). Rows ascend. */
export interface Behaviour {
  /** First version that no longer behaves so. The last row has none. */
  readonly below?: string;
  /**
   * Without an allow-list, who chooses the algorithm? `key`: the parsed key binds the family; `key text`: a guess from
   * the key's text; `token`: the token's header; `one`: the call forces exactly one; `throws`: the call fails.
   */
  readonly algorithmsOmitted: 'key' | 'key text' | 'token' | 'one' | 'throws';
  /** Column h: a list with HMAC and asymmetric families. */
  readonly mixedFamilies: 'confuses' | 'refuses';
  /** Columns e and f: `none` in the list. */
  readonly noneListed: 'accepts' | 'accepts without key' | 'refuses';
  /** Columns b and c: an undefined or empty key with no list accepts unsigned tokens. */
  readonly noneUnlisted: 'accepts without key' | 'refuses';
  /** Column k: an empty string as HMAC key; column l: zero bytes. */
  readonly emptyText: 'accepts' | 'refuses';
  readonly emptyBytes: 'accepts' | 'refuses';
}

/** Makes or imports a key. `family` is the kind of key that comes out; the parameter `key` holds its material. */
export interface KeyMaker {
  readonly call: string;
  readonly makes: 'secret key' | 'public key' | 'private key' | 'jwk' | 'jwks' | 'random' | 'embedded key';
}

export interface LibraryModel {
  /** npm name, or `node:` specifier. */
  readonly package: string;
  /** Further specifiers that offer the same exports. */
  readonly also?: readonly string[];
  readonly operations?: readonly OperationModel[];
  readonly keys?: readonly KeyMaker[];
  /** A call whose result stands for one of its arguments: `PassportStrategy(self)` of @nestjs/passport. */
  readonly passes?: readonly string[];
  /** HMAC, cookie and session keys outside JWT. */
  readonly macs?: readonly MacModel[];
  readonly behaviours?: readonly Behaviour[];
}

/** A call that takes a symmetric key for something that is not a JWT: a session, a cookie, a MAC. */
export interface MacModel {
  readonly call: string;
  readonly protects: string;
  readonly options?: OptionTable;
  /** Which options' value must be a key, dotted path. */
}
