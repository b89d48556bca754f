// What a scan can tell about itself when it has ended.

import { resolve } from 'node:path';
import { type Resolved } from '../../calls/resolved.ts';
import { type Diagnostic, type Finding, type Summary } from '../../findings/finding.ts';
import { decode } from '../../source/decode.ts';
import type { Problem } from '../../source/file.ts';
import { posixWay } from '../../source/inside.ts';
import { isTextByName } from '../../source/language.ts';
import { defaultMaxFileSize } from '../../source/size-limits.ts';
import { type Walk } from '../../source/walking/run.ts';
import { walk } from '../../source/walk.ts';
import { type FailOn } from '../config/config.ts';
import { type Told } from '../known-findings.ts';
import type { Inside, Tree } from '../inside.ts';
import { wordsOnLeftOut } from '../left-out.ts';
import { nothingIn } from '../nothing-seen.ts';
import { type Policy } from '../policy.ts';
import { type Plan, type ScanOptions } from '../run-options.ts';
import { toldOf } from './texts.ts';
import type { Stages } from './stages.ts';
import type { Run } from './run.ts';

export interface ScanResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
  /** Paths that were asked for and are not there. */
  readonly missing: readonly string[];
  /** Files that were not cleared by their words and not analysed to their end; what stopped it is among the diagnostics. */
  readonly incomplete: readonly string[];
  /** The configurations that were read, relative to the root; none when the caller names one, or none. */
  readonly configs: readonly string[];
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
  /** Milliseconds by stage, likewise. */
  readonly stageTimes: Stages['times'];
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

export const listed = (
  root: string, plan: Plan, { paths = [], noIgnore }: ScanOptions, { tree }: Inside, ownIgnores: string | undefined,
): Promise<Walk> | Walk =>
  (tree?.list ?? walk)({
    root, paths, ignore: plan.ignore, useIgnoreFiles: noIgnore !== true, maxFileSize: plan.maxFileSize ?? defaultMaxFileSize,
    ...(ownIgnores !== undefined && { ownIgnores }),
  });

/** What files around the listed ones could not be used: manifests, lockfiles, tsconfigs, modules. */
export function untold(refused: readonly Problem[], { diagnostics }: Run, listing: Walk | undefined): readonly Problem[] {
  const told = new Set([...diagnostics, ...(listing?.diagnostics ?? [])].map(({ file }) => file));
  return refused.filter(({ file }) => !told.has(file));
}

// --- the end ---

interface Ended {
  readonly options: ScanOptions; readonly root: string; readonly left: readonly string[];
  readonly interrupted: boolean; readonly durationMs: number;
}

export function sourcesOf(run: Run, listing: Walk | undefined, { stdin }: ScanOptions, root: string): ScanResult['sourceOf'] {
  const files = new Map([...listing?.files ?? [], ...listing?.large ?? []].map((file) => [file.path, file]));
  return (path) => {
    const file = files.get(path);
    const isStdin = stdin !== undefined && posixWay(root, resolve(root, stdin.filename)) === path;
    const bytes = isStdin ? (typeof stdin.content === 'string' ? Buffer.from(stdin.content) : stdin.content) : file && run.read(file);
    const decoded = bytes instanceof Uint8Array ? decode(bytes, isTextByName(path)) : undefined;
    return decoded?.ok === true && decoded.encoding === 'utf-8' ? { text: decoded.text, mark: decoded.mark } : undefined;
  };
}

export function resultOf(
  run: Run, plan: Plan, listing: Walk | undefined, ended: Ended, tree: Tree | undefined,
): Omit<ScanResult, 'sourceOf' | 'configs'> {
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
    stageTimes: run.stages.times,
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
