// What --help prints.

import { formats } from '../src/report/formats.ts';

export const help = `jwtlint finds JWT and secret misuse in JavaScript and TypeScript projects.

jwtlint [options] [paths…]   files, folders or globs; the current folder when none is given
jwtlint rules [--json]       the rules there are
jwtlint explain RULE         what a rule finds, why, and what to do instead
jwtlint print-config [FILE]  the settings that hold, for a file, and where each comes from
jwtlint baseline create|update|prune
                             write what is found now to the file of --baseline (jwtlint-baseline.txt): new ones fail
                             from then on; prune only takes out what is fixed

What to look at
  --files-from FILE|-        paths from a file or from standard input, one a line or separated by NUL
  --stdin-filename PATH -    the text on standard input, as if it were that file
  --staged                   what is staged, from git's index; what HEAD had already is only counted. Paths that are
                             named and not staged are read from the disk
  --no-ignore                look at ignored files too
  --include-tests            judge tests, examples and docs as production code
  --wordlist FILE            words, one a line, to try as keys on the signatures of tokens; repeatable
  --max-file-size SIZE       skip larger files, with a diagnostic (500k, 2m)

What to report
  --preset NAME              recommended (default), strict, all
  --rule 'ID: LEVEL'         off, info, warning or error; repeatable
  --min-certainty LEVEL      proven, likely, possible
  --config FILE | --no-config
  --no-inline-ignores        comments suppress nothing
  --quiet                    print errors only

What is new
  --since REF|auto           only what the merge base with REF did not have; auto asks the CI service, else the remote
  --base REF|auto            the same, under the configuration, ignores and suppressions of the base: a change cannot
                             exempt itself, and what it would change there is told
  --baseline FILE            only what is not in that file
  --all-findings             show what was known before, too
  --now DATE                 the day that last days of suppressions are compared with (2027-01-31); today

How to report
  --format NAME[=FILE]       repeatable
${[...formats].map(([name, { summary }]) => `                             ${name.padEnd(13)} ${summary}`).join('\n')}
  --color WHEN               auto, always, never
  --stats                    where the time went, how many JWT calls could be followed, what was skipped, on standard error

What to change
  --fix                      make the changes that are safe, and report what remains
  --fix-dry-run[=FILE]       write nothing, print a diff with secrets masked; FILE gets one that can be applied
  --fix-type KINDS           safe (default), suggestion, or both: safe,suggestion

When to fail
  --fail-on LEVEL            error (default), warning, info, never; error:proven fails on errors that are proven only
  --max-warnings N           fail on more warnings than that
  --fail-on-stale            fail when the baseline lists what is no longer found
  --allow-incomplete         pass although files that matter were not analysed to their end
  --fail-on-diagnostics      exit 2 on any diagnostic, such as an unused suppression

  --version, --help

Exit code: 0 nothing to fail on; 1 findings; 2 the scan could not do its job: bad arguments or configuration, a path that is
not there, a file that matters but was not analysed to its end, nothing to look at, a report that could not be written, an
interruption, a fault of its own. What was found is reported all the same.
`;
