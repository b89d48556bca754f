// Blobs of the past → the keys and tokens that stood in them and stand nowhere any more. Each is judged by itself, by the rules that are
// about a value: what was added and then removed is out all the same. Suppressions and acceptances count as they do today.

import { factsOf } from '../facts/facts-of.ts';
import { mayHoldFacts } from '../facts/gate.ts';
import { finishedFile, judgedFile, rawFindingsOf } from '../findings/findings-of.ts';
import type { Diagnostic, Finding } from '../findings/finding.ts';
import { candidatesIn } from '../findings/identity/identity.ts';
import type { Settings } from '../findings/options.ts';
import type { Rule } from '../findings/rule.ts';
import { isAtLeast } from '../findings/settings/settings.ts';
import { decode } from '../source/decode.ts';
import { gitTree } from '../source/git-tree.ts';
import { isTextByName, languageOf } from '../source/language.ts';
import { remoteWith, type PastBlob } from '../source/past-blobs.ts';
import { defaultMaxFileSize } from '../source/size-limits.ts';
import { sourceFileOf } from '../source/source-file-of.ts';

interface Asked {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly top: string;
  /** The way from the top down to the root of the run, '' or with a slash at its end: nothing else is looked at. */
  readonly prefix: string;
  /** Tags of values that are no news. */
  readonly known: ReadonlySet<string>;
  isIgnored(path: string): boolean;
  /** Asked now and then. */
  isStopped?(): boolean;
}

export interface PastFindings {
  readonly findings: readonly Finding[];
  /** Blobs that were looked at. */
  readonly blobs: number;
  /** Those that git did not give: of a partial clone. */
  readonly missing: number;
  /** Those that were not analysed to their end, in words. */
  readonly diagnostics: readonly Diagnostic[];
}

export function pastFindings(blobs: readonly PastBlob[], asked: Asked): PastFindings {
  const { rules, settings, top, prefix, known, isIgnored, isStopped } = asked;
  const own = blobs.filter(({ path }) => path.startsWith(prefix) && !isIgnored(path.slice(prefix.length)));
  const keyOf = ({ id, path }: PastBlob): string => `${id}/${path}`;
  const tree = gitTree(top, '', new Map(own.map((one) => [keyOf(one), { path: keyOf(one), id: one.id, isLink: false }])));
  const lacking = new Set(tree.missing(own.map(keyOf)));
  const about = rules.filter(({ mergeByValue }) => mergeByValue === true);
  const told = new Set(known);
  const remotes = new Map<string, string | undefined>();
  const whereIs = (commit: string): string | undefined => {
    if (!remotes.has(commit)) remotes.set(commit, remoteWith(top, commit));
    return remotes.get(commit);
  };
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  let looked = 0;
  for (const blob of own) {
    if (isStopped?.()) break;
    if (lacking.has(keyOf(blob))) continue;
    const bytes = tree.read({ path: keyOf(blob), absolute: '', size: 0 });
    looked++;
    if (!Buffer.isBuffer(bytes) || bytes.length > defaultMaxFileSize) {
      diagnostics.push(unfinished(blob, 'too-large', prefix));
      continue;
    }
    try {
      findings.push(...judged(blob, bytes, prefix, about, settings, told).map((one) => withWhere(one, blob, whereIs(blob.commit))));
    } catch {
      diagnostics.push(unfinished(blob, 'internal', prefix));
    }
  }
  return { findings, blobs: looked, missing: lacking.size, diagnostics };
}

const unfinished = ({ path, commit }: PastBlob, kind: 'too-large' | 'internal', prefix: string): Diagnostic =>
  ({ file: path.slice(prefix.length), kind, message: `As it was in ${commit.slice(0, 12)} it was not searched${kind === 'too-large' ? ': it is too large' : ' to its end'}.` });

function judged(
  { path: whole }: PastBlob, bytes: Buffer, prefix: string, rules: readonly Rule[], settings: Settings, told: Set<string>,
): Finding[] {
  const path = whole.slice(prefix.length);
  const language = languageOf(path) ?? 'text';
  if (!mayHoldFacts(bytes, language)) return [];
  const decoded = decode(bytes, isTextByName(path));
  if (!decoded.ok) return [];
  const facts = factsIn(path, decoded.text);
  const file = judgedFile(rawFindingsOf(rules, facts, settings, (_rule, check) => check()), facts, rules, settings);
  const news = candidatesIn(file).filter(({ suppressed, identity: { value }, finding }) => {
    if (suppressed !== null || value === undefined || told.has(value.tag) || !isAtLeast(finding.severity, 'warning')) return false;
    told.add(value.tag);
    return true;
  });
  const raw = new Set(news.map(({ finding }) => finding));
  return [...finishedFile({ ...file, judged: file.judged.filter(({ finding }) => raw.has(finding)), diagnostics: [] }).findings];
}

/** What the parser refuses is searched for keys and tokens by their own form. */
function factsIn(path: string, text: string): ReturnType<typeof factsOf> {
  const source = sourceFileOf(path, text);
  try {
    return factsOf(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...factsOf({ ...source, language: 'text' }), switches: [] };
  }
}

function withWhere(finding: Finding, { commit, day }: PastBlob, remote: string | undefined): Finding {
  const where = remote === undefined ? 'not pushed to a remote that is known here: amend the commits, and replace the value if they left this machine' : `on ${remote}: it is out, so replace the value`;
  return { ...finding, message: `${finding.message} In history since ${commit.slice(0, 12)} (${day}), ${where}.`, fixes: [] };
}
