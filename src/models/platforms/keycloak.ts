import type { PlatformModel } from './platform.ts';

export default {
  product: 'Keycloak',
  source: 'https://www.keycloak.org/docs-api/latest/rest-api/index.html#RealmRepresentation',
  words: ['accessTokenLifespan', 'defaultSignatureAlgorithm', 'token.signed.response.alg', 'signature.alg'],
  verifiers: [
    {
      at: ['', '[]'],
      name: 'Keycloak',
      when: [{ way: 'realm' }],
      settings: [
        { way: 'accessTokenLifespan', above: 86_400, unit: 's', effect: 'lifetime', certainty: 'proven' },
        { way: 'defaultSignatureAlgorithm', is: /^HS\d+$/, effect: 'hmac for all', certainty: 'proven' },
        { way: 'clients.[].attributes.access.token.signed.response.alg', is: /^HS\d+$/, effect: 'hmac for all', certainty: 'proven' },
        { way: 'clients.[].attributes.id.token.signed.response.alg', is: /^none$/i, effect: 'unsigned', certainty: 'proven' },
        { way: 'clients.[].attributes.request.object.signature.alg', is: /^none$/i, effect: 'unsigned', severity: 'warning', certainty: 'likely' },
      ],
    },
  ],
} satisfies PlatformModel;
