// What a rule may report is known from its texts: the id of a message, and each name that stands in it, no more and no less.
// The compiler holds most of it (`tsc` fails where an error that is expected here does not come), the fixture tests hold what is found
// against it, and the texts themselves are looked at below.

import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { defineRule } from '../../src/findings/rule.ts';
import type { Place } from '../../src/source/file.ts';

const words = {
  id: 'no-typed', summary: 'Disallow.', why: 'Why.', remediation: 'What.', severity: 'error', recommended: true, category: 'keys',
  references: { cwe: ['CWE-1'] },
} as const;

describe('the type of a report', () => {
  it('demands what the message has', () => {
    const typed = defineRule({
      ...words,
      messages: { plain: 'Nothing to fill.', one: '{{name}} alone.', two: '{{name}} beside {{other}}.' },
      options: { hours: { default: 24, description: 'Hours.' } },
      check({ file }, report, options) {
        const at: Place = { file, start: 0, end: 1 };
        const more = { name: 'x', other: 'y' };
        const limit: number = options.hours;
        report({ at, message: 'plain' });
        report({ at, message: 'one', data: { name: limit } });
        report({ at, message: 'two', data: more });
        // @ts-expect-error no such message
        report({ at, message: 'three' });
        // @ts-expect-error its name is missing
        report({ at, message: 'one' });
        // @ts-expect-error one of two names is missing
        report({ at, message: 'two', data: { name: 'x' } });
        // @ts-expect-error a name that the message has not
        report({ at, message: 'one', data: { name: 'x', unknown: 'y' } });
        // @ts-expect-error a name that only another message has, though the compiler did not see it written
        report({ at, message: 'one', data: more });
        // @ts-expect-error nothing to fill
        report({ at, message: 'plain', data: { name: 'x' } });
        // @ts-expect-error no value of an option
        options.days satisfies unknown;
      },
      across: {
        keep: ({ file }) => [file.path],
        judge(kept, report) {
          const paths: readonly string[] = kept;
          // @ts-expect-error its name is missing
          if (paths.length < 0) report({ at: { file: undefined!, start: 0, end: 0 }, message: 'one' });
        },
      },
    });
    expect(Object.keys(typed.messages)).toEqual(['plain', 'one', 'two']);
  });
});

describe('messages', () => {
  it('have words of their own', () => {
    const bare = rules.flatMap(({ id, messages }) =>
      Object.entries(messages).filter(([, text]) => !/[a-z]{3}/.test(text.replace(/\{\{\w+\}\}/g, ''))).map(([name]) => `${id}: ${name}`));
    expect(bare).toEqual([]);
  });

  it('end as sentences do, and are no longer than a reader can hold', () => {
    const wrong = rules.flatMap(({ id, messages }) => Object.entries(messages)
      .filter(([, text]) => !/(?:\.|\.\s?\{\{advice\}\})$/.test(text) || text.length > MOST_CHARACTERS).map(([name, { length }]) => `${id}: ${name}, ${String(length)}`));
    expect(wrong).toEqual([]);
  });
});

const MOST_CHARACTERS = 200;
