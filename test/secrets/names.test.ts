import { describe, expect, it } from 'vitest';
import { isPublishableName, meaningOfVariable, nameSays, publicPrefixOf, wordsOf } from '../../src/secrets/words/names.ts';

describe('wordsOf', () => {
  it.each([
    ['JWTSecret', 'jwt secret'], ['APIKey', 'api key'], ['jwt_secret-key.v2', 'jwt secret key v 2'], ['accessTokenSecret', 'access token secret'],
    ['SECRET_KEY_BASE', 'secret key base'], ['jwtsecret', 'jwt secret'], ['OAuthToken', 'oauth token'], ['oauth2Secret', 'oauth 2 secret'],
    ['__SECRET__', 'secret'], ['', ''], ['123', '123'],
  ])('%s', (name, words) => expect(wordsOf(name).join(' ')).toBe(words));
});

describe('nameSays', () => {
  it.each([
    'JWT_SECRET', 'JWT_SECRET_KEY', 'JWT_KEY', 'JWT_PRIVATE_KEY', 'jwtPrivateKey', 'ACCESS_TOKEN_SECRET', 'REFRESH_TOKEN_SECRET', 'AUTH_SECRET',
    'NEXTAUTH_SECRET', 'BETTER_AUTH_SECRET', 'PAYLOAD_SECRET', 'ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'APP_KEYS', 'COOKIE_SECRET',
    'SECRET_KEY_BASE', 'GOTRUE_JWT_SECRET', 'PGRST_JWT_SECRET', 'HASURA_GRAPHQL_JWT_SECRET', 'AUTH0_SECRET', 'jwtsecret', 'codesecret', 'signingKey',
    'signingSecret', 'hmacKey', 'encryptionKey', 'SECRET_KEY', 'secretOrKey', 'secretOrPrivateKey', 'sessionSecret', 'cookiePassword', 'jwtPassphrase',
    'keyMaterial', 'accessTokenKey', 'JWT_SECRET_DEV', 'JWT_SECRET_2', 'JWT_SECRET_BASE64', 'TOKEN_SECRET', 'NEXT_PUBLIC_JWT_SECRET', 'PUBLIC_JWT_SECRET',
    'JWT_SECRETS', 'myAppSecretKey', 'DJANGO_SECRET_KEY',
  ])('%s signs', (name) => expect(nameSays([name])).toBe('signing secret'));

  it.each(['PRIVATE_KEY', 'FIREBASE_PRIVATE_KEY', 'privateKeyPem', 'KEYSTORE_PASSWORD', 'GOOGLE_APPLICATION_CREDENTIALS_JSON', 'DOTENV_PRIVATE_KEY'])(
    '%s is a private key', (name) => expect(nameSays([name])).toBe('private key'));

  it.each([
    'CLIENT_SECRET', 'AUTH0_CLIENT_SECRET', 'API_SECRET', 'DB_PASSWORD', 'passwd', 'PWD_ADMIN_PASSWORD', 'SUPABASE_SERVICE_ROLE_KEY', 'VITE_SUPABASE_SERVICE_ROLE_KEY',
    'HASURA_GRAPHQL_ADMIN_SECRET', 'WEBHOOK_SECRET', '_authToken', 'AWS_SECRET_ACCESS_KEY', 'STRIPE_SECRET_KEY', 'CLERK_SECRET_KEY', 'secret',
    'PUBLIC_SUPABASE_SERVICE_ROLE_KEY',
  ])('%s is another secret', (name) => expect(nameSays([name])).toBe('other secret'));

  it.each([
    'SECRET_NAME', 'secretName', 'JWT_SECRET_NAME', 'existingSecret', 'HAS_JWT_SECRET', 'isJwtSecret', 'tokenUrl', 'accessTokenEndpoint', 'passwordResetLink', 'passwordHash', 'hashedPasswordLength',
    'JWT_PUBLIC_KEY', 'publicKey', 'PUBLIC_KEY', 'PUBLIC_SIGNING_KEY', 'NEXT_PUBLIC_SUPABASE_ANON_KEY', 'STRIPE_PUBLISHABLE_KEY', 'NEXT_PUBLIC_TOKEN_ADDRESS',
    'NEXT_PUBLIC_TOKEN_SYMBOL', 'VITE_API_KEY_PREFIX', 'SECRET_SANTA', 'NEXT_PUBLIC_SECRET_SANTA_URL', 'JWT_EXPIRES_IN', 'ACCESS_TOKEN_EXPIRATION', 'JWT_ALGORITHM',
    'JWT_SECRET_FILE', 'privateKeyPath', 'KEY_ID', 'kid', 'clientId', 'jwtHeader', 'token', 'key', 'keys', 'primaryKey', 'keyboard', 'secretary', 'tokens',
    'imagePullSecrets', 'secrets', 'CACHE_KEY', 'pass', 'bypass', 'compass', 'API_KEY', 'JWT_ISSUER', 'passwordField', 'passwordPolicy', 'PASSWORD_REGEX',
    'WEAK_JWT_SECRET', 'FORBIDDEN_SECRETS', 'leakedSecretKey', 'SECRET_ARN', 'toString', '__proto__', 'constructor', 'x'.repeat(5000),
  ])('%s says nothing', (name) => expect(nameSays([name])).toBeUndefined());

  it.each([
    [['jwt', 'secret'], 'signing secret'], [['session', 'secret'], 'signing secret'], [['jwtConstants', 'secret'], 'signing secret'], [['client', 'secret'], 'other secret'],
    [['jwt', 'key'], 'signing secret'], [['tls', 'key'], undefined], [['jwt', 'privateKey'], 'signing secret'], [['session', 'password'], 'signing secret'],
    [['labels', 'password'], undefined], [['properties', 'clientSecret'], undefined], [['headers', 'secret'], undefined], [['secretKeyRef', 'key'], undefined],
    [['weakDefaults', 'jwtSecret'], undefined], [['auth', 'secretKey'], 'signing secret'], [['stripe', 'secretKey'], 'other secret'], [['translations', 'secretKey'], undefined],
  ] as const)('%j → %s', (path, says) => expect(nameSays(path)).toBe(says));

  it('knows what well-known variables protect', () => {
    expect(meaningOfVariable('AUTH_SECRET')).toContain('Auth.js');
    expect(meaningOfVariable('constructor')).toBeUndefined();
  });
});

