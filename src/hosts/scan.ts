// Paths, options and rules → findings, one file after the other, then what the run can tell about itself. Files are
// read and judged in the order of their paths, so the same input gives the same answer. A file that can't be read or
// parsed is a diagnostic; a fault of ours in one file is one too, and the others go on. What was not analysed to its end
// although its words did not clear it is marked: no finding proves nothing there.
// Leaves alone: which rules there are (the caller brings them) and what a report looks like.

import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Project } from '../facts/project.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Facts } from '../facts/facts.ts';
import { factsOf } from '../facts/facts-of.ts';
import { variablesTaken } from '../facts/configured-keys.ts';
import { callersAmong } from '../facts/callers.ts';
import { mayMatter, variablesGate } from '../facts/gate.ts';
import { indexWith } from '../values/library-index.ts';
import { namesWith } from '../secrets/words/names.ts';
import { tokensWith } from '../secrets/tokens/provider-tokens.ts';
import type { Words } from '../facts/proofs.ts';
import { nothingResolved, resolvedIn, type Resolved } from '../calls/resolved.ts';
import { diagnosticKinds, type Diagnostic, type DiagnosticKind, type Finding, type Summary } from '../findings/finding.ts';
import { faultName } from '../findings/fault-name.ts';
import type { Looked } from '../findings/baseline.ts';
import { didYouMean } from '../findings/nearest.ts';
import { idNow } from '../findings/rule-names.ts';
import type { Rule, Severity } from '../findings/rule.ts';
import type { JudgedFile } from '../findings/findings-of.ts';
import { findingsTogether, type Together } from '../findings/together.ts';
import { projectOf } from '../project/project-of.ts';
import { resolverIn } from '../project/resolution.ts';
import { decode } from '../source/decode.ts';
import type { Problem, SourceFile } from '../source/file.ts';
import { keyStoreOf } from '../source/key-store.ts';
import { posixWay } from '../source/inside.ts';
import { isCode, isTextByName, kindOf, languageOf } from '../source/language.ts';
import { linesOf } from '../source/lines.ts';
import { defaultMaxFileSize, mostGated, mostSearched, sizeLimitOf } from '../source/size-limits.ts';
import { hintsOf } from '../source/hints.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { packagesAhead } from '../syntax/packages.ts';
import { readSource, sourceReader } from '../source/reading.ts';
import { rootFiles } from '../source/root-files.ts';
import type { Gate } from '../source/gate.ts';
import { ownIgnoreFile, walk, type Walk, type WalkedFile } from '../source/walk.ts';
import { ConfigError, configFor, type FailOn } from './config-file.ts';
import { notesOnFiles, notesOnMatches } from './config-notes.ts';
import { gated, isKnown, lookedAt, type Told } from './known-findings.ts';
import type { Inside, Tree } from './inside.ts';
import { ignoredStdin, wordsOnLeftOut } from './left-out.ts';
import { nothingIn } from './nothing-seen.ts';
import { wrongOptions } from './option-words.ts';
import { loosenedIn, policyAt, underPolicy, type Policy } from './policy.ts';
import { planOf, underNamesNow, unknownRules, type Plan, type ScanOptions } from './run-options.ts';
import { wordListsOf } from './word-lists.ts';

export interface ScanResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
  /** Paths that were asked for and are not there. */
  readonly missing: readonly string[];
  /** Files that were not cleared by their words and not analysed to their end; what stopped it is among the diagnostics. */
  readonly incomplete: readonly string[];
  /** From the options alone. */
  readonly allowIncomplete: boolean;
  /** No file was looked at: by a scan of folders, which proves nothing then, or by a list of files, which may be empty. */
  readonly nothing?: 'scan' | 'list';
  /** Faults of the scanner itself; each is among the diagnostics. */
  readonly faults: number;
  /** What the run should fail on, from the options or the configuration. */
  readonly failOn: FailOn;
  readonly maxWarnings?: number;
  /** Milliseconds by rule id, when they were asked for. */
  readonly ruleTimes: Readonly<Record<string, number>>;
  /** How much of the JWT calls could be followed. */
  readonly resolved: Resolved;
  /** What should be heard and is no fault of any file. */
  readonly notes: readonly string[];
  /** Paths that were met and not looked at, see `Walk`. */
  readonly skipped: readonly string[];
  /** What the proofs of signatures left out because there was too much of it, in words. */
  readonly proofLimits: readonly string[];
  /** Help and address of the organisation that set the floor. */
  readonly policy?: Pick<Policy, 'help' | 'address'>;
  /** What was known before, and what that is worth today. */
  readonly known?: Told;
  /** What a file of the run holds, secrets included, as the run reads it: staged from the index, else from the disk as it is now. */
  sourceOf(file: string): { readonly text: string; readonly mark: boolean } | undefined;
}

