import { requiredClaimRule } from '../src/findings/required-claim.ts';

export default requiredClaimRule({
  id: 'require-issuer',
  role: 'issuer',
  summary: 'Require verifiers to check the issuer (the iss claim).',
  why: 'A valid signature only tells which key was used. Several tenants may share that key, and only the issuer tells whose token it is.',
  remediation: 'Pass the issuer whose tokens you accept, or compare the iss claim after verification.',
  references: {
    cwe: ['CWE-345', 'CWE-346'], rfc8725: ['3.8'], rfc7519: ['4.1.1'], asvs: ['V9.1.3'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'],
  },
  hazard: 'a token of any other tenant or issuer that uses these keys is accepted.',
});
