import type { PlatformModel } from './platform.ts';

export default {
  product: 'Google Cloud Endpoints',
  source: 'https://cloud.google.com/endpoints/docs/openapi/openapi-extensions',
  words: ['x-google-jwks_uri', 'x-google-issuer'],
  // Without x-google-audiences the name of the service is the audience, so that absence is no hole.
  verifiers: [
    {
      at: ['securityDefinitions.*'],
      name: 'Google Cloud Endpoints',
      when: [{ way: 'x-google-issuer' }],
      keys: ['x-google-jwks_uri'],
      issuers: ['x-google-issuer'],
      // Defined, and asked for nowhere.
      settings: [{ way: '/.security', absent: true, effect: 'off', severity: 'warning', certainty: 'likely', when: [{ way: '/.paths.**.security', absent: true }] }],
    },
  ],
} satisfies PlatformModel;