export interface Scanned extends ScanResult { readonly findings: readonly Finding[] }

/** Yields findings sorted by file, position and rule; returns the rest. Throws ConfigError before the first of them. */
export async function* scanWith(
  rules: readonly Rule[], options: ScanOptions = {}, inside: Inside = {},
): AsyncGenerator<Finding, ScanResult> {
  const started = performance.now();
  await packagesAhead();
  const root = resolve(options.root ?? '.');
  const wrong = unknownRules(options, rules);
  const misspelt = wrongOptions(options);
  if (misspelt.length > 0) throw new ConfigError(misspelt);
  if (wrong.length > 0) throw new ConfigError(wrong.map((id) => `unknown rule "${id}"${didYouMean(id, rules.map((rule) => rule.id))}`));
  const refused: Problem[] = [];
  const disk = inside.tree?.files ?? rootFiles(root, (problem) => refused.push(problem));
  const policy = options.policy === undefined ? undefined : policyAt(rules, root, options.policy);
  const asWritten = planOf(underNamesNow(rules, options), inside.config ?? configFor(rules, root, options.config, disk, refused));
  const plan = underPolicy(asWritten, policy);
  const ignores = policy?.ignores === false ? '' : inside.ownIgnores;
  const lists = wordListsOf(root, options.wordLists ?? []);
  // An empty list is not the same as none: a hook that hands over no file wants nothing looked at.
  const hasList = options.stdin === undefined && options.paths?.length !== 0;
  const listing = hasList ? await listed(root, plan, options, inside, ignores) : undefined;
  const project = projectOf({
    readFile: (path) => inside.overlay?.get(path) ?? disk.readFile(path), resolve: resolverIn(root, disk),
    files: () => (listing?.files ?? []).map(({ path }) => path),
    index: indexWith(plan.models), tokens: tokensWith(plan.secretPatterns), names: namesWith(plan.secretNames),
    hints: hintsOf(plan.paths, plan.services),
  });
  const run = newRun(rules, plan, options.stats === true, project, lists, inside);
  const interrupted = (): boolean => options.signal?.aborted === true;
  for (const file of listing?.files ?? []) {
    await breath(run, () => options.progress?.(run.files.seen, listing?.files.length ?? 0));
    if (interrupted()) break;
    judge(run, file.path, () => sourceOf(run, file));
  }
  const asked = variablesGate(run.askedVariables);
  for (const file of asked ? run.cleared : []) {
    await breath(run);
    if (interrupted()) break;
    judgeCleared(run, file, asked!);
  }
  for (let round = 0, taught: ReadonlyMap<string, ReadonlySet<string>> = run.taught; round < mostRounds && taught.size > 0; round++) {
    run.taught = new Map();
    for (const { path, mayCall } of callersAmong(run.clearedCode.keys(), taught, project, (one, names) => mayName(run, one, names))) {
      await breath(run);
      if (interrupted()) break;
      judgeCaller(run, path, mayCall);
    }
    taught = run.taught;
  }
  for (const file of listing?.large ?? []) {
    await breath(run);
    if (interrupted()) break;
    judgeLarge(run, file.path, file.size, () => inside.tree?.read(file) ?? readSource(file.absolute, mostGated, file.path), file);
  }
  const left = listing?.leftOut ?? ignoredStdin(options, root, plan.ignore, ignores ?? disk.readFile(ownIgnoreFile) ?? '');
  if (options.stdin !== undefined && left.length === 0) judgeStdin(run, options.stdin, root, plan);
  const isThere = (path: string): boolean => disk.standing(path) !== undefined;
  const looked = (): Looked => lookedIn(rules, plan, listing, run, isThere, options.paths === undefined);
  yield* finishedRun(run, (files) => (inside.gate ? gated(files, inside.gate, looked()) : files));
  const known = inside.gate?.told();
  run.diagnostics.push(...known?.diagnostics ?? [], ...loosenedIn(asWritten, policy, disk.standing(ownIgnoreFile) !== undefined));
  run.diagnostics.push(...untold(refused, run, listing), ...notesOnFiles(disk, options.config, plan.settings.today!));
  // Of what was never looked at nobody knows whether it would have matched.
  const isWhole = listing !== undefined && options.paths === undefined && options.noIgnore !== true && !inside.tree && !interrupted();
  const seen = {
    paths: (listing?.files ?? []).map(({ path }) => path), accepted: run.accepted, today: plan.settings.today!,
    idNow: (name: string) => idNow(rules, name),
  };
  if (isWhole) run.diagnostics.push(...notesOnMatches(disk, options.config, seen));
  const ended = { options, root, left, interrupted: interrupted(), durationMs: performance.now() - started };
  return {
    ...resultOf(run, plan, listing, ended, inside.tree), sourceOf: sourcesOf(run, listing, options, root),
    ...(known && { known }), ...(policy && { policy }),
  };
}

