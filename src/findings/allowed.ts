// Findings that the configuration accepts: one by its fingerprint, or those of a rule in some files. Each says why, and
// may say until when. They stay in the report, marked, as those that a comment suppresses.

import { coverOf } from '../source/ignores.ts';
import type { Finding } from './finding.ts';
import type { Allowed, Settings } from './options.ts';

/** Without a fingerprint only what is said by path counts. */
export function allowedBy({ allow = [], today }: Settings, ruleId: string, path: string, fingerprint?: string): Finding['suppressed'] {
  const entry = allow.find(
    (one) =>
      !isOver(one, today) && (one.files === undefined ? one.fingerprint === fingerprint : one.rule === ruleId && coverOf(one.files)(path)),
  );
  return entry === undefined ? null : { by: 'configuration', reason: entry.reason };
}

const isOver = ({ until }: Allowed, today: string | undefined): boolean =>
  until !== undefined && until < (today ?? new Date().toISOString().slice(0, 10));
