// One file → its raw findings and what could not be analysed. A fault of ours ends the analysis of its file alone.

import { resolve } from 'node:path';
import type { Facts } from '../../facts/facts.ts';
import { factsOf } from '../../facts/facts-of.ts';
import { variablesTaken } from '../../facts/configured-keys.ts';
import { resolvedIn } from '../../calls/resolved.ts';
import { diagnosticKinds, type DiagnosticKind } from '../../findings/finding.ts';
import type { Problem, SourceFile } from '../../source/file.ts';
import { posixWay } from '../../source/inside.ts';
import { isCode, kindOf, type CodeLanguage } from '../../source/language.ts';
import { linesOf } from '../../source/lines.ts';
import { defaultMaxFileSize, mostGated, mostSearched, sizeLimitOf } from '../../source/size-limits.ts';
import type { Gate } from '../../source/gate.ts';
import { type WalkedFile } from '../../source/walking/run.ts';
import { treeOf } from '../../syntax/code.ts';
import { type Plan, type ScanOptions } from '../run-options.ts';
import { noteFault } from './run.ts';
import type { Run } from './run.ts';
import { decodedSource, mayHold, textOf } from './texts.ts';
import type { Known } from './texts.ts';

/** One file, from its bytes to its raw findings. */
export function judge(run: Run, path: string, source: () => SourceFile | undefined): void {
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
  run.stages.in('rules', () => { run.together.add(facts); });
  run.heard?.(facts);
  for (const variable of variablesTaken(facts)) run.askedVariables.add(variable);
  if (facts.taught.size > 0 && file.role === 'production') run.taught.set(file.path, facts.taught);
  if (file.role === 'production') run.resolved = resolvedIn(facts.jwtCalls, run.resolved);
  if (isWhole) run.files.parsed++;
  else run.files.skipped++;
}

const kindOfProblem = (kind = 'syntax'): DiagnosticKind => diagnosticKinds.find((known) => known === kind) ?? 'syntax';

/** A file in which stands what another one makes important: a variable that is a key, a function that takes one. */
export function judgeCleared(run: Run, walked: WalkedFile, asked: Gate): boolean {
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
export function judgeCaller(run: Run, path: string, mayCall: Gate): void {
  const walked = run.clearedCode.get(path)!;
  if (judgeCleared(run, walked, mayCall)) run.clearedCode.delete(path);
}

/** What can't be read now was told when it was cleared. */
export function mayName(run: Run, path: string, names: Gate): boolean {
  const bytes = run.read(run.clearedCode.get(path)!);
  return bytes instanceof Uint8Array && names(bytes);
}

/** When a fault ends the analysis of a file, its text alone is searched. */
export function factsIn(run: Run, file: SourceFile): { readonly facts: Facts; readonly isWhole: boolean } {
  try {
    if (run.stages.isMeasured && isCode(file.language)) parseAhead(run, file, file.language);
    return { facts: run.stages.in('rooms', () => factsOf(file, run.project)), isWhole: true };
  } catch (error) {
    noteFault(run, error, 'the file could not be analysed');
    return { facts: factsOfText(run, file), isWhole: false };
  }
}

/** The tree is kept for whoever asks next, so that its time is told apart; where it can't be made, that is found again and said there. */
function parseAhead(run: Run, file: SourceFile, language: CodeLanguage): void {
  try {
    run.stages.in('parse', () => treeOf(file, language));
  } catch {
    return;
  }
}

/** Keys and tokens by their own form. Switches in code are told from comments by its tree, which is not there. */
function factsOfText(run: Run, file: SourceFile): Facts {
  const facts = factsOf({ ...file, language: 'text' }, run.project);
  return isCode(file.language) ? { ...facts, switches: [] } : facts;
}

/** A file over the limit of size: its words may clear it, and its text may show keys and tokens. */
export function judgeLarge(run: Run, path: string, size: number, read: () => Uint8Array | Problem, known: Known = {}): void {
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

export function judgeStdin(run: Run, { filename, content }: NonNullable<ScanOptions['stdin']>, root: string, plan: Plan): void {
  const path = posixWay(root, resolve(root, filename));
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.length <= sizeLimitOf(path, plan.maxFileSize ?? defaultMaxFileSize)) return judge(run, path, () => textOf(run, path, bytes));
  run.files.seen++;
  run.files.skipped++;
  judgeLarge(run, path, bytes.length, () => bytes);
  run.diagnostics.push({ file: path, kind: 'too-large', message: `The text has ${bytes.length} bytes, which is more than --max-file-size.` });
}