/** A function in a file that calls one in a file that calls one: what hands on further is rare. */
const mostRounds = 4;

/** Milliseconds that the loop may hold the process before signals get their turn. */
const longestBreath = 50;

async function breath(run: Run, told?: () => void): Promise<void> {
  if (performance.now() - run.breathed < longestBreath) return;
  told?.();
  await nextTurn();
  run.breathed = performance.now();
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

const listed = (
  root: string, plan: Plan, { paths = [], noIgnore }: ScanOptions, { tree }: Inside, ownIgnores: string | undefined,
): Promise<Walk> | Walk =>
  (tree?.list ?? walk)({
    root, paths, ignore: plan.ignore, useIgnoreFiles: noIgnore !== true, maxFileSize: plan.maxFileSize ?? defaultMaxFileSize,
    ...(ownIgnores !== undefined && { ownIgnores }),
  });

/** What files around the listed ones could not be used: manifests, lockfiles, tsconfigs, modules. */
function untold(refused: readonly Problem[], { diagnostics }: Run, listing: Walk | undefined): readonly Problem[] {
  const told = new Set([...diagnostics, ...(listing?.diagnostics ?? [])].map(({ file }) => file));
  return refused.filter(({ file }) => !told.has(file));
}

// --- one run ---

interface Run {
  readonly project: Project;
  /** Its bytes are valid until the next call. */
  read(file: WalkedFile): Uint8Array | Problem;
  readonly together: Together;
  readonly diagnostics: Diagnostic[];
  readonly times: Record<string, number>;
  readonly kinds: Record<string, number>;
  readonly files: { seen: number; gated: number; parsed: number; skipped: number };
  /** Paths of files over the limit of size that their words do not clear. */
  readonly large: Set<string>;
  /** Settings that their words clear, and the variables that code uses as keys, whose names are the second thing to look for in them. */
  readonly cleared: WalkedFile[];
  /** Code that its words clear, by its path, and the names of functions that hand keys on or verify, by the file that has them. */
  readonly clearedCode: Map<string, WalkedFile>;
  taught: Map<string, ReadonlySet<string>>;
  readonly askedVariables: Set<string>;
  readonly findings: Record<Severity, number>;
  /** By the configuration. */
  readonly accepted: Finding[];
  resolved: Resolved;
  belowPreset: number;
  suppressed: number;
  faults: number;
  /** The file in hand, for faults inside a rule. */
  path: string;
  /** When signals had their turn. */
  breathed: number;
}

function newRun(
  rules: readonly Rule[], { settings, maxFileSize }: Plan, measures: boolean, project: Project, lists: Words['lists'], inside: Inside,
): Run {
  const run: Run = {
    project,
    read: readerIn(inside, sourceReader(maxFileSize)),
    diagnostics: [],
    times: {},
    kinds: {},
    path: '',
    large: new Set(),
    accepted: [],
    cleared: [],
    clearedCode: new Map(),
    taught: new Map(),
    askedVariables: new Set(),
    breathed: performance.now(),
    resolved: nothingResolved,
    belowPreset: 0,
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

const readerIn = ({ tree, overlay }: Inside, disk: ReturnType<typeof sourceReader>): Run['read'] => (file) => {
  const laid = overlay?.get(file.path);
  return laid === undefined ? tree?.read(file) ?? disk(file.absolute, file.path) : Buffer.from(laid);
};

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
  const { facts, isWhole } = factsIn(run, file);
  const lines = linesOf(file.text);
  for (const { message, start, kind, harmless } of facts.problems) {
    const { line, column } = lines.positionAt(start);
    run.diagnostics.push({
      file: file.path, kind: kindOfProblem(kind), message: `${line}:${column}: ${message}`, ...(harmless !== true && { incomplete: true }),
    });
  }
  run.together.add(facts);
  for (const variable of variablesTaken(facts)) run.askedVariables.add(variable);
  if (facts.taught.size > 0 && file.role === 'production') run.taught.set(file.path, facts.taught);
  if (file.role === 'production') run.resolved = resolvedIn(facts.jwtCalls, run.resolved);
  if (isWhole) run.files.parsed++;
  else run.files.skipped++;
}

const kindOfProblem = (kind = 'syntax'): DiagnosticKind => diagnosticKinds.find((known) => known === kind) ?? 'syntax';

/** A file in which stands what another one makes important: a variable that is a key, a function that takes one. */
function judgeCleared(run: Run, walked: WalkedFile, asked: Gate): boolean {
  run.path = walked.path;
  try {
    const bytes = run.read(walked);
    if (!(bytes instanceof Uint8Array) || !asked(bytes)) return false;
    run.files.gated--;
    const file = decodedSource(run, walked.path, bytes, walked);
    if (file) judgeFile(run, file);
    else run.files.skipped++;
  } catch (error) {
    noteFault(run, error, 'the file could not be analysed');
  }
  return true;
}

/** What is judged now is no longer cleared, and may teach others. */
function judgeCaller(run: Run, path: string, mayCall: Gate): void {
  const walked = run.clearedCode.get(path)!;
  if (judgeCleared(run, walked, mayCall)) run.clearedCode.delete(path);
}

/** What can't be read now was told when it was cleared. */
function mayName(run: Run, path: string, names: Gate): boolean {
  const bytes = run.read(run.clearedCode.get(path)!);
  return bytes instanceof Uint8Array && names(bytes);
}

/** When a fault ends the analysis of a file, its text alone is searched. */
function factsIn(run: Run, file: SourceFile): { readonly facts: Facts; readonly isWhole: boolean } {
  try {
    return { facts: factsOf(file, run.project), isWhole: true };
  } catch (error) {
    noteFault(run, error, 'the file could not be analysed');
    return { facts: factsOfText(run, file), isWhole: false };
  }
}

/** Keys and tokens by their own form. Switches in code are told from comments by its tree, which is not there. */
function factsOfText(run: Run, file: SourceFile): Facts {
  const facts = factsOf({ ...file, language: 'text' }, run.project);
  return isCode(file.language) ? { ...facts, switches: [] } : facts;
}

/** A file over the limit of size: its words may clear it, and its text may show keys and tokens. */
function judgeLarge(run: Run, path: string, size: number, read: () => Uint8Array | Problem, known: Known = {}): void {
  run.path = path;
  try {
    const bytes = size > mostGated ? undefined : read();
    if (bytes instanceof Uint8Array && !mayHold(run, path, bytes)) return;
    run.large.add(path);
    if (!(bytes instanceof Uint8Array) || bytes.length > mostSearched) return;
    const file = decodedSource(run, path, bytes, known);
    if (file) run.together.add(factsOfText(run, file));
    else run.large.delete(path);
  } catch (error) {
    noteFault(run, error, 'the file could not be searched');
  }
}

const lookedIn = (
  rules: readonly Rule[], { settings }: Plan, listing: Walk | undefined, run: Run, isThere: (path: string) => boolean, all: boolean,
): Looked =>
  lookedAt({
    rules, settings, isThere, all, seen: new Set((listing?.files ?? []).map(({ path }) => path)), pointedAt: listing?.pointedAt ?? [],
    incomplete: new Set(run.diagnostics.filter(({ incomplete }) => incomplete).map(({ file }) => file)),
  });

/** What was found in each file, from wherever it was found, in the order of the paths. */
async function* finishedRun(
  run: Run, known: (files: readonly JudgedFile[]) => Promise<readonly JudgedFile[]> | readonly JudgedFile[],
): AsyncGenerator<Finding> {
  // What is judged across files is the fault of no single one.
  run.path = '.';
  try {
    const files = await known(run.together.judged((file) => factsIn(run, file).facts));
    for (const { findings, diagnostics, belowPreset } of run.together.told(files)) {
      await breath(run);
      run.diagnostics.push(...diagnostics);
      run.belowPreset += belowPreset;
      for (const { suppressed, severity } of findings) {
        if (suppressed === null) run.findings[severity]++;
        else if (!isKnown(suppressed)) run.suppressed++;
      }
      run.accepted.push(...findings.filter(({ suppressed }) => suppressed?.by === 'configuration'));
      yield* findings;
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    noteFault(run, error, 'the findings could not be put together');
  }
}

// Only what kind of error it was: an error's message may quote the text it stumbled over.
function noteFault(run: Run, error: unknown, what: string): void {
  const file = run.path;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    run.diagnostics.push({ file, kind: 'too-deep', message: `${what}: nested too deeply`, incomplete: true });
    return;
  }
  run.faults++;
  run.diagnostics.push({ file, kind: 'internal', message: `${what}: ${faultName(error)}`, incomplete: true });
}

// --- texts ---

type Known = Pick<WalkedFile, 'ignoredByGit' | 'role'>;

function sourceOf(run: Run, walked: WalkedFile): SourceFile | undefined {
  const read = run.read(walked);
  if (read instanceof Uint8Array) return textOf(run, walked.path, read, walked);
  run.files.skipped++;
  run.diagnostics.push(toldOf(read));
  return undefined;
}

/** What could not be read could not be cleared either. A size is no reason yet: see `judgeLarge`. */
const toldOf = ({ harmless, ...problem }: Problem): Diagnostic =>
  ({ ...problem, ...(harmless !== true && problem.kind !== 'too-large' && { incomplete: true }) });

function judgeStdin(run: Run, { filename, content }: NonNullable<ScanOptions['stdin']>, root: string, plan: Plan): void {
  const path = posixWay(root, resolve(root, filename));
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.length <= sizeLimitOf(path, plan.maxFileSize ?? defaultMaxFileSize)) return judge(run, path, () => textOf(run, path, bytes));
  run.files.seen++;
  run.files.skipped++;
  judgeLarge(run, path, bytes.length, () => bytes);
  run.diagnostics.push({ file: path, kind: 'too-large', message: `The text has ${bytes.length} bytes, which is more than --max-file-size.` });
}

const mayHold = ({ project }: Run, path: string, bytes: Uint8Array): boolean =>
  mayMatter(path, bytes, languageOf(path) ?? 'text', project.index.libraries, project.tokens, project.names);

const told = ({ ignoredByGit, role }: Known = {}): Known => ({ ...(ignoredByGit && { ignoredByGit }), ...(role && { role }) });

/** Decodes what the gate lets through. */
function textOf(run: Run, path: string, bytes: Uint8Array, walked?: WalkedFile): SourceFile | undefined {
  const store = (languageOf(path) ?? 'text') === 'text' ? keyStoreOf(bytes) : undefined;
  if (store) return { ...sourceFileOf(path, ''), ...told(walked), store };
  if (!mayHold(run, path, bytes)) {
    run.files.gated++;
    const language = languageOf(path) ?? 'text';
    if (walked && /^(?:yaml|json|toml)$/.test(language)) run.cleared.push(walked);
    if (walked && isCode(language)) run.clearedCode.set(path, walked);
    return undefined;
  }
  const file = decodedSource(run, path, bytes, walked);
  if (!file) run.files.skipped++;
  return file;
}

/** What only its bytes call a binary is none of ours; what its name calls a text was meant to be read. */
function decodedSource(run: Run, path: string, bytes: Uint8Array, known: Known = {}): SourceFile | undefined {
  const isText = isTextByName(path);
  const decoded = decode(bytes, isText);
  if (decoded.ok) {
    const role = run.project.hints.roleOf(path);
    return { ...sourceFileOf(path, decoded.text, run.project.hints), ...told(known), ...(role && { role }) };
  }
  run.diagnostics.push({ file: path, kind: decoded.kind, message: decoded.message, ...(isText && { incomplete: true }) });
  return undefined;
}

// --- the end ---

interface Ended {
  readonly options: ScanOptions; readonly root: string; readonly left: readonly string[];
  readonly interrupted: boolean; readonly durationMs: number;
}

function sourcesOf(run: Run, listing: Walk | undefined, { stdin }: ScanOptions, root: string): ScanResult['sourceOf'] {
  const files = new Map([...listing?.files ?? [], ...listing?.large ?? []].map((file) => [file.path, file]));
  return (path) => {
    const file = files.get(path);
    const isStdin = stdin !== undefined && posixWay(root, resolve(root, stdin.filename)) === path;
    const bytes = isStdin ? (typeof stdin.content === 'string' ? Buffer.from(stdin.content) : stdin.content) : file && run.read(file);
    const decoded = bytes instanceof Uint8Array ? decode(bytes, isTextByName(path)) : undefined;
    return decoded?.ok === true && decoded.encoding === 'utf-8' ? { text: decoded.text, mark: decoded.mark } : undefined;
  };
}

function resultOf(
  run: Run, plan: Plan, listing: Walk | undefined, ended: Ended, tree: Tree | undefined,
): Omit<ScanResult, 'sourceOf'> {
  const skipped = listing?.skipped ?? 0;
  const diagnostics = [...(listing?.diagnostics ?? []).map(toldOf), ...run.diagnostics]
    .map((one) => (one.kind === 'too-large' && run.large.has(one.file) ? { ...one, incomplete: true as const } : one))
    .sort(byFile);
  const incomplete = [...new Set(diagnostics.filter((one) => one.incomplete).map(({ file }) => file))];
  const nothing = nothingSeen(run, listing, ended, tree?.isList === true);
  const { mayBeGone = [] } = ended.options;
  return {
    diagnostics,
    incomplete,
    allowIncomplete: ended.options.allowIncomplete === true,
    ...(nothing && { nothing }),
    missing: (listing?.missing ?? []).filter((path) => !mayBeGone.includes(path)),
    notes: wordsOnLeftOut(listing, ended.left, ended.options),
    skipped: listing?.skippedPaths ?? [],
    faults: run.faults,
    failOn: plan.failOn,
    ...(plan.maxWarnings === undefined ? {} : { maxWarnings: plan.maxWarnings }),
    ruleTimes: run.times,
    resolved: run.resolved,
    proofLimits: run.together.skipped(),
    summary: {
      files: { ...run.files, seen: run.files.seen + skipped, skipped: run.files.skipped + skipped, incomplete: incomplete.length },
      findings: run.findings,
      belowPreset: { info: run.belowPreset },
      suppressed: run.suppressed,
      durationMs: ended.durationMs,
      kinds: run.kinds,
      scope: isPart(ended.options) ? 'part' : 'all',
      ...(ended.interrupted && { interrupted: true }),
    },
  };
}

const isPart = ({ paths, stdin, staged, since, base }: ScanOptions): boolean =>
  paths !== undefined || stdin !== undefined || staged === true || since !== undefined || base !== undefined;

function nothingSeen(
  { files }: Run, listing: Walk | undefined, { options: { paths }, root, interrupted }: Ended, isList: boolean,
): ScanResult['nothing'] {
  if (files.seen > 0 || interrupted || (listing && listing.large.length + listing.missing.length > 0)) return undefined;
  return nothingIn(root, paths, isList);
}

// The order within a file is that of the text already, and sorting is stable.
const byFile = (a: Diagnostic, b: Diagnostic): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
