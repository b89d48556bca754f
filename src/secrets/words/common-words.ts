// Words and passwords that people choose, the commonest first, from the dictionaries of zxcvbn: leaked passwords and the
// words of English subtitles. Loading them takes a tenth of a second, so it waits until somebody has a token to try or a
// text to judge. Leaves alone zxcvbn's own score: it takes 20 to 200 ms a text, and long phrases (0.9 decimal digits of
// guesses a character) come out close to random hexadecimal (0.91).

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let words: ReadonlySet<string> | undefined;

export function commonWords(): ReadonlySet<string> {
  words ??= loaded();
  return words;
}

function loaded(): ReadonlySet<string> {
  /* eslint-disable @typescript-eslint/no-unsafe-type-assertion -- `require` gives anything */
  const { dictionary: common } = require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
  const { dictionary: english } = require('@zxcvbn-ts/language-en') as typeof import('@zxcvbn-ts/language-en');
  /* eslint-enable @typescript-eslint/no-unsafe-type-assertion */
  const [passwords, spoken] = [common['passwords-common'], english['commonWords-en']];
  const all = new Set<string>();
  for (let rank = 0; rank < Math.max(passwords.length, spoken.length); rank++)
    for (const list of [passwords, spoken]) if (rank < list.length) all.add(list[rank]!);
  return all;
}
