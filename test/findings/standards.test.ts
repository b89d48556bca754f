// What rules refer to exists, every rule refers to enough, and every item of the two lists has a rule or a reason.

import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { citationsOf, wholeReferences } from '../../src/findings/references.ts';
import type { References, Rule } from '../../src/findings/rule.ts';
import { isKnownReference, rulesFor, standards } from '../../tools/standards.ts';

const kinds = Object.keys(isKnownReference) as (keyof References)[];
const all: readonly Rule[] = rules;

describe.each(all.map((rule) => [rule.id, rule] as const))('%s', (_, { references }) => {
  it('refers to what there is, once', () => {
    const given = kinds.flatMap((kind) => (references[kind] ?? []).map((id) => ({ kind, id })));
    expect(given.filter(({ kind, id }) => !isKnownReference[kind](id))).toEqual([]);
    expect(new Set(given.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(given.length);
  });

  it('refers to a weakness, a requirement, a risk and an outcome', () => {
    const { cwe, asvs, nhi, csf } = wholeReferences(references);
    expect([cwe, asvs, nhi, csf].map(({ length }) => length > 0)).toEqual([true, true, true, true]);
    expect(csf.some((id) => id.startsWith('PR.AA-'))).toBe(true);
  });
});

describe.each(standards.map((standard) => [standard.title, standard] as const))('%s', (_, { kind, items }) => {
  it('is whole', () => {
    const wanted = kind === 'asvs' ? ['V9.1.1', 'V9.1.2', 'V9.1.3', 'V9.2.1', 'V9.2.2', 'V9.2.3', 'V9.2.4'] : Array.from({ length: 12 }, (__, index) => `3.${String(index + 1)}`);
    expect(items.map(({ id }) => id)).toEqual(wanted);
    expect(items.filter(({ id }) => !isKnownReference[kind](id))).toEqual([]);
  });

  it.each(items.map((item) => [item.id, item] as const))('%s has a rule, or a reason why none', (__, { id, limit }) => {
    expect(rulesFor(all, kind, id).length > 0 || (limit ?? '').length > 0).toBe(true);
  });
});

it.each<[keyof References, string]>([
  ['asvs', 'V9.3.1'], ['asvs', 'V9.1.4'], ['asvs', 'V18.1.1'], ['asvs', '9.1.1'], ['rfc8725', '3.13'], ['rfc7519', '4.1.8'], ['nhi', 'NHI11:2025'], ['nhi', 'NHI2'],
  ['csf', 'PR.AA-07'], ['csf', 'PR.AC-1'], ['aiRmf', 'GOVERN 7.1'], ['cwe', '347'],
])('%s has no %s', (kind, id) => expect(isKnownReference[kind](id)).toBe(false));

it('cites each kind, with a link where there is one to the item', () => {
  const cited = citationsOf({ cwe: ['CWE-347'], rfc7519: ['4.1.4'], asvs: ['V9.1.1'], aiRmf: ['GOVERN 6.1'] });
  expect(cited).toEqual([
    { text: 'CWE-347', url: 'https://cwe.mitre.org/data/definitions/347.html' },
    { text: 'RFC 7519, section 4.1.4', url: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4' },
    { text: 'OWASP ASVS 5.0, V9.1.1' },
    { text: 'NIST AI RMF 1.0, GOVERN 6.1' },
  ]);
});
