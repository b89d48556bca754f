// Lifetimes and tolerances → seconds. Understands what jsonwebtoken, jose and fast-jwt understand: numbers in the
// unit of the option, and texts such as `15m`, `2 hours`, `7d`.

import type { Unit } from '../../models/model.ts';
import type { Part } from '../jwt-call.ts';
import { originsOf } from '../../values/origins.ts';
import type { Value } from '../../values/value.ts';

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_557_600 };

export function secondsOf(value: Value, unit: Unit): number | undefined {
  if (value.kind === 'plain' && typeof value.value === 'number') return unit === 'milliseconds' ? value.value / 1000 : value.value;
  return value.kind === 'text' ? secondsOfText(value.text) : undefined;
}

export function secondsOfText(text: string): number | undefined {
  const match = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]{1,14})\s*$/i.exec(text);
  const factor = match?.[2] && SECONDS[unitOf(match[2].toLowerCase())];
  return match?.[1] && factor ? Number(match[1]) * factor : undefined;
}

function unitOf(word: string): string {
  if (/^(?:ms|msecs?|milliseconds?)$/.test(word)) return 'ms';
  if (/^(?:s|secs?|seconds?)$/.test(word)) return 's';
  if (/^(?:m|mins?|minutes?)$/.test(word)) return 'm';
  if (/^(?:h|hrs?|hours?)$/.test(word)) return 'h';
  if (/^(?:d|days?)$/.test(word)) return 'd';
  if (/^(?:w|weeks?)$/.test(word)) return 'w';
  return /^(?:y|yrs?|years?)$/.test(word) ? 'y' : '';
}

// ---- what an option means, and what was meant ----

export interface Span {
  /** The number or text itself. */
  readonly value: Extract<Value, { kind: 'text' | 'plain' }>;
  readonly seconds: number;
  /** Names it went through, nearest to the source first. */
  readonly names: readonly string[];
}

/** Every lifetime in view that an option or argument may be, as the library takes it. */
export function spansOf({ value, unit = 'seconds', digits }: Part): readonly Span[] {
  return originsOf(value).flatMap(({ value: leaf, wrappers, via }): Span[] => {
    if ((leaf.kind !== 'text' && leaf.kind !== 'plain') || wrappers.length > 0) return [];
    const number = leaf.kind === 'text' ? digitsIn(leaf) : undefined;
    const seconds = number === undefined ? secondsOf(leaf, unit) : digits === 'milliseconds' ? number / 1000 : undefined;
    return seconds === undefined ? [] : [{ value: leaf, seconds, names: via.map(({ note }) => note) }];
  });
}

/** The number in a text of digits only. */
export const digitsIn = ({ text }: { readonly text: string }): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);

/**
 * A number of milliseconds that reads like seconds: 3600 is an hour to whoever wrote it. 30_000 and 900_000 are round in
 * milliseconds and were meant so.
 */
export function looksLikeSeconds(milliseconds: number): boolean {
  if (milliseconds <= 0 || milliseconds > 40_000_000) return false;
  if (milliseconds % 3600 === 0 && milliseconds % 60_000 !== 0) return true;
  return milliseconds < 60_000 ? milliseconds < 5000 || milliseconds % 1000 !== 0 : milliseconds % 60 === 0 && milliseconds % 1000 !== 0;
}

/**
 * A number of seconds that was counted in milliseconds: `24 * 60 * 60 * 1000`, 86_400_000. As seconds, whole hours of
 * milliseconds are multiples of 41 days and 16 hours, which nobody means.
 */
export function looksLikeMilliseconds({ value, at }: Extract<Value, { kind: 'plain' }>): boolean {
  if (typeof value !== 'number' || value < 60_000 || value % 1000 !== 0) return false;
  const text = at.file.text.slice(at.start, Math.min(at.end, at.start + 200));
  return /\*\s{0,3}(?:1000|1_000|1e3)(?!\d)/.test(text) || (/^[\d_]+$/.test(text) && value % 3_600_000 === 0);
}
