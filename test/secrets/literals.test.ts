import { createHmac, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { privateKeysIn } from '../../src/secrets/keys/private-keys.ts';
import { tokensIn } from '../../src/secrets/tokens/tokens.ts';
import type { SourceFile } from '../../src/source/file.ts';
import type { Language } from '../../src/source/language.ts';

const fileOf = (text: string, language: Language = 'ts'): SourceFile => ({ path: 'x', text, language, role: 'production' });
const encoded = (value: string): string => Buffer.from(value).toString('base64url');

interface Made { readonly header?: object; readonly spaces?: number; readonly key?: string }

function tokenOf(claims: object, { header = { alg: 'HS256', typ: 'JWT' }, spaces = 0, key = 'k' }: Made = {}): string {
  const signed = `${encoded(JSON.stringify(header, null, spaces))}.${encoded(JSON.stringify(claims, null, spaces))}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

describe('tokensIn', () => {
  const token = tokenOf({ iss: 'me', role: 'admin', exp: 5, iat: 4 });
  const first = (text: string, language?: Language) => tokensIn(fileOf(text, language));

  it('decodes what it finds', () => {
    const text = `const t = '${token}';`;
    const [found] = first(text);
    expect(found).toMatchObject({ algorithm: 'HS256', issuer: 'me', role: 'admin', expires: 5, issued: 4, unsecured: false, sample: false });
    expect(text.slice(found?.at.start, found?.at.end)).toBe(token);
    expect(found?.token).toBeUndefined();
  });

  it.each([1, 2, 4])('reads JSON with %s spaces', (spaces) => {
    expect(first(tokenOf({ a: 1 }, { spaces }))).toHaveLength(1);
  });

  it.each<[string, string]>([
    ['after Bearer', `Bearer ${token}`], ['in a URL', `https://x.test/?t=${token}&b=1`], ['at the end of a sentence', `It is ${token}. Then`],
    ['with encoded dots', token.replaceAll('.', '%2E')], ['after an escape', `"a\\n${token}"`], ['after a prefix and a dot', `pk.${token}`],
  ])('%s', (_, text) => expect(first(text)).toHaveLength(1));

  it.each([10, 40, 60])('split over a concatenation at %s', (cut) => {
    const [found] = first(`'${token.slice(0, cut)}' +\n  '${token.slice(cut)}'`);
    expect(found?.token).toBe(token);
  });

  it.each([40, 64, 76])('wrapped at %s', (width) => {
    const long = tokenOf({ sub: 'x', note: 'long enough for several lines of sixty-four characters, and then for one more' });
    const lines = long.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n').split('\n');
    for (const joint of ['\n', '\r\n    ', ' \\\n  ', '\n# ', '\n// ']) {
      const text = `some words before\n${joint === '\n# ' ? '# ' : ''}${lines.join(joint)}\nname: value\n`;
      expect(first(text).map((one) => one.token ?? 'as it stands'), JSON.stringify(joint)).toEqual([long]);
    }
  });

  it('ends where it ends, whatever the next line is', () => {
    for (const next of ['Next', 'NEXT=1', 'aGVsbG8', token]) expect(first(`${token}\n${next}\n`)[0]).toMatchObject({ at: { start: 0, end: token.length } });
  });

  it('knows the tokens of builds, which live for an hour', () => {
    const iss = 'https://token.actions.githubusercontent.com';
    expect(first(tokenOf({ iss, iat: 1000, exp: 1300 }))).toMatchObject([{ ofPipeline: true }]);
    for (const claims of [{ iss, iat: 1000, exp: 99_000 }, { iss, exp: 1300 }, { iss: 'https://id.test', iat: 1000, exp: 1300 }]) expect(first(tokenOf(claims))[0]?.ofPipeline).toBeUndefined();
  });

  it('in a list of its parts', () => {
    for (const text of [`[${token.split('.').map((part) => `'${part}'`).join(', ')}].join('.')`, `[\n${token.split('.').map((part) => `  "${part}",`).join('\n')}\n].join(".")`])
      expect(first(text)).toMatchObject([{ token }]);
  });

  it('encoded once more', () => {
    const [found, ...rest] = first(`token: ${Buffer.from(token).toString('base64')}\n`, 'yaml');
    expect(found?.token).toBe(token);
    expect(rest).toEqual([]);
  });

  it.each<[string, string]>([
    ['truncated', `${token.slice(0, 30)}...`], ['without a signature part', token.slice(0, token.lastIndexOf('.'))], ['with an elided signature', `${token.slice(0, token.lastIndexOf('.') + 1)}...`],
    ['with the word signature', `${token.slice(0, token.lastIndexOf('.') + 1)}signature`], ['no alg', tokenOf({}, { header: { typ: 'JWT' } })],
    ['payload is a list', tokenOf([1])], ['payload is no JSON', `${encoded('{"alg":"HS256"}')}.${encoded('foo')}.${'a'.repeat(43)}`],
    ['JWE', `${encoded('{"alg":"dir","enc":"A256GCM"}')}..${encoded('iv')}.${encoded('text')}.${encoded('tag')}`], ['inside a longer run', `abc${token}`],
    ['header alone', encoded('{"alg":"HS256","typ":"JWT"}')],
  ])('silent: %s', (_, text) => expect(first(text)).toEqual([]));

  it('says unsecured, sample and role', () => {
    const unsecured = `${encoded('{"alg":"none"}')}.${encoded('{"sub":"1"}')}.`;
    expect(first(`'${unsecured}'`)).toMatchObject([{ unsecured: true, algorithm: 'none' }]);
    expect(first(tokenOf({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }))).toMatchObject([{ sample: true }]);
    expect(first(tokenOf({ iss: 'joe', exp: 1300819380 }))).toMatchObject([{ sample: true }]);
    for (const claims of [{ role: 'service_role' }, { user_role: 'service_role' }, { roles: ['user', 'service_role'] }, { realm_access: { roles: ['service_role'] } }]) {
      expect(first(tokenOf(claims))).toMatchObject([{ role: 'service_role' }]);
    }
    expect(first(tokenOf({ role: 'anon' }))).toMatchObject([{ role: 'anon' }]);
    expect(first(tokenOf({ admin: true }))).toMatchObject([{ role: 'admin' }]);
    expect(first(tokenOf({ 'https://hasura.io/jwt/claims': { 'x-hasura-default-role': 'admin' } }))).toMatchObject([{ role: 'admin' }]);
  });

  it.each(['ey', 'eyJ-', 'eyJhbGci.', 'eyJ.eyJ.', "eyJ' + 'eyJ", 'ZXlK', '-eyJ', '%20eyJ', "eyJhb'+\n"])('takes its time in proportion: %s', (unit) => {
    const started = performance.now();
    first(unit.repeat(200_000 / unit.length));
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const pemOf = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string => key.export({ type, format: 'pem' }).toString();

describe('privateKeysIn: PEM', () => {
  const keys = (text: string, language?: Language) => privateKeysIn(fileOf(text, language));
  const pem = pemOf(rsa.privateKey);
  const lines = pem.trim().split('\n');

  it.each<[string, string]>([
    ['RSA', pem], ['RSA, PKCS#1', pemOf(rsa.privateKey, 'pkcs1')],
    ['one line with escapes', JSON.stringify({ key: pem })], ['escaped twice', JSON.stringify(JSON.stringify({ key: pem }))],
    ['indented in YAML', `key: |\n${lines.map((line) => `    ${line}`).join('\n')}\n`], ['with CRLF', pem.replaceAll('\n', '\r\n')],
    ['joined strings with escapes', lines.map((line) => `'${line}\\n'`).join(' +\n  ')], ['joined strings, operator first', lines.map((line) => `"${line}\\n"`).join('\n  + ')],
    ['a list of lines', `[\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('\\n')`], ['in a comment', lines.map((line) => `# ${line}`).join('\n')],
    ['in a doc comment', lines.map((line) => ` * ${line}`).join('\n')], ['in a line comment', lines.map((line) => `// ${line}`).join('\n')],
    ['encoded once more', `key: ${Buffer.from(pem).toString('base64')}\n`], ['encoded once more, over lines', `key: |\n  ${Buffer.from(pem).toString('base64').replace(/.{76}/g, '$&\n  ')}\n`],
    ['in env quotes', `PRIVATE_KEY="${pem}"`], ['body on one line', `${lines[0]} ${lines.slice(1, -1).join(' ')} ${lines.at(-1)}`],
  ])('%s', (_, text) => {
    expect(keys(text)).toMatchObject([{ form: 'PEM', type: 'rsa', bits: 1024, proven: true, encrypted: false, sample: false }]);
  });

  it('marks from the first dash to the last', () => {
    const text = `const k = \`${pem.trim()}\`;`;
    const [found] = keys(text);
    expect(text.slice(found?.at.start, found?.at.end)).toBe(pem.trim());
  });

  it('knows the kinds', () => {
    expect(keys(pemOf(ec.privateKey))).toMatchObject([{ type: 'ec', proven: true }]);
    expect(keys(pemOf(ec.privateKey, 'sec1'))).toMatchObject([{ type: 'ec', proven: true }]);
    expect(keys(pemOf(ed.privateKey))).toMatchObject([{ type: 'ed25519', proven: true }]);
    expect(keys(`${pem}\n${pemOf(ed.privateKey)}`)).toHaveLength(2);
  });

  it('tells encrypted keys', () => {
    const sealed = rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
    const old = rsa.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
    expect(keys(sealed)).toMatchObject([{ encrypted: true, proven: false }]);
    expect(keys(old)).toMatchObject([{ encrypted: true, proven: false }]);
  });

  it('reads OpenSSH headers', () => {
    const ssh = (cipher: string): string => {
      const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), Buffer.from([0, 0, 0, cipher.length]), Buffer.from(cipher), randomBytes(120)]).toString('base64');
      return ['-----BEGIN OPENSSH PRIV', 'ATE KEY-----\n', body, '\n-----END OPENSSH PRIV', 'ATE KEY-----'].join('');
    };
    expect(keys(ssh('none'))).toMatchObject([{ type: 'openssh', encrypted: false, proven: true }]);
    expect(keys(ssh('aes256-ctr'))).toMatchObject([{ type: 'openssh', encrypted: true }]);
  });

  it('names service accounts', () => {
    expect(keys(JSON.stringify({ type: 'service_account', private_key: pem }), 'json')).toMatchObject([{ form: 'service account', proven: true }]);
  });

  it('finds documents with a key that are encoded once more', () => {
    const account = Buffer.from(JSON.stringify({ type: 'service_account', private_key: pem }, null, 2)).toString('base64');
    expect(keys(`GOOGLE=${account}\n`, 'env')).toMatchObject([{ form: 'service account', proven: true, at: { start: 7, end: 7 + account.length } }]);
    const jwk = Buffer.from(JSON.stringify(ec.privateKey.export({ format: 'jwk' }))).toString('base64url');
    expect(keys(`const jwk = atob('${jwk}');`)).toMatchObject([{ form: 'JWK', type: 'ec' }]);
  });

  describe('without armour', () => {
    const body = rsa.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    const wrapped = body.replace(/.{64}/g, '$&\n').trimEnd();
    it.each<[string, string]>([
      ['one line', `"privateKey": "${body}"`], ['base64url', `key=${body.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`], ['a block', `key: |\n  ${wrapped.replaceAll('\n', '\n  ')}\n`],
      ['joined literals', wrapped.split('\n').map((one) => `'${one}'`).join(' +\n  ')], ['escapes', JSON.stringify(wrapped)], ['continued lines', wrapped.replaceAll('\n', '\\\n')],
    ])('%s', (_, text) => expect(keys(text)).toMatchObject([{ form: 'DER', type: 'rsa', bits: 1024, proven: true }]));

    it('knows the kinds', () => {
      for (const [type, key] of [['ec', ec], ['ed25519', ed]] as const)
        expect(keys(`k: ${key.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')}\n`)).toMatchObject([{ form: 'DER', type }]);
      expect(keys(`k: ${ec.privateKey.export({ type: 'sec1', format: 'der' }).toString('base64')}\n`)).toMatchObject([{ form: 'DER', type: 'ec' }]);
    });

    it.each<[string, string]>([
      ['cut', body.slice(0, -8)], ['too long', `${body.replace(/=+$/, '')}AAAA`], ['within a longer text', `A${body}`], ['public', rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
      ['changed', `${body.slice(0, 40)}AAAAAAAA${body.slice(48)}`],
    ])('silent: %s', (_, text) => expect(keys(`key: ${text}\n`)).toEqual([]));
  });

  it('reads PuTTY, age and dotenvx', () => {
    const ppk = (cipher: string): string => `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: ${cipher}\nComment: x\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\n${randomBytes(40).toString('base64')}\nPrivate-MAC: 00\n`;
    expect(keys(ppk('none'))).toMatchObject([{ form: 'PuTTY', type: 'ssh-rsa', encrypted: false, proven: true }]);
    expect(keys(ppk('aes256-cbc'))).toMatchObject([{ encrypted: true, proven: false }]);
    expect(keys(JSON.stringify(ppk('none')))).toHaveLength(1);
    const age = `AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE`;
    expect(keys(`# created\n${age}\n`)).toMatchObject([{ form: 'age', at: { start: 10, end: 10 + age.length } }]);
    const hex = randomBytes(32).toString('hex');
    expect(keys(`DOTENV_PRIVATE_KEY_PRODUCTION="${hex}"\nDOTENV_PUBLIC_KEY="03${hex}"\n`)).toMatchObject([{ form: 'dotenvx', at: { start: 31, end: 95 } }]);
    for (const none of [age.slice(0, -1), `AGE-SECRET-KEY-1${'Q'.repeat(58)}`, `DOTENV_PRIVATE_KEY=${'0'.repeat(64)}`, 'DOTENV_PRIVATE_KEY=$KEY']) expect(keys(none), none).toEqual([]);
  });

  const framed = (body: string): string => `${lines[0]}\n${body}\n${lines.at(-1)}`;
  it.each<[string, string]>([
    ['elided', framed(`${lines[1]}\n...\n${lines[2]}`)], ['bracketed', framed('<your key here>')], ['short', framed('MIIEvQIBADANBgkq')], ['words', framed('your key here')],
    ['variable', `${lines[0]}\\n\${body}\\n${lines.at(-1)}`], ['no end', lines.slice(0, -2).join('\n')], ['header alone', lines[0] ?? ''],
    ['no DER', framed(Buffer.from('this is no key at all, only a long text in base64 form').toString('base64'))],
    ['public', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['public, encoded', Buffer.from(rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()).toString('base64')],
  ])('silent: %s', (_, text) => expect(keys(text)).toEqual([]));

  it('is not sure of a body that does not load', () => {
    const broken = Buffer.concat([Buffer.from([0x30, 0x81, 200]), randomBytes(200)]).toString('base64');
    expect(keys(framed(broken))).toMatchObject([{ proven: false }]);
  });

  it('takes a body that ends before its own length says for a part that is shown', () => {
    const part = Buffer.concat([Buffer.from([0x30, 0x82, 4, 0]), randomBytes(200)]).toString('base64');
    expect(keys(framed(part))).toEqual([]);
  });
});

describe('privateKeysIn: JWK', () => {
  const keys = (text: string, language?: Language) => privateKeysIn(fileOf(text, language));
  const rsaJwk = rsa.privateKey.export({ format: 'jwk' });
  const ecJwk = ec.privateKey.export({ format: 'jwk' });
  const edJwk = ed.privateKey.export({ format: 'jwk' });
  const octJwk = { kty: 'oct', k: randomBytes(16).toString('base64url'), alg: 'HS256' };
  const asCode = (jwk: object): string => `const key = {\n${Object.entries(jwk).map(([name, value]) => `  ${name}: '${String(value)}',`).join('\n')}\n};`;
  const asYaml = (jwk: object): string => `keys:\n${Object.entries(jwk).map(([name, value], at) => `  ${at === 0 ? '- ' : '  '}${name}: ${String(value)}`).join('\n')}\n  - kty: RSA\n    e: AQAB\n`;

  it.each([['rsa', rsaJwk], ['ec', ecJwk], ['ed25519', edJwk], ['oct', octJwk]] as const)('%s in every dress', (type, jwk) => {
    const secret = String((jwk as { d?: string; k?: string }).d ?? (jwk as { k?: string }).k);
    const toml = `[key]\n${Object.entries(jwk).map(([name, value]) => `${name} = "${String(value)}"`).join('\n')}\n`;
    for (const text of [JSON.stringify(jwk), JSON.stringify({ keys: [jwk] }, null, 2), JSON.stringify(JSON.stringify(jwk)), asCode(jwk), asYaml(jwk), toml]) {
      const found = keys(text);
      expect(found).toMatchObject([{ form: 'JWK', type, proven: true, sample: false, encrypted: false }]);
      expect(text.slice(found[0]?.at.start, found[0]?.at.end)).toBe(secret);
    }
  });

  it('counts the bits of oct keys', () => expect(keys(JSON.stringify(octJwk))).toMatchObject([{ bits: 128 }]));
  it('tells a set once, at its first key', () => expect(keys(JSON.stringify({ keys: [ecJwk, edJwk, octJwk] }, null, 2))).toMatchObject([{ inSet: 3, type: 'ec' }]));
  it('finds each of several that stand apart', () => expect(keys(JSON.stringify({ one: ecJwk, two: edJwk }))).toHaveLength(2));

  it('knows the keys of the specifications by their public part', () => {
    const jwk = { ...ecJwk, x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU' };
    expect(keys(JSON.stringify(jwk))).toMatchObject([{ sample: true }]);
  });

  it.each<[string, string]>([
    ['public', JSON.stringify(ec.publicKey.export({ format: 'jwk' }))], ['a variable', '{ kty: "EC", crv: "P-256", x, y, d: privateExponentOfTheSigningKeyOfThisService }'],
    ['elided', '{"kty":"EC","crv":"P-256","d":"abc..."}'], ['a type', "interface Key { kty: 'RSA' | 'EC'; d?: string; n: string }"], ['a comparison', "if (jwk.kty === 'oct') return jwk.k;"],
    ['filler', `{"kty":"EC","d":"${'a'.repeat(43)}"}`],
  ])('silent: %s', (_, text) => expect(keys(text)).toEqual([]));

  it.each(['{kty:"EC",', 'kty: RSA\n', '{"kty":"oct"', '-----BEGIN PRIVATE KEY-----', 'LS0tLS1CRUdJTi', '}kty:"EC"'])('takes its time in proportion: %s', (unit) => {
    const started = performance.now();
    keys(unit.repeat(100_000 / unit.length));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
