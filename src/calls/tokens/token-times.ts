// The parts of a sign call → when its token ends and when it was made, as far as both count from the clock, and a
// lifetime of its own in place of `exp`.

import { isOneTime, ownLifetimeIn } from '../outcome/claim-checks.ts';
import type { CodeContext } from '../../values/code-context.ts';
import type { JwtCall, Parts } from '../jwt-call.ts';
import { momentOf } from '../arguments/moments.ts';

export function timesOf(
  { expiry, issuedAt, payload }: Parts,
  around: readonly string[],
  context: CodeContext,
): Pick<JwtCall, 'expiresAt' | 'issuedAt' | 'ownLifetime' | 'isForOnce'> {
  const claim = payload?.value.kind === 'object' ? payload.value.properties.get('iat')?.value : undefined;
  const moment = expiry && momentOf(expiry.value, context);
  // Some libraries take milliseconds as they take a date, rightly.
  const expires =
    moment && expiry.unit === 'epoch milliseconds' && moment.unit === 'milliseconds' ? { ...moment, unit: 'date' as const } : moment;
  const issued = issuedAt ?? (claim && { value: claim });
  const made = issued && momentOf(issued.value, context);
  const own = payload && ownLifetimeIn(payload.value, context);
  return {
    ...(expires && { expiresAt: expires }),
    ...(made && { issuedAt: made }),
    ...(own !== undefined && { ownLifetime: own }),
    ...(payload && isOneTime(payload.value, around) && { isForOnce: true }),
  };
}
