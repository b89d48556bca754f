import type { PlatformModel } from './platform.ts';

export default {
  product: 'Ocelot',
  source: 'https://ocelot.readthedocs.io/en/latest/features/authentication.html',
  words: ['AuthenticationOptions'],
  verifiers: [
    {
      at: ['Routes.[]', 'ReRoutes.[]', 'GlobalConfiguration'],
      name: 'Ocelot',
      settings: [{ way: 'AuthenticationOptions.AllowAnonymous', is: /^true$/, effect: 'missing', severity: 'info', certainty: 'possible' }],
    },
  ],
} satisfies PlatformModel;
