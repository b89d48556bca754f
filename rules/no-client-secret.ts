import type { Facts, KeyUse } from '../src/facts/facts.ts';
import { familyOf } from '../src/facts/algorithms.ts';
import { step, wayOf } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Step } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-client-secret',
  summary: 'Disallow secret keys, and signing with them, in code that runs in the client.',
  why: 'Every visitor can read what runs in the browser. Whoever can verify with an HMAC secret can also sign with it.',
  instead: 'Sign and verify on the server. A client that must verify gets the public key of an RS256, ES256 or EdDSA pair.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  references: {
    cwe: ['CWE-200', 'CWE-321', 'CWE-602'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.3.1', 'V8.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    key: '{{purpose}} is written in code that runs in the client: every visitor can read it and sign with it.',
    signing: '{{name}} signs with an HMAC secret in code that runs in the client: the secret has to be there too.',
  },
  check(facts, report) {
    if (facts.runtime !== 'client') return;
    const seen = new Set<KeyUse>();
    for (const one of facts.keyLiterals) {
      const [use] = one.uses;
      if (!use || one.problem === 'empty') continue;
      for (const each of one.uses) seen.add(each);
      if (one.problem === 'literal') report({ at: one.literal, message: 'key', certainty: 'proven', data: { purpose: `T${use.purpose.slice(1)}` }, evidence: [...signOf(facts), ...wayOf(one.origin, one.uses)] });
    }
    for (const call of facts.jwtCalls)
      if (call.does === 'sign' && call.key?.slot === 'symmetric' && !seen.has(call.key) && call.key.algorithms.every((algorithm) => familyOf(algorithm) === 'HMAC') && !isPublished(call.key, facts))
        report({ at: call.at, message: 'signing', data: { name: call.name }, evidence: signOf(facts) });
  },
});

/** The sign in the file itself, or the imports that lead to it. */
const signOf = ({ clientSigns, file }: Facts): readonly Step[] =>
  clientSigns.map((place) => step(place, place.file.path === file.path ? 'this file runs in the client' : 'imported by code that runs in the client'));

/** A published variable is reported as such, once. */
const isPublished = ({ value }: KeyUse, facts: Facts): boolean => value.kind === 'env' && facts.publishes(value.name) !== undefined;
