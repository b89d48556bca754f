// What a text that somebody else chose must not build unchecked: file paths, queries, addresses, keys, commands.
// Calls by module and export name, by global name, or, for databases of every make, by method name. Makers of keys
// are in the models of the libraries.

export type Builds = 'path' | 'query' | 'url' | 'key' | 'command';

export interface SinkModel {
  readonly builds: Builds;
  /** Export names, dotted; '' is the module itself called, and `().x` a method of what a call of it gives back. */
  readonly calls: readonly string[];
  /** Which argument does it; every one of them when absent. */
  readonly argument?: number;
  /** The properties that do it, when an object is given. */
  readonly options?: readonly string[];
  /** It names whose keys are fetched: a key set's address, an issuer or a pool. Whatever the token says there chooses them. */
  readonly ofKeys?: true;
}

export interface ModuleSinks extends SinkModel { readonly modules: readonly string[] }

const addressOptions = ['url', 'uri', 'href', 'baseURL', 'baseUrl'] as const;

export const moduleSinks: readonly ModuleSinks[] = [
  {
    builds: 'path', modules: ['fs', 'node:fs', 'fs-extra', 'graceful-fs'], argument: 0,
    calls: ['readFile', 'readFileSync', 'createReadStream', 'open', 'openSync', 'promises.readFile', 'promises.open', 'readJson'],
  },
  { builds: 'path', modules: ['fs/promises', 'node:fs/promises'], argument: 0, calls: ['readFile', 'open'] },
  { builds: 'path', modules: ['path', 'node:path', 'upath'], calls: ['join', 'resolve', 'posix.join', 'posix.resolve'] },
  { builds: 'command', modules: ['child_process', 'node:child_process'], argument: 0, calls: ['exec', 'execSync'] },
  {
    builds: 'url', argument: 0, options: addressOptions,
    modules: [
      'axios', 'got', 'ky', 'node-fetch', 'cross-fetch', 'undici', 'superagent', 'request', 'request-promise', 'request-promise-native',
      'needle', 'phin', 'ofetch', 'http', 'node:http', 'https', 'node:https',
    ],
    calls: ['', 'get', 'request', 'fetch', 'post', '$fetch', 'ofetch', 'json'],
  },
  { builds: 'url', ofKeys: true, modules: ['openid-client'], argument: 0, calls: ['discovery', 'Issuer.discover'] },
  { builds: 'url', ofKeys: true, modules: ['get-jwks'], argument: 0, options: ['domain'], calls: ['().getPublicKey', '().getJwk'] },
  { builds: 'key', modules: ['jwk-to-pem', 'pem-jwk', 'node-rsa', 'rsa-pem-from-mod-exp'], argument: 0, calls: ['', 'jwk2pem'] },
  { builds: 'key', modules: ['crypto', 'node:crypto'], argument: 0, calls: ['X509Certificate'] },
  { builds: 'key', modules: ['crypto', 'node:crypto'], argument: 1, calls: ['subtle.importKey', 'webcrypto.subtle.importKey'] },
  { builds: 'key', modules: ['node-forge'], argument: 0, calls: ['pki.certificateFromPem', 'pki.publicKeyFromPem'] },
  { builds: 'key', modules: ['jsrsasign'], argument: 0, calls: ['KEYUTIL.getKey'] },
];

export const globalSinks: readonly SinkModel[] = [
  { builds: 'url', calls: ['fetch', '$fetch'], argument: 0 },
  { builds: 'path', calls: ['Bun.file', 'Deno.readFile', 'Deno.readFileSync', 'Deno.readTextFile', 'Deno.readTextFileSync'], argument: 0 },
  { builds: 'key', calls: ['crypto.subtle.importKey'], argument: 1 },
];

/** Methods that take a query as text, or as an object that holds it. */
export const queryMethods: ReadonlySet<string> = new Set([
  'query', 'execute', 'exec', 'run', 'all', 'get', 'each', 'prepare', 'raw', 'unsafe', 'literal', 'any', 'one', 'oneOrNone', 'none',
  'many', 'manyOrNone', '$queryRawUnsafe', '$executeRawUnsafe', 'whereRaw', 'orWhereRaw', 'havingRaw', 'selectRaw',
]);
export const queryOptions: readonly string[] = ['text', 'sql', 'query', 'statement'];
/** A text that is a query, and not the name of something. */
export const queryText = /\b(?:select|insert|update|delete|from|where|match|return)\b[\s\S]*(?:[=('"\s]|\blike\b)/i;
/** A property that is JavaScript run by the database. */
export const codeProperties: ReadonlySet<string> = new Set(['$where', '$function', '$accumulator']);

/**
 * Where a key in the header is the point: the token proves that its sender holds it, and something else says whose it is.
 * DPoP (RFC 9449), ACME accounts (RFC 8555), credential proofs (OpenID4VCI), key binding (SD-JWT), thumbprints (RFC 7638).
 */
export const provesPossession = new RegExp([
  'dpop', 'jwkThumbprint', '\\bjkt\\b', '\\bcnf\\b', '\\bhtu\\b', 'openid4vci-proof', '\\bkb\\+jwt\\b', 'new-?account', '\\bacme\\b',
  'wallet-?attestation', 'client-attestation',
].join('|'), 'i');

/** Somebody follows a certificate up to a root: `leaf.verify(root.publicKey)`, `validateChain(x5c)`, a pinned fingerprint. */
export const checksChains = new RegExp([
  '(?:verif|validat|check|trust|build)\\w*(?:cert|chain|x5c|path)', 'checkIssued', 'fingerprint256',
  '(?:cert|chain|issuer|root|ca|leaf|intermediate)\\w*\\.verify\\(', '\\.verify\\(\\s*\\w*(?:root|issuer|ca|cert|parent)',
].join('|'), 'i');
