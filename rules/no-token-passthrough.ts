import type { Passthrough } from '../src/flows/passthrough.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-token-passthrough',
  summary: "Disallow passing the caller's token on from an agent's server to another service.",
  why: 'The token was issued for this server. Whoever gets it on the other side can use it here, and that side takes a token that was never meant for it.',
  remediation: 'Exchange the token for one that is issued for the other service (RFC 8693), or call it with a credential of your own.',
  severity: 'warning',
  recommended: true,
  category: 'claims',
  references: {
    cwe: ['CWE-441', 'CWE-522'], rfc8725: ['3.9'], asvs: ['V10.3.1'], nhi: ['NHI4:2025', 'NHI5:2025', 'NHI9:2025'], csf: ['PR.AA-03', 'PR.AA-05'],
    aiRmf: ['GOVERN 6.1'],
  },
  messages: {
    verified: 'The token with which this server was called ({{name}}) goes on unchanged to {{host}}: whoever has it there can use it here.',
    likely: 'The token with which this server was called ({{name}}) goes on unchanged to {{host}}, although it was issued for this server.',
    unverified: "{{name}} goes on to {{host}} as it came, and nothing here verifies it: callers hand this server their own key of another service.",
  },
  check({ passthroughs }, report) {
    for (const one of passthroughs) {
      const { at, from, name, to } = one;
      report({
        at, data: { name, host: to.host }, ...judge(one),
        evidence: from.start >= at.start && from.end <= at.end ? [] : [step(from, 'the token comes in here')],
      });
    }
  },
});

/** An address that is set up may be another part of the same product. */
function judge({ verified, to }: Passthrough): { message: 'verified' | 'likely' | 'unverified'; severity: Severity; certainty: 'likely' | 'possible' } {
  if (verified === 'no') return { message: 'unverified', severity: 'info', certainty: 'possible' };
  const message = verified === 'yes' ? 'verified' : 'likely';
  if (!to.known) return { message, severity: 'info', certainty: 'possible' };
  return { message, severity: verified === 'yes' ? 'error' : 'warning', certainty: 'likely' };
}
