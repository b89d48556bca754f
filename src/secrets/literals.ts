// Keys and tokens recognised by their own form, in any text.

import type { Place } from '../source/file.ts';

export interface TokenLiteral {
  readonly at: Place;
  readonly algorithm: string;
  readonly issuer?: string;
  /** A role-like claim worth naming in the message: service_role, anon, admin. */
  readonly role?: string;
  /** Seconds since the epoch. */
  readonly expires?: number;
  readonly issued?: number;
  /** Given to one run of a build, for an hour at most. */
  readonly ofPipeline?: true;
  /** One of those that come with a stack for developers, and are the same for everyone. */
  readonly ofLocalStack?: true;
  /** Third part is empty or alg is none. */
  readonly unsecured: boolean;
  /** Documented samples: RFC 7515/7519/7520, jwt.io, examples in descriptions of interfaces. */
  readonly sample: boolean;
  /** It stands in a comment of code, or of configuration. */
  readonly inComment?: 'code' | 'config';
  /** The token itself where the place holds more: split over a concatenation, or encoded once more. */
  readonly token?: string;
}

export interface KeyLiteral {
  readonly at: Place;
  /** `DER`: a body without armour, in base64 or as a file. */
  readonly form: 'PEM' | 'JWK' | 'service account' | 'DER' | 'PKCS#12' | 'JKS' | 'JCEKS' | 'PuTTY' | 'age' | 'dotenvx';
  /** rsa, ec, ed25519, oct … when node:crypto could load it. */
  readonly type?: string;
  readonly encrypted: boolean;
  /** node:crypto parsed it. */
  readonly proven: boolean;
  /** Key published in an RFC, or given as an example by a description of an interface. */
  readonly sample: boolean;
  /** It stands in a comment of code, or of configuration. */
  readonly inComment?: 'code' | 'config';
  /** Private keys of one set that stand one after the other, this being the first; absent for one alone. */
  readonly inSet?: number;
  /** Modulus of an RSA key, bytes × 8 of an oct key. */
  readonly bits?: number;
}

export interface ProviderToken {
  readonly at: Place;
  /** GitHub, AWS. */
  readonly provider: string;
  /** personal access token, secret key. */
  readonly kind: string;
  /**
   * `test` opens a sandbox, `public` is made to be seen, `server` would be but for its name, `identifier` opens nothing without a
   * secret.
   */
  readonly use: 'live' | 'test' | 'public' | 'server' | 'identifier';
  /** Given to everyone by documentation or an emulator. */
  readonly sample: boolean;
  /** Seconds since 1970, where the address around it says so. */
  readonly expires?: number;
  /** For forms that carry one. */
  readonly checksum?: 'fits' | 'fails';
  /** Given as an example by a description of an interface, and yet none that somebody made up: its checksum fits. */
  readonly isShown?: true;
  /** What names the owner of this secret, and stands beside it. */
  readonly named?: string;
  /** It stands in a comment of code, or of configuration. */
  readonly inComment?: 'code' | 'config';
}
