import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { JwtCall, Part } from '../src/calls/jwt-call.ts';
import { originsOf } from '../src/values/origins.ts';
import { timeReadsOf } from '../src/documents/time-values.ts';
import type { TimeGiven } from '../src/documents/time-values.ts';
import { digitsIn, looksLikeMilliseconds, looksLikeSeconds, secondsOfText } from '../src/calls/arguments/times.ts';
import type { Value } from '../src/values/value.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Report } from '../src/findings/rule.ts';
import { acrossTimes } from '../src/findings/times-in-configuration.ts';

/** As seconds since 1970: 2001. What is smaller was meant as a span from now. */
const FIRST_EPOCH = 1_000_000_000;
/** As seconds since 1970: the year 5138. What is larger is in milliseconds. */
const FIRST_MILLISECONDS = 100_000_000_000;

type Place = JwtCall['at'];

export default defineRule({
  id: 'no-wrong-time-unit',
  summary: 'Disallow times in a unit that the library does not mean.',
  why: 'Seconds read as milliseconds end in the year 58860, milliseconds read as seconds after a blink; neither fails loudly.',
  instead: 'Give claims in seconds since 1970, and lifetimes as texts with a unit, for example 15m.',
  severity: 'error',
  recommended: true,
  topic: 'claims',
  references: { cwe: ['CWE-613', 'CWE-682'], rfc7519: ['2', '4.1.4'], asvs: ['V9.2.1'], nhi: ['NHI7:2025'], csf: ['PR.AA-03'] },
  messages: {
    milliseconds:
      '{{option}} is given in milliseconds, and tokens count in seconds: the token that {{name}} makes is good for thousands of years.',
    issued:
      'iat is given in milliseconds, and tokens count in seconds: the age of the token that {{name}} makes is never reached, nor an expiry counted from it.',
    text: '{{option}} is a text, and {{name}} compares numbers: the token that it makes never expires.',
    relative:
      '{{option}} is a point in time in seconds since 1970, so {{number}} lies long ago: the token that {{name}} makes is expired from the start.',
    early: '{{option}} is given in seconds, and {{name}} counts in milliseconds since 1970: the token is expired from the start.',
    digits: '{{name}} takes a text of digits as milliseconds: {{number}} of {{option}} are {{seconds}} seconds.',
    refused: '{{name}} refuses a text of digits without a unit ({{option}}).',
    short: '{{name}} counts {{option}} in milliseconds: {{number}} are {{seconds}} seconds.',
    long: '{{name}} counts {{option}} in seconds: {{number}} are {{days}} days.',
  },
  across: acrossTimes(timeReadsOf, setInWrongUnit),
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      if (call.does === 'sign') for (const found of pointsInTime(call)) report(found);
      for (const part of [call.parts.lifetime, call.parts.maxAge, call.parts.expiry])
        if (part) for (const found of textTimes(call, part)) report(found);
    }
  },
});

function setInWrongUnit({ read, part }: TimeGiven): readonly Report[] {
  const found = [...textTimes(read.call, part)];
  // A text with a unit is no number to a program that asks for one.
  return read.isNumber ? found.map((one) => ({ ...one, suggest: [] })) : found;
}

function* textTimes(call: Pick<JwtCall, 'does' | 'name'>, part: Part): Generator<Report> {
  if (part.role !== 'expiry') yield* spans(call, part);
  // `setExpirationTime('3600')`: a positional text.
  else if (part.option === undefined && part.unit === 'epoch seconds' && call.does === 'sign')
    for (const { value } of originsOf(part.value))
      if (value.kind === 'text' && digitsIn(value) !== undefined)
        yield {
          at: value.at, message: 'refused', severity: 'warning', data: { name: call.name, option: 'the expiry' },
          suggest: [withUnit(value, value.text)],
        };
}

// ---- claims and absolute times ----

