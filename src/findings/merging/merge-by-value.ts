// Findings of all files → the same, with one finding for one value. A key in code, in `.env` and in a Compose file is one
// problem: the worst place carries the finding, the others are its evidence. Where two places are equally bad, production
// goes before examples, code before configuration (only a release changes it), then the order of paths decides.
// Values are compared by a hash whose key is made for the run and goes with it: nothing here can be tested for guesses.
// Leaves alone: what a directive suppresses, and equal words that two people may well have chosen independently. What stands in
// one file more than once was told once before (same-value.ts).

import { createHmac, randomBytes } from 'node:crypto';
import { overlapsOf } from '../../values/node-index.ts';
import { grouped } from '../../values/once.ts';
import type { SecretText } from '../../facts/secret-texts.ts';
import type { Place } from '../../source/file.ts';
import { foldersUp } from '../../source/inside.ts';
import { isCode } from '../../source/language.ts';
import { compareText, MAX_EVIDENCE, type JudgedFile, type RawFinding } from '../findings-of.ts';
import type { Step } from '../rule.ts';
import { sameValue } from './same-value.ts';
import { isAsCertainAs, isAtLeast } from '../settings/settings.ts';
import { valueAt } from './told-values.ts';

/** `texts`: secrets of all files, those without findings included. */
export function mergeByValue(files: readonly JudgedFile[], texts: readonly SecretText[]): readonly JudgedFile[] {
  const runKey = randomBytes(32);
  const hashOf = (text: string): string => createHmac('sha256', runKey).update(text).digest('base64');
  const groups = new Map<string, Member[]>();
  for (const { facts, judged } of files)
    for (const { finding, suppressed } of judged) {
      const value = suppressed === null && finding.rule.mergeByValue === true ? valueAt(finding.at, facts) : undefined;
      if (!value) continue;
      const key = hashOf(value.isDrawn ? value.text : `${value.text}\0${value.name}`);
      const group = groups.get(key);
      if (group) group.push({ finding, isDrawn: value.isDrawn });
      else groups.set(key, [{ finding, isDrawn: value.isDrawn }]);
    }
  const elsewhere = placesByHash(texts, hashOf, groups);
  const changes: Changes = new Map();
  for (const [key, members] of groups) mergeGroup(members, elsewhere.get(key) ?? [], changes);
  return changes.size === 0 ? files : files.map((file) => changed(file, changes));
}

/** Undefined: another finding tells it. */
type Changes = Map<RawFinding, RawFinding | undefined>;

function changed(file: JudgedFile, changes: Changes): JudgedFile {
  const judged = file.judged.flatMap(({ finding, suppressed }) => {
    const now = changes.has(finding) ? changes.get(finding) : finding;
    return now ? [{ finding: now, suppressed }] : [];
  });
  return { ...file, judged };
}

interface Member { readonly finding: RawFinding; readonly isDrawn: boolean }
/** Drawn values in places that no rule reports: samples, tests, files that git leaves out. */
function placesByHash(
  texts: readonly SecretText[],
  hashOf: (text: string) => string,
  wanted: ReadonlyMap<string, readonly Member[]>,
): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  if (![...wanted.values()].some(([member]) => member?.isDrawn)) return places;
  for (const { at, text } of texts) {
    const key = hashOf(text.trim());
    if (!wanted.get(key)?.[0]?.isDrawn) continue;
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  return places;
}

// --- the carrier, and what becomes of the others ---

