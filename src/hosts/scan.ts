// Paths, options and rules → findings, one file after the other, then what the run can tell about itself. Files are
// read and judged in the order of their paths, so the same input gives the same answer. A file that can't be read or
// parsed is a diagnostic; a fault of ours in one file is one too, and the others go on.
// Leaves alone: which rules there are (the caller brings them) and what a report looks like.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Project } from '../facts/facts.ts';
import { factsOf } from '../facts/facts-of.ts';
import { mayHoldFacts } from '../facts/gate.ts';
import { indexWith } from '../facts/library-index.ts';
import { namesWith } from '../facts/names.ts';
import { tokensWith } from '../facts/provider-tokens.ts';
import type { Words } from '../facts/proofs.ts';
import { nothingResolved, resolvedIn, type Resolved } from '../facts/resolved.ts';
import type { Diagnostic, Finding, Summary } from '../findings/finding.ts';
import { faultName } from '../findings/fault-name.ts';
import { didYouMean } from '../findings/nearest.ts';
import type { Rule, Severity } from '../findings/rule.ts';
import { findingsTogether, type Together } from '../findings/together.ts';
import { diskIn } from '../project/disk.ts';
import { projectOf } from '../project/project-of.ts';
import { resolverIn } from '../project/resolution.ts';
import { decode } from '../source/decode.ts';
import type { SourceFile } from '../source/file.ts';
import { keyStoreOf } from '../source/key-store.ts';
import { posixWay } from '../source/inside.ts';
import { kindOf, languageOf } from '../source/language.ts';
import { linesOf } from '../source/lines.ts';
import { defaultMaxFileSize, sizeLimitOf } from '../source/size-limits.ts';
import { hintsOf } from '../source/hints.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { sourceReader, walk, type Walk, type WalkedFile } from '../source/walk.ts';
import { ConfigError, configOf, emptyConfig, type Config, type FailOn, type ReadText } from './config-file.ts';
import { planOf, unknownRules, type Plan, type ScanOptions } from './run-options.ts';
import { wordListsOf } from './word-lists.ts';

export interface ScanResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
  /** Paths that were asked for and are not there. */
  readonly missing: readonly string[];
  /** Faults of the scanner itself; each is among the diagnostics. */
  readonly faults: number;
  /** What the run should fail on, from the options or the configuration. */
  readonly failOn: FailOn;
  readonly maxWarnings?: number;
  /** Milliseconds by rule id, when they were asked for. */
  readonly ruleTimes: Readonly<Record<string, number>>;
  /** How much of the JWT calls could be followed. */
  readonly resolved: Resolved;
  /** What the proofs of signatures left out because there was too much of it, in words. */
  readonly untried: readonly string[];
}

export interface Scanned extends ScanResult { readonly findings: readonly Finding[] }

/** Yields findings sorted by file, position and rule; returns the rest. Throws ConfigError before the first of them. */
export async function* scanWith(rules: readonly Rule[], options: ScanOptions = {}): AsyncGenerator<Finding, ScanResult> {
  const started = performance.now();
  const root = resolve(options.root ?? '.');
  const wrong = unknownRules(options, rules);
  if (wrong.length > 0) throw new ConfigError(wrong.map((id) => `unknown rule "${id}"${didYouMean(id, rules.map((rule) => rule.id))}`));
  const plan = planOf(options, configFor(rules, root, options.config));
  const lists = wordListsOf(root, options.wordLists ?? []);
  // An empty list is not the same as none: a hook that hands over no file wants nothing looked at.
  const hasList = options.stdin === undefined && options.paths?.length !== 0;
  const listing = hasList ? await listed(root, plan, options) : undefined;
  const project = projectOf({
    ...diskIn(root), resolve: resolverIn(root), files: () => (listing?.files ?? []).map(({ path }) => path),
    index: indexWith(plan.models), tokens: tokensWith(plan.secretPatterns), names: namesWith(plan.secretNames),
    hints: hintsOf(plan.paths, plan.services),
  });
  const run = newRun(rules, plan, options.stats === true, project, lists);
  for (const file of listing?.files ?? []) judge(run, file.path, () => sourceOf(run, file));
  if (options.stdin !== undefined) judge(run, stdinPath(root, options.stdin.filename), () => stdinSource(run, options.stdin!, root, plan));
  yield* finishedRun(run);
  return resultOf(run, plan, listing, performance.now() - started);
}

