// The option names of jose 4 to 6, which @elysiajs/jwt hands on.

import type { OptionTable } from '../model.ts';

// Texts are spans ('2h'); a text of digits only throws.
const seconds = { unit: 'seconds', digits: 'throws' } as const;

export const claimOptions = {
  audience: 'audience',
  issuer: 'issuer',
  subject: 'subject',
  maxTokenAge: { role: 'maxAge', ...seconds },
  clockTolerance: { role: 'clockTolerance', ...seconds },
  typ: 'tokenType',
  requiredClaims: { role: 'required', from: '4.14.0' },
  currentDate: null,
  crit: null,
} satisfies OptionTable;

export const verifyOptions = { algorithms: 'algorithms', ...claimOptions } satisfies OptionTable;
