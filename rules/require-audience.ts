import { requiredClaimRule } from '../src/findings/required-claim.ts';

export default requiredClaimRule({
  id: 'require-audience',
  role: 'audience',
  claim: 'aud',
  summary: 'Require verifiers to compare the audience.',
  why: 'An issuer signs tokens for many clients with one key. Only the audience says that this one is meant for you.',
  instead: 'Pass the audience you registered, or compare the aud claim after verification.',
  references: {
    cwe: ['CWE-345', 'CWE-863'], rfc8725: ['3.9', '3.12'], rfc7519: ['4.1.3'], asvs: ['V9.2.3', 'V10.5.4'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  hazard: 'a token that the same issuer gave to any other client gets in.',
});
