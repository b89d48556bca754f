// A text file in ESLint → what the user's other plugins say of it, untouched, and our findings.
//
// A rule without `files` in a user's configuration runs on every file that ESLint opens, so naming `.env` or YAML here would
// hand them to rules and fixes made for JavaScript. So this processor asks first whether somebody has taught ESLint to read
// the file: a line that is valid in its format and in no JavaScript is linted with the user's configuration. When that parses,
// the file is linted as ever and our rules run among the others. When it doesn't, the file gets a room of its own: linted with
// the same configuration in our language, where nothing but our rules has a say. No order of presets changes the answer.
//
// ESLint applies processors to blocks again, and takes a block's configuration from its path: a block at the path of its
// file is linted like the file, and one behind a slash (`.env/`) matches the same patterns, yet can be told from it.

import { basename } from 'node:path';
import type { Linter } from 'eslint';
import { languageOf } from '../source/language.ts';
import { isOwnRule, isRoom, wasShownAsCode } from './eslint.ts';

type Messages = Linter.LintMessage[];
/** What a block stands for: the file as ESLint has read it, a question about its language, its text, its text in our language. */
type Step = 'file' | 'asked' | 'body' | 'room';

// No text of a file begins so: ESLint takes it for a binary.
const marks = { asked: '\0jwtlint?', body: '\0jwtlint:' } as const;

/** Each ends the parse when it is read as JavaScript. The number makes sure that it is this question which was answered. */
const questions: Readonly<Record<string, (number: number) => string>> = {
  yaml: (number) => `jwtlint: ${String(number)} # (`,
  json: (number) => `{"jwtlint":${String(number)}}`,
};
const inOtherFormats = (number: number): string => `jwtlint = ${String(number)} # (`;

const sameFile = (path: string): string => `_/../../${basename(path)}`;
const roomOf = '_/../';

export function textProcessor(meta: { readonly name: string; readonly version: string }): Linter.Processor {
  // Preprocessed and not yet postprocessed; ESLint lints one file after the other. A file that failed in between is forgotten.
  let open: Step[] = [];
  let asked = 0;
  let question = '';
  let hasReader = false;
  let isBodySeen = false;
  return {
    meta,
    supportsAutofix: true,
    preprocess(text, path) {
      const step = stepOf(text, path);
      if (step === 'file') open = [];
      open.push(step);
      switch (step) {
        case 'file':
          [hasReader, isBodySeen] = [false, false];
          return [marks.asked, marks.body + text].map((block) => ({ text: block, filename: sameFile(path) }));
        case 'asked':
          question = (questions[languageOf(path) ?? ''] ?? inOtherFormats)(++asked);
          return [question];
        case 'body': {
          isBodySeen = true;
          const body = text.slice(marks.body.length);
          return hasReader ? [body] : [{ text: body, filename: roomOf }];
        }
        case 'room': return [text];
      }
    },
    postprocess(lists, path) {
      const messages = lists.flat();
      switch (open.pop()) {
        case 'asked':
          // TypeScript's parser reads JSON as code where the name of the file says JSON.
          hasReader = isParsed(messages) && !wasShownAsCode(question);
          return [];
        case 'room': return messages.filter(isOurs);
        case 'file': return isBodySeen ? messages : [notSeen(path)];
        default: return messages;
      }
    },
  };
}

function stepOf(text: string, path: string): Step {
  if (isRoom(path)) return 'room';
  if (text === marks.asked) return 'asked';
  return text.startsWith(marks.body) ? 'body' : 'file';
}

const isParsed = (messages: Messages): boolean => !messages.some(({ fatal }) => fatal === true);

/** Messages without a rule are about our directives, the only ones that our language shows. */
const isOurs = ({ ruleId }: Linter.LintMessage): boolean => ruleId === null || isOwnRule(ruleId);

/** Whoever drives ESLint's `Linter` by hand may leave out blocks. */
const notSeen = (path: string): Linter.LintMessage => ({
  ruleId: null, severity: 2, line: 1, column: 1,
  message: `jwtlint did not look at ${basename(path)}: "filterCodeBlock" of whoever calls ESLint's Linter lets no block of it through.`,
});
