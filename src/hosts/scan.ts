// Paths, options and rules → findings, one file after the other, then what the run can tell about itself. Files are
// read and judged in the order of their paths, so the same input gives the same answer. A file that can't be read or
// parsed is a diagnostic; a fault of ours in one file is one too, and the others go on. What was not analysed to its end
// although its words did not clear it is marked: no finding proves nothing there.
// Leaves alone: which rules there are (the caller brings them) and what a report looks like.

import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { callersAmong } from '../facts/callers.ts';
import { variablesGate } from '../facts/gate.ts';
import { indexWith } from '../values/library-index.ts';
import { namesWith } from '../secrets/words/names.ts';
import { tokensWith } from '../secrets/tokens/provider-tokens.ts';
import { type Finding } from '../findings/finding.ts';
import type { Looked } from '../findings/identity/baseline.ts';
import { didYouMean } from '../findings/nearest.ts';
import { idNow } from '../findings/rule-names.ts';
import type { Rule } from '../findings/rule.ts';
import type { JudgedFile } from '../findings/findings-of.ts';
import { projectOf } from '../project/project-of.ts';
import { resolverIn } from '../project/resolution.ts';
import type { Problem } from '../source/file.ts';
import { mostGated } from '../source/size-limits.ts';
import { hintsOf } from '../source/hints.ts';
import { packagesAhead } from '../syntax/packages.ts';
import { readSource } from '../source/reading.ts';
import { rootFiles } from '../source/root-files.ts';
import { ownIgnoreFile } from '../source/walking/run.ts';
import { ConfigError, configFor } from './config/config-file.ts';
import { configuredRun, notesOnFolders, withFolders } from './config/folder-configs.ts';
import { notesOnFiles, notesOnMatches } from './config/config-notes.ts';
import { gated, isKnown } from './known-findings.ts';
import type { Inside } from './inside.ts';
import { ignoredStdin } from './left-out.ts';
import { wrongOptions } from './option-words.ts';
import { loosenedIn, policyAt, underPolicy } from './policy.ts';
import { underNamesNow, unknownRules, type ScanOptions } from './run-options.ts';
import { wordListsOf } from './word-lists.ts';
import { listed, resultOf, sourcesOf, untold } from './scanning/result.ts';
import type { ScanResult, Scanned } from './scanning/result.ts';
import { lookedIn, newRun, noteFault } from './scanning/run.ts';
import type { Run } from './scanning/run.ts';
import { factsIn, judge, judgeCaller, judgeCleared, judgeLarge, judgeStdin, mayName } from './scanning/judging.ts';
import { sourceOf } from './scanning/texts.ts';
import { stagesOf } from './scanning/stages.ts';

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
  const named = underNamesNow(rules, options);
  const ofRoot = inside.config ?? configFor(rules, root, options.config, disk, refused);
  const { asWritten, foldersIn } = configuredRun(rules, named, ofRoot, inside.configFiles ?? disk);
  const atRoot = underPolicy(asWritten, policy);
  const ignores = policy?.ignores === false ? '' : inside.ownIgnores;
  const lists = wordListsOf(root, options.wordLists ?? []);
  // An empty list is not the same as none: a hook that hands over no file wants nothing looked at.
  const hasList = options.stdin === undefined && options.paths?.length !== 0;
  const stages = stagesOf(options.stats === true);
  const isListed = stages.begun('list');
  const met = hasList ? await listed(root, atRoot, options, inside, ignores) : undefined;
  const folders = foldersIn(met, root);
  const plan = withFolders(atRoot, folders.configs, named, policy);
  const listing = met && policy?.ignores !== false ? folders.kept(met) : met;
  isListed();
  const project = projectOf({
    readFile: (path) => inside.overlay?.get(path) ?? disk.readFile(path), resolve: resolverIn(root, disk),
    files: () => (listing?.files ?? []).map(({ path }) => path),
    index: indexWith(plan.models), tokens: tokensWith(plan.secretPatterns), names: namesWith(plan.secretNames),
    hints: hintsOf(plan.paths, plan.services),
  });
  const run = newRun(rules, plan, stages, project, lists, inside);
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
  const left = listing?.leftOut ?? [
    ...ignoredStdin(options, root, plan.ignore, ignores ?? disk.readFile(ownIgnoreFile) ?? ''), ...(policy?.ignores === false ? [] : folders.ignoredStdin),
  ];
  if (options.stdin !== undefined && left.length === 0) judgeStdin(run, options.stdin, root, plan);
  const isThere = (path: string): boolean => disk.standing(path) !== undefined;
  const looked = (): Looked => lookedIn(rules, plan, listing, run, isThere, options.paths === undefined);
  yield* finishedRun(run, (files) => (inside.gate ? gated(files, inside.gate, looked()) : files));
  const known = inside.gate?.told();
  run.diagnostics.push(...known?.diagnostics ?? [], ...loosenedIn(asWritten, policy, disk.standing(ownIgnoreFile) !== undefined));
  run.diagnostics.push(...notesOnFolders(folders.configs, named, policy), ...untold(refused, run, listing));
  run.diagnostics.push(...notesOnFiles(disk, options.config, plan.settings.today!, folders.configs));
  // Of what was never looked at nobody knows whether it would have matched.
  const isWhole = listing !== undefined && options.paths === undefined && options.noIgnore !== true && !inside.tree && !interrupted();
  const seen = {
    paths: (listing?.files ?? []).map(({ path }) => path), accepted: run.accepted, today: plan.settings.today!,
    idNow: (name: string) => idNow(rules, name),
  };
  if (isWhole) run.diagnostics.push(...notesOnMatches(disk, options.config, seen, folders.configs));
  const ended = { options, root, left, interrupted: interrupted(), durationMs: performance.now() - started };
  return {
    ...resultOf(run, plan, listing, ended, inside.tree), sourceOf: sourcesOf(run, listing, options, root), configs: folders.files,
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

/** What was found in each file, from wherever it was found, in the order of the paths. */
async function* finishedRun(
  run: Run, known: (files: readonly JudgedFile[]) => Promise<readonly JudgedFile[]> | readonly JudgedFile[],
): AsyncGenerator<Finding> {
  // What is judged across files is the fault of no single one.
  run.path = '.';
  try {
    const isTogether = run.stages.begun('together');
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
    isTogether();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    noteFault(run, error, 'the findings could not be put together');
  }
}
