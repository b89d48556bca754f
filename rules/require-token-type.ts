import type { Facts } from '../src/facts/facts.ts';
import { isForOneRun, type NamedValue } from '../src/secrets/words/named-values.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import { confusionsAmong, kindOf, usesByKey } from '../src/calls/tokens/token-confusion.ts';
import { tokenUsesOf } from '../src/calls/tokens/token-uses.ts';
import { kindOfNames } from '../src/calls/tokens/token-kinds.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'require-token-type',
  summary: 'Require tokens of different kinds to be told apart where one key signs them.',
  why: 'A signature says who made a token, but not for what. A verifier that checks nothing more accepts a login token where a reset token is meant, and a reset link as a login.',
  remediation: 'Put a purpose into each token and compare it after verification, or give each kind its own key or audience.',
  severity: 'warning',
  recommended: true,
  category: 'claims',
  references: { cwe: ['CWE-345', 'CWE-863'], rfc8725: ['3.11', '3.12'], asvs: ['V9.2.2'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'] },
  messages: {
    accepts: '{{name}} expects {{own}} but also accepts {{other}}: the same key signs both, and nothing compared here tells them apart.',
    unsaid: '{{name}} makes {{other}} with the key that also signs {{own}}, and neither token says what it is for.',
    value: '{{path}} has the same value as {{other}}: tokens of one kind are accepted as the other.',
  },
  check(facts, report) {
    for (const { named, other } of sameValues(facts))
      report({ at: named.value.at, message: 'value', data: { path: named.path, other: other.path } });
  },
  across: {
    keep: ({ jwtCalls }) => tokenUsesOf(jwtCalls),
    judge(uses, report) {
      for (const sameKey of usesByKey(uses)) {
        const { confused: [worst, ...others], alike } = confusionsAmong(sameKey);
        if (worst) {
          const { by } = worst;
          const [own, other] = [kindOf(worst.own), kindOf(worst.other)];
          const elsewhere = others
            .filter((one) => one.by !== by && one.by.at.start !== by.at.start)
            .map((one) => step(one.by.at, 'does not tell them apart either'));
          report({
            at: by.at, message: 'accepts', data: { name: by.name, own, other },
            evidence: [
              step(worst.own.at, `makes ${own}`),
              step(worst.other.at, `makes ${other} with the same key`),
              ...elsewhere.slice(0, 6),
            ],
          });
        } else if (alike)
          report({
            at: alike.other.at, message: 'unsaid', severity: 'info', certainty: 'possible',
            data: { name: alike.other.name, own: kindOf(alike.own), other: kindOf(alike.other) },
            evidence: [step(alike.own.at, `makes ${kindOf(alike.own)}`)],
          });
      }
    },
  },
});

/** Two keys for different kinds of tokens, with one value. */
function* sameValues({ namedValues, file }: Facts): Generator<{ readonly named: NamedValue; readonly other: NamedValue }> {
  if (file.role !== 'production') return;
  const byText = new Map<string, { readonly named: NamedValue; readonly kind: string }>();
  for (const named of namedValues) {
    const { name, value } = named;
    const kind = kindOfNames([name])?.says;
    if (kind === undefined || value.kind !== 'text' || !isKept(named, value.text)) continue;
    const known = byText.get(value.text);
    if (!known) byText.set(value.text, { named, kind });
    else if (known.kind !== kind) yield { named, other: known.named };
  }
}

/** A key that a service goes on with: not one that is made up for a run, or that everyone can guess and has to go anyway. */
const isKept = (named: NamedValue, text: string): boolean =>
  named.in === 'config' &&
  named.says === 'signing secret' &&
  !isForOneRun(named) &&
  ['random', 'short'].includes(judgeSecret(text, named).class);
