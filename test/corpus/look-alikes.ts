// Random → a text that looks like a key or a token and is none, as projects are full of.

import { createPublicKey } from 'node:crypto';
import { tokenForms } from '../../src/secrets/tokens/token-forms.ts';
import { ecKey, rsaKey } from '../support/seeded-keys.ts';
import { tokenOf } from '../support/token-samples.ts';
import { base62, hexDigits, letters, type Random } from './random.ts';

export interface LookAlike { readonly kind: string; readonly text: string }

const labels = Array.from({ length: 12 }, (_, index) => `public ${index}`);
const hex = (random: Random, length: number): string => random.text(hexDigits, length);
const word = (random: Random): string => random.text(letters, 3 + random.number(8));
const words = (random: Random, count: number): string => Array.from({ length: count }, () => word(random)).join(' ');
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenFrom = (random: Random): string => tokenOf(random.pick(forms), random.bytes(1200));
const forms = tokenForms().filter(({ use, near }) => use === undefined && near === undefined);
const publicForms = tokenForms().filter(({ use }) => use === 'public');
const jwtParts = (random: Random, claims: object): readonly [string, string, string] => [encoded({ alg: 'HS256', typ: 'JWT' }), encoded(claims), random.bytes(32).toString('base64url')];

const kinds: Readonly<Record<string, (random: Random) => string>> = {
  md5: (random) => hex(random, 32), sha1: (random) => hex(random, 40), sha256: (random) => hex(random, 64), 'git SHA': (random) => `commit ${hex(random, 40)}`,
  uuid: (random) => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-'),
  SRI: (random) => `sha512-${random.bytes(64).toString('base64')}`, 'SRI short': (random) => `sha256-${random.bytes(32).toString('base64')}`,
  translation: (random) => `${random.pick(['Passwort', 'Mot de passe', 'Contraseña', 'Token abgelaufen', 'Neues Kennwort'])} ${words(random, 2)}`,
  lockfile: (random) => `https://registry.npmjs.org/${word(random)}/-/${word(random)}-${random.number(9)}.${random.number(20)}.0.tgz#${hex(random, 40)}`,
  minified: (random) => `!function(e,t){var n=${random.number(99)},r=e.${word(random)};return t(${word(random)}[n]||r.${word(random)}(${random.number(999)}))}(this,0);`,
  image: (random) => `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${random.bytes(150 + random.number(600)).toString('base64')}`,
  jpeg: (random) => `data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQ${random.bytes(300).toString('base64')}`,
  font: (random) => `data:font/woff2;base64,d09GMgABAAAAA${random.bytes(400).toString('base64')}`,
  'public PEM': (random) => createPublicKey(random.pick([ecKey, rsaKey])(random.pick(labels.slice(0, 3)))).export({ type: 'spki', format: 'pem' }).toString().trim().replaceAll('\n', '\\n'),
  'public DER': (random) => createPublicKey(ecKey(random.pick(labels))).export({ type: 'spki', format: 'der' }).toString('base64'),
  certificate: (random) => `-----BEGIN CERTIFICATE-----\\nMIID${random.bytes(600).toString('base64')}\\n-----END CERTIFICATE-----`,
  'public JWK': (random) => JSON.stringify(createPublicKey(ecKey(random.pick(labels))).export({ format: 'jwk' })).replaceAll('"', "'"),
  'JWK with a hint': () => "{'kty':'RSA','n':'your-modulus','e':'AQAB','d':'your-private-exponent'}",
  'elided PEM': (random) => `-----BEGIN PRIVATE KEY-----\\nMIIEvQ${random.text(base62, 20)}...\\n-----END PRIVATE KEY-----`,
  'PEM for people': () => `-----BEGIN RSA PRIVATE KEY-----\\n<your key here>\\n-----END RSA PRIVATE KEY-----`,
  'PEM armour': () => `-----BEGIN EC PRIVATE KEY-----`,
  'truncated JWT': (random) => jwtParts(random, { sub: hex(random, 12) }).slice(0, 2).join('.'), 'cut JWT': (random) => `${jwtParts(random, { sub: 'x' }).join('.').slice(0, 60)}...`,
  'JWT header': (random) => encoded({ alg: random.pick(['HS256', 'RS256']), typ: 'JWT' }),
  JWE: (random) => [encoded({ alg: 'dir', enc: 'A256GCM' }), '', ...[16, 60, 22].map((length) => random.bytes(length).toString('base64url'))].join('.'),
  'signed cookie': (random) => `${encoded({ user: random.number(999) })}.${random.text(base62, 6)}.${random.bytes(20).toString('base64url')}`,
  'expired JWT': (random) => jwtParts(random, { sub: hex(random, 12), exp: 1_600_000_000 }).join('.'),
  'anonymous JWT': (random) => jwtParts(random, { role: 'anon', iss: 'supabase', ref: hex(random, 20), exp: 4_000_000_000 }).join('.'),
  'sample JWT': (random) => jwtParts(random, { sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 }).join('.'),
  'truncated token': (random) => tokenFrom(random).slice(0, 14 + random.number(4)), 'elided token': (random) => `${tokenFrom(random).slice(0, 12)}...`,
  'placeholder token': (random) => { const { shape } = random.pick(forms); return shape.word.length < 3 ? 'your-token' : `${shape.word}${random.pick(['your_token_here', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'REPLACE_ME', '<token>', '1234567890abcdef1234567890abcdef12345678'])}`; },
  'public token': (random) => tokenOf(random.pick(publicForms), random.bytes(600)),
  'source map': (random) => `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify({ version: 3, sources: [word(random)], names: [], mappings: random.text(`${base62},;`, 400) })).toString('base64')}`,
  mappings: (random) => random.text('ACEGIKMOQSUWYacegikmoqsuwy,;', 200), 'SVG path': (random) => `M${Array.from({ length: 30 }, () => `${random.number(99)}.${random.number(999)}`).join(' ')}z`,
  css: (random) => `.css-${random.text(base62, 6)}-${word(random)}{background:#${hex(random, 6)};transition:all .${random.number(9)}s}`,
  'class names': (random) => Array.from({ length: 6 }, () => `${word(random)}-${word(random)}-${random.number(12)}`).join(' '),
  nanoid: (random) => random.text(`${base62}_-`, 21), 'nanoid alphabet': () => 'useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict', alphabet: () => `ABCDEFGHIJKLMNOPQRSTUVWXYZ${base62.slice(0, 26)}0123456789+/`,
  documentation: (random) => `Keys begin with ${random.pick(forms).shape.word} and are ${random.number(60)} characters long; ${words(random, 6)}.`,
  'object id': (random) => hex(random, 24), ulid: (random) => `01${random.text('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}`, 'base64 text': (random) => Buffer.from(words(random, 12)).toString('base64'), 'base64 JSON': (random) => Buffer.from(JSON.stringify({ name: word(random), items: Array.from({ length: 8 }, () => word(random)) })).toString('base64'),
  address: (random) => `0x${hex(random, 40)}`, number: (random) => random.text('0123456789', 18), version: (random) => `${random.number(20)}.${random.number(40)}.${random.number(9)}-${word(random)}.${random.number(9)}`, colour: (random) => `#${hex(random, 6)}`,
  url: (random) => `https://cdn.shop.io/${word(random)}/${hex(random, 20)}/${random.text(base62, 16)}.js?v=${hex(random, 8)}`, 'AWS sample': () => 'AKIAIOSFODNN7EXAMPLE', reference: (random) => `\${${word(random).toUpperCase()}_TOKEN}`,
  'AWS secret sample': () => 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'sample of a vendor': (random) => `${random.text(base62, 30)}EXAMPLEKEY`,
  'reference of an agent': (random) => random.pick(['${input:api-key}', '{env:API_TOKEN}', '{file:~/.keys/token}', 'user_provided', '={{ $credentials.token }}']),
  'bcrypt hash': (random) => `$2b$10$${random.text(`${base62}./`, 53)}`, 'crypt hash': (random) => `${random.pick(['$5$', '$6$', '$y$j9T$', '$apr1$'])}${random.text(base62, 8)}$${random.text(`${base62}./`, 43)}`,
  'argon2 hash': (random) => `$argon2id$v=19$m=65536,t=3,p=4$${random.bytes(16).toString('base64').replace(/=+$/, '')}$${random.bytes(32).toString('base64').replace(/=+$/, '')}`,
  'Django hash': (random) => `pbkdf2_sha256$600000$${random.text(base62, 22)}$${random.bytes(32).toString('base64')}`, 'directory hash': (random) => `{SSHA}${random.bytes(24).toString('base64')}`,
  'Werkzeug hash': (random) => `scrypt:32768:8:1$${random.text(base62, 16)}$${hex(random, 128)}`,
  status: (random) => random.pick(['configured', 'missing', 'not set', 'loaded from the environment', '✓ set']), label: (random) => random.pick(['WebAppData', 'Bitcoin seed', 'cookie signing', 'session-salt']),
};

const names = Object.keys(kinds);

export function lookAlikeFrom(random: Random): LookAlike {
  const kind = random.pick(names);
  return { kind, text: kinds[kind]!(random) };
}
