import { limitToken, moveLifetime } from '../src/edits/limit-token.ts';
import { acceptsEndless, acceptsExpired, missingExpiry } from '../src/calls/tokens/missing-expiry.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'require-expiration',
  summary: 'Require a lifetime for every token that is signed.',
  why: 'A token without an expiry works forever: whoever finds it in a log, a backup or a browser can be that user for good.',
  remediation: 'Let access tokens expire after minutes, and renew them with a refresh token that you can revoke.',
  severity: 'warning',
  recommended: true,
  category: 'claims',
  references: { cwe: ['CWE-613'], rfc7519: ['4.1.4'], asvs: ['V9.2.1', 'V7.3.2'], nhi: ['NHI7:2025'], csf: ['PR.AA-01', 'PR.AA-03'] },
  leavesOut: { unrequired: 'a required expiry' },
  messages: {
    missing: 'The token that {{name}} makes never expires: neither the options nor the payload set a lifetime.',
    misplaced: 'expiresIn inside the payload has no effect: the token that {{name}} makes never expires. Pass expiresIn as an option of the call.',
    meaningless: 'expiresIn inside the payload has no effect: the token that {{name}} makes never expires. This library only reads exp.',
    registered: '{{name}} sets no lifetime (such as signOptions.expiresIn), so tokens that are signed with its settings never expire.',
    sometimes: '{{option}} is set only under a condition. When it is not set, the token that {{name}} makes never expires.',
    own: 'The token that {{name}} makes has no exp claim: its own claim {{claim}} limits it only where code compares it.',
    unrequired: '{{name}} accepts tokens without an exp claim, which never expire.',
    uncompared: '{{name}} checks the signature of a token by hand, but nothing here compares exp: expired tokens are accepted.',
  },
  options: {
    expiry: { default: '15m', format: 'duration', description: 'The lifetime that suggested changes set.' },
  },
  check({ jwtCalls, weakSettings }, report, { expiry }) {
    for (const { effect, about, name } of weakSettings)
      if (effect === 'endless') report({ ...about, message: 'unrequired', data: { name } });
    for (const call of jwtCalls) {
      const { name, wraps, registration, ownLifetime } = call;
      if (acceptsEndless(call)) report({ at: call.at, message: 'unrequired', severity: 'info', onlyInAll: true, data: { name } });
      if (acceptsExpired(call)) report({ at: call.at, message: 'uncompared', data: { name } });
      const found = missingExpiry(call);
      if (found?.how === 'sometimes') {
        const option = found.part.option ?? 'The lifetime';
        report({ at: found.part.at, message: 'sometimes', severity: 'info', certainty: 'possible', data: { name, option } });
      } else if (found?.how === 'in payload')
        report({
          at: found.property.at, message: found.isOption ? 'misplaced' : 'meaningless', data: { name },
          suggest: [wraps ? undefined : moveLifetime(call, found.property)],
          ...(found.mayBeSet ? { severity: 'warning', certainty: 'likely' } as const : { severity: 'error', certainty: 'proven' } as const),
        });
      // Under a registration the lifetime belongs there, once for all that it governs; behind a wrapper, into the wrapper.
      else if (found && registration)
        report({
          at: registration.at, message: 'registered', data: { name: registration.name },
          severity: ownLifetime === undefined ? 'warning' : 'info',
          evidence: [step(call.at, 'signs without a lifetime')],
        });
      else if (found) {
        const at = wraps ?? call;
        const evidence = wraps ? [step(call.at, 'passes a payload without an expiry')] : [];
        const about = { at, evidence, suggest: [limitToken(at, wraps ? undefined : call.parts.payload?.value, expiry)] };
        if (ownLifetime === undefined) report({ ...about, message: 'missing', data: { name: at.name } });
        else report({ ...about, message: 'own', severity: 'info', onlyInAll: true, data: { name: at.name, claim: ownLifetime } });
      }
    }
  },
});
