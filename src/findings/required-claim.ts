// The two rules that ask whether a verifier compares a claim, audience and issuer, differ in words only.

import { compareClaim } from '../edits/compare-claim.ts';
import type { JwtCall, Part } from '../calls/jwt-call.ts';
import { originsOf } from '../values/origins.ts';
import { step, takenBy } from './evidence.ts';
import { comparisonOf, firstSigned, isSignedButNeverCompared, type ComparedClaim } from '../calls/outcome/claim-comparison.ts';
import { defineRule } from './rule.ts';
import type { References, Step, Verdict } from './rule.ts';

export interface RequiredClaim {
  readonly id: string;
  readonly role: ComparedClaim;
  readonly summary: string;
  readonly why: string;
  readonly remediation: string;
  readonly references: References;
  /** What follows with tokens of a third party when the claim is not compared; ends the sentence. */
  readonly hazard: string;
}

export function requiredClaimRule({ role, hazard, ...words }: RequiredClaim) {
  return defineRule({
    ...words,
    severity: 'warning',
    recommended: true,
    category: 'claims',
    leavesOut: { absent: `the ${role}` },
    messages: {
      thirdParty: `{{name}} does not check the ${role}, although the keys belong to {{issuer}}: ${hazard}`,
      several: `{{name}} does not check the ${role}, although {{issuer}} signs for many others with the same keys: ${hazard}`,
      client: `{{name}} checks neither the ${role} nor {{claims}}, the claim in which {{issuer}} names the client: ${hazard}`,
      signer: `{{name}} does not compare {{claims}} in the token's header, which says whose client it is for: {{issuer}} sign for everybody with the same keys.`,
      asker: `{{issuer}} writes any audience for whoever asks, and nothing here reads the claims that say who did ({{claims}}): {{name}} accepts a token that anybody there can get.`,
      application: `{{name}} does not check the ${role}. That matters little here: {{issuer}} has keys of its own for each application.`,
      signed: `{{name}} does not check the ${role} that the tokens are signed with, so a token for another purpose passes.`,
      optional: `When {{variable}} is unset, the ${role} given to {{name}} is undefined, and then it is not checked at all.`,
      absent: `{{name}} does not check the ${role}.`,
      configured: `{{name}} does not check the ${role} here: ${hazard}`,
      unaddressed: 'The token of {{name}} is not made for one receiver: whoever it is shown to can use it everywhere else.',
    },
    check({ jwtCalls, isGuarded, configuredVerifiers, weakSettings }, report) {
      for (const { effect, about, name } of weakSettings)
        if (effect === 'unaddressed' && role === 'audience') report({ ...about, message: 'unaddressed', data: { name } });
      for (const { name, at, unchecked, provider, isOverlaid, about } of configuredVerifiers) {
        if (!unchecked.includes(role)) continue;
        if (isOverlaid) report({ at, message: 'configured', severity: 'info', certainty: 'possible', data: { name } });
        else if (provider) report({ at, ...filled(ofThirdParty({ provider }), { name, issuer: provider.name, provider }) });
        else report({ at, message: 'configured', data: { name }, ...about?.[role] });
      }
      for (const call of jwtCalls) {
        const found = comparisonOf(call, role, isGuarded);
        const { name, provider, trust } = call;
        const issuer = provider?.name ?? call.issuerHost ?? 'another party';
        if (found?.how === 'unless unset')
          report({
            at: found.part.at, message: 'optional', severity: trust === 'third party' ? 'warning' : 'info',
            data: { name, variable: found.variable }, evidence: takenBy(found.part, call),
          });
        if (found?.how === 'for whoever asks')
          report({ at: call.at, message: 'asker', severity: 'error', data: { name, issuer, claims: found.claims.slice(0, 3).join(', ') }, evidence: keysOf(call) });
        if (found?.how !== 'not') continue;
        const suggest = [found.part ? undefined : compareClaim(call, role, jwtCalls)];
        const about = { at: found.part?.at ?? call.at, suggest, evidence: evidenceOf(call, found.part, role, jwtCalls) };
        if (trust === 'third party') report({ ...about, ...filled(ofThirdParty(call), { name, issuer, provider }) });
        else report({ ...about, ...ofOwn(call, jwtCalls), data: { name } });
      }
    },
  });

  function ofOwn(call: JwtCall, calls: readonly JwtCall[]): Verdict<'signed' | 'absent'> {
    return isSignedButNeverCompared(call, role, calls) ? { message: 'signed' } : { message: 'absent', severity: 'info' };
  }

  function ofThirdParty({ provider, issuerHost }: Pick<JwtCall, 'provider' | 'issuerHost'>): OfThirdParty {
    if (provider?.serves === 'application') return { message: 'application', severity: 'info' };
    if (role === 'issuer') return provider?.severalIssuers ? { message: 'several', severity: 'error' } : { message: 'thirdParty' };
    if (provider?.clientInHeader) return { message: 'signer', severity: 'error' };
    if (provider?.client && provider.serves === 'tenant') return { message: 'client' };
    return { message: 'thirdParty', severity: provider || issuerHost !== undefined ? 'error' : 'warning' };
  }
}

type OfThirdParty = Verdict<'application' | 'several' | 'thirdParty' | 'client' | 'signer'>;

/** The verdict with what its message names. */
function filled({ message, ...verdict }: OfThirdParty, about: { name: string; issuer: string; provider: JwtCall['provider'] }) {
  const { name, issuer, provider } = about;
  return message === 'client' || message === 'signer'
    ? ({ ...verdict, message, data: { name, issuer, claims: (provider?.clientInHeader ?? provider?.client ?? []).join(' or ') } } as const)
    : ({ ...verdict, message, data: { name, issuer } } as const);
}

/** What says whose tokens these are, or that they have the claim: written outside of the call, or by the one that signs. */
function evidenceOf(call: JwtCall, part: Part | undefined, role: ComparedClaim, calls: readonly JwtCall[]): readonly Step[] {
  const options = part ? takenBy(part, call) : [];
  if (call.trust === 'third party') return [...options, ...keysOf(call)];
  const signed = isSignedButNeverCompared(call, role, calls) ? firstSigned(role, calls) : undefined;
  return signed ? [...options, step(signed.part.at, `${signed.by} sets the ${role}`)] : options;
}

/** Where the keys of the other party come from, unless that stands in the call. */
function keysOf({ key, slots: { call } }: JwtCall): readonly Step[] {
  const [origin] = key ? originsOf(key.value) : [];
  const at = origin?.value.at;
  return at && (at.file !== call.file || at.start < call.start || at.end > call.end) ? [step(at, 'the keys come from here')] : [];
}
