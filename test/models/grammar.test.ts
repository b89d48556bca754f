// Models → is every call in the grammar, every table in a place, every range in order? Nothing of any library is run here.

import { describe, expect, it } from 'vitest';
import { isBelow } from '../../src/values/versions.ts';
import { libraries } from '../../src/models/libraries/all.ts';
import type { LibraryModel, OptionTable } from '../../src/models/model.ts';
import { callFault, parseCall } from '../../src/models/signature.ts';
import type { CallSignature } from '../../src/models/signature.ts';

const callsOf = (library: LibraryModel): readonly string[] => [
  ...[...(library.operations ?? []), ...(library.secretUses ?? []), ...(library.signatures ?? [])].flatMap(({ call, chain }) => [call, ...(chain ?? [])]),
  ...[...(library.keys ?? []), ...(library.guards ?? [])].map(({ call }) => call),
  ...(library.passes ?? []),
];

function* tablesOf(table: OptionTable): Generator<OptionTable> {
  yield table;
  for (const option of Object.values(table)) {
    if (option === null || typeof option === 'string') continue;
    if ('nested' in option) yield* tablesOf(option.nested);
    else if ('returns' in option) yield* tablesOf(option.returns);
    else if (option.object) yield* tablesOf(option.object);
  }
}

describe('grammar of calls', () => {
  const sentences: readonly (readonly [string, CallSignature])[] = [
    ['sign(payload, key, options?)', {
      isNew: false, path: ['sign'],
      parameters: [
        { roles: ['payload'], optional: false }, { roles: ['key'], optional: false }, { roles: ['options'], optional: true },
      ],
    }],
    ['default(options)', { isNew: false, path: [], parameters: [{ roles: ['options'], optional: false }] }],
    ['new SignJWT(payload)', { isNew: true, path: ['SignJWT'], parameters: [{ roles: ['payload'], optional: false }] }],
    ['JwtService#sign(payload)', {
      isNew: false, receiver: 'instance', owner: ['JwtService'], path: ['sign'],
      parameters: [{ roles: ['payload'], optional: false }],
    }],
    ['*.register(self, options)', {
      isNew: false, receiver: 'any', path: ['register'],
      parameters: [{ roles: [], optional: false, self: true }, { roles: ['options'], optional: false }],
    }],
    ['*.jwt.decode(token)', { isNew: false, receiver: 'any', path: ['jwt', 'decode'], parameters: [{ roles: ['token'], optional: false }] }],
    ['verify(_, algorithm|options?)', {
      isNew: false, path: ['verify'],
      parameters: [{ roles: [], optional: false }, { roles: ['algorithm', 'options'], optional: true }],
    }],
    ["strategy(_, 'jwt')", {
      isNew: false, path: ['strategy'],
      parameters: [{ roles: [], optional: false }, { roles: [], optional: false, text: 'jwt' }],
    }],
    ['default#keys = key', {
      isNew: false, assigned: true, receiver: 'instance', owner: [], path: ['keys'],
      parameters: [{ roles: ['key'], optional: false }],
    }],
    ['(token)', { isNew: false, path: [], parameters: [{ roles: ['token'], optional: false }] }],
    ['encode()', { isNew: false, path: ['encode'], parameters: [] }],
  ];
  it.each(sentences)('%s', (call, signature) => expect(parseCall(call)).toEqual(signature));

  it.each(['sign', 'sign(payload', 'sign(secret)', 'a..b(key)', 'sign(key,, token)', 'a b(key)', 'sign(algorithm|x)', 'keys = secret', 'default = key'])(
    'refuses %s', (call) => {
      expect(callFault(call)).toBeTypeOf('string');
      expect(() => parseCall(call)).toThrow(/model call/);
    });
});

describe.each(libraries)('$package', (library) => {
  it.each(callsOf(library))('%s is a call', (call) => expect(callFault(call)).toBeUndefined());

  it('has a place for options wherever it has a table', () => {
    const rows: readonly { readonly call: string; readonly options?: OptionTable }[] = 
      [...(library.operations ?? []), ...(library.keys ?? []), ...(library.secretUses ?? []), ...(library.signatures ?? [])];
    for (const { call, options } of rows)
      if (options) expect(parseCall(call).parameters.flatMap(({ roles }) => roles), call).toContain('options');
  });

  it('has ascending behaviours, the last without an end', () => {
    for (const rows of [library.behaviours ?? [], ...(library.operations ?? []).map(({ behaviours = [] }) => behaviours)])
      rows.forEach((row, at) => {
        if (at === rows.length - 1) expect(row.below).toBeUndefined();
        else expect(row.below).toBeTypeOf('string');
        const before = rows[at - 1]?.below;
        if (before && row.below) expect(isBelow(before, row.below)).toBe(true);
      });
  });

  it('closes only tables that exist, and leaves none empty', () => {
    for (const { call, ignoresUnknownOptions, options } of library.operations ?? []) {
      if (ignoresUnknownOptions) expect(options, call).toBeDefined();
      if (options) expect([...tablesOf(options)].map((table) => Object.keys(table).length), call).not.toContain(0);
    }
  });
});
