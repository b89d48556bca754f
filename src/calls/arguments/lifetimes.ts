// A call that signs → how long its token lives, as far as that is written: the shortest span that it may get, a zero that means
// no end, a date that nobody will see.

import { originsOf } from '../../values/origins.ts';
import type { Place } from '../../source/file.ts';
import type { JwtCall, Part } from '../jwt-call.ts';
import { looksLikeMilliseconds, spansOf, type Span } from './times.ts';

export interface Lifetime {
  readonly seconds: number;
  /** Where the time is written, which may be away from the argument. */
  readonly at: Place;
  readonly part: Part;
  /** Names it went through. */
  readonly names: readonly string[];
  readonly span?: Span;
}

/** Of several lifetimes the shortest: which of them a token gets is not in view. */
export function lifetimeOf({ parts, expiresAt }: JwtCall): Lifetime | undefined {
  const part = parts.lifetime ?? parts.expiry;
  if (!part) return undefined;
  if (expiresAt && parts.expiry && !parts.lifetime)
    return expiresAt.ahead === undefined || expiresAt.unit === 'milliseconds'
      ? undefined
      : { seconds: expiresAt.ahead, at: parts.expiry.value.at, part: parts.expiry, names: [] };
  const [shortest] = [...lifespansOf(part)].sort((a, b) => a.seconds - b.seconds);
  return shortest && { seconds: shortest.seconds, at: shortest.value.at, part, names: shortest.names, span: shortest };
}

/** A number is a point in time where an expiry is meant, and in another unit where it is told by no-wrong-time-unit. */
export const lifespansOf = (part: Part): readonly Span[] =>
  spansOf(part).filter(
    ({ value }) => value.kind !== 'plain' || (part.role !== 'expiry' && !(part.unit === 'seconds' && looksLikeMilliseconds(value))),
  );

/** Zeros, where the library takes one for no end. */
export const endlessZeros = (part: Part | undefined): readonly Place[] =>
  part?.zero === undefined
    ? []
    : originsOf(part.value).flatMap(({ value }) => (value.kind === 'plain' && value.value === 0 ? [value.at] : []));

/** As seconds since 1970: 2050. */
const FAR = 2_524_608_000;
/** What is larger is in milliseconds: see no-wrong-time-unit. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** A date written out that lies beyond every use. */
export function farExpiry({ parts: { expiry } }: JwtCall): { readonly at: Place; readonly year: number } | undefined {
  if (!expiry || expiry.unit === 'epoch milliseconds') return undefined;
  for (const { value } of originsOf(expiry.value))
    if (value.kind === 'plain' && typeof value.value === 'number' && value.value >= FAR && value.value < FIRST_MILLISECONDS)
      return { at: value.at, year: new Date(value.value * 1000).getUTCFullYear() };
  return undefined;
}

/** The time stands outside the argument that takes it. */
export const isWrittenAway = ({ at, part }: Lifetime): boolean =>
  at.start !== part.at.start && !(at.file === part.at.file && at.start >= part.at.start && at.end <= part.at.end);
