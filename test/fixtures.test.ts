// Every fixture, in both hosts: what the carets claim is what is found, and every suggestion keeps its promise. One alone, in
// seconds and with the lines shown: `npm run test:fixture NAME`.

import { beforeAll, describe, expect, it } from 'vitest';
import { checks, resultsOf } from './support/fixture-checks.ts';
import { casesOf } from './support/fixture-file.ts';

for (const each of casesOf()) {
  describe(each.name, () => {
    let results: ReturnType<typeof resultsOf>;
    beforeAll(() => { results = resultsOf(each); });

    for (const { name, asksAbout, faults } of checks)
      if (asksAbout(each)) it(name, () => { expect(faults(each, results)).toEqual([]); });
  });
}

it('has fixtures', () => {
  expect(casesOf().length).toBeGreaterThan(0);
});
