// https://hapi.dev/api#-serverauthdefaultoptions, checked against @hapi/hapi 21: what all routes do that say nothing else.

import type { GuardModel } from '../model.ts';

export const hapiGuards = [
  {
    call: '*.auth.default(options)',
    options: { strategy: null, strategies: null, mode: 'accessMode', access: null, scope: null, entity: null, payload: null },
    // `optional` refuses a broken token; `try` takes it for none.
    permissiveModes: { optional: 'optional', try: 'allowInvalid' },
  },
] as const satisfies readonly GuardModel[];
