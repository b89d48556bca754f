// The scanner as a package entry: `jwtlint/scan`, with the rules in it.

import { resolve } from 'node:path';
import { writeChanged } from '../src/hosts/fix-files.ts';
import { plannedFixes, type FixKind, type FixPlan } from '../src/hosts/fixing.ts';
import { gatedScan } from '../src/hosts/gated-scan.ts';
import { collected } from '../src/hosts/scan.ts';
import { type ScanResult } from '../src/hosts/scanning/result.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import type { Finding } from '../src/findings/finding.ts';
import { rules } from './all.ts';

/** An async iterable of findings; what the generator returns is the summary, which `collected` hands over with them. */
export const scan = (options: ScanOptions = {}): AsyncGenerator<Finding, ScanResult> => gatedScan(rules, options);

export interface FixOptions extends ScanOptions {
  /** Which changes; those that are safe when left out. */
  readonly kinds?: readonly FixKind[];
  /** False: no file is touched, and the texts are handed over. Neither is one for a text that came without a file. */
  readonly write?: boolean;
}

export interface FixResult extends Pick<FixPlan, 'made' | 'refused'> {
  /** Whole texts, whatever secrets stand in them. `problem`: why the file is as it was. */
  readonly files: readonly { readonly file: string; readonly before: string; readonly text: string; readonly problem?: string }[];
}

/** Makes the changes that findings offer, as far as each parses, settles its finding and raises no other. */
export async function fix({ kinds = ['safe'], write = true, ...options }: FixOptions = {}): Promise<FixResult> {
  const { files, made, refused } = await plannedFixes(rules, options, new Set(kinds), await collected(scan(options)));
  const writes = write && options.stdin === undefined;
  return {
    made, refused,
    files: files.map(({ file, original, text }) => {
      const problem = writes ? writeChanged(resolve(options.root ?? '.'), file, original, text) : undefined;
      return { file, before: original.text, text, ...(problem !== undefined && { problem }) };
    }),
  };
}

export { collected } from '../src/hosts/scan.ts';
export { ConfigError } from '../src/hosts/config/config-file.ts';
export type { FixKind, Refused, Told } from '../src/hosts/fixing.ts';
export type { Scanned, ScanResult } from '../src/hosts/scanning/result.ts';
export type { ScanOptions } from '../src/hosts/run-options.ts';
export type { Diagnostic, Excerpt, Finding, Position, Range, Summary } from '../src/findings/finding.ts';
export type { Certainty, Severity } from '../src/findings/rule.ts';
