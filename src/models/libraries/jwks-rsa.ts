// https://github.com/auth0/node-jwks-rsa, checked against 4.1.0. A token of an unsupported algorithm gets no key at all.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { jwksUri: 'jwksUrl' } satisfies OptionTable;

export default {
  package: 'jwks-rsa',
  keys: [
    { call: 'default(options)', makes: 'jwks', options },
    { call: 'new JwksClient(options)', makes: 'jwks', options },
    { call: 'expressJwtSecret(options)', makes: 'jwks', options },
    { call: 'passportJwtSecret(options)', makes: 'jwks', options },
    { call: 'koaJwtSecret(options)', makes: 'jwks', options },
    { call: 'hapiJwt2Key(options)', makes: 'jwks', options },
    { call: 'hapiJwt2KeyAsync(options)', makes: 'jwks', options },
    { call: 'JwksClient#getSigningKey(_?, callback?)', makes: 'public key' },
  ],
} satisfies LibraryModel;
