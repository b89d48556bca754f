// Clients that fetch tokens with an id and a secret: https://github.com/lelylan/simple-oauth2 5.1.0,
// https://github.com/fastify/fastify-oauth2 8.1.2, https://github.com/googleapis/google-api-nodejs-client 144.

import type { LibraryModel, OptionTable } from '../model.ts';

const client = { client: { nested: { secret: 'key' } } } satisfies OptionTable;
const login = { purpose: 'the secret of this OAuth client', credential: true } as const;

export const simpleOauth2 = {
  package: 'simple-oauth2',
  secretUses: [
    { call: 'new AuthorizationCode(options)', ...login, options: client },
    { call: 'new ClientCredentials(options)', ...login, options: client },
    { call: 'new ResourceOwnerPassword(options)', ...login, options: client },
  ],
} satisfies LibraryModel;

export const fastifyOauth2 = {
  package: '@fastify/oauth2',
  aliases: ['fastify-oauth2'],
  secretUses: [{ call: '*.register(self, options)', ...login, options: { credentials: { nested: client } } }],
} satisfies LibraryModel;

export const googleapis = {
  package: 'googleapis',
  secretUses: [{ call: 'new google.auth.OAuth2(_, key, _?)', ...login }],
} satisfies LibraryModel;
