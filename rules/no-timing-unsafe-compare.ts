import { constantTime } from '../src/edits/constant-time.ts';
import type { MacComparison } from '../src/flows/comparisons.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Step } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-timing-unsafe-compare',
  summary: 'Disallow comparing a MAC or signature in a way whose duration depends on its value.',
  why: 'A comparison that stops at the first difference takes longer the more of a guess is right, so an attacker can find a signature byte by byte.',
  remediation: 'Compare the lengths, then the bytes with crypto.timingSafeEqual, or let the library verify the signature.',
  severity: 'warning',
  recommended: true,
  fixable: true,
  category: 'signature',
  references: {
    cwe: ['CWE-208', 'CWE-347'], rfc8725: ['3.3'], rfc7515: ['10.9'], asvs: ['V11.2.4'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'],
  },
  messages: {
    request:
      '{{by}} compares this MAC with one from the request and stops at the first difference, so its duration tells how much of a guess is right.',
    caller:
      '{{by}} compares this MAC with one that the caller passes in and stops at the first difference, so its duration tells how much of a guess is right.',
    named:
      '{{by}} compares this MAC with another signature and stops at the first difference, so its duration tells how much of a guess is right.',
  },
  check({ macComparisons, runtime }, report) {
    // Whoever runs a script in a browser has the key in it anyway.
    if (runtime === 'client') return;
    for (const comparison of macComparisons)
      report({
        at: comparison.at, message: comparison.source, data: { by: comparison.by }, certainty: CERTAINTY[comparison.source],
        evidence: [...sidesOf(comparison), ...comparison.also.map(({ at }) => step(at, 'compared once more here'))],
        suggest: [constantTime(comparison)],
      });
  },
});

const CERTAINTY: Readonly<Record<MacComparison['source'], Certainty>> = { request: 'likely', caller: 'likely', named: 'possible' };

/** What stands in the comparison itself is seen there. */
const sidesOf = ({ mac, other, source }: MacComparison): readonly Step[] => [
  ...(mac.from ? [step(mac.from, 'the MAC is computed here')] : []),
  ...(other.from ? [step(other.from, source === 'request' ? 'the other comes from the request' : 'the other is taken here')] : []),
];
