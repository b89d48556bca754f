import { removeItem } from '../src/edits/remove-item.ts';
import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { JwtCall } from '../src/facts/facts.ts';
import { impliedAlgorithm } from '../src/facts/algorithms.ts';
import { isText, itemsOf } from '../src/facts/origins.ts';
import type { Value } from '../src/facts/value.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-alg-none',
  summary: "Disallow the unsecured 'none' algorithm.",
  why: 'A token whose header says none carries no signature, so anyone can write one.',
  instead: 'Name only algorithms that sign, for example RS256 or ES256, and sign every token.',
  severity: 'error',
  recommended: true,
  topic: 'signature',
  references: { cwe: ['CWE-347', 'CWE-327'], rfc8725: ['3.1', '3.2'], asvs: ['V9.1.2'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'] },
  messages: {
    accepted: "'none' lets anyone forge a token for {{name}}: it accepts tokens without a signature.",
    refused: "'none' is listed for {{name}}. This version refuses it, an older or other one accepts unsigned tokens.",
    emitted: "{{name}} writes tokens without a signature, so whoever reads them can't tell who wrote them.",
    unsecured: '{{name}} takes or makes tokens without a signature.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      if (call.operation.unsecured) report({ at: call.at, message: 'unsecured', data: { name: call.name }, severity: 'error' });
      for (const part of [call.parts.algorithms, call.parts.algorithm]) {
        const items = itemsOf(part?.value);
        for (const item of items)
          if (isText(item, 'none')) report({ at: item, data: { name: call.name }, suggest: [withoutNone(call, item, items)], ...judged(call) });
      }
    }
  },
});

function judged(call: JwtCall): { message: string; severity: 'error' | 'warning' } {
  const severity = /emulat|mock|test|unsecured/i.test(call.within) ? 'warning' : 'error';
  if (call.does === 'sign') return { message: 'emitted', severity };
  return call.behaviour?.noneListed === 'refuses' ? { message: 'refused', severity: 'warning' } : { message: 'accepted', severity };
}

function withoutNone(call: JwtCall, item: Value, items: readonly Value[]): Suggestion {
  const algorithm = impliedAlgorithm(call.key?.slot);
  return items.length > 1 ? removeItem(item, "Remove 'none' from the algorithms") : replaceValue(item.at, `'${algorithm}'`, `Use ${algorithm}`);
}
