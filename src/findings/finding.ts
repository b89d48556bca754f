// A finding as hosts and reports see it: plain data, no secret in any field.

import type { Runtime } from '../facts/runtime.ts';
import type { FileRole } from '../source/role.ts';
import type { Certainty, MessageData, References, Severity } from './rule.ts';

export interface Position { readonly line: number; readonly column: number; readonly offset: number }
export interface Range { readonly start: Position; readonly end: Position }

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** The part that its file plays made it less severe. */
  readonly lowered?: FileRole;
  readonly message: string;
  /** Which of the rule's messages, and what is filled into it: no more than the message shows. */
  readonly messageId: string;
  readonly data: MessageData;
  /** What the remediation of the rule means here, a sentence of its own. */
  readonly help?: string;
  /** Posix, relative to the root. */
  readonly file: string;
  readonly range: Range;
  readonly runtime: Runtime;
  /** Same for the same problem, whatever moves around it; derived from content with every secret masked. */
  readonly fingerprint: string;
  readonly evidence: readonly { readonly file: string; readonly range: Range; readonly note: string }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly kind: 'safe' | 'suggestion';
    readonly edits: readonly { readonly file: string; readonly start: number; readonly end: number; readonly text: string }[];
  }[];
  readonly references: Required<References>;
  readonly suppressed: null | { readonly by: string; readonly reason: string };
  /** Masked source lines around the start and around each evidence step, for printers; not part of the JSON report. */
  readonly excerpts: readonly Excerpt[];
}

/** Lines of one file with secrets masked. `mark` is the marked stretch, 1-based columns of the masked line. */
export interface Excerpt {
  readonly file: string;
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly mark: { readonly line: number; readonly from: number; readonly to: number };
}

export const diagnosticKinds = [
  'unreadable', 'syntax', 'too-large', 'too-deep', 'encoding', 'binary', 'configuration', 'suppression', 'limit', 'internal',
] as const;
export type DiagnosticKind = (typeof diagnosticKinds)[number];

export interface Diagnostic {
  readonly file: string;
  readonly kind: DiagnosticKind;
  readonly message: string;
  /** The words of the file did not clear it, and it was not analysed to its end: a run without findings proves nothing about it. */
  readonly incomplete?: true;
}

export interface Summary {
  readonly files: {
    readonly seen: number;
    readonly gated: number;
    readonly parsed: number;
    readonly skipped: number;
    /** Those with an incomplete diagnostic; some are among the parsed, some among the skipped. */
    readonly incomplete: number;
  };
  /** The run was told to stop; findings are those made so far. */
  readonly interrupted?: true;
  /** Counts of the listed, unsuppressed findings. */
  readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
  /** Findings below what the preset lists. */
  readonly belowPreset: { readonly info: number };
  readonly suppressed: number;
  /** With a base or a baseline: findings that were known before, and entries of the baseline that nothing needs any more. */
  readonly known?: { readonly base: number; readonly baseline: number; readonly stale: number };
  /** `part`: less than the whole root, on purpose: paths, a list, a change. What is not among the findings may still be there. */
  readonly scope?: 'all' | 'part';
  /** How the run ended, which is its exit code, and the first reason for it. Not there before it has ended. */
  readonly outcome?: 'passed' | 'failed' | 'unfinished';
  readonly cause?:
    | 'no findings' | 'nothing that fails' | 'nothing to look at' | 'findings' | 'too many warnings' | 'stale baseline'
    | 'interrupted' | 'fault' | 'missing path' | 'nothing looked at' | 'incomplete' | 'diagnostics';
  readonly durationMs: number;
  /** Seen files by kind, for the closing line: { typescript: 12, env: 1 }. */
  readonly kinds: Readonly<Record<string, number>>;
}
