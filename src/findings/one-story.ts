// Findings of all files → the same, with one finding for one value. A key in code, in `.env` and in a Compose file is one
// problem: the worst place carries the finding, the others are its evidence. Where two places are equally bad, production
// goes before examples, code before configuration (only a release changes it), then the order of paths decides.
// Values are compared by a hash whose key is made for the run and goes with it: nothing here can be tested for guesses.
// Leaves alone: what a directive suppresses, several places in one file, and equal words that two people may well have
// chosen independently.

import { createHmac, randomBytes } from 'node:crypto';
import type { Facts } from '../facts/facts.ts';
import { isHumanMade, isPlaceholder } from '../facts/human-text.ts';
import { withoutPublicPrefix, wordsOf } from '../facts/names.ts';
import { isPublishedSecret } from '../facts/secrets.ts';
import type { SecretText } from '../facts/secret-texts.ts';
import { tokenText } from '../facts/token-macs.ts';
import type { Place } from '../source/file.ts';
import { isCode } from '../source/language.ts';
import { compareText, MAX_EVIDENCE, type JudgedFile, type RawFinding } from './findings-of.ts';
import type { Step } from './rule.ts';
import { isAsCertainAs, isAtLeast } from './settings.ts';

/** `texts`: secrets of all files, those without findings included. */
export function oneStoryEach(files: readonly JudgedFile[], texts: readonly SecretText[]): readonly JudgedFile[] {
  const runKey = randomBytes(32);
  const hashOf = (text: string): string => createHmac('sha256', runKey).update(text).digest('base64');
  const groups = new Map<string, Member[]>();
  for (const { facts, judged } of files)
    for (const { finding, suppressed } of judged) {
      const value = suppressed === null && finding.rule.tellsValue === true ? valueAt(finding.at, facts) : undefined;
      if (!value) continue;
      const key = hashOf(value.isDrawn ? value.text : `${value.text}\0${value.name}`);
      const group = groups.get(key);
      if (group) group.push({ finding, isDrawn: value.isDrawn });
      else groups.set(key, [{ finding, isDrawn: value.isDrawn }]);
    }
  const elsewhere = placesByHash(texts, hashOf, groups);
  const changes: Changes = new Map();
  for (const [key, members] of groups) tellOnce(members, elsewhere.get(key) ?? [], changes);
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
interface Value { readonly text: string; readonly isDrawn: boolean; readonly name: string }

/** Keys and tokens by their form; everything else where it is a secret's text. */
function valueAt(at: Place, { tokens, privateKeys, providerTokens, secretTexts }: Facts): Value | undefined {
  const overlaps = (one: { readonly at: Place }): boolean => isOverlap(one.at, at);
  const token = tokens.find(overlaps);
  if (token) return { text: tokenText(token), isDrawn: true, name: '' };
  const key = privateKeys.find(overlaps) ?? providerTokens.find(overlaps);
  if (key) return { text: bodyOf(at.file.text.slice(key.at.start, key.at.end)), isDrawn: true, name: '' };
  const found = secretTexts.find(overlaps);
  return found && valueOf(found);
}

const valueOf = ({ text, name = '' }: SecretText): Value | undefined => {
  const isDrawn = isUnlikelyTwice(text);
  const words = wordsOf(withoutPublicPrefix(name)).join(' ');
  return isDrawn || words !== '' ? { text: text.trim(), isDrawn, name: words } : undefined;
};

/** Nobody draws the same key twice; two people may choose the same word. */
const isUnlikelyTwice = (text: string): boolean =>
  text.trim().length >= 16 && !isHumanMade(text) && !isPlaceholder(text) && !isPublishedSecret(text);

/** One key in several dresses: line breaks, escapes, indentation, quotes. */
const bodyOf = (text: string): string => text.replace(/\\[nrt]|[^A-Za-z0-9+/=_-]/g, '');

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

function tellOnce(members: readonly Member[], elsewhere: readonly Place[], changes: Changes): void {
  const stories: { readonly carrier: RawFinding; readonly others: RawFinding[] }[] = [];
  for (const { finding, isDrawn } of [...members].sort((a, b) => worstFirst(a.finding, b.finding))) {
    const story = stories.slice(0, MOST_STORIES).find(({ carrier }) => isDrawn || isOneSecret(carrier, finding));
    if (story) story.others.push(finding);
    else stories.push({ carrier: finding, others: [] });
  }
  const told = new Map<string, Place[]>();
  for (const { finding: { at } } of members) {
    const known = told.get(at.file.path);
    if (known) known.push(at);
    else told.set(at.file.path, [at]);
  }
  const silent = elsewhere.filter((at) => !(told.get(at.file.path) ?? []).some((one) => isOverlap(one, at))).sort(byPlace).slice(0, MOST_SILENT);
  for (const { carrier, others } of stories) {
    const apart = others.filter(({ at }) => at.file.path !== carrier.at.file.path);
    for (const other of apart) changes.set(other, undefined);
    const steps = [...apart.flatMap(stepsOf), ...silent.map(sameValue)];
    if (steps.length > 0) changes.set(carrier, { ...carrier, evidence: distinct([...carrier.evidence, ...steps]).slice(0, MAX_EVIDENCE) });
  }
}

const MOST_SILENT = 8;
/** Places that hold one word independently; beyond, each place has its own finding. */
const MOST_STORIES = 200;
const sameValue = (place: Place): Step => ({ place, note: 'the same value is written here', isSecret: true });
const stepsOf = ({ at, evidence }: RawFinding): readonly Step[] => [
  sameValue(at),
  ...evidence.filter(({ place }) => placeKey(place) !== placeKey(at)),
];

/** A word under one name, in configuration and what it configures: the folder of the one holds the other. */
function isOneSecret({ at: { file: one } }: RawFinding, { at: { file: other } }: RawFinding): boolean {
  if (isCode(one.language) && isCode(other.language)) return false;
  const [a, b] = [folderOf(one.path), folderOf(other.path)];
  return a.startsWith(b) || b.startsWith(a);
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function worstFirst(a: RawFinding, b: RawFinding): number {
  if (a.severity !== b.severity) return isAtLeast(a.severity, b.severity) ? -1 : 1;
  for (const isFirst of [isProduction, isInCode]) if (isFirst(a) !== isFirst(b)) return isFirst(a) ? -1 : 1;
  if (a.certainty !== b.certainty) return isAsCertainAs(a.certainty, b.certainty) ? -1 : 1;
  return byPlace(a.at, b.at) || compareText(a.rule.id, b.rule.id);
}

const isProduction = ({ at: { file } }: RawFinding): boolean => file.role === 'production';
const isInCode = ({ at: { file } }: RawFinding): boolean => isCode(file.language);
const isOverlap = (one: Place, other: Place): boolean =>
  one.file.path === other.file.path && one.start < other.end && one.end > other.start;
const byPlace = (a: Place, b: Place): number => compareText(a.file.path, b.file.path) || a.start - b.start;
const placeKey = ({ file, start }: Place): string => `${file.path}\0${String(start)}`;

function distinct(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>();
  return steps.filter(({ place, note }) => {
    const key = `${placeKey(place)}\0${note}`;
    return !seen.has(key) && seen.add(key);
  });
}
