// What tokens are for, by the words of the names around them, and the claims by which they say so themselves.

export interface TokenKind {
  readonly kind: string;
  /** For messages, with its article. */
  readonly says: string;
  /** Consecutive words of a name; one of them is enough. */
  readonly words: readonly string[];
  /** How long such a token may live: like one for access, like what renews or is answered seldom, or as its reader says. */
  readonly lives: 'access' | 'refresh' | 'program';
}

/** The first whose words a name has decides, so what is more special stands first. */
export const tokenKinds = [
  // `refreshAccessToken` makes an access token.
  { kind: 'access', says: 'an access token', words: ['access'], lives: 'access' },
  { kind: 'invitation', says: 'an invitation', words: ['invite', 'invites', 'invitation', 'invitations'], lives: 'refresh' },
  { kind: 'unsubscribe', says: 'an unsubscribe token', words: ['unsubscribe', 'unsub'], lives: 'refresh' },
  { kind: 'refresh', says: 'a refresh token', words: ['refresh', 'renew', 'remember', 'offline', 'rt'], lives: 'refresh' },
  { kind: 'reset', says: 'a password reset token', words: ['reset', 'forgot', 'forgotten', 'recover', 'recovery'], lives: 'access' },
  {
    kind: 'verification', says: 'an e-mail verification token', lives: 'access',
    words: [
      'email verify', 'email verification', 'verify email', 'verify mail', 'verify account', 'account verification', 'confirm',
      'confirmation', 'activate', 'activation', 'verification', 'change email', 'email change', 'email update',
    ],
  },
  {
    kind: 'magic link',
    says: 'a login link',
    words: ['magic', 'passwordless', 'login link', 'signin link', 'email signin', 'email login'],
    lives: 'access',
  },
  {
    kind: 'second factor',
    says: 'a token between two factors',
    words: ['mfa', 'fa', 'two factor', 'second factor', 'totp', 'otp'],
    lives: 'access',
  },
  // Credentials of programs, which are revoked in other ways. Of a client secret that is a token (Sign in with Apple) its reader sets
  // the limit.
  {
    kind: 'program', says: 'a token for programs', lives: 'program',
    words: [
      'api', 'apikey', 'service', 'machine', 'bot', 'device', 'integration', 'license', 'licence', 'pat', 'personal', 'webhook', 'worker',
      'm 2 m', 'internal', 'anon', 'share', 'download', 'assertion', 'client secret',
    ],
  },
  {
    kind: 'access',
    says: 'an access token',
    words: ['login', 'log in', 'signin', 'sign in', 'session', 'authenticate', 'bearer'],
    lives: 'access',
  },
] as const satisfies readonly TokenKind[];

/** What a class or module is in the program says nothing about the token: `AuthService`, `JwtRefreshStrategy`. */
export const roleTails: ReadonlySet<string> = new Set([
  'service', 'services', 'controller', 'module', 'manager', 'provider', 'helper', 'helpers', 'util', 'utils', 'handler', 'repository',
  'factory', 'guard', 'strategy', 'middleware', 'resolver', 'client', 'api',
]);

/** What stands before handlers and takes the token of whoever has logged in. */
export const guardNames =
  /^(?:canActivate|protect|auth(?:Guard|Middleware|Required)?|(?:require|ensure|check)_?(?:Auth\w*|User|Login|LoggedIn)|is_?(?:Auth\w*|LoggedIn))$/i;

/** Claims that say what a token is for. */
export const purposeClaims =
  /^(?:typ|type|kind|purpose|use|usage|scope|scopes|scp|action|intent|reason|for|token_?type|token_?use|token_?kind)$/i;
