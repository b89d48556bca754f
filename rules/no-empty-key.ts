import type { KeyUse } from '../src/calls/jwt-call.ts';
import type { Facts } from '../src/facts/facts.ts';
import { originsOf } from '../src/values/origins.ts';
import type { Origin } from '../src/values/origins.ts';
import type { Value } from '../src/values/value.ts';
import { wayOf } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-empty-key',
  summary: 'Disallow keys that become empty or "undefined" when a variable is unset.',
  why: 'A missing variable then does not stop the service: it signs and verifies with a key that everyone knows.',
  instead: 'Test the variable and throw before it becomes a key.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  references: {
    cwe: ['CWE-1188', 'CWE-321', 'CWE-457'], rfc8725: ['3.5'], rfc7518: ['3.2'], asvs: ['V11.2.3', 'V13.3.1'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-01'],
  },
  messages: {
    text: 'When {{variable}} is unset, {{purpose}} is the text "undefined", which anyone can sign with.',
    bytes: 'When {{variable}} is unset, {{purpose}} has no bytes, and anyone can sign with an empty key.',
    hash: 'When {{variable}} is unset, {{purpose}} is missing, and a plain hash comes out, which anyone can make.',
    empty: 'When nothing is given, {{purpose}} is the empty text, and anyone can sign with an empty key.',
  },
  check(facts, report) {
    for (const use of facts.keyUses) {
      if (use.slot === 'public' || use.slot === 'private') continue;
      for (const origin of originsOf(use.value)) {
        const found = emptied(origin, use, facts);
        if (found)
          report({
            at: origin.value,
            ...found,
            data: { variable: found.variable ?? 'the variable', purpose: use.purpose },
            evidence: wayOf(origin, [use]),
          });
      }
    }
  },
});

interface Emptied { readonly message: string; readonly severity: Severity; readonly variable?: string }

function emptied({ value, wrappers, backed }: Origin, use: KeyUse, facts: Facts): Emptied | undefined {
  const variable = value.kind === 'template' && value.parts.length === 1 ? unguarded(value.parts[0], facts) : undefined;
  // A webhook's MAC is a weaker lock than a token of ours: who forges one pretends to be the sender.
  if (variable !== undefined) return { message: 'text', severity: use.call ? 'error' : 'warning', variable };
  const missing = use.goesWithout && !backed && wrappers.length === 0 ? unguarded(value, facts) : undefined;
  if (missing !== undefined) return { message: 'hash', severity: 'warning', variable: missing };
  // Buffer.from(undefined) throws; TextEncoder gives no bytes.
  const encoded = !backed && wrappers[0]?.by === 'text encoder' ? unguarded(value, facts) : undefined;
  if (encoded !== undefined) return { message: 'bytes', severity: severityOf(use, 'bytes'), variable: encoded };
  if (value.kind !== 'text' || value.text !== '') return undefined;
  return { message: 'empty', severity: severityOf(use, wrappers.some(({ by }) => by !== 'secret key') ? 'bytes' : 'text') };
}

/** What the installed version does with an empty key. A registration serves both sides. */
function severityOf({ call, takesEmpty }: KeyUse, kind: 'text' | 'bytes'): Severity {
  if (!call) return takesEmpty ? 'warning' : 'info';
  const { behaviour, does, setup } = call;
  const verifies = behaviour?.[kind === 'text' ? 'emptyText' : 'emptyBytes'] === 'accepts';
  const signs = behaviour?.emptySigned?.includes(kind) === true;
  return (does !== 'sign' || setup) && verifies || (does === 'sign' || setup) && signs ? 'error' : 'info';
}

/** A variable read in another file is guarded there, if anywhere, which is out of sight here. */
const unguarded = (value: Value | undefined, { isGuarded, file }: Facts): string | undefined =>
  value?.kind === 'env' && !value.checked && value.at.file.path === file.path && !isGuarded(value.name) ? value.name : undefined;
