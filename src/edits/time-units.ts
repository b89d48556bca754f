// A time in the wrong unit → the same time in the right one.

import type { UnitFix } from '../calls/tokens/wrong-units.ts';
import type { Place } from '../source/file.ts';
import type { Suggestion } from './edit.ts';
import { replaceValue } from './replace-value.ts';

export function rightUnit(fix: UnitFix | undefined): Suggestion | undefined {
  switch (fix?.as) {
    case undefined: return undefined;
    case 'seconds': return replaceValue(fix.at, `Math.floor((${textOf(fix.at)}) / 1000)`, 'Count in seconds');
    case 'milliseconds': return replaceValue(fix.at, `(${textOf(fix.at)}) * 1000`, 'Count in milliseconds');
    case 'quotient': return replaceValue(fix.at, `${textOf(fix.at)} / 1000`, 'Count in seconds');
    case 'from now': return fromNow(fix);
    case 'text': return withUnit(fix);
  }
}

function fromNow({ at, seconds, written }: Extract<UnitFix, { as: 'from now' }>): Suggestion {
  const title = `Count ${String(seconds)} seconds from now`;
  if (written === 'as a span') return replaceValue(at, `'${String(seconds)}s'`, title);
  return replaceValue(at, `Math.floor(Date.now() / 1000) + ${written === 'in seconds' ? String(seconds) : textOf(at)}`, title);
}

/** In configuration the place of a text lies between its quotes, where there are any. */
function withUnit({ value: { at, kind }, digits }: Extract<UnitFix, { as: 'text' }>): Suggestion {
  const isBare = kind === 'text' && !/["'`]/.test(at.file.text[at.start] ?? '');
  return replaceValue(at, isBare ? `${digits}s` : `'${digits}s'`, `Write ${digits}s, with its unit`);
}

const textOf = ({ file, start, end }: Place): string => file.text.slice(start, end);
