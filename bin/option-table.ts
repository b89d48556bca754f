// The options there are: what parses them, what --help and the README say of them, and what shells complete, all from one
// row each. A new option is a row, and the place that reads its value.

import { formats } from '../src/report/formats.ts';
import { agentNames } from './agent-table.ts';

export const optionTopics = {
  look: 'What to look at', report: 'What to report', news: 'What is new', form: 'How to report', change: 'What to change', fail: 'When to fail',
  own: 'Of single commands', self: 'About jwtlint',
} as const;

export interface OptionRow {
  readonly topic: keyof typeof optionTopics;
  /** What stands for its value in words; a flag has none. */
  readonly value?: string;
  /** The values there are, where they are few. */
  readonly words?: readonly string[];
  readonly multiple?: true;
  readonly short?: string;
  /** The value stands behind `=` or is left out. */
  readonly mayLackValue?: true;
  /** The commands that take it; without them, a scan and every command that scans. */
  readonly of?: readonly string[];
  readonly summary: string;
}

export const optionTable = {
  'files-from': { topic: 'look', value: 'FILE|-', summary: 'paths from a file or from standard input, one a line or separated by NUL' },
  'stdin-filename': { topic: 'look', value: 'PATH -', summary: 'the text on standard input, as if it were that file' },
  staged: { topic: 'look', summary: "what is staged, from git's index; what HEAD had already is only counted. Paths that are named and not staged are read from the disk" },
  'no-ignore': { topic: 'look', summary: 'look at ignored files too' },
  'include-tests': { topic: 'look', summary: 'judge tests, examples and docs as production code' },
  wordlist: { topic: 'look', value: 'FILE', multiple: true, summary: 'words, one a line, to try as keys on the signatures of tokens, beside those that ship; repeatable' },
  'max-file-size': { topic: 'look', value: 'SIZE', summary: 'larger files are only searched for keys and tokens, with a diagnostic (500k, 2m; 2 MiB unless told, lockfiles 64 MiB)' },

  preset: { topic: 'report', value: 'NAME', words: ['recommended', 'strict', 'all'], summary: 'how much is reported: recommended (default), strict, all' },
  rule: { topic: 'report', value: "'ID: LEVEL'", multiple: true, summary: 'off, info, warning or error for one rule; repeatable' },
  'min-certainty': { topic: 'report', value: 'LEVEL', words: ['proven', 'likely', 'possible'], summary: 'leave out what is less certain: proven, likely, possible' },
  config: { topic: 'report', value: 'FILE', summary: 'another configuration than the nearest one' },
  'no-config': { topic: 'report', summary: 'no configuration' },
  policy: { topic: 'report', value: 'FILE', summary: 'a floor from outside of the scanned tree, which nothing in it lowers; JWTLINT_POLICY names one, too' },
  'no-inline-ignores': { topic: 'report', summary: 'comments suppress nothing' },
  quiet: { topic: 'report', summary: 'print errors only' },

  since: { topic: 'news', value: 'REF|auto', summary: 'only what the merge base with REF did not have; auto asks the CI service, else the remote' },
  base: { topic: 'news', value: 'REF|auto', summary: 'the same, under the configuration, ignores and suppressions of the base: a change cannot exempt itself, and what it would change there is told' },
  commits: { topic: 'news', summary: 'with --base or --since: also the keys and tokens that the commits since then added and removed again' },
  baseline: { topic: 'news', value: 'FILE', summary: 'only what is not in that file' },
  'all-findings': { topic: 'news', summary: 'show what was known before, too' },
  now: { topic: 'news', value: 'DATE', summary: 'the day that last days of exceptions are compared with (2027-01-31); today' },

  format: { topic: 'form', value: 'NAME[=FILE]', multiple: true, words: [...formats.keys()], summary: 'how the report is written, see below; repeatable, to files or standard output' },
  progress: { topic: 'form', value: 'WHEN', words: ['auto', 'always', 'never'], summary: 'a line on standard error while a scan takes longer than a second: auto (on a terminal), always, never' },
  color: { topic: 'form', value: 'WHEN', words: ['auto', 'always', 'never'], summary: 'auto, always, never' },
  stats: { topic: 'form', summary: 'where the time went, how many JWT calls could be followed, what was skipped, which configuration holds, on standard error' },

  fix: { topic: 'change', summary: 'make the changes that are safe, and report what remains' },
  'fix-dry-run': { topic: 'change', value: 'FILE', mayLackValue: true, summary: 'write nothing, print a diff with secrets masked; FILE gets one that can be applied' },
  'fix-type': { topic: 'change', value: 'KINDS', multiple: true, words: ['safe', 'suggestion', 'safe,suggestion'], summary: 'safe (default), suggestion, or both: safe,suggestion' },

  'fail-on': { topic: 'fail', value: 'LEVEL', words: ['error', 'warning', 'info', 'never', 'error:proven'], summary: 'error (default), warning, info, never; error:proven fails on errors that are proven, and on no others' },
  'max-warnings': { topic: 'fail', value: 'N', summary: 'fail on more warnings than that' },
  'fail-on-stale': { topic: 'fail', summary: 'fail when the baseline lists what is no longer found' },
  'allow-incomplete': { topic: 'fail', summary: 'pass although files that matter were not analysed to their end' },
  'fail-on-diagnostics': { topic: 'fail', summary: 'exit 2 on any diagnostic, such as an unused suppression' },

  against: { topic: 'own', value: 'FILE', multiple: true, of: ['report'], summary: 'an older report: what is new, fixed, the same and moved; exit code 1 for anything new' },
  by: { topic: 'own', value: 'WHAT', words: ['owner', 'rule', 'repo'], of: ['report'], summary: 'a table of counts: owner (CODEOWNERS), rule, repo (first folder)' },
  json: { topic: 'own', of: ['rules', 'exceptions', 'history'], summary: 'the answer as JSON' },
  reason: { topic: 'own', value: 'TEXT', of: ['allow'], summary: 'why the finding is accepted; demanded by the preset strict, by a policy that says so, and in the configuration' },
  until: { topic: 'own', value: 'DATE', of: ['allow'], summary: 'its last day' },
  into: { topic: 'own', value: 'PLACE', words: ['inline', 'config', 'baseline'], of: ['allow'], summary: 'inline, config or baseline; --inline, --config and --baseline say the same. Inline unless told, where the format has comments' },
  stale: { topic: 'own', of: ['exceptions'], summary: 'only those that are over or that nothing needs' },
  expiring: { topic: 'own', value: 'DAYS', of: ['exceptions'], summary: 'only those whose last day is so near (30d)' },
  'changed-since': { topic: 'own', value: 'VERSION', of: ['rules'], summary: 'only rules that came after that version' },
  after: { topic: 'own', value: 'COMMIT', of: ['history'], summary: 'go on behind the commit at which the run before ended' },
  limit: { topic: 'own', value: 'N', of: ['history'], summary: 'commits of one run (2000)' },
  yes: { topic: 'own', of: ['init'], summary: 'write without asking' },
  agent: { topic: 'own', value: 'NAME', words: agentNames, of: ['init'], summary: `the hook of a coding agent, and nothing else: ${agentNames.join(', ')}` },
  prove: { topic: 'own', of: ['doctor'], summary: 'plant findings in a copy of this set-up, in a temporary folder' },

  version: { topic: 'self', summary: 'the version' },
  help: { topic: 'self', short: 'h', summary: 'this text; behind a command, what that command takes' },
} as const satisfies Readonly<Record<string, OptionRow>>;

export type OptionName = keyof typeof optionTable;

type ValueOf<Row extends OptionRow> = Row extends { readonly mayLackValue: true } ? boolean
  : Row extends { readonly value: string } ? (Row extends { readonly multiple: true } ? readonly string[] : string) : boolean;

/** What was given, by name; what was not given is not there. */
export type OptionValues = { readonly [Name in OptionName]?: ValueOf<(typeof optionTable)[Name]> | undefined }
  & { readonly [valueOfFixDryRun]?: string | undefined };

/** The one option whose value may be left out, which the parser of Node does not know, is parsed as two. */
export const valueOfFixDryRun = 'fix-diff';

export const optionRows: readonly (readonly [OptionName, OptionRow])[] = Object.entries(optionTable) as [OptionName, OptionRow][];

/** As it is written: `--files-from FILE|-`. */
export const spelled = (name: string, { value, mayLackValue }: OptionRow): string =>
  `--${name}${value === undefined ? '' : mayLackValue ? `[=${value}]` : ` ${value}`}`;
