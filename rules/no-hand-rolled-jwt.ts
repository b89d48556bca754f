import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-hand-rolled-jwt',
  summary: 'Disallow signing and verifying JWTs by hand, without a JWT library.',
  why: 'Verifying a token is more than comparing its signature. Code written by hand often forgets the algorithm, the expiry, the audience or a constant-time comparison.',
  remediation: 'Use a maintained library, for example jose, and list the algorithms that you accept.',
  severity: 'warning',
  recommended: false,
  category: 'signature',
  references: { cwe: ['CWE-347', 'CWE-1240'], rfc8725: ['3.1', '3.3'], asvs: ['V9.1.1', 'V11.2.1'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'] },
  messages: {
    sign: '{{name}} signs a JWT by hand. Use a maintained library, such as jose or that of your framework: it sets the algorithm and the lifetime.',
    verify: '{{name}} checks a JWT by hand. Use a maintained library, which compares expiry, issuer and audience too, and list the algorithms.',
  },
  check({ jwtCalls }, report) {
    for (const { handRolled, kind, at, name } of jwtCalls)
      if (handRolled) report({ at, message: kind === 'sign' ? 'sign' : 'verify', data: { name } });
  },
});
