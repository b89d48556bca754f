// What a report gets and what it is: a function from the outcome of a run to text, whole or in pieces. No report touches disk or terminal.

import type { Diagnostic, Finding, Summary } from '../findings/finding.ts';
import type { Rule } from '../findings/rule.ts';

export interface Outcome {
  /** Listed findings, sorted; suppressed ones are among them, marked. */
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
}

/** `mark`: it began with a byte-order mark, which is not in the text. */
export interface SourceText { readonly text: string; readonly mark: boolean }
/** For people at work: how to go on from each finding, and what fits where it is printed. */
export interface Guide {
  /** Findings that are shown; all when left out. */
  readonly most?: number;
  readonly columns?: number;
  /** The place follows links. */
  readonly links?: boolean;
}

export interface ReportContext {
  readonly guide?: Guide;
  readonly tool: { readonly name: string; readonly version: string };
  /** The words of each rule: help and references. */
  readonly rules: ReadonlyMap<string, Rule>;
  readonly color: boolean;
  /** Where to ask, in the words of whoever set the floor. */
  readonly address?: string;
  /** Not all was looked at that should have been; standard error says what. */
  readonly isPartial?: boolean;
  /** What the run read of a file, for services that count in bytes or want a line's hash; undefined where it can't be had any more. */
  sourceOf?(file: string): SourceText | undefined;
  /** Said beside the report: what is left out of it, and why. */
  tell?(words: string): void;
  /** Does this finding alone fail the run? By its severity where nothing is said. */
  fails?(finding: Finding): boolean;
  /** Suppressed and known findings are wanted, too, by those formats that have a place for them. */
  readonly withSuppressed?: boolean;
  /** By the CODEOWNERS of the repository. */
  ownersOf?(file: string): readonly string[];
  /** When the run ended, for formats that want a time. */
  readonly ended?: Date;
}

/** The text ends with a line break unless it is empty. In pieces, where it may be long. */
export type Format = (outcome: Outcome, context: ReportContext) => string | Iterable<string>;

export const piecesOf = (report: string | Iterable<string>): Iterable<string> => (typeof report === 'string' ? [report] : report);
export const textOf = (report: string | Iterable<string>): string => [...piecesOf(report)].join('');

/** Those that count: nobody has judged them yet. */
export const open = (findings: readonly Finding[]): Finding[] => findings.filter(({ suppressed }) => suppressed === null);
