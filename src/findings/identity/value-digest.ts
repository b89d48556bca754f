// A finding → the value that it is about, as far as that may be told. The value itself never is: two are compared by a hash whose
// key is made for the process and goes with it; a digest that may be written down is made only of what nobody could guess,
// and of anything else no more than a mark of four bits.

import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import type { Facts } from '../../facts/facts.ts';
import { entropyOf } from '../../secrets/words/human-text.ts';
import type { Place } from '../../source/file.ts';
import type { Certainty, Rule } from '../rule.ts';
import { secretTextAt, valueAt } from '../merging/told-values.ts';

export interface Value {
  /** Equal for equal values, in this process. */
  readonly tag: string;
  readonly isDrawn: boolean;
  /** Nobody could guess it: it may be told by a digest. */
  readonly isSafe: boolean;
  /** Takes milliseconds, on purpose. */
  digest(key: string): string;
  /** A few signs of it: enough to tell one drawn value from another, and too few to find out a word that a person chose. */
  mark(): string;
}

interface About { readonly rule: Rule; readonly at: Place; readonly certainty: Certainty }

/** A mark of the value that a finding is about, so that another in its place can be told from it. */
export function markOf(finding: About, facts: Facts): string | undefined {
  const value = valueToldBy(finding, facts);
  if (value || finding.rule.mergeByValue !== true) return value?.mark();
  const text = secretTextAt(finding.at, facts);
  return text === undefined ? undefined : valueOf(oneLine(text), false, false).mark();
}

/** Undefined: the finding is about no value that can be told from others. */
export function valueToldBy({ rule, at, certainty }: About, facts: Facts): Value | undefined {
  const value = rule.mergeByValue === true ? valueAt(at, facts) : undefined;
  // Whoever has guessed the key of a token can make all of it, where nothing in it is secret.
  return value && valueOf(oneLine(value.text), value.isDrawn, !value.isToken || certainty !== 'proven');
}

const processKey = randomBytes(32);
/** By tag and key: a secret in ten places costs one digest. */
const digests = new Map<string, string>();

function valueOf(text: string, isDrawn: boolean, isUnguessed: boolean): Value {
  const tag = createHmac('sha256', processKey).update(text).digest('base64');
  const isSafe = isDrawn && isUnguessed && bitsOf(text) >= leastBits;
  const digest = (key: string): string => {
    const known = digests.get(`${key} ${tag}`) ?? slowly(text, key);
    digests.set(`${key} ${tag}`, known);
    return known;
  };
  return { tag, isDrawn, isSafe, digest, mark: () => digest(keyOfMarks).slice(0, isSafe ? longMark : shortMark) };
}

/** One for all, so that one acceptance of a drawn value holds wherever that value stands. */
const keyOfMarks = 'accepted';

/** In hexadecimal signs. Of what somebody may guess, four bits: of any list of guesses one in sixteen is left. */
const [longMark, shortMark] = [12, 1];

/** Only one value in the world has it. */
export const isOfOneValue = (mark: string): boolean => mark.length === longMark;

/** What no list of guesses holds, whatever it costs to try one. */
const leastBits = 48;
/** A person's text has fewer than its letters say; what a person made never comes here. */
const bitsOf = (text: string): number => entropyOf(text) * text.length;

/** Some eight milliseconds and four megabytes. */
const cost = { N: 4096, r: 8, p: 1 } as const;
const slowly = (text: string, key: string): string => scryptSync(text, key, 12, cost).toString('hex');

/** The same on a checkout with other line ends. */
const oneLine = (text: string): string => text.replace(/\r\n?/g, '\n');
