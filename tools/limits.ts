// The limits of the code, in words → the table of SECURITY.md. One list: a new limit is a row here. The page is generated
// from the constants themselves, so it can't be out of date.

import { mostListed } from '../bin/arguments.ts';
import { mostInput } from '../bin/streams.ts';
import { MAX_ITEMS } from '../src/values/reading/built-ins.ts';
import { MAX_ALTERNATIVES } from '../src/values/reading/value-maker.ts';
import { MAX_DEPTH as deepestValue } from '../src/values/reading/reader.ts';
import { MAX_QUESTION_WORK, MAX_WORK } from '../src/values/work.ts';
import { MAX_EVIDENCE } from '../src/findings/findings-of.ts';
import { MAX_CHAIN, MAX_MODULES } from '../src/project/modules.ts';
import { mostControlBytes } from '../src/source/decode.ts';
import { defaultMaxFileSize, maxLockfileSize, mostGated, mostSearched } from '../src/source/size-limits.ts';
import { bounds } from '../src/syntax/config-document.ts';
import { MAX_TREE_DEPTH } from '../src/syntax/deep-trees.ts';
import { STACK_BUDGET } from '../src/syntax/nesting.ts';
import { TRIAL_MEMORY_MB, TRIAL_SECONDS, TRIAL_STACK_MB } from '../src/syntax/trial.ts';

interface Limit {
  readonly of: string;
  readonly is: string;
  /** What happens beyond it. */
  readonly beyond: string;
}

const size = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;
const count = (number: number): string => number.toLocaleString('en-US');
const incomplete = 'a diagnostic, incomplete';

export const limits: readonly Limit[] = [
  { of: 'size of a file, unless `--max-file-size` says otherwise', is: size(defaultMaxFileSize), beyond: 'not analysed; incomplete unless its words clear it; searched for keys and tokens' },
  { of: 'size of a lockfile', is: size(maxLockfileSize), beyond: incomplete },
  { of: 'size of a file whose words are looked at, and the most that `--max-file-size` can say', is: size(mostGated), beyond: incomplete },
  { of: 'size of a file that is searched for keys and tokens', is: size(mostSearched), beyond: incomplete },
  { of: 'control bytes in a file whose name does not say text', is: `${mostControlBytes * 100} %`, beyond: 'taken for binary, a diagnostic' },
  { of: 'standard input, and a list of paths', is: size(mostInput), beyond: 'exit 2' },
  { of: 'size of a configuration file that is named with `--config`', is: size(defaultMaxFileSize), beyond: 'exit 2' },
  { of: 'paths in a list', is: count(mostListed), beyond: 'exit 2' },
  { of: 'stack that parsing a text may need, by an estimate', is: `${STACK_BUDGET / 1024} KiB`, beyond: 'tried in a process of its own first' },
  {
    of: 'stack, memory and processor time of that process', is: `${TRIAL_STACK_MB} MiB, ${TRIAL_MEMORY_MB} MiB, ${TRIAL_SECONDS} s`,
    beyond: 'the statement is left out; incomplete',
  },
  { of: 'depth of a syntax tree, long chains of one operator folded', is: count(MAX_TREE_DEPTH), beyond: 'the statement is left out; incomplete' },
  { of: 'depth of a configuration document', is: count(bounds.depth), beyond: incomplete },
  { of: 'values in a configuration document', is: count(bounds.entries), beyond: incomplete },
  { of: 'steps from an expression to its value', is: count(deepestValue), beyond: 'the value is unknown' },
  { of: 'alternatives of a value', is: count(MAX_ALTERNATIVES), beyond: 'the value is unknown' },
  { of: 'items of a list', is: count(MAX_ITEMS), beyond: 'the value is unknown' },
  { of: 'steps of work for the facts of a file, and for each rule over them', is: count(MAX_WORK), beyond: 'keys and tokens are found by their text alone; incomplete' },
  { of: 'steps of work for one question to another module', is: count(MAX_QUESTION_WORK), beyond: incomplete },
  { of: 'other modules that are read in a run', is: count(MAX_MODULES), beyond: 'what they export is unknown' },
  { of: 'modules from a name to where it is defined', is: count(MAX_CHAIN), beyond: 'the value is unknown' },
  { of: 'steps of evidence of a finding', is: count(MAX_EVIDENCE), beyond: 'the rest is left out' },
];

export const limitTable = (): string =>
  ['| Limit of | is | beyond it |', '| --- | --- | --- |', ...limits.map(({ of, is, beyond }) => `| ${of} | ${is} | ${beyond} |`)].join('\n');
