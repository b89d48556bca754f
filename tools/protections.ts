// A file before and after a change → the protections that it no longer has: checks of verifying calls, throws, and `||` that
// became `??`, which lets an empty value through.

import { factsOf } from '../src/facts/facts-of.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import type { SourceFile } from '../src/source/file.ts';
import { isCode } from '../src/source/language.ts';

/** Parts of a call that check or limit something. */
const protective = ['algorithms', 'algorithm', 'audience', 'issuer', 'subject', 'maxAge', 'required', 'expiry', 'lifetime', 'key'] as const;

export function lostProtections(before: SourceFile, after: SourceFile): string[] {
  if (!isCode(before.language) || before.text === after.text) return [];
  const [had, has] = [checksIn(before), checksIn(after)];
  return [...had].flatMap(([what, count]) => ((has.get(what) ?? 0) < count ? [`weakens: less of "${what}" than before`] : []));
}

function checksIn(file: SourceFile): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const call of factsOf(file).jwtCalls) for (const role of rolesOf(call)) count(`${call.kind} with ${role}`);
  for (const [word] of file.text.matchAll(/\bthrow\b|\|\||process\.exit\b/g)) count(word);
  return counts;
}

const rolesOf = ({ parts }: JwtCall): readonly string[] =>
  protective.filter((role) => parts[role] !== undefined);
