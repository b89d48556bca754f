// Random → a valid key or token of some kind, as a text, and whether it is one line or an object.

import { createHmac, type KeyObject } from 'node:crypto';
import { nearOf, tokenForms, type Form } from '../../src/secrets/tokens/token-forms.ts';
import { ecKey, edKey, rsaKey } from '../support/seeded-keys.ts';
import { textOf, tokenOf } from '../support/token-samples.ts';
import { base62, hexDigits, type Random } from './random.ts';

export interface Secret {
  readonly kind: string;
  /** `lines`: a PEM and the like; `object`: JSON; `word`: one line without blanks; `pair`: `NAME=value` lines. */
  readonly form: 'lines' | 'object' | 'word' | 'pair';
  readonly text: string;
  /** It is found when it is encoded in base64 once more. */
  readonly encodable?: boolean;
  /** Only under a name of its own. */
  readonly name?: string;
}

/** Making RSA keys takes time, so a pool serves. */
const rsaKeys = ['corpus 1', 'corpus 2', 'corpus 3', 'corpus 4'];
const labels = Array.from({ length: 24 }, (_, index) => `corpus ${index}`);

/** Of a hundred. */
const shares = { pem: 20, jwk: 15, serviceAccount: 4, der: 6, otherKey: 5, jwt: 25, providerToken: 25 };

export function secretFrom(random: Random): Secret {
  const makers = { pem, jwk, serviceAccount, der, otherKey, jwt, providerToken };
  const drawn = random.pick((Object.keys(shares) as (keyof typeof shares)[]).flatMap((name) => Array<keyof typeof shares>(shares[name]).fill(name)));
  return makers[drawn](random);
}

const anyKey = (random: Random): KeyObject =>
  random.pick([() => rsaKey(random.pick(rsaKeys)), () => ecKey(random.pick(labels)), () => edKey(random.pick(labels))])();

function pem(random: Random): Secret {
  const [kind, text] = random.pick<() => readonly [string, string]>([
    () => ['PEM PKCS#8', armoured(anyKey(random), 'pkcs8')], () => ['PEM PKCS#8', armoured(anyKey(random), 'pkcs8')],
    () => ['PEM PKCS#1', armoured(rsaKey(random.pick(rsaKeys)), 'pkcs1')], () => ['PEM SEC1', armoured(ecKey(random.pick(labels)), 'sec1')],
    () => ['PEM OpenSSH', openSsh(random)],
  ])();
  return { kind, form: 'lines', text, encodable: true };
}

const armoured = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1'): string => key.export({ type, format: 'pem' }).toString().trimEnd();

/** The header that every such file has; what follows is as long as an Ed25519 key. */
function openSsh(random: Random): string {
  const field = (text: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
  const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), field('none'), field('none'), random.bytes(220)]).toString('base64');
  return ['-----BEGIN OPENSSH PRIVATE', ' KEY-----\n', body.replace(/.{70}/g, '$&\n'), '\n-----END OPENSSH PRIVATE', ' KEY-----'].join('');
}

function jwk(random: Random): Secret {
  const make = (): object => random.pick<() => object>([
    () => ({ ...anyKey(random).export({ format: 'jwk' }), use: 'sig', kid: random.text(base62, 8) }),
    () => ({ kid: random.text(base62, 8), alg: 'ES256', ...ecKey(random.pick(labels)).export({ format: 'jwk' }) }),
    () => ({ kty: 'oct', k: random.bytes(32).toString('base64url'), alg: 'HS256' }),
  ])();
  const isSet = random.number(4) === 0;
  return { kind: isSet ? 'JWKS' : 'JWK', form: 'object', encodable: true, text: JSON.stringify(isSet ? { keys: [make(), make()] } : make()) };
}

const serviceAccount = (random: Random): Secret => ({
  kind: 'service account', form: 'object', encodable: true,
  text: JSON.stringify({
    type: 'service_account', project_id: 'shop', private_key_id: random.text(hexDigits, 40),
    private_key: `${armoured(rsaKey(random.pick(rsaKeys)), 'pkcs8')}\n`, client_email: 'ci@shop.iam.gserviceaccount.com',
  }),
});

const der = (random: Random): Secret => ({
  kind: 'DER', form: 'word', text: anyKey(random).export({ type: 'pkcs8', format: 'der' }).toString('base64'), name: 'privateKey',
});

function otherKey(random: Random): Secret {
  return random.pick<() => Secret>([
    () => ({ kind: 'age', form: 'word', text: `AGE-SECRET-KEY-1${random.text('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}` }),
    () => ({ kind: 'dotenvx', form: 'pair', text: random.text(hexDigits, 64), name: random.pick(['DOTENV_PRIVATE_KEY', 'DOTENV_PRIVATE_KEY_PRODUCTION']) }),
    () => ({
      kind: 'PuTTY', form: 'lines',
      text: `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: deploy\nPublic-Lines: 2\n${random.bytes(48).toString('base64')}\n${random.bytes(9).toString('base64')}\nPrivate-Lines: 1\n${random.bytes(36).toString('base64')}\nPrivate-MAC: ${random.text(hexDigits, 64)}`,
    }),
  ])();
}

/** Live for many years, or for ever; spaced and ordered as libraries and people do. */
function jwt(random: Random): Secret {
  const algorithm = random.pick(['HS256', 'HS256', 'HS384', 'HS512', 'RS256', 'ES256', 'EdDSA']);
  const header = random.pick<object>([{ alg: algorithm, typ: 'JWT' }, { typ: 'JWT', alg: algorithm }, { alg: algorithm, kid: random.text(base62, 10) }]);
  const payload = {
    ...random.pick<object>([{ sub: random.text(hexDigits, 24) }, { iss: 'https://id.shop.io', sub: 'user' }, { role: 'service_role', iss: 'supabase' }, { user: { id: random.number(9999) }, admin: true }]),
    iat: 1_700_000_000, ...(random.number(3) > 0 && { exp: 4_000_000_000 }),
  };
  const spaces = random.pick([0, 0, 0, 1, 2, 4]);
  const input = [JSON.stringify(header), JSON.stringify(payload, null, spaces)].map((part) => Buffer.from(part).toString('base64url')).join('.');
  return { kind: 'JWT', form: 'word', encodable: true, text: `${input}.${signature(algorithm, input, random)}` };
}

const signatureBytes: Readonly<Record<string, number>> = { RS256: 256, ES256: 64, EdDSA: 64 };

function signature(algorithm: string, input: string, random: Random): string {
  if (algorithm.startsWith('HS')) return createHmac(`sha${algorithm.slice(2)}`, random.bytes(32)).update(input).digest('base64url');
  return random.bytes(signatureBytes[algorithm]!).toString('base64url');
}

const liveForms = tokenForms().filter(({ use, secret }) => use === undefined || secret?.kind === 'secret access key');

function providerToken(random: Random): Secret {
  const form = random.pick(liveForms);
  const kind = `${form.provider} ${form.kind}`;
  const token = tokenOf(form, random.bytes(2 * form.shape.length[1] + 50));
  if (form.secret) return { kind, form: 'pair', text: `${token} ${drawnSecret(form, random)}`, name: 'AWS_KEYS' };
  const encodable = nearOf(form).length === 0 && form.shape.before[1] === 0 && form.shape.word.length >= 5;
  const [near] = nearOf(form);
  return { kind, form: 'word', text: token, encodable, ...(near !== undefined && { name: form.isNamed ? near : `${near}Token` }) };
}

const drawnSecret = (form: Form, random: Random): string => textOf(form.secret!.shape, random.bytes(200));
