import type { PlatformModel } from './platform.ts';

export default {
  product: 'ASP.NET Core',
  source: 'https://learn.microsoft.com/aspnet/core/security/authentication/configure-jwt-bearer-authentication',
  words: ['RequireHttpsMetadata', 'ValidAudience', 'ValidIssuer'],
  verifiers: [
    {
      at: ['Authentication.Schemes.*'],
      name: "ASP.NET's bearer scheme",
      keys: ['Authority', 'MetadataAddress'],
      settings: [{ way: 'RequireHttpsMetadata', is: /^false$/, effect: 'plain keys', certainty: 'proven' }],
    },
  ],
} satisfies PlatformModel;
