// Times that a call is given → those in a unit that the library does not mean, and what would say the same time rightly. Claims
// and expiries are points in time, lifetimes and ages are spans.

import type { Place } from '../../source/file.ts';
import { originsOf } from '../../values/origins.ts';
import type { Value } from '../../values/value.ts';
import { digitsIn, looksLikeMilliseconds, looksLikeSeconds, secondsOfText } from '../arguments/times.ts';
import type { JwtCall, Part } from '../jwt-call.ts';

/** As seconds since 1970: 2001. What is smaller was meant as a span from now. */
const FIRST_EPOCH = 1_000_000_000;
/** As seconds since 1970: the year 5138. What is larger is in milliseconds. */
const FIRST_MILLISECONDS = 100_000_000_000;

export type WrongUnit = { readonly at: Place; readonly fix?: UnitFix | undefined } & (
  /** A point in time in milliseconds where seconds are meant; the reverse; a text where a number is compared. */
  | { readonly how: 'milliseconds' | 'early' | 'text'; readonly option: string; readonly certainty: 'proven' | 'likely' }
  /** The claim that says when the token was made, in milliseconds. */
  | { readonly how: 'issued' }
  /** A span where a point in time is meant. */
  | { readonly how: 'relative'; readonly option: string; readonly number: number }
  /** A text of digits: refused, or read as milliseconds. */
  | { readonly how: 'refused'; readonly option: string }
  /** Seconds read as milliseconds, from a text of digits or a number; milliseconds read as seconds. */
  | { readonly how: 'digits' | 'short' | 'long'; readonly option: string; readonly number: number }
);

/** How the time would be right: in the other unit, counted from now, or as a text with its unit. */
export type UnitFix =
  | { readonly as: 'seconds' | 'milliseconds' | 'quotient'; readonly at: Place }
  | { readonly as: 'from now'; readonly at: Place; readonly seconds: number; readonly written: 'as a span' | 'as it is' | 'in seconds' }
  | { readonly as: 'text'; readonly value: Value; readonly digits: string };

export function* wrongUnitsOf(call: JwtCall): Generator<WrongUnit> {
  if (call.kind === 'sign') yield* wrongPoints(call);
  for (const part of [call.parts.lifetime, call.parts.maxAge, call.parts.expiry]) if (part) yield* wrongTimes(call.kind, part);
}

/** One argument by itself, as configuration may set it. */
export function* wrongTimes(kind: JwtCall['kind'], part: Part): Generator<WrongUnit> {
  if (part.role !== 'expiry') yield* wrongSpans(part);
  // `setExpirationTime('3600')`: a positional text.
  else if (part.option === undefined && part.unit === 'epoch seconds' && kind === 'sign')
    for (const { value } of originsOf(part.value))
      if (value.kind === 'text' && digitsIn(value) !== undefined)
        yield { at: value.at, how: 'refused', option: 'the expiry', fix: { as: 'text', value, digits: value.text } };
}

// ---- points in time ----

function* wrongPoints(call: JwtCall): Generator<WrongUnit> {
  const { expiry, payload } = call.parts;
  if (expiry?.unit === 'epoch milliseconds') yield* inSeconds(expiry, call);
  else if (expiry) yield* wrongExpiry(expiry, call);
  const issued = payload?.value.kind === 'object' ? payload.value.properties.get('iat') : undefined;
  if (issued && call.issuedAt?.unit === 'milliseconds')
    yield { at: issued.at, how: 'issued', fix: isWithin(issued.value.at, issued.at) ? { as: 'seconds', at: issued.value.at } : undefined };
}

function* inSeconds(expiry: Part, { expiresAt, parts: { payload } }: JwtCall): Generator<WrongUnit> {
  if (expiresAt?.unit !== 'seconds') return;
  const at = expiryPlace(expiry, payload);
  const fix = isWithin(expiry.value.at, at) ? ({ as: 'milliseconds', at: expiry.value.at } as const) : undefined;
  yield { at, how: 'early', option: 'The expiry', certainty: 'proven', fix };
}

function* wrongExpiry(expiry: Part, { behaviour, expiresAt, parts: { payload } }: JwtCall): Generator<WrongUnit> {
  const { value } = expiry;
  const at = expiryPlace(expiry, payload);
  const option = expiry.option === undefined ? 'The expiry' : 'exp';
  const written = isWithin(value.at, at) ? value.at : undefined;
  const number = value.kind === 'plain' && typeof value.value === 'number' ? value.value : undefined;
  if (behaviour?.textExpiry !== undefined && expiry.option !== undefined && value.kind === 'text') {
    const seconds = secondsOfText(value.text);
    const fix = written && seconds !== undefined ? ({ as: 'from now', at: written, seconds, written: 'in seconds' } as const) : undefined;
    yield { at, how: 'text', option, certainty: 'likely', fix };
  } else if (expiresAt?.unit === 'milliseconds')
    yield { at, how: 'milliseconds', option, certainty: 'proven', fix: written && { as: 'seconds', at: written } };
  else if (number !== undefined && number >= FIRST_MILLISECONDS) yield { at, how: 'milliseconds', option, certainty: 'likely' };
  else if (number !== undefined && number > 0 && number < FIRST_EPOCH) {
    const as = expiry.option === undefined ? 'as a span' : 'as it is';
    yield { at, how: 'relative', option, number, fix: written && { as: 'from now', at: written, seconds: number, written: as } };
  }
}

/** The claim where one is written, else the argument. */
function expiryPlace(expiry: Part, payload: Part | undefined): Place {
  return (
    (expiry.option !== undefined && payload?.value.kind === 'object' ? payload.value.properties.get('exp')?.at : undefined) ?? expiry.at
  );
}

const isWithin = (inner: Place, outer: Place): boolean => inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;

// ---- lifetimes and ages ----

function* wrongSpans(part: Part): Generator<WrongUnit> {
  const { option = part.role, unit, digits, ignores } = part;
  for (const { value, wrappers } of originsOf(part.value)) {
    if (wrappers.length > 0) continue;
    const { at } = value;
    if (value.kind === 'text') {
      const number = ignores === 'text' ? undefined : digitsIn(value);
      if (number === undefined) continue;
      if (digits === 'throws') yield { at, how: 'refused', option, fix: { as: 'text', value, digits: value.text } };
      else if (digits === 'milliseconds' && looksLikeSeconds(number)) yield { at, how: 'digits', option, number, fix: asSpan(value, number) };
    } else if (value.kind === 'plain' && typeof value.value === 'number') {
      const number = value.value;
      if (unit === 'milliseconds' && looksLikeSeconds(number)) yield { at, how: 'short', option, number, fix: asSpan(value, number) };
      else if (unit === 'seconds' && looksLikeMilliseconds(value)) yield { at, how: 'long', option, number, fix: { as: 'quotient', at } };
    }
  }
}

/** A text that says its unit means the same everywhere. */
const asSpan = (value: Value, seconds: number): UnitFix | undefined =>
  /^["'`\d(]/.test(value.at.file.text[value.at.start] ?? '') ? { as: 'text', value, digits: String(seconds) } : undefined;
