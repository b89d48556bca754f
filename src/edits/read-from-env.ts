// A literal key → a read of the environment that fails loudly when the variable is unset.

import type { Place } from '../source/file.ts';
import { isCode } from '../source/language.ts';
import type { Origin } from '../values/origins.ts';
import type { Suggestion } from './edit.ts';

export function readFromEnv(at: Place, variable: string): Suggestion | undefined {
  if (!isCode(at.file.language)) return undefined;
  return {
    title: `Read the key from process.env.${variable}`,
    kind: 'suggestion',
    edits: [{ ...at, text: required(`process.env.${variable}`, variable) }],
  };
}

/** Replaces the fallback of `process.env.X || 'literal'` by a throw. `whole` is the place of the whole expression. */
function throwWhenUnset(whole: Place, read: Place, variable: string): Suggestion | undefined {
  if (!isCode(whole.file.language) || whole.file !== read.file || read.start < whole.start || read.end > whole.end) return undefined;
  const expression = whole.file.text.slice(read.start, read.end);
  return { title: `Throw when ${variable} is not set`, kind: 'suggestion', edits: [{ ...whole, text: required(expression, variable) }] };
}

/** A read that fails loudly when the variable is unset. */
export const required = (expression: string, variable: string): string =>
  `${expression} ?? (() => { throw new Error('${variable} is not set'); })()`;

/** JWT_SECRET for `jwtSecret`, `jwt.secret` or a key slot without a name. */
export function variableFor(name: string | undefined): string {
  const words = (name ?? '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|(?<!_)_+$/g, '')
    .toUpperCase();
  return /SECRET|KEY|TOKEN|PASSWORD/.test(words) ? words : 'JWT_SECRET';
}

/** `read || 'literal'` becomes a read that throws; other spellings are left to a person. */
export function throwInsteadOfFallback({ fallback, value }: Origin, variable: string): Suggestion | undefined {
  if (!fallback || (fallback.how !== '||' && fallback.how !== '??')) return undefined;
  if (fallback.at.file !== value.at.file || value.at.end !== fallback.at.end) return undefined;
  const operator = /(?<!\s)\s*(?:\|\||\?\?)\s*$/.exec(value.at.file.text.slice(fallback.at.start, value.at.start));
  return operator ? throwWhenUnset(fallback.at, { ...fallback.at, end: fallback.at.start + operator.index }, variable) : undefined;
}
