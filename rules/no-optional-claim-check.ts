import type { LibraryModel } from '../src/models/model.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import { requireClaim } from '../src/edits/require-claim.ts';
import type { JwtCall, Part } from '../src/calls/jwt-call.ts';
import type { Facts } from '../src/facts/facts.ts';
import { isMissing, itemsOf } from '../src/values/origins.ts';
import { grouped, once } from '../src/values/once.ts';
import { defineRule } from '../src/findings/rule.ts';

/** The claim behind each check. */
const CLAIMS = [['audience', 'aud'], ['issuer', 'iss'], ['subject', 'sub'], ['jti', 'jti'], ['maxAge', 'iat']] as const;

export default defineRule({
  id: 'no-optional-claim-check',
  summary: 'Disallow claim checks that are skipped when the token does not have the claim.',
  why: 'If the check is skipped when the claim is missing, a token passes simply by leaving the claim out, for example one made for another purpose.',
  remediation: 'Make the claim mandatory too, for example with requiredClaims.',
  severity: 'warning',
  recommended: true,
  category: 'claims',
  references: {
    cwe: ['CWE-345', 'CWE-1173'], rfc8725: ['3.8', '3.9'], rfc7519: ['4.1.1', '4.1.3', '7.2'], asvs: ['V9.2.1', 'V9.2.3'],
    nhi: ['NHI4:2025'], csf: ['PR.AA-04'],
  },
  messages: {
    optional: '{{name}} compares {{option}} only if the token has the claim {{claim}}: a token without it passes. Require the claim too.',
  },
  check(facts, report) {
    for (const call of facts.jwtCalls) {
      if (call.kind !== 'verify' || !call.isComplete && !call.setup) continue;
      for (const [role, claim] of CLAIMS) {
        const part = call.parts[role];
        if (
          part?.presence !== 'if present' ||
          (part.ignores === 'text' && part.value.kind === 'text') ||
          isMissing(part.value) ||
          isRequired(call, claim, facts)
        )
          continue;
        report({
          at: part.at, message: 'optional', severity: role === 'audience' || role === 'issuer' ? 'warning' : 'info',
          data: { option: part.option ?? role, claim, name: call.name }, suggest: [requiring(call, part, claim)],
        });
      }
    }
  },
});

/** Named, possibly named, or asked for by hand. A registration's options may be completed by each call. */
function isRequired(call: JwtCall, claim: string, { jwtCalls }: Facts): boolean {
  if (call.checked.has(claim) || call.checked.has('*')) return true;
  return asksFor(claim, requiredIn([call])) || (call.setup && asksFor(claim, requiredByLibrary(jwtCalls).get(call.library)));
}

/** Claims that are named, and undefined for those that are not in view. */
type Required = ReadonlySet<string | undefined>;

const asksFor = (claim: string, required: Required | undefined): boolean =>
  required?.has(claim) === true || required?.has(undefined) === true;

const requiredIn = (calls: readonly JwtCall[]): Required =>
  new Set(calls.flatMap(({ parts }) => itemsOf(parts.required?.value).map((item) => (item.kind === 'text' ? item.text : undefined))));

const requiredByLibrary = once((calls: readonly JwtCall[]): ReadonlyMap<LibraryModel, Required> => new Map(
  [...grouped(calls.filter(({ kind }) => kind === 'verify'), ({ library }) => library)].map(([library, all]) => [library, requiredIn(all)])));

function requiring(call: JwtCall, { option, at }: Part, claim: string): Suggestion | undefined {
  const edit = option === undefined ? undefined : requireClaim(call, claim, option, at);
  return edit && { title: `Require the claim ${claim}`, kind: 'suggestion', edits: [edit] };
}
