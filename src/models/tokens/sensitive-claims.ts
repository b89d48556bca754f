// Words by which a claim, or what it is copied from, says that nobody should read it; and the calls and names by which
// code gets hold of a whole record of a person. A JWS payload is base64: whoever holds the token reads it.

/** What a name holds, by consecutive words. */
export const sensitiveWords: Readonly<
  Record<'a password' | 'a secret' | 'another token' | 'a card or account number' | 'an identity number', readonly string[]>
> = {
  'a password': ['password', 'passwd', 'pwd', 'passphrase', 'passcode', 'password hash', 'hashed password'],
  'a secret': [
    'secret', 'private key', 'api key', 'secret key', 'signing key', 'encryption key', 'master key', 'recovery code', 'backup code',
    'security answer',
  ],
  'another token': ['access token', 'refresh token', 'oauth token', 'bearer token'],
  'a card or account number': [
    'credit card', 'creditcard', 'cardnumber', 'card number', 'cc number', 'cvv', 'cvc', 'iban', 'bank account', 'routing number',
    'account number', 'account no', 'acct number', 'sort code',
  ],
  'an identity number': [
    'ssn', 'social security', 'national id', 'national insurance', 'passport number', 'passport no', 'tax id', 'tax number',
    'driver license', 'drivers license', 'driving licence', 'aadhaar', 'cpf',
  ],
};

/** The same of a whole name only: a pin on a map and a boarding pass are something else. */
export const sensitiveNames: Readonly<Record<string, 'a password'>> = {
  pin: 'a password', pass: 'a password', pw: 'a password', 'user pass': 'a password', 'user pin': 'a password', 'login pin': 'a password',
  'card pin': 'a password', 'pin hash': 'a password', 'pin number': 'a password',
};

/** A name that ends in one of these speaks about the thing: `passwordChangedAt`, `secretId`, `cardNumberLast4`. */
export const aboutTails: ReadonlySet<string> = new Set([
  'changed', 'at', 'on', 'version', 'updated', 'modified', 'reset', 'resets', 'expires', 'expired', 'expiry', 'expiration', 'set',
  'required', 'strength', 'hint', 'length', 'policy', 'attempts', 'count', 'date', 'time', 'timestamp', 'type', 'kind', 'id', 'ids',
  'name', 'names', 'url', 'uri', 'path', 'method', 'provider', 'enabled', 'disabled', 'verified', 'status', 'last', 'brand', 'change',
  'epoch', 'stamp', 'flow', 'page', 'link', 'token', 'email', 'login', 'less', 'grant', 'action', 'mode', 'field', 'exists', 'valid',
  'only', 'scope', 'rotation', 'level', 'nonce', 'ref',
]);

/** A name that begins with one of these asks or tells something about the thing: `hasPassword`, `mustChangePassword`. */
export const aboutHeads: ReadonlySet<string> = new Set([
  'has', 'is', 'needs', 'need', 'must', 'should', 'can', 'requires', 'require', 'required', 'allow', 'allows', 'with', 'without', 'no',
  'use', 'uses', 'change', 'changed', 'reset', 'forgot', 'force', 'set', 'update', 'passwordless', 'max', 'min', 'temp',
]);

/** People, as records are called. */
export const personWords: ReadonlySet<string> = new Set([
  'user', 'users', 'account', 'accounts', 'member', 'members', 'customer', 'customers', 'admin', 'admins', 'employee', 'employees',
  'person', 'people', 'patient', 'student', 'teacher', 'driver', 'seller', 'owner', 'usr', 'usuario',
]);

/** Behind the word for a person: still the record, `userDoc`, `UserEntity`. */
export const recordTails: ReadonlySet<string> = new Set([
  'doc', 'document', 'record', 'entity', 'model', 'obj', 'object', 'row', 'instance', 'json', 'type', 'interface', 'schema', 'attributes',
]);

/** A type, or a name, of what was picked for the token already. */
export const pickedWords: ReadonlySet<string> = new Set([
  'dto', 'payload', 'jwt', 'safe', 'public', 'session', 'token', 'auth', 'authed', 'authenticated', 'request', 'claims', 'response',
  'view', 'info', 'pick', 'omit', 'partial', 'sanitized', 'minimal', 'data', 'profile', 'context', 'id', 'ref', 'without',
]);

/** Calls that give a record of a store: of Mongoose, Prisma, TypeORM, Sequelize, Knex, drivers, and services named after them. */
export const queryCalls =
  /^(?:find(?:One|First|Unique|By|Or|And|User|Account|Member|Customer|Admin)?\w{0,40}|get(?:One|User|Account|Member|Customer|Admin)?(?:By\w{1,40})?|first(?:Or\w{1,20})?|create|save|upsert|query|execute|one|oneOrNone)$/;
/** Members of a query or options of its arguments that pick columns. */
export const pickingCalls: ReadonlySet<string> = new Set([
  'select', 'project', 'projection', 'pick', 'omit', 'columns', 'column', 'attributes', 'only', 'pluck', 'returning', 'exclude', 'fields',
]);
/** What a record gives of itself whole. */
export const wholeMembers: ReadonlySet<string> = new Set(['_doc', 'dataValues', '_previousDataValues', 'attributes', '$attributes']);
export const wholeCalls: ReadonlySet<string> = new Set(['toJSON', 'toObject', 'get']);
