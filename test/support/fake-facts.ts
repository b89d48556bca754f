// Facts and rules for tests of what comes after them: a rule here reports each place where a word stands.

import type { Facts } from '../../src/facts/facts.ts';
import type { Report, Rule } from '../../src/findings/rule.ts';
import type { Place, SourceFile } from '../../src/source/file.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

type Given = Partial<Omit<Facts, 'file' | 'comments' | 'sensitive'>> & { role?: SourceFile['role']; sensitive?: readonly string[] };

/** Comments are found by their usual marks, sensitive stretches by their text. */
export function fakeFacts(path: string, text: string, { role, sensitive = [], ...more }: Given = {}): Facts {
  const file = { ...sourceFileOf(path, text), ...(role === undefined ? {} : { role }) };
  return {
    file, runtime: 'unknown', jwtCalls: [], keyUses: [], namedValues: [], variables: [], publishedReads: [], tokens: [], privateKeys: [], secretTexts: [], keyLookups: [], keySets: [], keySizes: [], problems: [], parsed: true, taught: new Set(), heldAt: () => undefined,
    comments: [...text.matchAll(/\/\*(.*?)\*\/|(?:\/\/|(?:^|\s)#)(.*)/g)].map((match) => {
      const start = match.index + match[0].search(/\S/);
      return { text: match[1] ?? match[2] ?? '', start, end: match.index + match[0].length };
    }),
    sensitive: sensitive.flatMap((secret) => placesOf(file, secret)),
    ...more,
  } as Facts;
}

export function placesOf(file: SourceFile, word: string): Place[] {
  const places: Place[] = [];
  for (let at = file.text.indexOf(word); at >= 0; at = file.text.indexOf(word, at + word.length))
    places.push({ file, start: at, end: at + word.length });
  return places;
}

type Words = Partial<Rule> & { id: string; report?: (place: Place) => Partial<Report> };

/** Reports each `word` (`BAD` when not given). */
export function fakeRule({ id, report = () => ({}), ...more }: Words, word = 'BAD'): Rule {
  return {
    id, summary: 'Disallow bad.', why: 'It is bad.', remediation: 'Do good.', severity: 'error', recommended: true, category: 'signature',
    references: { cwe: ['CWE-1'] }, messages: { bad: 'Bad {{what}} here.' },
    check: (facts, tell) => placesOf(facts.file, word).forEach((at) => tell({ at, message: 'bad', data: { what: 'thing' }, ...report(at) })),
    ...more,
  };
}
