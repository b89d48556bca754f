import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isPublishedSecret, judgeSecret, secretsToTry } from '../../src/secrets/secrets.ts';
import { referenceOf } from '../../src/values/references.ts';
import { namedValuesOfConfig } from '../../src/documents/config-values.ts';
import type { Value } from '../../src/values/value.ts';
import type { SourceFile } from '../../src/source/file.ts';
import type { Language } from '../../src/source/language.ts';
import { readConfig } from '../../src/syntax/read-config.ts';

/** Looks random, and visibly is none. */
const random32 = 'q7Vt0mXz4Lr9Kc2Wb8Ny5Hd1Fs6Gj3Pa';

describe('judgeSecret', () => {
  it.each([
    ['', 'empty'], ['   ', 'empty'], ['${JWT_SECRET}', 'reference'], ['prefix-${X}', 'reference'],
    ['changeme', 'placeholder'], ['CHANGE_ME', 'placeholder'], ['change-me-in-production', 'placeholder'], ['your-256-bit-secret', 'placeholder'], ['<your secret>', 'placeholder'],
    ['replacewithalongrandomstring', 'placeholder'], ['YOUR_JWT_SECRET_HERE', 'placeholder'], ['**********', 'placeholder'], ['[REDACTED]', 'placeholder'], ['xxxxxxxx', 'placeholder'],
    ['{secret}', 'reference'], ['{your secret}', 'placeholder'], ['eyJhbGciOi...', 'placeholder'], ['todo', 'placeholder'],
    ['supersecret', 'known'], ['secret', 'known'], ['keyboard cat', 'known'], ['shhhhh', 'known'], ['my_secret_key', 'known'], ['MY-SECRET-KEY', 'known'], ['123456', 'known'],
    [Buffer.from('supersecret').toString('base64'), 'known'], [Buffer.from('supersecret').toString('hex'), 'known'], [' secret ', 'known'],
    ['super-secret-jwt-token-with-at-least-32-characters-long', 'known'], ['a-string-secret-at-least-256-bits-long', 'known'],
    [random32, 'random'], [`mysecret-${random32}`, 'random'], ['x9KdPq2mQ7vLr', 'short'], ['dev-only-example', 'short'],
    ['MyCompanyVeryLongTokenSigningKey2024', 'human'], ['correct-horse-battery-staple-purple-monkey', 'human'], ['qwertyuiopasdfghjklzxcvbnmqwertyuiop', 'human'],
    ['abcabcabcabcabcabcabcabcabcabcabcabc', 'human'], ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'human'], ['11112222333344445555666677778888', 'human'],
  ])('%s is %s', (text, expected) => expect(judgeSecret(text).class).toBe(expected));

  it.each([
    ['JWT_SECRET', 'JWT_SECRET', 'not a secret'], ['jwt.secret', 'jwtSecret', 'not a secret'], ['15m', 'JWT_SECRET', 'not a secret'], ['true', 'JWT_SECRET', 'not a secret'],
    ['https://auth.example.test/token', 'CLIENT_SECRET', 'not a secret'], ['./keys/jwt.pem', 'PRIVATE_KEY', 'not a secret'], ['/etc/keys/jwt', 'JWT_SECRET', 'not a secret'],
    ['access_token', 'ACCESS_TOKEN_KEY', 'not a secret'], ['x-access-token', 'AUTH_TOKEN', 'not a secret'], ['1234', 'password', 'not a secret'],
    ['123e4567-e89b-42d3-a456-426614174000', 'password', 'not a secret'], ['123e4567-e89b-42d3-a456-426614174000', 'JWT_SECRET', 'random'],
    ['Must not be empty, please', 'password', 'not a secret'], ['label.change-password', 'password', 'not a secret'], ['incorrectPassword', 'INCORRECT_PASSWORD', 'not a secret'],
    ['client_secret_post', 'CLIENT_SECRET', 'not a secret'], ['whsec_', 'WEBHOOK_SECRET', 'not a secret'], ['1234', 'JWT_SECRET', 'known'], ['jwt_secret', 'JWT_SECRET', 'known'],
    ['this is my long passphrase for tokens', 'JWT_SECRET', 'human'], ['password', 'password', 'not a secret'], ['postgres', 'DB_PASSWORD', 'known'],
    ['Tr0ub4dor&3x9', 'DB_PASSWORD', 'random'],
  ])('%s under %s is %s', (text, name, expected) => expect(judgeSecret(text, { name }).class).toBe(expected));

  it('counts the bytes that the algorithm gets', () => {
    const key = randomBytes(32);
    expect(judgeSecret(key.toString('base64'), { algorithm: 'HS256', encoding: 'base64' })).toMatchObject({ class: 'random', bytes: 32, needs: 32, form: 'base64' });
    expect(judgeSecret(key.toString('hex'), { algorithm: 'HS512', encoding: 'hex' })).toMatchObject({ class: 'short', bytes: 32, needs: 64, form: 'hex' });
    expect(judgeSecret(key.toString('hex'), { algorithm: 'HS512' })).toMatchObject({ class: 'random', bytes: 64, needs: 64, form: 'hex' });
    expect(judgeSecret('ü'.repeat(16)).bytes).toBe(32);
    expect(judgeSecret(random32, { algorithm: 'HS384' })).toMatchObject({ class: 'short', needs: 48 });
    expect(judgeSecret('Tr0ub4dor&3x9', { name: 'DB_PASSWORD' }).needs).toBe(0);
  });

  it('takes the word of the path where the name alone says less', () => {
    expect(judgeSecret('x9KdPq2mQ7vLr', { name: 'secret', says: 'signing secret' })).toMatchObject({ class: 'short', needs: 32 });
    expect(judgeSecret('1234', { name: 'secret', says: 'signing secret' }).class).toBe('known');
  });

  it('says when a placeholder is published', () => {
    expect(judgeSecret('changeme')).toMatchObject({ class: 'placeholder', published: true });
    expect(isPublishedSecret('mysecret-x9KdPq2m')).toBe(false);
    expect(secretsToTry()).toEqual(expect.arrayContaining(['', 'secret', 'Secret', 'keyboard cat', 'your-256-bit-secret', 'mySecretKey', 'MY_SECRET_KEY', 'my_secret_key', 'MySecretKey', 'toBeModified', 'bezKoderSecretKey']));
  });

  it('takes 12,000 random keys for random', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    const forms: readonly (() => string)[] = [
      () => randomBytes(16).toString('hex'), () => randomBytes(32).toString('hex'), () => randomBytes(32).toString('base64'), () => randomBytes(48).toString('base64url'),
      () => randomUUID(), () => Array.from(randomBytes(32), (byte) => letters[byte % letters.length]).join(''),
    ];
    const taken = forms.map((draw) => Array.from({ length: 2000 }, draw).filter((key) => judgeSecret(key, { name: 'JWT_SECRET' }).class !== 'random'));
    expect(taken).toEqual(forms.map(() => []));
  }, 60_000);

  it.each([
    'MyC0mpanyS3cretKey2023!', 'Th1s1sMyS3cretK3yD0NotSh4re', 'S3cr3tK3yF0rJwTT0k3n', 'Str0ngP4ssw0rdF0rJWT!', 'bankapp$ecret$igningKey', 'the quick brown fox jumps over the lazy dog',
    'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6', '1q2w3e4r5t6y7u8i9o0p', 'qazwsxedcrfvtgbyhnujmikolp', 'zaq12wsxcde34rfvbgt56yhn', '1234567890abcdef1234567890abcdef', 'deadbeefdeadbeefdeadbeefdeadbeef',
    'iamironmanandiloveyou3000', 'MerryChristmas2023HappyNewYear2024', '2023-01-01T00:00:00Z-jwt-secret', 'whatsapp_clone_secret_key_001', 'SuperSecretPassword123456789!', 'mongodb+srv-style-secret-thing',
    'shop.example.com-jwt-key', 'harbour-api-secret-2025', 'OurLittleSecret-DoNotShare-2019', 'welcometothejungle1987', 'liverpoolfc-youllneverwalkalone', 'GymManagementSystem2023SecretKey',
    'geheimnisschluesselfuermeineanwendung', 'MeuSegredoSuperSecretoParaTokens', 'cleSecretePourLesJetonsDeSession', 'minhachavesecretadojwt2023',
  ])('knows that a person made up %s', (text) => expect(judgeSecret(text, { name: 'JWT_SECRET' }).human).toBe(true));

  it('knows the words of the project', () => {
    const own = new Set(['zorblatt', 'quuxify', 'quuxifyzorblatt']);
    for (const text of ['zorblatt-quuxify-2024-signing-key', 'QuuxifyZorblattTokenSecretOfOurs']) expect(judgeSecret(text, { own }).class).toBe('human');
    expect(judgeSecret(`zorblatt-${random32}`, { own }).class).toBe('random');
  });

  it('answers about long and odd texts in no time', () => {
    for (const text of ['a', 'ab', '-', '${', '{{', 'aB1', '(('].map((unit) => unit.repeat(100_000))) {
      const started = performance.now();
      judgeSecret(text, { name: 'JWT_SECRET' });
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});

describe('referenceOf', () => {
  it.each([
    ['${X}', { env: 'X' }], ['$X', { env: 'X' }], ['${X:?unset}', { env: 'X' }], ['${X?unset}', { env: 'X' }], ['%X%', { env: 'X' }], ['env(X)', { env: 'X' }], ['env:X', { env: 'X' }],
    ['${X:-lit}', { env: 'X', fallback: 'lit' }], ['${X-lit}', { env: 'X', fallback: 'lit' }], ['${X:lit}', { env: 'X', fallback: 'lit' }], ['${X:-}', { env: 'X', fallback: '' }],
    ['${app.jwt.secret:lit}', { fallback: 'lit' }], ['${A:-${B:-lit}}', { env: 'A', fallback: 'lit' }], ['${A:-${B}}', { env: 'A' }],
    ["${env:X, 'lit'}", { env: 'X', fallback: 'lit' }], ['${env:X}', { env: 'X' }], ['${ssm:/a/b}', {}], ['${self:custom.x}', {}], ['${file(./s.yml):key}', {}],
    ['{{ .Values.x | default "lit" }}', { fallback: 'lit' }], ['{{ .Values.x }}', {}], ["{{ lookup('env', 'X') | default('lit') }}", { env: 'X', fallback: 'lit' }],
    ["${{ secrets.X || 'lit' }}", { env: 'X', fallback: 'lit' }], ['${{ secrets.X }}', { env: 'X' }], ['{% x %}', {}], ['<%= x %>', {}], ['[[ x ]]', {}], ['(( x ))', {}],
    ['#{X}#', {}], ['__X__', {}], ['@X@', {}], ['@/run/x', {}], ['@name', {}], ['file:/x', {}], ['/run/secrets/x', {}], ['var.jwt_secret', {}], ['data.a.b', {}],
    ['$secret://a/b', {}], ['$env://X', { env: 'X' }], ['urn:k8s:secret:a:b', {}], ['{vault://env/x}', {}], ['vault:secret/x#key', {}], ['op://v/i/f', {}],
    ['arn:aws:secretsmanager:eu:1:secret:x', {}], ['@Microsoft.KeyVault(SecretUri=x)', {}], ['projects/p/secrets/s', {}], ['ENC[AES256_GCM,data:x]', {}], ['ENC(abc)', {}], ['{cipher}abc', {}],
    ['encrypted:abc', {}], ['$ANSIBLE_VAULT;1.1', {}], ['$(openssl rand -hex 32)', {}], ['process.env.X', { env: 'X' }],
  ])('%s', (text, expected) => {
    const { env, fallback } = referenceOf(text) ?? { env: 'none' };
    expect({ ...(env === undefined ? {} : { env }), ...(fallback === undefined ? {} : { fallback }) }).toEqual(expected);
  });

  it.each(['abc', 'prefix-${X}', '${A}${B}', '{{ a }}{{ b }}', 'secret', '$2b$10$abc', 'a@b', '', '$'])('%s is none', (text) => expect(referenceOf(text)).toBeUndefined());
});

const fileOf = (path: string, language: Language, text: string): SourceFile => ({ path, text, language, role: 'production' });

/** `path says value@text` */
const shown = (file: SourceFile): string[] =>
  namedValuesOfConfig(file, readConfig(file.language, file.text)).map((named) =>
    `${named.path} | ${named.says ?? '-'} | ${file.text.slice(named.keyAt.start, named.keyAt.end)} | ${valueShown(file, named.value)}`);

function valueShown(file: SourceFile, value: Value): string {
  const source = file.text.slice(value.at.start, value.at.end);
  switch (value.kind) {
    case 'text': return source === value.text ? value.text : `${value.text} from ${source}`;
    case 'env': return `env ${value.name}`;
    case 'choice': return `${value.how}: ${value.alternatives.map((one) => valueShown(file, one)).join(' or ')}`;
    default: return value.kind;
  }
}

describe('namedValuesOfConfig', () => {
  const tables: readonly [string, string, Language, string, string[]][] = [
    ['env', '.env', 'env', 'JWT_SECRET=supersecret\nPORT=3000\nEMPTY_SECRET=\nX_SECRET=${Y:-lit}\nNEXT_PUBLIC_API_URL=https://x.test\n', [
      'JWT_SECRET | signing secret | JWT_SECRET | supersecret', 'EMPTY_SECRET | other secret | EMPTY_SECRET | ', 'X_SECRET | other secret | X_SECRET | default: env Y or lit',
      'NEXT_PUBLIC_API_URL | - | NEXT_PUBLIC_API_URL | https://x.test']],
    ['compose', 'compose.yaml', 'yaml', 'services:\n  api:\n    environment:\n      - JWT_SECRET=abc\n      - JWT_KEY\n      - "COOKIE_SECRET=${C:?unset}"\n    secrets: [jwt_secret]\n  b:\n    environment:\n      JWT_SECRET: ${J}\n      AUTH_SECRET: $$abc\n', [
      'services.api.environment.JWT_SECRET | signing secret | JWT_SECRET | abc', 'services.api.environment.COOKIE_SECRET | signing secret | COOKIE_SECRET | env C',
      'services.b.environment.JWT_SECRET | signing secret | JWT_SECRET | env J', 'services.b.environment.AUTH_SECRET | signing secret | AUTH_SECRET | $abc from $$abc']],
    ['kubernetes', 'k8s.yaml', 'yaml', `apiVersion: v1\nkind: Secret\nmetadata: { name: jwt-secret }\ndata:\n  JWT_SECRET: ${Buffer.from('supersecret').toString('base64')}\n---\nkind: Deployment\nspec:\n  env:\n    - { name: JWT_SECRET, value: abc }\n    - name: AUTH_SECRET\n      valueFrom: { secretKeyRef: { name: a, key: AUTH_SECRET } }\n`, [
      `data.JWT_SECRET | signing secret | JWT_SECRET | supersecret from ${Buffer.from('supersecret').toString('base64')}`, 'spec.env.JWT_SECRET | signing secret | JWT_SECRET | abc']],
    ['json', 'config/default.json', 'json', '{"jwt":{"secret":"supersecret","expiresIn":"1d"},"db":{"password":12345678},"secret":null,"token":"x"}', [
      'jwt.secret | signing secret | secret | supersecret', 'db.password | other secret | password | 12345678', 'secret | other secret | secret | plain']],
    ['settings beside', 'kong.yaml', 'yaml', `a: { algorithm: HS512, secret: abc }\nb:\n  jwt_secret: YWJjZGVmZ2hpamtsbW5v\n  secret_is_base64: true\nc: { base64-secret: YWJjZGVmZ2hpamtsbW5v, alg: RS256 }\n`, [
      'a.secret | other secret | secret | abc', 'b.jwt_secret | signing secret | jwt_secret | YWJjZGVmZ2hpamtsbW5v', 'c.base64-secret | other secret | base64-secret | YWJjZGVmZ2hpamtsbW5v']],
    ['toml', 'wrangler.toml', 'toml', '[vars]\nJWT_SECRET = "abc"\nJWT_ISSUER = "x"\n', ['vars.JWT_SECRET | signing secret | JWT_SECRET | abc']],
    ['helm', 'templates/secret.yaml', 'yaml', 'jwtSecret: {{ .Values.x | default "lit" | quote }}\n', ['jwtSecret | signing secret | jwtSecret | default: unknown or lit']],
    ['tags', 'template.yaml', 'yaml', 'JWT_SECRET: !Ref Secret\n', ['JWT_SECRET | signing secret | JWT_SECRET | unknown']],
    ['workflow', 'ci.yml', 'yaml', "env:\n  JWT_SECRET: ${{ secrets.X || 'lit' }}\n", ['env.JWT_SECRET | signing secret | JWT_SECRET | default: env X or lit']],
    ['json inside', '.env', 'env', 'HASURA_GRAPHQL_JWT_SECRET=\'{"type":"HS256","key":"abc"}\'\n', ['HASURA_GRAPHQL_JWT_SECRET.key | signing secret | HASURA_GRAPHQL_JWT_SECRET | abc']],
    ['json without a key', '.env', 'env', 'HASURA_GRAPHQL_JWT_SECRET=\'{"jwk_url":"https://x.test/jwks"}\'\n', ['HASURA_GRAPHQL_JWT_SECRET | signing secret | HASURA_GRAPHQL_JWT_SECRET | unknown']],
    ['package scripts', 'package.json', 'json', '{"scripts":{"dev":"cross-env JWT_SECRET=abc AUTH_SECRET=\\"d e\\" node x --jwt-secret=y"},"password":"x","config":{"jwtSecret":"z"}}', [
      'scripts.dev.JWT_SECRET | signing secret | JWT_SECRET | abc', 'scripts.dev.AUTH_SECRET | signing secret | AUTH_SECRET | d e', 'config.jwtSecret | signing secret | jwtSecret | z']],
    ['translations', 'src/i18n/en.json', 'json', '{"password":"Passwort"}', []],
    ['lockfile', 'package-lock.json', 'json', '{"password":"x"}', []],
    ['tsconfig', 'tsconfig.build.json', 'json', '{"password":"x"}', []],
    ['names of variables', 'config/custom-environment-variables.json', 'json', '{"jwt":{"secret":"JWT_SECRET"}}', []],
    ['schema', 'x.json', 'json', '{"$schema":"http://json-schema.org/draft-07/schema#","password":"x"}', []],
    ['openapi', 'api.yaml', 'yaml', 'openapi: 3.1.0\nexample: { password: x }\n', []],
  ];
  it.each(tables)('%s', (_, path, language, text, expected) => expect(shown(fileOf(path, language, text))).toEqual(expected));
});