function* pointsInTime(call: JwtCall): Generator<Report> {
  const { expiry, payload } = call.parts;
  const name = call.name;
  const at = expiry && expiryPlace(expiry, payload);
  if (expiry && at && expiry.unit === 'epoch milliseconds' && call.expiresAt?.unit === 'seconds')
    yield {
      at,
      message: 'early',
      certainty: 'proven',
      data: { name, option: 'The expiry' },
      suggest: [
        isWithin(expiry.value.at, at)
          ? replaceValue(expiry.value.at, `(${textOf(expiry.value.at)}) * 1000`, 'Count in milliseconds')
          : undefined,
      ],
    };
  if (expiry && at && expiry.unit !== 'epoch milliseconds') {
    const option = expiry.option === undefined ? 'The expiry' : 'exp';
    const written =
      at.file === expiry.value.at.file && expiry.value.at.start >= at.start && expiry.value.at.end <= at.end ? expiry.value.at : undefined;
    const number = expiry.value.kind === 'plain' && typeof expiry.value.value === 'number' ? expiry.value.value : undefined;
    if (call.behaviour?.textExpiry !== undefined && expiry.option !== undefined && expiry.value.kind === 'text')
      yield { at, message: 'text', data: { name, option }, suggest: [written && spanFromNow(written, expiry.value.text)] };
    else if (call.expiresAt?.unit === 'milliseconds')
      yield { at, message: 'milliseconds', certainty: 'proven', data: { name, option }, suggest: [written && inSeconds(written)] };
    else if (number !== undefined && number >= FIRST_MILLISECONDS) yield { at, message: 'milliseconds', data: { name, option } };
    else if (number !== undefined && number > 0 && number < FIRST_EPOCH)
      yield { at, message: 'relative', data: { name, option, number }, suggest: [written && fromNow(written, number, expiry)] };
  }
  const issued = payload?.value.kind === 'object' ? payload.value.properties.get('iat') : undefined;
  if (issued && call.issuedAt?.unit === 'milliseconds')
    yield {
      at: issued.at,
      message: 'issued',
      severity: 'warning',
      data: { name },
      suggest: [isWithin(issued.value.at, issued.at) ? inSeconds(issued.value.at) : undefined],
    };
}

/** The claim where one is written, else the argument. */
function expiryPlace(expiry: Part, payload: Part | undefined): Place {
  return (
    (expiry.option !== undefined && payload?.value.kind === 'object' ? payload.value.properties.get('exp')?.at : undefined) ?? expiry.at
  );
}

const isWithin = (inner: Place, outer: Place): boolean => inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
const textOf = ({ file, start, end }: Place): string => file.text.slice(start, end);

const inSeconds = (at: Place): Suggestion => replaceValue(at, `Math.floor((${textOf(at)}) / 1000)`, 'Count in seconds');

function fromNow(at: Place, number: number, { option }: Part): Suggestion {
  if (option === undefined) return replaceValue(at, `'${String(number)}s'`, `Count ${String(number)} seconds from now`);
  return replaceValue(at, `Math.floor(Date.now() / 1000) + ${textOf(at)}`, `Count ${String(number)} seconds from now`);
}

function spanFromNow(at: Place, text: string): Suggestion | undefined {
  const seconds = secondsOfText(text);
  if (seconds === undefined) return undefined;
  return replaceValue(at, `Math.floor(Date.now() / 1000) + ${String(seconds)}`, `Count ${String(seconds)} seconds from now`);
}

// ---- lifetimes and ages ----

function* spans(call: Pick<JwtCall, 'name'>, part: Part): Generator<Report> {
  const { option = part.role, unit, digits, ignores } = part;
  for (const { value, wrappers } of originsOf(part.value)) {
    if (wrappers.length > 0) continue;
    const number =
      value.kind === 'text' ? digitsIn(value) : value.kind === 'plain' && typeof value.value === 'number' ? value.value : undefined;
    if (number === undefined || (value.kind === 'text' && ignores === 'text')) continue;
    const about = {
      at: value.at,
      severity: 'warning',
      data: { name: call.name, option, number, seconds: number / 1000, days: Math.round(number / 8640) / 10 },
    } as const;
    if (value.kind === 'text') {
      if (digits === 'throws') yield { ...about, message: 'refused', suggest: [withUnit(value, value.text)] };
      else if (digits === 'milliseconds' && looksLikeSeconds(number))
        yield { ...about, message: 'digits', suggest: [asSpan(value, number)] };
    } else if (unit === 'milliseconds' && looksLikeSeconds(number)) yield { ...about, message: 'short', suggest: [asSpan(value, number)] };
    else if (unit === 'seconds' && value.kind === 'plain' && looksLikeMilliseconds(value))
      yield { ...about, message: 'long', suggest: [replaceValue(value.at, `${textOf(value.at)} / 1000`, 'Count in seconds')] };
  }
}

/** A text that says its unit means the same everywhere. */
function asSpan(value: Value, seconds: number): Suggestion | undefined {
  return /^["'`\d(]/.test(value.at.file.text[value.at.start] ?? '') ? withUnit(value, String(seconds)) : undefined;
}

/** In configuration the place of a text lies between its quotes, where there are any. */
function withUnit({ at, kind }: Value, digits: string): Suggestion {
  const isBare = kind === 'text' && !/["'`]/.test(at.file.text[at.start] ?? '');
  return replaceValue(at, isBare ? `${digits}s` : `'${digits}s'`, `Say ${digits} seconds with the unit`);
}
