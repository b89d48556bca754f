// https://github.com/Zaubrik/djwt 3.0.2, for Deno. Keys are CryptoKeys, or null for `none`; before 2.3 (2021) they were texts.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = {
  expLeeway: { role: 'clockTolerance', unit: 'seconds' },
  nbfLeeway: null,
  ignoreExp: 'ignoreExpiration',
  ignoreNbf: null,
  audience: 'audience',
  predicates: null,
} satisfies OptionTable;

export default {
  package: 'djwt',
  operations: [
    { call: 'create(header, payload, key)', kind: 'sign' },
    { call: 'verify(token, key, options?)', kind: 'verify', onInvalid: 'rejects', options, ignoresUnknownOptions: true },
    { call: 'decode(token)', kind: 'decode', onInvalid: 'throws' },
  ],
} satisfies LibraryModel;
