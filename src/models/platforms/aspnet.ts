import type { PlatformModel } from './platform.ts';

export default {
  product: 'ASP.NET Core and Ocelot',
  source: 'https://learn.microsoft.com/aspnet/core/security/authentication/configure-jwt-bearer-authentication',
  words: ['RequireHttpsMetadata', 'ValidAudience', 'ValidIssuer', 'SigningKeys', 'AuthenticationOptions'],
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
    // https://ocelot.readthedocs.io/en/latest/features/authentication.html
    {
      at: ['Routes.[]', 'ReRoutes.[]', 'GlobalConfiguration'],
      name: 'Ocelot',
      settings: [{ way: 'AuthenticationOptions.AllowAnonymous', is: /^true$/, effect: 'missing', severity: 'info', certainty: 'possible' }],
    },
  ],
} satisfies PlatformModel;
