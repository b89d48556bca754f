// A `bad` case → the text of its `.out` file: the report a user would read, and each suggestion as a unified diff.
// Placeholders stand there as written, so the file is the same on every run and holds nothing key-shaped.

import { basename } from 'node:path';
import type { Finding } from '../../src/findings/finding.ts';
import type { Rule } from '../../src/findings/rule.ts';
import { pretty } from '../../src/report/pretty.ts';
import type { SourceFile } from '../../src/source/file.ts';
import type { Case } from './fixture-file.ts';
import { type Fix, type Scanned, fixed } from './fixture-run.ts';

/** Beside the `bad.ts` of a rule stands `bad.ts.out`; other cases have none, and the words are the same for every library. */
export const outFileOf = ({ path, ruleId }: Case): string | undefined => (ruleId !== undefined && /^bad(?:\.|$)/.test(basename(path)) ? `${path}.out` : undefined);

/** `results`: what the scanner says about the case. */
export function outputOf(each: Case, rules: readonly Rule[], results: readonly Scanned[]): string {
  const files = results.map(({ file }) => file);
  const findings = results.flatMap((result) => result.findings);
  const report = printed(findings, rules);
  const diffs = findings.flatMap(({ ruleId, range, fixes }) => fixes.map((fix) =>
    `── ${ruleId}, line ${String(range.start.line)}: ${fix.title}${fix.kind === 'safe' ? ' (safe)' : ''}\n${diffOf(files, fix)}`));
  const text = `${[report, ...diffs].join('\n\n')}\n`;
  return each.files.reduce((result, { restored }) => restored(result), text);
}

/** Without the closing lines, which count files and say nothing about the findings. */
function printed(findings: readonly Finding[], rules: readonly Rule[]): string {
  const outcome = {
    findings, diagnostics: [],
    summary: {
      files: { seen: 0, gated: 0, parsed: 0, skipped: 0, incomplete: 0 }, findings: { error: 0, warning: 0, info: 0 }, belowPreset: { info: 0 },
      suppressed: 0, durationMs: 0, kinds: {},
    },
  };
  const context = { tool: { name: 'jwtlint', version: '0.0.0' }, rules: new Map(rules.map((rule) => [rule.id, rule])), color: false };
  const closing = pretty({ ...outcome, findings: [] }, context);
  return pretty(outcome, context).slice(0, -closing.length).replace(/[ \t]+$/gm, '').trimEnd();
}

function diffOf(files: readonly SourceFile[], fix: Fix): string {
  const after = fixed(files, fix);
  return files.flatMap((file, index) => (after[index] === file ? [] : [unifiedDiff(file.path, file.text, after[index]!.text)])).join('\n');
}

const CONTEXT = 1;

/** One hunk from the first line that differs to the last: suggestions are small and close together. */
function unifiedDiff(path: string, before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let same = 0;
  while (same < old.length && old[same] === now[same]) same++;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - same && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const from = Math.max(0, same - CONTEXT);
  const lead = old.slice(from, same);
  const trail = old.slice(old.length - tail, old.length - tail + CONTEXT);
  const gone = old.slice(same, old.length - tail);
  const come = now.slice(same, now.length - tail);
  const size = (lines: readonly string[]): string => `${String(from + 1)},${String(lead.length + lines.length + trail.length)}`;
  return [
    `--- ${path}`, `+++ ${path}`, `@@ -${size(gone)} +${size(come)} @@`,
    ...lead.map((line) => ` ${line}`), ...gone.map((line) => `-${line}`), ...come.map((line) => `+${line}`), ...trail.map((line) => ` ${line}`),
  ].join('\n');
}
