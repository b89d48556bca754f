import type { PlatformModel } from './platform.ts';

export default {
  product: 'Azure API Management',
  source: 'https://learn.microsoft.com/azure/api-management/validate-jwt-policy',
  words: ['validate-jwt', 'validate-azure-ad-token'],
  verifiers: [
    {
      at: ['**.validate-jwt.[]'],
      name: "API Management's validate-jwt policy",
      audience: ['audiences', { way: 'required-claims.[].claim.[].name', is: /^(?:aud|azp|appid)$/ }],
      // The metadata names the issuer.
      issuer: ['issuers', 'openid-config', { way: 'required-claims.[].claim.[].name', is: /^(?:iss|tid)$/ }],
      issuers: ['openid-config.[].url'],
      keys: ['openid-config.[].url'],
      verifiesWith: ['openid-config', 'issuer-signing-keys'],
      secrets: ['issuer-signing-keys.[].key.[]', 'decryption-keys.[].key.[]'].map((way) => ({ way, encoding: 'base64' as const })),
      settings: [
        { way: 'require-signed-tokens', is: /^false$/i, effect: 'unsigned', certainty: 'proven' },
        { way: 'require-expiration-time', is: /^false$/i, effect: 'endless', severity: 'error', certainty: 'proven' },
        { way: 'clock-skew', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' },
        { way: 'query-parameter-name', is: /./, effect: 'in url', certainty: 'proven' },
      ],
    },
    {
      at: ['**.validate-azure-ad-token.[]'],
      name: "API Management's validate-azure-ad-token policy",
      audience: ['audiences', 'client-application-ids', 'required-claims'],
      issuer: [{ way: 'tenant-id', is: /^(?!common$|organizations$)./ }],
      settings: [{ way: 'query-parameter-name', is: /./, effect: 'in url', certainty: 'proven' }],
    },
  ],
} satisfies PlatformModel;
