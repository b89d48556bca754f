// Libraries by rules: every cell has its fixtures, or a reason that follows from the model.

import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { libraries } from '../../src/models/libraries/all.ts';
import type { LibraryModel } from '../../src/models/model.ts';
import { abilitiesOf, type BoundRelation, reasonAgainst, relations } from '../../tools/applicability.ts';
import { coverage, openCells } from '../../tools/library-coverage.ts';

const sections = coverage();

const reasonFor = (model: LibraryModel, ruleId: string): string | undefined => reasonAgainst(abilitiesOf(model), relations[ruleId] as BoundRelation);

describe('applicability', () => {
  const verifier = { package: 'a', operations: [{ call: 'verify(token, key, options?)', kind: 'verify', onInvalid: 'throws', options: { aud: 'audience' } }] } as const;
  const decoder = { package: 'b', operations: [{ call: 'decode(token)', kind: 'decode' }] } as const;

  it('follows from what the calls do', () => {
    expect(reasonFor(decoder, 'require-audience')).toBe('It verifies no tokens.');
    expect(reasonFor(decoder, 'no-decode-without-verify')).toBeUndefined();
    expect(reasonFor(verifier, 'no-decode-without-verify')).toBe('It has no call that only decodes.');
  });

  it('follows from what they can be told', () => {
    expect(reasonFor(verifier, 'require-audience')).toBeUndefined();
    expect(reasonFor(verifier, 'require-issuer')).toBe('It has no option for the issuer.');
    expect(reasonFor(verifier, 'require-algorithms')).toBe('Its calls take no list of algorithms.');
  });

  it('looks into nested options of the side that they are for', () => {
    const nested = (side: 'sign' | 'verify'): LibraryModel => ({
      package: 'c', operations: [{ call: 'default(options)', kind: 'configure', options: { more: { nested: { aud: 'audience' }, side } } }],
    });
    expect(reasonFor(nested('verify'), 'require-audience')).toBeUndefined();
    expect(reasonFor(nested('sign'), 'require-audience')).toBe('It has no option for the audience.');
  });

  it('is said of every rule', () => {
    expect(rules.map(({ id }) => id).filter((id) => relations[id] === undefined)).toEqual([]);
    expect(Object.keys(relations).filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
  });
});

describe('coverage', () => {
  it('has a row for every library', () => {
    expect(sections.flatMap(({ rows }) => rows.map(({ library }) => library.package)).sort()).toEqual(libraries.map((library) => library.package).sort());
  });

  it('leaves no cell open', () => {
    expect(openCells(sections)).toEqual([]);
  });
});
