// The two rules that ask whether a verifier compares a claim, audience and issuer, differ in words only.

import { required } from '../edits/read-from-env.ts';
import { setOption } from '../edits/set-option.ts';
import type { Suggestion } from '../edits/edit.ts';
import type { JwtCall, Part } from '../calls/jwt-call.ts';
import type { Facts } from '../facts/facts.ts';
import { demandsOption, isMisplaced, optionFor, takesOption } from '../calls/arguments/options.ts';
import { isFalse, isMissing, originsOf } from '../values/origins.ts';
import type { Value } from '../values/value.ts';
import { sharingOf } from '../calls/keys/key-sharing.ts';
import { once } from '../values/once.ts';
import { defineRule } from './rule.ts';
import type { References, Rule, Severity } from './rule.ts';

export interface RequiredClaim {
  readonly id: string;
  readonly role: 'audience' | 'issuer';
  readonly claim: 'aud' | 'iss';
  readonly summary: string;
  readonly why: string;
  readonly instead: string;
  readonly references: References;
  /** What an attacker does with tokens of a third party when the claim is not compared. */
  readonly hazard: string;
}

export function requiredClaimRule({ id, role, claim, summary, why, instead, references, hazard }: RequiredClaim): Rule {
  /** The calls of a file that sign with the claim, those that write it out, and those that compare it, by their keys. */
  const others = once((calls: readonly JwtCall[]) => ({
    signs: sharingOf(calls.filter(({ does, parts }) => does === 'sign' && parts[role])),
    says: sharingOf(calls.filter(({ does, parts }) => does === 'sign' && parts[role]?.value.kind === 'text')),
    compares: sharingOf(calls.filter(({ does, parts, checked }) => does === 'verify' && (parts[role] || checked.has(claim)))),
  }));

  return defineRule({
    id, summary, why, instead, references,
    severity: 'warning',
    recommended: true,
    topic: 'claims',
    messages: {
      thirdParty: `{{name}} checks no ${role} although the keys belong to {{issuer}}: ${hazard}`,
      several: `{{name}} checks no ${role} although {{issuer}} signs for many with the same keys: ${hazard}`,
      client: `{{name}} compares neither an ${role} nor {{claims}}, by which {{issuer}} says which client a token is for: ${hazard}`,
      application: `{{name}} checks no ${role}. The keys of {{issuer}} are those of one application alone.`,
      signed: `The tokens are signed with an ${role}, but {{name}} does not compare it, so a token for another purpose passes.`,
      optional: `The ${role} given to {{name}} may be undefined ({{variable}} unset), and then nothing is compared.`,
      absent: `{{name}} checks no ${role}.`,
    },
    check(facts, report) {
      for (const call of facts.jwtCalls) {
        if (call.does !== 'verify' || call.operation.unsecured || call.defaults[role] !== undefined || isCompared(call)) continue;
        const part = comparisonOf(call);
        // A check of somebody else's issuer that is switched off is a check switched off: no-disabled-verification.
        if (part?.role === 'checkIssuer' && call.trust === 'third party') continue;
        if (part && !isOff(part.value, call)) {
          const variable = part.omitted === 'throws' ? undefined : unsetVariable(part, call, facts);
          if (variable !== undefined)
            report({
              at: part.at,
              message: 'optional',
              data: { name: call.name, variable },
              severity: call.trust === 'third party' ? 'warning' : 'info',
            });
        } else if (
          part ? !isRefused(part) : call.whole && !call.setup && takesOption(call.operation, role) && !demandsOption(call.operation, role)
        ) {
          if (isMisplaced(call, role)) continue;
          report({ at: part?.at ?? call.at, data: dataOf(call), ...judge(call, facts), suggest: [part ? undefined : fixOf(call, facts)] });
        }
      }
    },
  });

  /** The option itself, unless a switch beside it turns it off. */
  function comparisonOf({ parts }: JwtCall): Part | undefined {
    const by = parts[role === 'audience' ? 'checkAudience' : 'checkIssuer'];
    if (by && isFalse(by.value)) return by;
    return role === 'audience' ? (parts.audience ?? parts.authorizedParty) : parts.issuer;
  }

  /** By hand: the claim itself, another by which this issuer says the same, or all of them at once. */
  function isCompared({ checked, provider }: JwtCall): boolean {
    const stand = (role === 'audience' ? provider?.client : provider?.tenant) ?? [];
    return ['*', claim, ...stand].some((one) => checked.has(one));
  }

  function ofThirdParty({ provider, issuerHost }: JwtCall): { message: string; severity: Severity } {
    if (provider?.serves === 'application') return { message: 'application', severity: 'info' };
    if (role === 'issuer')
      return provider?.severalIssuers ? { message: 'several', severity: 'error' } : { message: 'thirdParty', severity: 'warning' };
    if (provider?.client && provider.serves === 'tenant') return { message: 'client', severity: 'warning' };
    return { message: 'thirdParty', severity: provider || issuerHost !== undefined ? 'error' : 'warning' };
  }

  function judge(call: JwtCall, { jwtCalls }: Facts): { message: string; severity: Severity } {
    if (call.trust === 'third party') return ofThirdParty(call);
    const { signs, compares } = others(jwtCalls);
    return call.trust === 'own' && signs(call) && !compares(call) ? { message: 'signed', severity: 'warning' } : { message: 'absent', severity: 'info' };
  }

  /** What a third party calls us, or itself, is no word of this code. */
  function fromEnvironment(call: JwtCall, option: string): Suggestion | undefined {
    const variable = `JWT_${role.toUpperCase()}`;
    return call.parts[role]
      ? undefined
      : setOption(call, option, required(`process.env.${variable}`, variable), `Compare the ${role} with process.env.${variable}`);
  }

  /** The value that the project signs with, as it is written there. */
  function fixOf(call: JwtCall, { jwtCalls }: Facts): Suggestion | undefined {
    const signed = others(jwtCalls).says(call)?.parts[role]?.value;
    const option = optionFor(call.operation, role);
    // Where other claims name the client, tokens may have no audience.
    if (call.trust === 'third party')
      return option === undefined || (role === 'audience' && call.provider?.client) ? undefined : fromEnvironment(call, option);
    if (signed?.kind !== 'text' || option === undefined || call.parts[role]) return undefined;
    return setOption(call, option, JSON.stringify(signed.text).replaceAll('"', "'"), `Compare the ${role} that the tokens are signed with`);
  }
}

const dataOf = ({ name, provider, issuerHost }: JwtCall): Readonly<Record<string, string>> =>
  ({ name, issuer: provider?.name ?? issuerHost ?? 'another party', claims: (provider?.client ?? []).join(' or ') });

const isOff = (value: Value, call: JwtCall): boolean => isMissing(value) || isFalse(value) || isNothing(value, call);
/** To many an empty text is no more than undefined. */
const isNothing = (value: Value, { behaviour }: JwtCall): boolean =>
  value.kind === 'text' && value.text === '' && behaviour?.emptyClaim === 'unchecked';
/** The library throws for what is left out; only what is said to be off is off. */
const isRefused = ({ omitted, value }: Part): boolean => omitted === 'throws' && value.kind === 'plain' && value.value === undefined;

/** The environment variable without which the option is undefined, unless something in the file refuses that. */
function unsetVariable({ value }: Part, call: JwtCall, { isGuarded }: Facts): string | undefined {
  const origins = originsOf(value).filter(({ value: leaf }) => !isNothing(leaf, call));
  const [only] = origins;
  return origins.length === 1 && only?.value.kind === 'env' && !only.value.checked && !isGuarded(only.value.name)
    ? only.value.name
    : undefined;
}
