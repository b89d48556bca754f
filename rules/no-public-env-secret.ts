import type { Facts } from '../src/facts/facts.ts';
import type { NamedValue } from '../src/facts/named-values.ts';
import { originsOf } from '../src/facts/origins.ts';
import { wayOf } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-public-env-secret',
  summary: 'Disallow secrets under a prefix that a bundler publishes.',
  why: 'The bundler copies such variables into the files that every visitor downloads.',
  instead: 'Drop the prefix, read the variable on the server only, and replace the secret: it is published.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  references: { cwe: ['CWE-200', 'CWE-522', 'CWE-922'], rfc8725: ['3.5'], asvs: ['V13.3.1', 'V14.3.2'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-01'] },
  messages: {
    name: '{{name}} is a secret by name, and {{tool}} publishes every variable that starts with {{prefix}}.',
    use: '{{name}} is used as {{purpose}}, and {{tool}} publishes every variable that starts with {{prefix}}: everyone can sign with it.',
    content: '{{name}} holds {{what}}, and {{tool}} publishes every variable that starts with {{prefix}}.',
  },
  check(facts, report) {
    for (const use of facts.keyUses) {
      if (use.slot === 'public') continue;
      for (const origin of originsOf(use.value)) {
        const published = origin.value.kind === 'env' ? facts.publishes(origin.value.name) : undefined;
        if (published && origin.value.kind === 'env')
          report({ at: origin.value, message: 'use', certainty: 'proven', data: { name: origin.value.name, purpose: use.purpose, ...published }, evidence: wayOf(origin, [use]) });
      }
    }
    for (const named of facts.namedValues) {
      const published = named.in === 'config' ? facts.publishes(named.name) : undefined;
      if (!published) continue;
      const what = contentOf(named, facts);
      const judged = what === undefined ? judgeName(named) : ({ severity: 'error', certainty: 'proven' } as const);
      if (judged) report({ at: named.keyAt, message: what === undefined ? 'name' : 'content', ...judged, data: { name: named.name, what: what ?? '', ...published } });
    }
  },
});

/** Value evidence beats the name: a private key, or a token that opens everything. */
function contentOf({ value }: NamedValue, { privateKeys, tokens }: Facts): string | undefined {
  const covers = ({ at }: { readonly at: NamedValue['keyAt'] }): boolean => at.start < value.at.end && at.end > value.at.start;
  if (privateKeys.some(covers)) return 'a private key';
  return tokens.some((token) => covers(token) && token.role === 'service_role') ? 'a token with the role service_role' : undefined;
}

function judgeName({ says, name }: NamedValue): { severity: Severity; certainty: Certainty } | undefined {
  if (says === 'signing secret' || says === 'private key') return { severity: 'error', certainty: 'proven' };
  // Flags and analytics keys carry such words too; only names of server credentials are left.
  return says === 'other secret' && /SECRET|SERVICE_ROLE/.test(name) ? { severity: 'error', certainty: 'likely' } : undefined;
}
