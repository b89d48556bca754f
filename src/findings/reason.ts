// The reason of a suppression → as a report may hand it on. It is written for whoever reads the report, but people also
// write there what the key was, and a passphrase is words: shown is what any text beside a finding may show, tickets, and
// the words in which findings are accepted.

import { reasonWords } from '../models/ordinary-words.ts';
import { hiddenInProse, mask, tokenLikeIn, withoutEdges } from './ordinary.ts';

export const MAX_REASON = 300;

export function shownReason(reason: string): string {
  const text = reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON)}\u2026` : reason;
  if (hiddenInProse(text).length === 0) return text;
  // `after` a name of secrecy and its sign nothing is plain.
  return text.replace(/[^\s,;()[\]{}]+/g, (chunk, at: number) => {
    const bare = withoutEdges(chunk, /[^\p{L}\p{N}\uD800-\uDFFF]/u);
    const isNamed = /(?:key|secret|token|password|pwd)\s{0,3}[:=]\s{0,3}$/i.test(text.slice(Math.max(0, at - 16), at));
    const isTicket = /^#?\d{1,5}$|^[A-Z]{2,8}-\d{1,5}$/.test(bare);
    const isOurs = hiddenInProse(chunk).length === 0 && tokenLikeIn(chunk).length === 0;
    return !isNamed && (reasonWords.has(bare.toLowerCase()) || isTicket || isOurs) ? chunk : mask;
  });
}
