// Facts of several files → their findings, file by file in the order of paths. A literal found through another file is
// reported where it is written, once, under the directives of its own file; so is what rules judge across files, whose
// facts are gone by then: only what `keep` gave is held, by path, so that the order of adding decides nothing.

import type { Facts } from '../facts/facts.ts';
import { proofsOf, witnessesOf, type Proofs, type Witness, type Words } from '../facts/proofs.ts';
import type { SourceFile } from '../source/file.ts';
import {
  certainEnough,
  compareText,
  findingsAcross,
  finishedFile,
  judgedFile,
  keptOf,
  rawFindingsOf,
  withForeign,
  type RuleWrapper,
  type FileFindings,
  type JudgedFile,
  type RawFinding,
} from './findings-of.ts';
import { contentOf } from './identity/content.ts';
import { mergeByValue } from './merging/merge-by-value.ts';
import type { Settings } from './options.ts';
import { proven } from './proven.ts';
import type { Rule } from './rule.ts';
import { settingsFor } from './settings/settings.ts';
import { summedUp } from './merging/summed-up.ts';

export interface RuleRun {
  add(facts: Facts): void;
  /** `factsFor` reads a file that was not added: one that nobody asked to look at, or that the gate cleared. */
  finished(factsFor: FactsFor): Generator<FileFindings>;
  /** The same in two steps, for hosts that know some of the findings: each file by itself, then one story for each secret. */
  judged(factsFor: FactsFor): readonly JudgedFile[];
  told(files: readonly JudgedFile[]): Generator<FileFindings>;
  /** What the proofs left untried, once finished. */
  skipped(): readonly string[];
}

type FactsFor = (file: SourceFile) => Facts | undefined;

export function startRuleRun(
  rules: readonly Rule[], settings: Settings, around: RuleWrapper = (_rule, check) => check(), words: Words = { common: true, lists: [] },
): RuleRun {
  const judged = new Map<string, { readonly facts: Facts; readonly own: readonly RawFinding[] }>();
  const foreign = new Map<string, RawFinding[]>();
  const witnesses = new Map<string, Witness>();
  let proofs: Proofs | undefined;
  const proofsOfAll = (): Proofs => (proofs ??= proofsOf([...witnesses.values()], words));
  const kept = rules.filter(({ across }) => across).map((rule) => ({ rule, byPath: new Map<string, readonly unknown[]>() }));
  const reportElsewhere = (finding: RawFinding): void => {
    const { path } = finding.at.file;
    const there = foreign.get(path);
    if (there) there.push(finding);
    else foreign.set(path, [finding]);
  };
  const together: RuleRun = {
    add(facts) {
      const { path } = facts.file;
      const own: RawFinding[] = [];
      for (const witness of witnessesOf(facts)) witnesses.set(path, witness);
      for (const finding of rawFindingsOf(rules, facts, settings, around)) {
        if (finding.at.file.path === path) own.push(finding);
        else reportElsewhere(finding);
      }
      for (const { rule, byPath } of kept) around(rule, () => {
        const given = keptOf(rule, facts, settings);
        if (given.length > 0) byPath.set(path, given);
        return [];
      });
      // Most files end here: nothing found, and no comment that could speak about a finding.
      // Made now, while the tree is at hand: what is listed will be shown.
      if (own.some(({ listed }) => listed)) contentOf(facts.file);
      if (own.length > 0 || facts.comments.some(({ text }) => text.includes('jwtlint'))) judged.set(path, { facts, own });
    },
    judged(factsFor) {
      for (const { rule, byPath } of kept) {
        const inOrder = [...byPath.keys()].sort(compareText).flatMap((path) => byPath.get(path)!);
        for (const finding of around(rule, () => findingsAcross(rule, inOrder, settings, proofsOfAll))) reportElsewhere(finding);
      }
      for (const [path, [first]] of foreign) {
        const facts = judged.has(path) || !first ? undefined : factsFor(first.at.file);
        if (facts) judged.set(path, { facts, own: [] });
      }
      return [...judged.keys()].sort(compareText).map((path): JudgedFile => {
        const { facts, own } = judged.get(path)!;
        const local = settingsFor(settings, path);
        const raw = withForeign(own, foreign.get(path) ?? [], facts, settings).map((finding) => proven(finding, proofsOfAll(), local));
        return judgedFile(certainEnough(raw, settings), facts, rules, settings);
      });
    },
    * told(files) {
      for (const file of mergeByValue(files, [...witnesses.values()].flatMap(({ secrets }) => secrets)))
        yield finishedFile(settingsFor(settings, file.facts.file.path).preset === 'strict' ? summedUp(file) : file);
    },
    * finished(factsFor) {
      yield* together.told(together.judged(factsFor));
    },
    skipped: () => proofs?.skipped ?? [],
  };
  return together;
}
