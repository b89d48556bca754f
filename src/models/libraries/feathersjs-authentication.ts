// https://feathersjs.com/api/authentication 5.0.50. The configuration is often a file, `authentication` in config/*.json.
// Own `jwtOptions` take the place of all defaults: audience, issuer, algorithm and lifetime are gone unless repeated.

import type { LibraryModel, OptionTable } from '../model.ts';
import { signOptions, verifyOptions } from './jsonwebtoken-options.ts';

const configuration = {
  secret: 'key',
  // One table for both sides; `algorithm` becomes the verifier's list.
  jwtOptions: { nested: { ...signOptions, ...verifyOptions, algorithm: 'algorithm', algorithms: 'algorithms' }, replaces: 'defaults' },
  authStrategies: null,
  entity: null,
  entityId: null,
  service: null,
  parseStrategies: null,
} satisfies OptionTable;

const defaults = { lifetime: '1d', algorithms: 'HS256', audience: 'https://yourdomain.com', issuer: 'feathers' } as const;
const elsewhere = { keyElsewhere: true, configuredElsewhere: true, defaults } as const;

export default {
  package: '@feathersjs/authentication',
  operations: [
    { call: "*.set('authentication', options)", kind: 'configure', selfContained: true, options: configuration, defaults },
    // Without options of its own it reads what the app was set to.
    { call: 'new AuthenticationService(_, _?)', kind: 'configure', selfContained: true, configuredElsewhere: true, defaults },
    { call: 'new AuthenticationService(_, _, options)', kind: 'configure', selfContained: true, options: configuration, defaults },
    { call: '*.createAccessToken(payload, options?, key?)', kind: 'sign', options: signOptions, ...elsewhere },
    {
      call: '*.verifyAccessToken(token, options?, key?)', kind: 'verify', onInvalid: 'rejects',
      options: { ...verifyOptions, algorithm: 'algorithms' }, ignoresUnknownOptions: true, ...elsewhere,
    },
  ],
  behaviours: [
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
      emptyClaim: 'unchecked', noneSigned: 'emits', emptySigned: ['bytes'],
    },
  ],
} satisfies LibraryModel;
