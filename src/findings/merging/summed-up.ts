// Findings of one file under `strict` → the same, with one hint for what belongs together: what one call leaves out, keys that
// tests and pages made up, tokens of one kind, packages of a lockfile that others bring along. `all` tells each for itself. What an error
// or a warning says about a call takes the hints about the same call in.

import type { JudgedFile, RawFinding } from '../findings-of.ts';
import { grouped } from '../../values/once.ts';

export function summedUp(file: JudgedFile): JudgedFile {
  const hints = file.judged.flatMap(({ finding, suppressed }) => (suppressed === null ? [finding] : []))
    .filter((finding) => leftOutBy(finding) !== undefined || (finding.severity === 'info' && finding.listed));
  if (hints.length < 2) return file;
  const changes = new Map<RawFinding, RawFinding | undefined>();
  for (const [key, together] of grouped(hints, groupOf)) {
    const [first, ...rest] = together.toSorted((a, b) => Number(isHint(a)) - Number(isHint(b)) || Number(b.listed) - Number(a.listed));
    const others = rest.filter(isHint);
    if (!first?.listed || others.length === 0) continue;
    for (const other of others) changes.set(other, undefined);
    changes.set(first, { ...first, message: `${first.message} ${key.startsWith('call') ? alsoLeftOut(others) : moreLike(first, others)}` });
  }
  if (changes.size === 0) return file;
  const judged = file.judged.flatMap(({ finding, suppressed }) => {
    const now = changes.has(finding) ? changes.get(finding) : finding;
    return now ? [{ finding: now, suppressed }] : [];
  });
  return { ...file, judged };
}

const isHint = ({ severity }: RawFinding): boolean => severity === 'info';

const leftOutBy = ({ rule, messageId }: RawFinding): string | undefined => rule.leavesOut?.[messageId];

/** Undefined: it stands for itself. */
function groupOf(finding: RawFinding): string | undefined {
  const { rule, at } = finding;
  if (leftOutBy(finding) !== undefined) return `call ${String(at.start)}`;
  const { role, language } = at.file;
  if (rule.category === 'keys' && (role === 'test' || role === 'docs')) return 'keys';
  if (rule.mergeByValue) return `values ${rule.id}`;
  return language === 'lock' ? `packages ${rule.id}` : undefined;
}

const alsoLeftOut = (others: readonly RawFinding[]): string =>
  `It also leaves out ${listed(others.flatMap((one) => leftOutBy(one) ?? []))}.`;

const listed = (words: readonly string[]): string =>
  (words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}` : words.join());

function moreLike({ at }: RawFinding, others: readonly RawFinding[]): string {
  const [count, verb] = others.length === 1 ? ['One more', 'is'] : [`${String(others.length)} more`, 'are'];
  return `${count} of ${at.file.language === 'lock' ? 'such packages' : 'such keys and tokens'} ${verb} in this file.`;
}
