import type { PlatformModel } from './platform.ts';

export default {
  product: 'ASP.NET Core',
  source: 'https://learn.microsoft.com/aspnet/core/security/authentication/configure-jwt-bearer-authentication',
  words: ['RequireHttpsMetadata', 'ValidAudience', 'ValidIssuer', 'SigningKeys'],
  verifiers: [
    {
      at: ['Authentication.Schemes.*'],
      name: "ASP.NET's bearer scheme",
      // Code, and the settings of each environment, add to it.
      isOverlaid: true,
      audience: ['ValidAudiences', 'ValidAudience'],
      issuer: ['ValidIssuers', 'ValidIssuer'],
      verifiesWith: ['Authority', 'MetadataAddress', 'SigningKeys'],
      keys: ['Authority', 'MetadataAddress'],
      secrets: [{ way: 'SigningKeys.[].Value', encoding: 'base64' }],
      settings: [{ way: 'RequireHttpsMetadata', is: /^false$/, effect: 'plain keys', certainty: 'proven' }],
    },
  ],
} satisfies PlatformModel;
