// Findings of a file → what each is from one revision to the next: rule, path, the names around it, the code beside it, and,
// apart from all that, the value that it is about. Lines and columns are no part of it, so code may move; the value is, so a
// key that is exchanged for another is another finding.
// The value itself is never told: two are compared by a hash whose key is made for the process and goes with it, and a
// digest that may be written down is made only of what nobody could guess.

import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import type { Facts } from '../facts/facts.ts';
import { entropyOf } from '../secrets/words/human-text.ts';
import type { Masks } from './excerpt.ts';
import { masksFor, type JudgedFile, type RawFinding } from './findings-of.ts';
import { surroundingsOf } from './fingerprint.ts';
import { valueAt } from './told-values.ts';

export interface Identity {
  readonly rule: string;
  readonly path: string;
  /** Names of functions, classes, variables and settings, the outermost first. */
  readonly names: readonly string[];
  /** Blanked: no literal, no number, no comment. */
  readonly code: string;
  readonly value?: Value;
}

export interface Value {
  /** Equal for equal values, in this process. */
  readonly tag: string;
  readonly isDrawn: boolean;
  /** Nobody could guess it: it may be told by a digest. */
  readonly isSafe: boolean;
  /** Takes milliseconds, on purpose. */
  digest(key: string): string;
}

export interface Candidate { readonly identity: Identity; readonly finding: RawFinding; readonly suppressed: JudgedFile['judged'][number]['suppressed'] }

/** The listed findings of a file, suppressed ones included. */
export function candidatesIn({ facts, judged }: JudgedFile): readonly Candidate[] {
  const listed = judged.filter(({ finding }) => finding.listed);
  if (listed.length === 0) return [];
  const masks = masksFor(listed.map(({ finding }) => finding), facts);
  return listed.map(({ finding, suppressed }) => ({ finding, suppressed, identity: identityOf(finding, facts, masks) }));
}

export function identityOf(finding: RawFinding, facts: Facts, masks: Masks): Identity {
  const { rule, at } = finding;
  const value = rule.mergeByValue === true ? valueAt(at, facts) : undefined;
  return {
    rule: rule.id, path: at.file.path, ...surroundingsOf(at, masks),
    // Whoever has guessed the key of a token can make all of it, where nothing in it is secret.
    ...(value && { value: valueOf(oneLine(value.text), value.isDrawn, !value.isToken || finding.certainty !== 'proven') }),
  };
}

const processKey = randomBytes(32);
/** By tag and key: a secret in ten places costs one digest. */
const digests = new Map<string, string>();

function valueOf(text: string, isDrawn: boolean, isUnguessed: boolean): Value {
  const tag = createHmac('sha256', processKey).update(text).digest('base64');
  return {
    tag,
    isDrawn,
    isSafe: isDrawn && isUnguessed && bitsOf(text) >= leastBits,
    digest(key) {
      const known = digests.get(`${key} ${tag}`) ?? slowly(text, key);
      digests.set(`${key} ${tag}`, known);
      return known;
    },
  };
}

/** What no list of guesses holds, whatever it costs to try one. */
const leastBits = 48;
/** A person's text has fewer than its letters say; what a person made never comes here. */
const bitsOf = (text: string): number => entropyOf(text) * text.length;

/** Some eight milliseconds and four megabytes. */
const cost = { N: 4096, r: 8, p: 1 } as const;
const slowly = (text: string, key: string): string => scryptSync(text, key, 12, cost).toString('hex');

/** The same on a checkout with other line ends. */
const oneLine = (text: string): string => text.replace(/\r\n?/g, '\n');
