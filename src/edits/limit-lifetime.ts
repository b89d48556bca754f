// A lifetime that is too long → the limit in its place: as a text, or as a number in the unit of the option.

import type { Lifetime } from '../calls/arguments/lifetimes.ts';
import type { Place } from '../source/file.ts';
import type { Suggestion } from './edit.ts';
import { replaceValue } from './replace-value.ts';

const HOUR = 3600;

export function limitLifetime({ span, part }: Lifetime, hours: number): Suggestion | undefined {
  if (!span) return undefined;
  const { value } = span;
  const text = spanText(hours);
  if (value.kind === 'text')
    return /^["'`]/.test(value.at.file.text[value.at.start] ?? '') ? replaceValue(value.at, `'${text}'`, `Limit it to ${text}`) : undefined;
  return replaceValue(value.at, String(hours * HOUR * (part.unit === 'milliseconds' ? 1000 : 1)), `Limit it to ${text}`);
}

/** In configuration, where the text is all there is. */
export const limitConfigured = (at: Place, hours: number): Suggestion =>
  replaceValue(at, spanText(hours), `Limit it to ${spanText(hours)}`);

const spanText = (hours: number): string => (hours % 24 === 0 && hours > 24 ? `${String(hours / 24)}d` : `${String(hours)}h`);