/** Everything at once. */
export async function collected(scan: AsyncGenerator<Finding, ScanResult>): Promise<Scanned> {
  const findings: Finding[] = [];
  for (;;) {
    const step = await scan.next();
    if (step.done === true) return { ...step.value, findings };
    findings.push(step.value);
  }
}

function configFor(rules: readonly Rule[], root: string, wanted: ScanOptions['config']): Config {
  if (wanted === false) return emptyConfig;
  const { readFile } = diskIn(root);
  const readText: ReadText = wanted === undefined ? readFile : (path) => {
    const absolute = resolve(root, path);
    return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
  };
  return configOf(rules, readText, wanted);
}

const listed = (root: string, plan: Plan, { paths = [], noIgnore }: ScanOptions): Promise<Walk> =>
  walk({ root, paths, ignore: plan.ignore, useIgnoreFiles: noIgnore !== true, maxFileSize: plan.maxFileSize ?? defaultMaxFileSize });

// --- one run ---

interface Run {
  readonly project: Project;
  /** Its bytes are valid until the next call. */
  readonly read: ReturnType<typeof sourceReader>;
  readonly together: Together;
  readonly diagnostics: Diagnostic[];
  readonly times: Record<string, number>;
  readonly kinds: Record<string, number>;
  readonly files: { seen: number; gated: number; parsed: number; skipped: number };
  readonly findings: Record<Severity, number>;
  resolved: Resolved;
  unlisted: number;
  suppressed: number;
  faults: number;
  /** The file in hand, for faults inside a rule. */
  path: string;
}

function newRun(rules: readonly Rule[], { settings, maxFileSize }: Plan, measures: boolean, project: Project, lists: Words['lists']): Run {
  const run: Run = {
    project,
    read: sourceReader(maxFileSize),
    diagnostics: [],
    times: {},
    kinds: {},
    path: '',
    resolved: nothingResolved,
    unlisted: 0,
    suppressed: 0,
    faults: 0,
    files: { seen: 0, gated: 0, parsed: 0, skipped: 0 },
    findings: { error: 0, warning: 0, info: 0 },
    together: findingsTogether(
      rules,
      settings,
      (rule, check) => {
        const from = measures ? performance.now() : 0;
        try {
          return check();
        } catch (error) {
          noteFault(run, error, `the rule ${rule.id} failed`);
          return [];
        } finally {
          if (measures) run.times[rule.id] = (run.times[rule.id] ?? 0) + performance.now() - from;
        }
      },
      { common: true, lists },
    ),
  };
  return run;
}

/** One file, from its bytes to its raw findings. */
function judge(run: Run, path: string, source: () => SourceFile | undefined): void {
  run.path = path;
  run.files.seen++;
  run.kinds[kindOf(path)] = (run.kinds[kindOf(path)] ?? 0) + 1;
  try {
    const file = source();
    if (file) judgeFile(run, file);
  } catch (error) {
    run.files.skipped++;
    noteFault(run, error, 'the file could not be analysed');
  }
}

function judgeFile(run: Run, file: SourceFile): void {
  const facts = factsOf(file, run.project);
  const lines = linesOf(file.text);
  for (const { message, start } of facts.problems) {
    const { line, column } = lines.positionAt(start);
    run.diagnostics.push({ file: file.path, kind: 'syntax', message: `${line}:${column}: ${message}` });
  }
  run.together.add(facts);
  if (file.role === 'production') run.resolved = resolvedIn(facts.jwtCalls, run.resolved);
  run.files.parsed++;
}

