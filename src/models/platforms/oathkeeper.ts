import type { PlatformModel, VerifierModel } from './platform.ts';

const authenticator: Omit<VerifierModel, 'at'> = {
  name: "Oathkeeper's jwt authenticator",
  audience: ['target_audience'],
  issuer: ['trusted_issuers'],
  keys: ['jwks_urls.[]'],
  verifiesWith: ['jwks_urls'],
  settings: [
    { way: 'token_from.query_parameter', is: /./, effect: 'in url', certainty: 'proven' },
    { way: 'allowed_algorithms.[]', is: /^none$/i, effect: 'unsigned', certainty: 'proven' },
  ],
};

export default {
  product: 'Ory Oathkeeper',
  source: 'https://www.ory.sh/docs/oathkeeper/pipeline/authn#jwt',
  words: ['jwks_urls'],
  verifiers: [{ ...authenticator, at: ['authenticators.jwt.config'] }],
} satisfies PlatformModel;
