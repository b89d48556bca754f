// A literal key → a read of the environment that fails loudly when the variable is unset.

import type { Place } from '../source/file.ts';
import { isCode } from '../source/language.ts';
import type { Origin } from '../values/origins.ts';
import type { Suggestion } from './edit.ts';

export function readFromEnv(at: Place, name: string): Suggestion | undefined {
  if (!isCode(at.file.language)) return undefined;
  const target = assignedAt(at);
  const variable = target?.variable ?? name;
  if (target?.variable !== undefined && target.whenUnset) return throwAt(at, variable);
  const expression = required(`process.env.${variable}`, variable);
  return {
    title: `Read the key from process.env.${variable}`,
    kind: 'suggestion',
    edits: [{ ...at, text: standsAlone(at) ? expression : `(${expression})` }],
  };
}

const throwAt = (at: Place, variable: string): Suggestion =>
  ({ title: `Throw when ${variable} is not set`, kind: 'suggestion', edits: [{ ...at, text: thrown(variable) }] });

/** How far back a statement is looked at. */
const REACH = 200;

interface Assigned {
  /** Of the environment: `process.env.X = …`. */
  readonly variable?: string;
  /** Only where it has no value yet: `x ||= …`, `if (!x) x = …`. */
  readonly whenUnset: boolean;
}

/** What the text is assigned to; undefined where it is no right side of an assignment. A declaration is none. */
function assignedAt({ file: { text }, start }: Place): Assigned | undefined {
  const before = text.slice(Math.max(0, start - REACH), start);
  const [whole, target = '', operator] = /(?<![\w$.\]])([\w$]{1,60}(?:\.[\w$]{1,60}|\[['"][\w$]{1,60}['"]\]){0,4})\s{0,9}(\|\||\?\?)?=\s{0,9}$/.exec(before) ?? [];
  if (whole === undefined || /\b(?:const|let|var)\s+$/.test(before.slice(0, -whole.length))) return undefined;
  const variable = /^(?:globalThis\.)?process\.env(?:\.(\w+)|\[['"](\w+)['"]\])$/.exec(target)?.slice(1).find(Boolean);
  const test = /\bif\s{0,9}\(([^;{}]{1,120})\)\s{0,40}\{?\s{0,40}$/.exec(before.slice(0, -whole.length))?.[1]?.replace(/\s+/g, ' ').trim();
  const whenUnset = operator !== undefined || (test !== undefined && [
    `!${target}`, `${target} === undefined`, `${target} == null`, `typeof ${target} === 'undefined'`,
  ].includes(test));
  return { whenUnset, ...(variable !== undefined && { variable }) };
}

/** Nothing beside it binds more tightly than `||`, or may not stand beside it (`??`). */
function standsAlone({ file: { text }, start, end }: Place): boolean {
  const [before, after] = [text.slice(Math.max(0, start - REACH), start), text.slice(end, end + REACH)];
  if (!/(?:(?<![=!<>=])=|[([{,:;]|=>|\breturn|^)\s*$/.test(before)) return false;
  return /^\s*(?:[)\]},;]|$|\n)/.test(after) && !/^\s*(?:[.[(?|&+]|as\b|satisfies\b)/.test(after);
}

/** A read that fails loudly when the variable is unset, or empty. */
export const required = (expression: string, variable: string): string => `${expression} || ${thrown(variable)}`;

const thrown = (variable: string): string => `(() => { throw new Error('${variable} is not set'); })()`;

/** JWT_SECRET for `jwtSecret`, `jwt.secret` or a key slot without a name. */
export function variableFor(name: string | undefined): string {
  const words = (name ?? '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|(?<!_)_+$/g, '')
    .toUpperCase();
  return /SECRET|KEY|TOKEN|PASSWORD/.test(words) ? words : 'JWT_SECRET';
}

/**
 * `read || 'literal'` becomes a read that throws, and so does an assignment where nothing is set; other spellings are left to a
 * person. What `||` refuses, an empty text, is still refused; so it is behind a single `??`.
 */
export function throwInsteadOfFallback({ fallback, value }: Origin, variable: string): Suggestion | undefined {
  const { file, start, end } = value.at;
  if (!fallback || !isCode(file.language)) return undefined;
  const target = fallback.how === 'assigned' ? assignedAt(value.at) : undefined;
  if (target?.whenUnset) return throwAt(value.at, target.variable ?? variable);
  if ((fallback.how !== '||' && fallback.how !== '??') || fallback.at.file !== file || end !== fallback.at.end) return undefined;
  const operator = /(?<!\s)\s*(\|\||\?\?)\s*$/.exec(file.text.slice(fallback.at.start, start));
  if (!operator) return undefined;
  const read = file.text.slice(fallback.at.start, fallback.at.start + operator.index);
  const missing = assignedAt(fallback.at)?.variable ?? variable;
  // Beside another operator `??` may not become `||`: mixed, they are no code.
  if (/\|\||\?\?/.test(read) || operator[1] === '||') return throwAt(value.at, missing);
  const text = required(read, missing);
  return { ...throwAt(fallback.at, missing), edits: [{ ...fallback.at, text: standsAlone(fallback.at) ? text : `(${text})` }] };
}