/** What was found in each file, from wherever it was found, in the order of the paths. */
function* finishedRun(run: Run): Generator<Finding> {
  // What is judged across files is the fault of no single one.
  run.path = '.';
  for (const { findings, diagnostics, unlisted } of run.together.finished((file) => factsOf(file, run.project))) {
    run.diagnostics.push(...diagnostics);
    run.unlisted += unlisted;
    for (const { suppressed, severity } of findings) {
      if (suppressed === null) run.findings[severity]++;
      else run.suppressed++;
    }
    yield* findings;
  }
}

// Only what kind of error it was: an error's message may quote the text it stumbled over.
function noteFault(run: Run, error: unknown, what: string): void {
  const file = run.path;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    run.diagnostics.push({ file, kind: 'too-deep', message: `${what}: nested too deeply` });
    return;
  }
  run.faults++;
  run.diagnostics.push({ file, kind: 'internal', message: `${what}: ${faultName(error)}` });
}

// --- texts ---

function sourceOf(run: Run, { path, absolute, ignoredByGit, role }: WalkedFile): SourceFile | undefined {
  const read = run.read(absolute, path);
  if (read instanceof Uint8Array) return textOf(run, path, read, { ...(ignoredByGit && { ignoredByGit }), ...(role && { role }) });
  run.files.skipped++;
  run.diagnostics.push(read);
  return undefined;
}

function stdinSource(run: Run, { filename, content }: NonNullable<ScanOptions['stdin']>, root: string, plan: Plan): SourceFile | undefined {
  const path = stdinPath(root, filename);
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.length <= sizeLimitOf(path, plan.maxFileSize ?? defaultMaxFileSize)) return textOf(run, path, bytes);
  run.files.skipped++;
  run.diagnostics.push({
    file: path,
    kind: 'too-large',
    message: `The text has ${bytes.length} bytes, which is more than --max-file-size.`,
  });
  return undefined;
}

const stdinPath = (root: string, filename: string): string => posixWay(root, resolve(root, filename));

/** Decodes what the gate lets through. */
function textOf(
  run: Run,
  path: string,
  bytes: Uint8Array,
  known: Pick<SourceFile, 'ignoredByGit'> & Partial<Pick<SourceFile, 'role'>> = {},
): SourceFile | undefined {
  const language = languageOf(path) ?? 'text';
  const store = language === 'text' ? keyStoreOf(bytes) : undefined;
  if (store) return { ...sourceFileOf(path, ''), ...known, store };
  if (!mayHoldFacts(bytes, language, run.project.index.libraries, run.project.tokens, run.project.names)) {
    run.files.gated++;
    return undefined;
  }
  const decoded = decode(bytes);
  if (decoded.ok) {
    const told = run.project.hints.roleOf(path);
    return { ...sourceFileOf(path, decoded.text, run.project.hints), ...known, ...(told && { role: told }) };
  }
  run.files.skipped++;
  run.diagnostics.push({ file: path, kind: decoded.kind, message: decoded.message });
  return undefined;
}

// --- the end ---

function resultOf(run: Run, plan: Plan, listing: Walk | undefined, durationMs: number): ScanResult {
  const skipped = listing?.skipped ?? 0;
  return {
    diagnostics: [...(listing?.diagnostics ?? []), ...run.diagnostics].sort(byFile),
    missing: listing?.missing ?? [],
    faults: run.faults,
    failOn: plan.failOn,
    ...(plan.maxWarnings === undefined ? {} : { maxWarnings: plan.maxWarnings }),
    ruleTimes: run.times,
    resolved: run.resolved,
    untried: run.together.skipped(),
    summary: {
      files: { ...run.files, seen: run.files.seen + skipped, skipped: run.files.skipped + skipped },
      findings: run.findings,
      unlisted: { info: run.unlisted },
      suppressed: run.suppressed,
      durationMs,
      kinds: run.kinds,
    },
  };
}

// The order within a file is that of the text already, and sorting is stable.
const byFile = (a: Diagnostic, b: Diagnostic): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
