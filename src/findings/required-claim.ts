// The two rules that ask whether a verifier compares a claim, audience and issuer, differ in words only.

import { compareClaim } from '../edits/compare-claim.ts';
import type { JwtCall } from '../calls/jwt-call.ts';
import { comparisonOf, isSignedButNeverCompared, type ComparedClaim } from '../calls/outcome/claim-comparison.ts';
import { defineRule } from './rule.ts';
import type { References, Verdict } from './rule.ts';

export interface RequiredClaim {
  readonly id: string;
  readonly role: ComparedClaim;
  readonly summary: string;
  readonly why: string;
  readonly instead: string;
  readonly references: References;
  /** What follows with tokens of a third party when the claim is not compared; ends the sentence. */
  readonly hazard: string;
}

export function requiredClaimRule({ role, hazard, ...words }: RequiredClaim) {
  return defineRule({
    ...words,
    severity: 'warning',
    recommended: true,
    topic: 'claims',
    leavesOut: { absent: `the ${role}` },
    messages: {
      thirdParty: `{{name}} does not check the ${role}, although the keys belong to {{issuer}}: ${hazard}`,
      several: `{{name}} does not check the ${role}, although {{issuer}} signs for many others with the same keys: ${hazard}`,
      client: `{{name}} checks neither the ${role} nor {{claims}}, the claim in which {{issuer}} names the client: ${hazard}`,
      application: `{{name}} does not check the ${role}. That matters little here: {{issuer}} has keys of its own for each application.`,
      signed: `{{name}} does not check the ${role} that the tokens are signed with, so a token for another purpose passes.`,
      optional: `When {{variable}} is unset, the ${role} given to {{name}} is undefined, and then it is not checked at all.`,
      absent: `{{name}} does not check the ${role}.`,
    },
    check({ jwtCalls, isGuarded }, report) {
      for (const call of jwtCalls) {
        const found = comparisonOf(call, role, isGuarded);
        const { name, provider, trust } = call;
        const issuer = provider?.name ?? call.issuerHost ?? 'another party';
        if (found?.how === 'unless unset')
          report({
            at: found.part.at, message: 'optional', severity: trust === 'third party' ? 'warning' : 'info',
            data: { name, variable: found.variable },
          });
        if (found?.how !== 'not') continue;
        const verdict = verdictOn(call, jwtCalls);
        const suggest = [found.part ? undefined : compareClaim(call, role, jwtCalls)];
        const about = { ...verdict, at: found.part?.at ?? call.at, suggest };
        if (verdict.message === 'signed' || verdict.message === 'absent') report({ ...about, message: verdict.message, data: { name } });
        else if (verdict.message !== 'client') report({ ...about, message: verdict.message, data: { name, issuer } });
        else report({ ...about, message: 'client', data: { name, issuer, claims: (provider?.client ?? []).join(' or ') } });
      }
    },
  });

  function verdictOn(call: JwtCall, calls: readonly JwtCall[]): Verdict<'signed' | 'absent'> | ReturnType<typeof ofThirdParty> {
    if (call.trust === 'third party') return ofThirdParty(call);
    return isSignedButNeverCompared(call, role, calls) ? { message: 'signed' } : { message: 'absent', severity: 'info' };
  }

  function ofThirdParty({ provider, issuerHost }: JwtCall): Verdict<'application' | 'several' | 'thirdParty' | 'client'> {
    if (provider?.serves === 'application') return { message: 'application', severity: 'info' };
    if (role === 'issuer') return provider?.severalIssuers ? { message: 'several', severity: 'error' } : { message: 'thirdParty' };
    if (provider?.client && provider.serves === 'tenant') return { message: 'client' };
    return { message: 'thirdParty', severity: provider || issuerHost !== undefined ? 'error' : 'warning' };
  }
}
