import type { PlatformModel, VerifierModel } from './platform.ts';

const validator: Omit<VerifierModel, 'at'> = {
  name: "KrakenD's auth/validator",
  audience: ['audience'],
  issuer: ['issuer'],
  keys: ['jwk_url'],
  verifiesWith: ['jwk_url', 'jwk_local_path'],
  settings: [
    { way: 'disable_jwk_security', is: /^true$/, effect: 'plain keys', certainty: 'proven' },
    { way: 'leeway', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' },
  ],
};

export default {
  product: 'KrakenD',
  source: 'https://github.com/krakend/krakend-schema',
  words: ['auth/validator', 'krakend-jose/validator'],
  verifiers: [{ ...validator, at: ['**.extra_config.auth/validator', '**.extra_config.github.com/devopsfaith/krakend-jose/validator'] }],
} satisfies PlatformModel;