function mergeGroup(members: readonly Member[], elsewhere: readonly Place[], changes: Changes): void {
  const stories: Story[] = [];
  const known = storiesByFolder();
  for (const { finding, isDrawn } of [...members].sort((a, b) => worstFirst(a.finding, b.finding))) {
    // What a compiler wrote is a copy of what somebody else did.
    const story = isDrawn || finding.at.file.role === 'generated' ? stories[0] : known.of(finding);
    if (story) story.others.push(finding);
    else {
      const told: Story = { carrier: finding, others: [], order: stories.length };
      stories.push(told);
      known.add(told);
    }
  }
  const byPath = grouped(members.map(({ finding }) => finding.at), ({ file }) => file.path);
  const told = new Map([...byPath].map(([path, places]) => [path, overlapsOf(places)]));
  const silent = elsewhere.filter((at) => told.get(at.file.path)?.first(at) === undefined)
    .sort(byPlace).slice(0, MOST_SILENT).map(copyAt);
  for (const { carrier, others } of stories) {
    const apart = others.filter(({ at }) => at.file.path !== carrier.at.file.path);
    for (const other of apart) changes.set(other, undefined);
    const steps = [...apart.flatMap(stepsOf), ...silent];
    if (steps.length > 0) changes.set(carrier, { ...carrier, evidence: distinct([...carrier.evidence, ...steps]).slice(0, MAX_EVIDENCE) });
  }
}

const MOST_SILENT = 8;
const copyAt = (place: Place): Step => ({ place, note: sameValue, isSecret: true });
const stepsOf = ({ at, evidence }: RawFinding): readonly Step[] => [
  copyAt(at),
  ...evidence.filter(({ place }) => placeKey(place) !== placeKey(at)),
];

interface Story { readonly carrier: RawFinding; readonly others: RawFinding[]; readonly order: number }

/**
 * A word under one name, in configuration and what it configures: the folder of the one holds the other. The first story of
 * which that is true, by the folder of its carrier and by the folders around that.
 */
function storiesByFolder(): { readonly add: (story: Story) => void; readonly of: (finding: RawFinding) => Story | undefined } {
  const [at, below] = [new Map<string, Story>(), new Map<string, Story>()];
  const kindOf = ({ at: { file } }: RawFinding): string => (isCode(file.language) ? 'code' : 'config');
  const first = (stories: readonly (Story | undefined)[]): Story | undefined =>
    stories.reduce((one, other) => (one === undefined || (other && other.order < one.order) ? other : one), undefined);
  return {
    add(story) {
      const kind = kindOf(story.carrier);
      const folders = foldersUp(folderOf(story.carrier.at.file.path));
      const note = (map: Map<string, Story>, key: string): void => { if (!map.has(key)) map.set(key, story); };
      note(at, `${kind} ${folders[0] ?? ''}`);
      for (const folder of folders) note(below, `${kind} ${folder}`);
    },
    of(finding) {
      const kinds = kindOf(finding) === 'code' ? ['config'] : ['config', 'code'];
      const folders = foldersUp(folderOf(finding.at.file.path));
      return first(kinds.flatMap((kind) => [below.get(`${kind} ${folders[0] ?? ''}`), ...folders.map((folder) => at.get(`${kind} ${folder}`))]));
    },
  };
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function worstFirst(a: RawFinding, b: RawFinding): number {
  if (a.severity !== b.severity) return isAtLeast(a.severity, b.severity) ? -1 : 1;
  for (const isFirst of [isProduction, isInCode]) if (isFirst(a) !== isFirst(b)) return isFirst(a) ? -1 : 1;
  if (a.certainty !== b.certainty) return isAsCertainAs(a.certainty, b.certainty) ? -1 : 1;
  return byPlace(a.at, b.at) || compareText(a.rule.id, b.rule.id);
}

const isProduction = ({ at: { file } }: RawFinding): boolean => file.role === 'production';
const isInCode = ({ at: { file } }: RawFinding): boolean => isCode(file.language);
const byPlace = (a: Place, b: Place): number => compareText(a.file.path, b.file.path) || a.start - b.start;
const placeKey = ({ file, start }: Place): string => `${file.path}\0${String(start)}`;

function distinct(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>();
  return steps.filter(({ place, note }) => {
    const key = `${placeKey(place)}\0${note}`;
    return !seen.has(key) && seen.add(key);
  });
}
