// A comment → which stretches of it a reader may not see. Words of every day are shown among others, as people write to each
// other; several in a row could be a passphrase, and so could what stands behind the name of a secret.

import { closed, hiddenInChunk, isEveryday, isSecretName, leadsToSecret, shifted, wordsOfProse, type Stretch } from '../ordinary.ts';

/** So many in a row are no phrase to guess a key by. */
const MOST_EVERYDAY = 2;

interface Word {
  readonly at: Stretch;
  readonly hidden: readonly Stretch[];
  readonly isShown: boolean;
}

export function hiddenInComment(text: string): Stretch[] {
  const hidden = runsOf(wordsIn(text)).flatMap((run) =>
    (run.length > MOST_EVERYDAY ? run.map(({ at }) => at) : run.flatMap((word) => (word.isShown ? [] : word.hidden))));
  return closed(hidden, text);
}

function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  let isSecret = false;
  let before = '';
  // `the password is …`: to the end of the sentence.
  let isTold = false;
  for (const match of text.matchAll(wordsOfProse)) {
    const [word] = match;
    const at = { start: match.index, end: match.index + word.length };
    isTold ||= isSecret;
    const isShown = !isTold && !isSecretName(before) && isEveryday(word);
    words.push({ at, hidden: shifted(hiddenInChunk(word, isSecret), at.start), isShown });
    isSecret = leadsToSecret(word, isSecret);
    isTold = !/[.!?]$/.test(word) && (isTold || (/^(?:is|was|[:=]{1,2}|->|→)$/.test(word) && isSecretName(before)));
    before = word;
  }
  return words;
}

/** Words of which none is of programs, without a break. */
function runsOf(words: readonly Word[]): Word[][] {
  const runs: Word[][] = [[]];
  for (const word of words) {
    if (word.hidden.length > 0) runs.at(-1)!.push(word);
    else runs.push([]);
  }
  return runs;
}
