// Lifetimes and tolerances → seconds. Understands what jsonwebtoken, jose and fast-jwt understand: numbers in the
// unit of the option, and texts such as `15m`, `2 hours`, `7d`.

import type { Unit } from '../models/model.ts';
import type { Value } from './value.ts';

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
