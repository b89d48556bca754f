// A verify call → who issues its tokens. Addresses are written out, built, read from elsewhere, or only demanded as an issuer.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { JwtCall } from '../../src/calls/jwt-call.ts';
import { identityProviders } from '../../src/models/tokens/identity-providers.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const imports = "import jwt from 'jsonwebtoken'; import jwksClient from 'jwks-rsa'; import { createRemoteJWKSet, importSPKI, jwtVerify } from 'jose';\n";
const callIn = (code: string): JwtCall => factsOf(sourceFileOf('src/x.ts', imports + code)).jwtCalls.find(({ kind }) => kind === 'verify')!;
const issuerOf = (code: string): string => { const { trust, provider, issuerHost } = callIn(code); return [trust, provider?.name ?? issuerHost].filter(Boolean).join(': '); };
const fetched = (address: string): string => `jwtVerify(t, createRemoteJWKSet(new URL(${address})), {});`;

describe('the address of the keys', () => {
  it.each([
    ["'https://www.googleapis.com/oauth2/v3/certs'", 'third party: Google'],
    ["'https://appleid.apple.com/auth/keys'", 'third party: Apple'],
    ["'https://login.microsoftonline.com/common/discovery/v2.0/keys'", 'third party: Microsoft Entra, for all tenants'],
    ["'https://login.microsoftonline.com/consumers/discovery/v2.0/keys'", 'third party: Microsoft Entra, for all tenants'],
    ['`https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`', 'third party: Microsoft Entra'],
    ["'https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com'", 'third party: Firebase'],
    ["'https://www.gstatic.com/iap/verify/public_key-jwk'", 'third party: Google Cloud IAP'],
    ['`https://cognito-idp.${region}.amazonaws.com/${pool}/.well-known/jwks.json`', 'third party: Amazon Cognito'],
    ["'https://shop.eu.auth0.com/.well-known/jwks.json'", 'third party: Auth0'],
    ['`https://${process.env.AUTH0_DOMAIN}/.well-known/jwks.json`', 'third party: Auth0'],
    ['process.env.OKTA_JWKS_URI', 'third party: Okta'],
    ["'https://dev-1.okta.com/oauth2/default/v1/keys'", 'third party: Okta'],
    ["'https://sso.example.com/auth/realms/shop/protocol/openid-connect/certs'", 'third party: Keycloak'],
    ["'https://shop.cloudflareaccess.com/cdn-cgi/access/certs'", 'third party: Cloudflare Access'],
    ["'https://shop.clerk.accounts.dev/.well-known/jwks.json'", 'third party: Clerk'],
    ["'https://abc.supabase.co/auth/v1/.well-known/jwks.json'", 'third party: Supabase'],
    ["'https://login.example.com/jwks'", 'third party: login.example.com'],
    ['process.env.JWKS_URI', 'third party'],
    ['metadata.jwks_uri', 'third party'],
    ["'http://localhost:8080/realms/shop/protocol/openid-connect/certs'", 'own: localhost'],
    ["'http://auth.default.svc.cluster.local/jwks'", 'own: auth.default.svc.cluster.local'],
    ['`${process.env.APP_URL}/jwks`', 'own'],
    ["'/jwks', process.env.BASE_URL", 'own'],
    ['somewhere()', 'unknown'],
    // Look-alikes: the host must end there.
    ["'https://accounts.google.com.example.com/jwks'", 'third party: accounts.google.com.example.com'],
    ["'https://auth0.com.example.com/jwks'", 'third party: auth0.com.example.com'],
  ])('%s', (address, expected) => { expect(issuerOf(fetched(address))).toBe(expected); });

  it.each([
    ['an option of the client', "jwt.verify(t, jwksClient({ jwksUri: 'https://shop.eu.auth0.com/jwks' }).getSigningKey(k), {});", 'third party: Auth0'],
    ['behind a key function', "const c = jwksClient({ jwksUri: 'https://shop.eu.auth0.com/jwks' }); jwt.verify(t, (h, done) => c.getSigningKey(h.kid, done), {}, f);", 'third party: Auth0'],
    ['one of several', "jwtVerify(t, createRemoteJWKSet(new URL(test ? 'http://localhost/jwks' : 'https://appleid.apple.com/auth/keys')), {});", 'third party: Apple'],
  ])('%s', (_, code, expected) => { expect(issuerOf(code)).toBe(expected); });
});

describe('without an address', () => {
  it.each([
    ['the issuer that is demanded', "jwt.verify(t, key, { issuer: 'https://accounts.google.com' });", 'third party: Google'],
    ['one of several issuers', "jwt.verify(t, key, { issuer: ['accounts.google.com', 'https://accounts.google.com'] });", 'third party: Google'],
    ['an issuer that nobody knows', "jwt.verify(t, key, { issuer: 'https://id.example.com' });", 'unknown'],
    ['a shared secret, whatever issuer', "jwt.verify(t, process.env.JWT_SECRET, { issuer: 'https://abc.supabase.co/auth/v1' });", 'own'],
    ['HMAC, whatever key', "jwt.verify(t, key, { algorithms: ['HS256'], issuer: 'https://accounts.google.com' });", 'own'],
    ['a key of ours', 'jwt.verify(t, process.env.JWT_KEY, {});', 'own'],
    ['the only keys that the file fetches', "const keys = await fetch('https://www.googleapis.com/oauth2/v1/certs'); jwt.verify(t, keys[kid], {});", 'third party: Google'],
    ['keys of two providers', "fetch('https://www.googleapis.com/oauth2/v1/certs'); fetch('https://appleid.apple.com/auth/keys'); jwt.verify(t, keys[kid], {});", 'unknown'],
    ['keys that a client fetches for others', "const google = createRemoteJWKSet(new URL('https://www.googleapis.com/oauth2/v3/certs')); jwt.verify(t, keys[kid], {});", 'unknown'],
    ['a key that a caller has', "fetch('https://www.googleapis.com/oauth2/v1/certs'); export const f = (key) => jwt.verify(t, key, {});", 'unknown'],
    ['an address of theirs that is no key', "fetch('https://accounts.google.com/signin'); jwt.verify(t, keys[kid], {});", 'unknown'],
  ])('%s', (_, code, expected) => { expect(issuerOf(code)).toBe(expected); });
});

describe('the table of providers', () => {
  it('names each once, with a source', () => {
    expect(identityProviders.map(({ name }) => name)).toHaveLength(new Set(identityProviders.map(({ name }) => name)).size);
    expect(identityProviders.filter(({ source }) => !/^https:\/\/[\w.-]+\//.test(source))).toEqual([]);
  });
});
