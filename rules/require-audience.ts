import { requiredClaimRule } from '../src/findings/required-claim.ts';

export default requiredClaimRule({
  id: 'require-audience',
  role: 'audience',
  summary: 'Require verifiers to check the audience (the aud claim).',
  why: 'An issuer signs tokens for many clients with the same key. Only the audience tells whether a token is meant for you.',
  remediation: 'Pass the audience that you registered with the issuer, or compare the aud claim after verification.',
  references: {
    cwe: ['CWE-345', 'CWE-863'], rfc8725: ['3.9', '3.12'], rfc7519: ['4.1.3'], asvs: ['V9.2.3', 'V10.5.4'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  hazard: 'a token that was issued to any other client is accepted.',
});
