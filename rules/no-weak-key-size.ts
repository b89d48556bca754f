import { removeItem } from '../src/edits/remove-item.ts';
import { replaceValue } from '../src/edits/replace-value.ts';
import { isOn } from '../src/values/origins.ts';
import { defineRule } from '../src/findings/rule.ts';

/** RFC 7518 sections 3.3 and 3.5, NIST SP 800-131A. */
const SMALLEST_RSA = 2048;

export default defineRule({
  id: 'no-weak-key-size',
  summary: 'Disallow RSA keys below 2048 bits, and options that let weak keys through.',
  why: 'A short RSA key can be broken by factoring it, and whoever does so can sign tokens as its owner.',
  remediation: 'Generate RSA keys of 2048 bits or more, or use ES256 or EdDSA.',
  severity: 'warning',
  recommended: true,
  category: 'keys',
  references: {
    cwe: ['CWE-326'], rfc8725: ['3.2', '3.5'], rfc7518: ['3.3', '3.5'], asvs: ['V11.2.3'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-01', 'PR.DS-02'],
  },
  messages: {
    allowed: '{{option}} makes {{name}} accept keys that it would otherwise refuse: too short, or of the wrong type for the algorithm.',
    idle:
      '{{option}} has no effect on the HMAC key of {{name}}, but with another algorithm it would let keys through that are too short or of the wrong type.',
    made: '{{name}} generates an RSA key of {{bits}} bits, which can be broken: use at least 2048 bits.',
    kept: 'This RSA key has only {{bits}} bits and can be broken: use at least 2048 bits.',
  },
  check({ jwtCalls, keySizes, privateKeys }, report) {
    for (const { parts: { insecureKeys: part }, name, key } of jwtCalls) {
      if (part?.option === undefined || !isOn(part.value)) continue;
      const judged = key?.slot === 'symmetric' ? { message: 'idle', severity: 'info' } as const : { message: 'allowed' } as const;
      report({ at: part.at, ...judged, data: { option: part.option, name }, suggest: [removeItem(part, `Remove ${part.option}`)] });
    }
    for (const { at, value, bits, name } of keySizes)
      if (bits > 0 && bits < SMALLEST_RSA)
        report({
          at,
          message: 'made',
          certainty: 'proven',
          data: { name, bits },
          suggest: [replaceValue(value, String(SMALLEST_RSA), `Make it ${String(SMALLEST_RSA)} bits long`)],
        });
    for (const { at, type, bits, sample } of privateKeys)
      if (type?.startsWith('rsa') && bits !== undefined && bits < SMALLEST_RSA && !sample)
        report({ at, message: 'kept', certainty: 'proven', data: { bits } });
  },
});
