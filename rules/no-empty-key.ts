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
  why: 'When the variable is missing, the service does not stop: it signs and verifies with a key that everyone can guess.',
  remediation: 'Check the variable at the start, and throw when it is missing.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  references: {
    cwe: ['CWE-1188', 'CWE-321', 'CWE-457'], rfc8725: ['3.5'], rfc7518: ['3.2'], asvs: ['V11.2.3', 'V13.3.1'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-01'],
  },
  messages: {
    text: 'When {{variable}} is unset, {{purpose}} is the text "undefined", and anyone can sign with that.',
    bytes: 'When {{variable}} is unset, {{purpose}} is empty (zero bytes), and anyone can sign with an empty key.',
    hash: 'When {{variable}} is unset, {{purpose}} is missing: the result is a plain hash, which anyone can compute.',
    empty: 'When no value is given, {{purpose}} is the empty text, and anyone can sign with an empty key.',
    bytesRefused: 'When {{variable}} is unset, {{purpose}} is empty (zero bytes): it is refused there, so every call fails rather than the start.',
    emptyRefused: 'When no value is given, {{purpose}} is the empty text: it is refused there, so every call fails rather than the start.',
  },
  check(facts, report) {
    for (const use of facts.keyUses) {
      if (use.slot === 'public' || use.slot === 'private') continue;
      for (const origin of originsOf(use.value)) {
        const found = emptied(origin, use, facts);
        if (found && !isAskedFor(origin, use, facts)) report({ at: origin.value, ...found, evidence: wayOf(origin, [use]) });
      }
    }
  },
});

type Emptied = { readonly severity: Severity } & (
  | { readonly message: 'empty' | 'emptyRefused'; readonly data: { readonly purpose: string } }
  | { readonly message: 'text' | 'bytes' | 'bytesRefused' | 'hash'; readonly data: { readonly purpose: string; readonly variable: string } }
);

function emptied({ value, wrappers, backed }: Origin, use: KeyUse, facts: Facts): Emptied | undefined {
  const { purpose } = use;
  const variable = value.kind === 'template' && value.parts.length === 1 ? unguarded(value.parts[0], facts) : undefined;
  // A webhook's MAC is a weaker lock than a token of ours: who forges one pretends to be the sender.
  if (variable !== undefined) return { message: 'text', severity: use.call ? 'error' : 'warning', data: { purpose, variable } };
  const missing = use.goesWithout && !backed && wrappers.length === 0 ? unguarded(value, facts) : undefined;
  if (missing !== undefined) return { message: 'hash', severity: 'warning', data: { purpose, variable: missing } };
  // Buffer.from(undefined) throws; TextEncoder gives no bytes.
  const encoded = !backed && wrappers[0]?.by === 'text encoder' ? unguarded(value, facts) : undefined;
  if (encoded !== undefined) {
    const severity = severityOf(use, 'bytes');
    return { message: severity === 'info' ? 'bytesRefused' : 'bytes', severity, data: { purpose, variable: encoded } };
  }
  if (value.kind !== 'text' || value.text !== '') return undefined;
  const severity = severityOf(use, wrappers.some(({ by }) => by !== 'secret key') ? 'bytes' : 'text');
  return { message: severity === 'info' ? 'emptyRefused' : 'empty', severity, data: { purpose } };
}

/** A test stands before the use, before the encoding, or before the variable is read. */
function isAskedFor({ value, wrappers, fallback }: Origin, use: KeyUse, { isSetWhere }: Facts): boolean {
  const places = [use.at, ...(use.through ?? []), ...wrappers.map(({ at }) => at), value.at];
  return places.some((at) => isSetWhere(fallback ?? value, at));
}

/** What the installed version does with an empty key. A registration serves both sides. */
function severityOf({ call, takesEmpty }: KeyUse, form: 'text' | 'bytes'): Severity {
  if (!call) return takesEmpty ? 'warning' : 'info';
  const { behaviour, kind, setup } = call;
  const verifies = behaviour?.[form === 'text' ? 'emptyText' : 'emptyBytes'] === 'accepts';
  const signs = behaviour?.emptySigned?.includes(form) === true;
  return (kind !== 'sign' || setup) && verifies || (kind === 'sign' || setup) && signs ? 'error' : 'info';
}

/** A variable read in another file is guarded there, if anywhere, which is out of sight here. */
const unguarded = (value: Value | undefined, { isGuarded, file }: Facts): string | undefined =>
  value?.kind === 'env' && !value.checked && value.at.file.path === file.path && !isGuarded(value.name) ? value.name : undefined;
