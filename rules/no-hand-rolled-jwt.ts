import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-hand-rolled-jwt',
  summary: 'Disallow signing and checking JWTs without a library for it.',
  why: 'A token is more than its signature: checks by hand soon lack the algorithm, the expiry, the audience or constant time.',
  instead: 'Use a maintained library, for example jose, and name the algorithms that you accept.',
  severity: 'warning',
  recommended: false,
  topic: 'signature',
  references: { cwe: ['CWE-347', 'CWE-1240'], rfc8725: ['3.1', '3.3'], asvs: ['V9.1.1', 'V11.2.1'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'] },
  messages: {
    sign: '{{name}} signs a JWT by hand. A maintained library sets its algorithm and lifetime for you: jose, or the one of your framework.',
    verify: '{{name}} checks a JWT by hand. A maintained library compares expiry, issuer and audience too: pin the algorithms there.',
  },
  check({ jwtCalls }, report) {
    for (const { handRolled, does, at, name } of jwtCalls)
      if (handRolled) report({ at, message: does === 'sign' ? 'sign' : 'verify', data: { name } });
  },
});
