// Versions of JWT, JOSE and session libraries that published advisories warn of. Offline on purpose: a gate opens no
// connection. Ranges are those of the advisory, checked against the GitHub Advisory Database, OSV or NVD in November
// 2026; rows marked "run" were also run on both sides of the cut. Rows of wrappers follow from their manifests.
//
// Severity says what the version alone does: `error` where the plain call can be forged, `warning` where it depends on
// how the library is called, `info` for exhaustion, and for parts of a library that most of its users never call.
// Left out: what only rejects good tokens, what the maintainers call a mistake of the caller, and what no source confirms
// (CVE-2022-23529 of jsonwebtoken was withdrawn).

export interface VulnerableVersions {
  readonly package: string;
  /** First affected version; from the first one published when left out. */
  readonly from?: string;
  /** First version that is no longer affected. None: no version is better. */
  readonly below?: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** https://github.com/advisories/GHSA-…, https://nvd.nist.gov/vuln/detail/CVE-… */
  readonly id: string;
  /** Continues "jsonwebtoken 8.5.1 …". */
  readonly flaw: string;
  /** Only calls that list no algorithms meet it. */
  readonly meets?: 'no algorithms';
  /** The vulnerable package that this one installs: one problem with it. */
  readonly carries?: string;
  /** Packages that bring it in and never call the part at fault. */
  readonly notThrough?: readonly string[];
}

const jsonwebtoken8 = {
  severity: 'warning', id: 'CVE-2022-23540', carries: 'jsonwebtoken', meets: 'no algorithms',
  flaw: 'checks tokens with jsonwebtoken 8, which takes unsigned tokens where key and algorithms are missing',
} as const;

