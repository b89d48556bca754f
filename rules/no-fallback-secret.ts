import { throwWhenUnset, variableFor } from '../src/edits/read-from-env.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { Facts } from '../src/facts/facts.ts';
import type { Origin } from '../src/values/origins.ts';
import { isForOneRun } from '../src/secrets/words/named-values.ts';
import { originsOf } from '../src/values/origins.ts';
import { isCopied } from '../src/documents/published.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import { wayOf } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-fallback-secret',
  summary: 'Disallow a literal that stands in for a missing key.',
  why: 'When the variable is unset nothing fails: the service runs, and signs, with a key that everyone can read here.',
  instead: 'Throw when the key is missing.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  tellsValue: true,
  references: {
    cwe: ['CWE-798', 'CWE-1188', 'CWE-321'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.2.3', 'V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01'],
  },
  messages: {
    variable: 'When {{variable}} is unset, this literal becomes {{purpose}}: anyone who reads it can forge tokens.',
    value: 'When nothing else is given, this literal becomes {{purpose}}: anyone who reads it can forge tokens.',
    config: 'When {{variable}} is unset, this literal becomes {{purpose}}: whoever reads this file has the key.',
  },
  check(facts, report) {
    for (const one of facts.keyLiterals) {
      if (one.problem !== 'fallback' || (one.uses.length === 0 && isCopied(facts.published, one.literal.at))) continue;
      const variable = missingVariable(one.origin);
      report({
        at: one.literal,
        message: variable === undefined ? 'value' : 'variable',
        severity: severityOf(one.origin, facts),
        certainty: one.uses.length > 0 ? 'proven' : 'likely',
        data: { variable: variable ?? '', purpose: one.uses[0]?.purpose ?? one.named?.path ?? 'the key' },
        evidence: wayOf(one.origin, one.uses),
        suggest: [fixOf(one.origin, variable)],
      });
    }
    for (const named of facts.namedValues) {
      if (named.in !== 'config' || named.value.kind !== 'choice' || facts.file.role === 'sample') continue;
      if (named.says !== 'signing secret' && named.says !== 'private key') continue;
      for (const origin of originsOf(named.value)) {
        if (
          origin.value.kind !== 'text' ||
          !origin.fallback ||
          ['empty', 'reference', 'not a secret'].includes(judgeSecret(origin.value.text, named).class)
        )
          continue;
        report({
          at: origin.value,
          message: 'config',
          certainty: 'proven',
          severity: isForOneRun(named) ? 'info' : facts.file.role === 'development' ? 'warning' : 'error',
          data: { variable: missingVariable(origin) ?? named.name, purpose: named.path },
        });
      }
    }
  },
});

function severityOf({ fallback }: Origin, { guardsProduction }: Facts): Severity {
  if (fallback?.byEnvironment) return 'info';
  return guardsProduction ? 'warning' : 'error';
}

function missingVariable({ instead }: Origin): string | undefined {
  const missing = instead && originsOf(instead).find(({ value }) => value.kind === 'env')?.value;
  return missing?.kind === 'env' ? missing.name : undefined;
}

/** `read || 'literal'` becomes a read that throws; other spellings are left to a person. */
function fixOf({ fallback, value }: Origin, variable: string | undefined): Suggestion | undefined {
  if (
    !fallback ||
    (fallback.how !== '||' && fallback.how !== '??') ||
    fallback.at.file !== value.at.file ||
    value.at.end !== fallback.at.end
  )
    return undefined;
  const operator = /(?<!\s)\s*(?:\|\||\?\?)\s*$/.exec(value.at.file.text.slice(fallback.at.start, value.at.start));
  return operator
    ? throwWhenUnset(fallback.at, { ...fallback.at, end: fallback.at.start + operator.index }, variable ?? variableFor(undefined))
    : undefined;
}
