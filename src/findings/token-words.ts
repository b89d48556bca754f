// A token that is written down → how findings describe it: algorithm, issuer, role and lifetime, never the token itself; and
// a lifetime in words.

import type { TokenLiteral } from '../secrets/literals.ts';

/** `now` in seconds since 1970. */
export function describedToken({ algorithm, issuer, role, expires }: TokenLiteral, now: number): string {
  const life = expires === undefined ? 'never expires' : expires < now ? `expired ${dateOf(expires)}` : `valid until ${dateOf(expires)}`;
  return [algorithm, issuer === undefined ? undefined : `issuer ${issuer}`, role === undefined ? undefined : `role ${role}`, life]
    .filter((one) => one !== undefined)
    .join(', ');
}

/** Beyond the calendar (a lifetime in milliseconds) a date says nothing. */
const dateOf = (seconds: number): string =>
  seconds < 8_640_000_000_000 ? new Date(seconds * 1000).toISOString().slice(0, 10) : 'forever';

const HOUR = 3600;
const DAY = 86_400;

export function timeInWords(seconds: number): string {
  const [count, unit] = seconds >= 2 * DAY ? [seconds / DAY, 'days'] : [seconds / HOUR, 'hours'];
  return `${String(Math.round(count * 10) / 10)} ${unit}`;
}
