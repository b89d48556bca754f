// Findings that the configuration accepts: one by its fingerprint, or those of a rule in some files. Each says why, and
// may say until when. They stay in the report, marked, as those that a comment suppresses.

import { coverOf } from '../../source/ignores.ts';
import type { Finding } from '../finding.ts';
import { refusedByFloor } from './floor.ts';
import type { Allowed, Settings } from '../options.ts';
import { isOfOneValue } from '../identity/value-digest.ts';

/**
 * Without a fingerprint only what is said by path counts. `markOf`: of the value that is found. One that is drawn is accepted
 * wherever it stands: it is one secret.
 */
export function allowedBy(
  { allow = [], today, floor }: Settings, ruleId: string, path: string, fingerprint?: string, markOf?: () => string | undefined,
): Finding['suppressed'] {
  const isOf = (one: Allowed): boolean =>
    (one.value === undefined
      ? one.fingerprint !== undefined && one.fingerprint === fingerprint
      : (one.fingerprint === fingerprint || isOfOneValue(one.value)) && markOf?.() === one.value);
  const isAbout = (one: Allowed): boolean => (one.files === undefined ? isOf(one) : one.rule === ruleId && coverOf(one.files)(path));
  const counts = (one: Allowed): boolean => !isOver(one, today) && refusedByFloor(floor, ruleId, one, dayOf(today)) === undefined;
  const entry = allow.find((one) => counts(one) && isAbout(one));
  return entry === undefined ? null : { by: 'configuration', reason: entry.reason };
}

const isOver = ({ until }: Allowed, today: string | undefined): boolean =>
  until !== undefined && until < dayOf(today);

const dayOf = (today: string | undefined): string => today ?? new Date().toISOString().slice(0, 10);
