// Every report by its name, loaded, and as one text.

import type { Format } from '../../src/report/format.ts';
import { textOf } from '../../src/report/format.ts';
import { formats } from '../../src/report/formats.ts';

type Written = (...given: Parameters<Format>) => string;

export const reports: ReadonlyMap<string, Written> = new Map(await Promise.all([...formats].map(async ([name, { load }]) => {
  const format = await load();
  return [name, (...given) => textOf(format(...given))] as [string, Written];
})));
