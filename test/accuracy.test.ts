// The figures of the generated corpus: what `npm run accuracy` prints is held here.

import { expect, it } from 'vitest';
import { rules } from '../rules/all.ts';
import { measured } from './corpus/corpus.ts';

it('tells 2,000 keys and tokens from 20,000 look-alikes', () => {
  const { secrets, lookAlikes, found, missed, false: wrong } = measured(20_260_101, rules);
  expect([secrets, lookAlikes]).toEqual([2000, 20_000]);
  expect(found / secrets, missed.join('\n')).toBeGreaterThanOrEqual(0.99);
  expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(5);
});