describe('publicPrefixOf', () => {
  it.each([
    ['NEXT_PUBLIC_JWT_SECRET', 'NEXT_PUBLIC_'], ['VITE_X', 'VITE_'], ['EXPO_PUBLIC_A', 'EXPO_PUBLIC_'], ['REACT_APP_A', 'REACT_APP_'], ['NX_PUBLIC_A', 'NX_PUBLIC_'],
    ['PUBLIC_A', undefined], ['NX_A', undefined], ['MY_VITE_X', undefined], ['VITE_', undefined], ['JWT_SECRET', undefined],
  ])('%s → %s', (name, prefix) => expect(publicPrefixOf(name)?.prefix).toBe(prefix));

  it('asks for the tool when the prefix is a plain word', () => {
    expect(publicPrefixOf('PUBLIC_JWT_SECRET', (pkg) => pkg === 'astro')?.prefix).toBe('PUBLIC_');
    expect(publicPrefixOf('PUBLIC_JWT_SECRET', () => undefined)).toBeUndefined();
    expect(publicPrefixOf('NX_TOKEN', (pkg) => pkg === 'nx')?.tool).toBe('Nx');
  });

  it('knows names that are public by design', () => {
    for (const name of ['NEXT_PUBLIC_SUPABASE_ANON_KEY', 'VITE_FIREBASE_API_KEY', 'REACT_APP_CLIENT_ID', 'NEXT_PUBLIC_SENTRY_DSN']) expect(isPublishableName(name)).toBe(true);
    for (const name of ['VITE_API_KEY', 'NEXT_PUBLIC_JWT_SECRET']) expect(isPublishableName(name)).toBe(false);
  });
});
