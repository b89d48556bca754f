import { requiredClaimRule } from '../src/findings/required-claim.ts';

export default requiredClaimRule({
  id: 'require-issuer',
  role: 'issuer',
  claim: 'iss',
  summary: 'Require verifiers to compare the issuer.',
  why: 'A signature says which key was used, the issuer whose word it is. Keys are shared by tenants and change hands.',
  instead: 'Pass the issuer whose tokens you accept, or compare the iss claim after verification.',
  references: {
    cwe: ['CWE-345', 'CWE-346'], rfc8725: ['3.8'], rfc7519: ['4.1.1'], asvs: ['V9.1.3'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'],
  },
  hazard: 'a token of any tenant or issuer whose key is served there gets in.',
});
