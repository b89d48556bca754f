import type { TokenLiteral } from '../src/facts/literals.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

const DAY = 86_400;
/** "No near expiry": valid for longer than a person needs to rotate it. */
const NEAR_DAYS = 90;
const PRIVILEGED = /admin|service_role|owner|root|super/i;
/** Roles whose tokens are handed to every visitor on purpose. */
const PUBLIC_ROLES = new Set(['anon', 'anonymous']);

export default defineRule({
  id: 'no-token-literal',
  summary: 'Disallow tokens written in files of the project.',
  why: 'A bearer token works for whoever holds it, and everyone who reads this file does.',
  instead: 'Revoke the token, and have programs fetch a short-lived one when they need it.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  references: { cwe: ['CWE-798', 'CWE-522', 'CWE-540'], rfc8725: ['3.10'], asvs: ['V13.3.1', 'V14.2.1'], nhi: ['NHI2:2025', 'NHI7:2025'], csf: ['PR.AA-01'] },
  messages: {
    token: 'A token is written here: {{what}}.',
    sample: 'A documented sample token is written here: {{what}}.',
    commented: 'A token is written in this comment: {{what}}.',
    unsecured: 'A token without a signature is written here: {{what}}. A verifier that accepts it accepts any.',
  },
  check({ tokens }, report) {
    const now = Date.now() / 1000;
    for (const token of tokens) report({ at: token.at, ...judged(token, now), certainty: token.inComment ? 'possible' : 'proven', data: { what: described(token, now) } });
  },
});

function judged(token: TokenLiteral, now: number): { message: string; severity: Severity } {
  const { sample, inComment, unsecured, role = '', expires } = token;
  if (sample || PUBLIC_ROLES.has(role)) return { message: sample ? 'sample' : 'token', severity: 'info' };
  // A comment in code explains; one in configuration is as often a value that was put aside.
  if (inComment === 'code') return { message: 'commented', severity: 'info' };
  if (expires !== undefined && expires < now) return { message: 'token', severity: 'info' };
  if (unsecured) return { message: 'unsecured', severity: 'error' };
  const far = expires === undefined || expires - now > NEAR_DAYS * DAY;
  return { message: 'token', severity: far || PRIVILEGED.test(role) ? 'error' : 'warning' };
}

function described({ algorithm, issuer, role, expires }: TokenLiteral, now: number): string {
  const life = expires === undefined ? 'without expiry' : expires < now ? `expired ${dateOf(expires)}` : `valid until ${dateOf(expires)}`;
  return [algorithm, issuer === undefined ? undefined : `issuer ${issuer}`, role === undefined ? undefined : `role ${role}`, life].filter((one) => one !== undefined).join(', ');
}

/** Beyond the calendar (a lifetime in milliseconds) a date says nothing. */
const dateOf = (seconds: number): string => (seconds < 8_640_000_000_000 ? new Date(seconds * 1000).toISOString().slice(0, 10) : 'for ever');