export const vulnerableVersions: readonly VulnerableVersions[] = [
  // --- jsonwebtoken and what is built on it ---
  { package: 'jsonwebtoken', below: '4.2.2', severity: 'error', id: 'GHSA-c7hr-j4mj-j2w6',
    flaw: 'lets the token choose the algorithm, so that a public key passes for an HMAC secret and anyone can forge tokens' },
  { package: 'jsonwebtoken', below: '9.0.0', severity: 'warning', id: 'CVE-2022-23540', meets: 'no algorithms',
    flaw: 'takes unsigned tokens where the key is empty and no algorithms are listed' },
  { package: 'jsonwebtoken', below: '9.0.0', severity: 'warning', id: 'CVE-2022-23541', meets: 'no algorithms',
    flaw: 'lets a token choose between HMAC and RSA where one key function serves both' },
  // Keys are chosen by who runs the program: with a list, a key of another type than it says signs nothing that passes.
  { package: 'jsonwebtoken', below: '9.0.0', severity: 'warning', id: 'CVE-2022-23539', meets: 'no algorithms',
    flaw: 'takes keys of the wrong type for the algorithm' },
  // 5.3.3 and older leave `algorithms` optional; 6 to 7.7.7 still depend on jsonwebtoken 8.
  { package: 'express-jwt', below: '6.0.0', severity: 'warning', id: 'CVE-2020-15084', meets: 'no algorithms',
    flaw: 'asks for no algorithms, so that with keys from a JWKS the token chooses', carries: 'jsonwebtoken' },
  { package: 'express-jwt', below: '7.7.8', ...jsonwebtoken8 },
  { package: 'passport-jwt', below: '4.0.1', ...jsonwebtoken8 },
  { package: 'koa-jwt', below: '4.0.4', ...jsonwebtoken8 },
  { package: '@nestjs/jwt', below: '10.0.0', ...jsonwebtoken8 },
  { package: 'hapi-auth-jwt2', below: '10.4.0', ...jsonwebtoken8 },
  { package: 'restify-jwt-community', below: '2.0.0', ...jsonwebtoken8 },
  { package: 'socketio-jwt', ...jsonwebtoken8 },
  { package: 'passport-sharepoint', below: '0.4.0', severity: 'error', id: 'GHSA-45fh-g845-pj9w',
    flaw: 'does not check the signature of the access token, so that anyone can forge one' },

  // --- jws ---
  { package: 'jws', below: '3.0.0', severity: 'error', id: 'GHSA-gjcw-v447-2w7q',
    flaw: 'lets the token choose the algorithm, so that a public key passes for an HMAC secret and anyone can forge tokens' },
  // jsonwebtoken calls `jws.verify`: https://github.com/auth0/node-jws/security/advisories/GHSA-869p-cjfg-cm3x
  { package: 'jws', below: '3.2.3', severity: 'warning', id: 'CVE-2025-65945', notThrough: ['jsonwebtoken'],
    flaw: 'can be talked past the HMAC check of createVerify() where the token itself says which secret to look up' },
  { package: 'jws', from: '4.0.0', below: '4.0.1', severity: 'warning', id: 'CVE-2025-65945', notThrough: ['jsonwebtoken'],
    flaw: 'can be talked past the HMAC check of createVerify() where the token itself says which secret to look up' },

  // --- jose and its split packages ---
  ...[['1.0.0', '1.28.1'], ['2.0.0', '2.0.5'], ['3.0.0', '3.11.4']].map(([from, below]) => ({
    package: 'jose', from: from!, below: below!, severity: 'warning', id: 'CVE-2021-29443',
    flaw: 'answers bad padding of A…CBC-HS… at another speed, so that encrypted tokens can be read without the key',
  } as const)),
  ...[['1.0.0', '1.28.2'], ['2.0.0', '2.0.6'], ['3.0.0', '3.20.4'], ['4.0.0', '4.9.2']].flatMap(([from, below]) =>
    ['jose', ...(from === '3.0.0' || from === '4.0.0' ? ['jose-node-cjs-runtime', 'jose-node-esm-runtime', 'jose-browser-runtime'] : [])]
      .map((name) => ({
        package: name, from: from!, below: below!, severity: 'info', id: 'CVE-2022-36083',
        flaw: 'lets an encrypted token ask for any number of PBES2 rounds, which ties up the process',
      } as const))),
  ...[
    ['jose', undefined, '2.0.7'],
    ['jose', '3.0.0', '4.15.5'],
    ['jose-node-cjs-runtime', undefined, '4.15.5'],
    ['jose-node-esm-runtime', undefined, '4.15.5'],
  ].map(
    ([name, from, below]) =>
      ({
        package: name!,
        ...(from !== undefined && { from }),
        below: below!,
        severity: 'info',
        id: 'CVE-2024-28176',
        flaw: 'unpacks a compressed encrypted token to any size, which ties up the process',
      }) as const,
  ),
  { package: 'node-jose', below: '0.11.0', severity: 'error', id: 'CVE-2018-0114',
    flaw: 'trusts the key that a token brings along, so that anyone can forge tokens' },
  { package: 'node-jose', below: '2.2.0', severity: 'info', id: 'CVE-2023-25653',
    flaw: 'can loop forever in elliptic curve operations where neither WebCrypto nor node:crypto is there' },

  // --- fast-jwt ---
  { package: 'fast-jwt', below: '3.3.2', severity: 'warning', id: 'CVE-2023-48223',
    flaw: 'takes a BEGIN RSA PUBLIC KEY for an HMAC secret where no algorithms are listed, so that anyone can forge tokens' },
  { package: 'fast-jwt', below: '5.0.6', severity: 'warning', id: 'CVE-2025-30144',
    flaw: 'accepts a list of issuers in a token of which one is allowed, so that another one can sign it' },
  // Run on 6.1.0 and 6.2.0.
  { package: 'fast-jwt', below: '6.2.0', severity: 'warning', id: 'CVE-2026-34950',
    flaw: 'takes a public key with white space before it for an HMAC secret, so that anyone can forge tokens' },
  { package: 'fast-jwt', below: '6.2.0', severity: 'warning', id: 'CVE-2026-35042',
    flaw: 'accepts tokens with critical extensions that it does not know' },
  // These three run on 6.2.4 and 6.3.0.
  { package: 'fast-jwt', below: '6.3.0', severity: 'warning', id: 'CVE-2026-107722',
    flaw: 'takes a public key with text before it for an HMAC secret, so that anyone can forge tokens' },
  { package: 'fast-jwt', below: '6.3.0', severity: 'warning', id: 'CVE-2026-107724',
    flaw: 'takes the JSON of a public key for an HMAC secret, so that anyone can forge tokens' },
  { package: 'fast-jwt', below: '6.3.0', severity: 'warning', id: 'CVE-2026-107723',
    flaw: 'checks no claim of a token whose payload is a list' },
  // Run on 6.3.0.
  { package: 'fast-jwt', below: '6.3.1', severity: 'warning', id: 'CVE-2026-107720',
    flaw: 'accepts unsigned tokens where the key is empty and algorithms are listed' },
  { package: 'fast-jwt', below: '6.3.4', severity: 'info', id: 'CVE-2026-107719',
    flaw: 'goes on accepting expired tokens without iat while they are cached' },
  // 11.0.2 was never published; the key of the cache is encoded from 11.0.3 on (read in both).
  { package: 'get-jwks', below: '11.0.3', severity: 'warning', id: 'CVE-2025-59936',
    flaw: 'lets a token put a key of another issuer into the cache under the name of a trusted one' },

  // --- other libraries that sign and verify ---
  { package: 'jwt-simple', below: '0.5.3', severity: 'error', id: 'GHSA-8v5f-hp78-jgxq',
    flaw: 'lets the token choose the algorithm, so that a public key passes for an HMAC secret and anyone can forge tokens' },
  { package: 'jsrsasign', below: '10.2.0', severity: 'warning', id: 'GHSA-27fj-mc8w-j9wg',
    flaw: 'accepts RSA signatures with wrong padding' },
  { package: 'jsrsasign', below: '10.5.25', severity: 'warning', id: 'CVE-2022-25898',
    flaw: 'accepts JWT signatures with characters in them that are no base64url' },
  { package: 'jsrsasign', below: '11.0.0', severity: 'warning', id: 'CVE-2024-21484',
    flaw: 'shows by its speed whether RSA padding was right, so that cipher text can be read without the key' },
  { package: 'jsrsasign', below: '11.1.1', severity: 'warning', id: 'CVE-2026-4599',
    flaw: 'draws DSA nonces unevenly, so that the private key can be computed from its signatures' },
  { package: 'node-forge', below: '1.3.0', severity: 'warning', id: 'CVE-2022-24771',
    flaw: 'can be given forged RSA signatures for keys with a small exponent' },
  // selfsigned only makes certificates, for the servers of developers.
  { package: 'node-forge', below: '1.4.0', severity: 'warning', id: 'CVE-2026-33895', notThrough: ['selfsigned'],
    flaw: 'accepts a second form of each Ed25519 signature' },
  { package: 'elliptic', below: '6.6.1', severity: 'warning', id: 'GHSA-vjh7-7g9h-fjfh',
    flaw: 'gives its private key away when it signs a malformed message' },
  { package: 'crypto-js', below: '4.2.0', severity: 'warning', id: 'CVE-2023-46233',
    flaw: 'derives keys with one round of PBKDF2 unless told otherwise, so that passwords behind them can be guessed' },

  // --- frameworks, where tokens are one part of many: their calls are judged by version elsewhere ---
  { package: 'hono', from: '1.1.0', below: '4.10.2', severity: 'info', id: 'CVE-2025-62610',
    flaw: 'has no way to check the audience in its JWT middleware' },
  { package: 'hono', below: '4.11.4', severity: 'info', id: 'CVE-2026-22817',
    flaw: 'lets the token choose the algorithm in its JWT middleware where the configuration or the JWK names none' },
  { package: 'hono', below: '4.12.18', severity: 'info', id: 'CVE-2026-44459',
    flaw: 'lets tokens whose exp is no number never expire' },
  { package: 'next-auth', below: '4.24.5', severity: 'warning', id: 'CVE-2023-48309',
    flaw: 'takes the token of an interrupted sign-in for a session, so that its middleware lets nobody in particular through' },
  { package: 'next-auth', below: '4.24.15', severity: 'info', id: 'CVE-2026-73418',
    flaw: 'throws in getToken() at a malformed Authorization header' },
  { package: 'next-auth', from: '5.0.0-beta.1', below: '5.0.0-beta.32', severity: 'info', id: 'CVE-2026-73418',
    flaw: 'throws in getToken() at a malformed Authorization header' },
  { package: '@auth/core', below: '0.41.3', severity: 'info', id: 'CVE-2026-73418',
    flaw: 'throws in getToken() at a malformed Authorization header' },
  { package: '@fastify/secure-session', below: '7.3.0', severity: 'warning', id: 'CVE-2024-31999',
    flaw: 'goes on accepting the cookie of a session that was deleted' },
];
