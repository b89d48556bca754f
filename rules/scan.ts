// The scanner as a package entry: `jwtlint/scan`, with the rules in it.

import { gatedScan } from '../src/hosts/gated-scan.ts';
import type { ScanResult } from '../src/hosts/scan.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import type { Finding } from '../src/findings/finding.ts';
import { rules } from './all.ts';

/** An async iterable of findings; what the generator returns is the summary, which `collected` hands over with them. */
export const scan = (options: ScanOptions = {}): AsyncGenerator<Finding, ScanResult> => gatedScan(rules, options);

export { collected } from '../src/hosts/scan.ts';
export { ConfigError } from '../src/hosts/config-file.ts';
export type { Scanned, ScanResult } from '../src/hosts/scan.ts';
export type { ScanOptions } from '../src/hosts/run-options.ts';
export type { Diagnostic, Excerpt, Finding, Position, Range, Summary } from '../src/findings/finding.ts';
export type { Certainty, Severity } from '../src/findings/rule.ts';
