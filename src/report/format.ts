// What a report gets and what it is: a function from the outcome of a run to a text. No report touches disk or terminal.

import type { Diagnostic, Finding, Summary } from '../findings/finding.ts';
import type { Rule } from '../findings/rule.ts';

export interface Outcome {
  /** Listed findings, sorted; suppressed ones are among them, marked. */
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
}

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
}

/** The text ends with a line break unless it is empty. */
export type Format = (outcome: Outcome, context: ReportContext) => string;

/** Those that count: nobody has judged them yet. */
export const open = (findings: readonly Finding[]): Finding[] => findings.filter(({ suppressed }) => suppressed === null);
