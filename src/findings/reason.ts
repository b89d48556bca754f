// The reason of a suppression → as a report may hand it on. It is written for whoever reads the report, so words of plain
// English are shown; but people also write there what the key was. Loads the dictionary at the first word that is not one
// of ours. A passphrase of plain words is what nobody can tell from a reason.

import { commonWords } from '../secrets/words/common-words.ts';
import { hiddenInProse, mask, tokenLikeIn, withoutEdges } from './ordinary.ts';

export const MAX_REASON = 300;

let words: ReadonlySet<string> | undefined;

export function shownReason(reason: string): string {
  const text = reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON)}\u2026` : reason;
  if (hiddenInProse(text).length === 0) return text;
  words ??= new Set(commonWords());
  const known = words;
  // `after` a name of secrecy and its sign nothing is plain.
  return text.replace(/[^\s,;()[\]{}]+/g, (chunk, at: number) => {
    const bare = withoutEdges(chunk, /[^\p{L}\p{N}\uD800-\uDFFF]/u);
    const isNamed = /(?:key|secret|token|password|pwd)\s{0,3}[:=]\s{0,3}$/i.test(text.slice(Math.max(0, at - 16), at));
    const isPlain = /^[A-Za-z\u2019']{1,20}$/.test(bare) && known.has(bare.toLowerCase().split(/[\u2019']/)[0]!);
    const isTicket = /^#?\d{1,5}$|^[A-Z]{2,8}-\d{1,5}$/.test(bare);
    const isOurs = hiddenInProse(chunk).length === 0 && tokenLikeIn(chunk).length === 0;
    return !isNamed && (isPlain || isTicket || isOurs) ? chunk : mask;
  });
}
