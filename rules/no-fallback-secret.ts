import { throwInsteadOfFallback, variableFor } from '../src/edits/read-from-env.ts';
import { configuredKeys, keptVariables } from '../src/facts/configured-keys.ts';
import type { Facts } from '../src/facts/facts.ts';
import type { Origin } from '../src/values/origins.ts';
import { isForOneRun, type NamedValue } from '../src/secrets/words/named-values.ts';
import { missingVariable, originsOf } from '../src/values/origins.ts';
import { isCopied } from '../src/documents/published.ts';
import { nameSays } from '../src/secrets/words/names.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import { readBy, wayOf } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-fallback-secret',
  summary: 'Disallow a literal that stands in for a missing key.',
  why: 'When the variable is unset nothing fails: the service starts, and signs with a key that everyone can read in the code.',
  remediation: 'Throw an error when the key is missing.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  mergeByValue: true,
  references: {
    cwe: ['CWE-798', 'CWE-1188', 'CWE-321'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.2.3', 'V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01'],
  },
  messages: {
    variable: 'When {{variable}} is unset, this literal becomes {{purpose}}: anyone who reads this code can forge what that key signs.',
    value: 'When no other value is given, this literal becomes {{purpose}}: anyone who reads this code can forge what that key signs.',
    credential: 'When {{variable}} is unset, this literal becomes {{purpose}}: anyone who reads this code has the credential that the service then uses.',
    config: 'When {{variable}} is unset, this literal becomes {{purpose}}: anyone who reads this file has the key.',
  },
  check(facts, report) {
    for (const one of facts.keyLiterals) {
      // In client code the literal is reported as what is worse: it is published.
      if (one.problem !== 'fallback' || (facts.runtime === 'client' && one.uses.length > 0)) continue;
      if (one.uses.length === 0 && isCopied(facts.published, one.literal.at)) continue;
      const variable = missingVariable(one.origin);
      const purpose = one.uses[0]?.purpose ?? one.named?.path ?? 'the key';
      // A vendor's secret key signs no token of ours, whatever the member is called that it is put under.
      const isCredential = variable !== undefined &&
        (one.uses.length === 0 ? nameSays([variable]) === 'other secret' : one.uses[0]?.credential === true);
      report({
        at: one.literal,
        ...(variable === undefined
          ? { message: 'value', data: { purpose } } as const
          : { message: isCredential ? 'credential' : 'variable', data: { purpose, variable } } as const),
        severity: isCredential ? 'warning' : severityInCode(one.origin, facts),
        certainty: one.uses.length > 0 ? 'proven' : 'likely',
        evidence: wayOf(one.origin, one.uses),
        suggest: [throwInsteadOfFallback(one.origin, variable ?? variableFor(undefined))],
      });
    }
    if (facts.file.role === 'sample') return;
    for (const named of facts.namedValues)
      for (const origin of fallbacksOf(named)) report({ at: origin.value, ...standingIn(origin, named) });
  },
  across: {
    keep: (facts) => (facts.file.role === 'sample' ? [] : keptVariables(facts)),
    judge(kept, report) {
      for (const { named, readers } of configuredKeys(kept))
        for (const origin of fallbacksOf(named)) report({ at: origin.value, ...standingIn(origin, named), evidence: readBy(readers) });
    },
  },
});

const standingIn = (origin: Origin, named: NamedValue) => ({
  message: 'config',
  certainty: 'proven',
  severity: isForOneRun(named) ? 'info' : 'error',
  data: { variable: missingVariable(origin) ?? named.name, purpose: named.path },
} as const);

function severityInCode({ fallback }: Origin, { guardsProduction }: Facts): Severity {
  if (fallback?.byEnvironment) return 'info';
  return guardsProduction ? 'warning' : 'error';
}

/** `${JWT_SECRET:-literal}` in configuration. */
function fallbacksOf(named: NamedValue): readonly Origin[] {
  if (named.in !== 'config' || named.value.kind !== 'choice') return [];
  if (named.says !== 'signing secret' && named.says !== 'private key') return [];
  return originsOf(named.value).filter(
    ({ value, fallback }) => value.kind === 'text' && fallback !== undefined && isKey(value.text, named),
  );
}

const isKey = (text: string, named: NamedValue): boolean =>
  !['empty', 'reference', 'not a secret'].includes(judgeSecret(text, named).class);
