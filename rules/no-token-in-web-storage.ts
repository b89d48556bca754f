import { addOption } from '../src/edits/set-option.ts';
import type { CookieFlag, StoredToken } from '../src/flows/stored-token.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-token-in-web-storage',
  summary: 'Disallow storing tokens where every script of the page can read them.',
  why: 'A single injected script or malicious dependency can read web storage and cookies without httpOnly, and send the tokens to an attacker.',
  remediation: 'Let the server set the token as a cookie with httpOnly, secure and sameSite.',
  severity: 'warning',
  recommended: false,
  category: 'keys',
  references: {
    cwe: ['CWE-922', 'CWE-1004', 'CWE-614', 'CWE-1275'],
    asvs: ['V3.3.1', 'V3.3.2', 'V3.3.4', 'V14.3.3'],
    nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    storage: '{{name}} is stored in {{where}}, where every script of the page can read it. Use an httpOnly cookie set by the server.',
    page: '{{name}} is stored in a cookie that the page itself writes, so every script of the page can read it. Let the server set it, httpOnly.',
    cookie: '{{name}} holds a token, but is set without {{missing}}.',
  },
  check({ storedTokens }, report) {
    for (const one of storedTokens) {
      const { where, missing, inPage } = one;
      report({
        at: one.at, severity: severityOf(one), suggest: inPage ? [] : [flagged(one)],
        ...(where !== 'cookie'
          ? { message: 'storage', data: { name: nameOf(one), where } } as const
          : inPage
            ? { message: 'page', data: { name: nameOf(one) } } as const
            : { message: 'cookie', data: { name: nameOf(one), missing: listed(missing) } } as const),
      });
    }
  },
});

const nameOf = ({ where, inPage, name }: StoredToken): string =>
  (where === 'cookie' && !inPage ? (name === undefined ? 'This cookie' : `The cookie ${name}`) : (name ?? 'A token'));

/** Scripts that read it are the harm; the other flags are a second line. */
const severityOf = ({ where, missing }: StoredToken): Severity => (where !== 'cookie' || missing.includes('httpOnly') ? 'warning' : 'info');

const listed = (flags: readonly string[]): string =>
  flags.length < 2 ? flags.join('') : `${flags.slice(0, -1).join(', ')} and ${flags.at(-1) ?? ''}`;

const SAFE: Readonly<Record<CookieFlag, string>> = { httpOnly: 'true', secure: 'true', sameSite: "'lax'" };

function flagged({ options, missing }: StoredToken): ReturnType<typeof addOption> {
  const absent = missing.filter((flag) => options && !options.properties.has(flag));
  if (!options || absent.length !== missing.length) return undefined;
  return addOption(options, absent.map((flag) => `${flag}: ${SAFE[flag]}`).join(', '), `Add ${listed(absent)}`);
}
