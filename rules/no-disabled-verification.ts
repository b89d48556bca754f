import { removeItem } from '../src/edits/remove-item.ts';
import { switchCheckOn } from '../src/edits/switch-check-on.ts';
import { disabledChecks } from '../src/calls/outcome/disabled-checks.ts';
import { isDecodedInstead } from '../src/calls/tokens/same-token.ts';
import { takenBy } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';
import type { SafeguardOff } from '../src/calls/guards/safeguards.ts';

export default defineRule({
  id: 'no-disabled-verification',
  summary: 'Disallow switching off the signature, issuer or expiry check.',
  why: 'A verifier that skips a check accepts the tokens that this check is there to refuse: forged ones, or stolen ones that have expired.',
  remediation: 'Leave the check on. To renew an expired access token, verify a refresh token instead.',
  severity: 'warning',
  recommended: true,
  category: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-613', 'CWE-352'], rfc8725: ['3.3'], rfc7515: ['5.2'], rfc7519: ['4.1.4', '7.2'], asvs: ['V9.1.1', 'V9.2.1'],
    nhi: ['NHI4:2025'], csf: ['PR.AA-03', 'PR.AA-04'],
  },
  messages: {
    signature: '{{option}} switches the signature check of {{name}} off: anyone can write a token that passes.',
    truthy: '{{option}} of {{name}} means "do not verify", and this value counts as true: anyone can write a token that passes.',
    expiry: '{{option}} makes {{name}} accept expired tokens, so a stolen token works forever.',
    refresh: '{{option}} makes {{name}} accept expired tokens. That is safe only if the refresh token verified beside it is required as well.',
    issuer: '{{option}} switches the issuer check of {{name}} off: tokens that {{issuer}} signs for anybody with these keys pass.',
    tolerance: '{{option}} makes {{name}} accept tokens for {{seconds}} seconds after they expire. A few minutes are enough for clocks that differ.',
    conditional: '{{option}} switches a check of {{name}} off {{when}}.',
    onExpired: '{{option}} of {{name}} does not throw, so expired tokens are accepted.',
    replaced:
      '{{option}} replaces the whole check of {{name}}, signature included, but verifies nothing: anyone can write a token that passes.',
    unread: '{{option}} makes {{name}} return the token without verifying it: the code that receives it has to verify it.',
    present: '{{option}} makes {{name}} return the token without verifying it, and here any text counts as a valid token.',
    decoded: '{{name}} only decodes the token: in this branch for some environments, nothing verifies it.',
    keyless: 'Where {{unset}} is not set, requests go on without {{name}} checking their token.',
    unasked: '{{name}} checks tokens only where {{unset}} is set: everywhere else requests go on without a check.',
    decodedKeyless: '{{name}} only decodes the token where {{unset}} is not set: anyone can then write a token that passes.',
    invalid: '{{option}} makes {{name}} let requests with an invalid token through: what stands behind it has to verify the token itself.',
    off: '{{option}} makes {{name}} verify no tokens: requests go on without a check.',
    state: '{{option}} makes {{name}} accept the answer to a login that somebody else began: they can sign a visitor in as themselves.',
    stateless:
      '{{name}} is given neither a state nor a code verifier, so it accepts the answer to a login that somebody else began: they can sign a visitor in as themselves.',
    constant: '{{name}} uses one state for all logins, which everybody knows: it tells nothing about who began this one.',
    origin: '{{option}} makes {{name}} accept requests that pages of other sites send with the session of a visitor.',
    origins: "'*' makes {{name}} accept requests that pages of any site send with the session of a visitor.",
    readable: '{{option}} makes {{name}} keep its private keys readable: whoever reads the database can sign tokens.',
    transport: '{{option}} makes {{name}} speak without TLS: whoever sits between can put in keys and tokens of their own.',
    unsigned: "Requests whose token says 'none' go on before {{name}} checks it: anyone can write such a token.",
    bypassed: 'Requests go on {{when}} before {{name}} checks their token.',
  },
  check({ unreadTokens, jwtCalls, isDemanded, weakSettings, safeguardsOff }, report) {
    for (const one of safeguardsOff) report({ at: one.at, ...judged(one) });
    for (const { effect, about, name, option, seconds } of weakSettings) {
      if (effect === 'tolerance') report({ ...about, message: 'tolerance', data: { name, option, seconds } });
      else if (effect === 'expired') report({ ...about, message: 'expiry', data: { name, option } });
      else if (effect === 'invalid') report({ ...about, message: 'invalid', data: { name, option } });
      else if (effect === 'off') report({ ...about, message: 'off', data: { name, option } });
    }
    const without = (unset: readonly string[]): Severity => (unset.length > 0 && !unset.some(isDemanded) ? 'error' : 'warning');
    for (const { part, name, isOnlyAskedFor } of unreadTokens) {
      const option = part.option ?? 'This argument';
      const about = { at: part.at, data: { name, option } };
      // Whoever hands it on wants the text: without the option the claims come instead.
      if (isOnlyAskedFor) report({ ...about, message: 'present', suggest: [removeItem(part, `Remove ${option}`)] });
      else report({ ...about, message: 'unread', severity: 'info' });
    }
    for (const call of jwtCalls) {
      const { name, bypass, provider, insteadOfVerifying } = call;
      if (insteadOfVerifying)
        report({
          at: call.at, message: 'decodedKeyless', severity: without(insteadOfVerifying), data: { name, unset: namedOf(insteadOfVerifying) },
        });
      else if (isDecodedInstead(call, jwtCalls)) report({ at: call.at, message: 'decoded', data: { name } });
      if (call.kind !== 'verify') continue;
      if (bypass) {
        const { at, when, unset = [] } = bypass;
        if (when === 'without its key') report({ at, message: 'keyless', severity: without(unset), data: { name, unset: namedOf(unset) } });
        else if (when === 'unless a variable is set') report({ at, message: 'unasked', data: { name, unset: namedOf(unset) } });
        else if (when === 'for unsigned tokens') report({ at, message: 'unsigned', severity: 'error', data: { name } });
        else report({ at, message: 'bypassed', severity: SEVERITY[when], data: { name, when: WHEN[when] } });
      }
      for (const one of disabledChecks(call, jwtCalls)) {
        const about = {
          at: one.part.at, evidence: takenBy(one.part, call),
          // Where a refresh token is checked in full, the access token has expired as a rule.
          suggest: [one.how === 'refresh' ? undefined : switchCheckOn(one.part, call)],
        };
        const data = { name, option: one.part.option ?? 'This argument' };
        if (one.how === 'tolerance') report({ ...about, message: 'tolerance', data: { ...data, seconds: one.seconds } });
        else if (one.how === 'issuer')
          report({
            ...about, message: 'issuer', severity: provider?.severalIssuers ? 'error' : 'warning',
            data: { ...data, issuer: provider?.name ?? call.issuerHost ?? 'the other party' },
          });
        else if (one.how === 'conditional')
          report({
            ...about, message: 'conditional', data: { ...data, when: WHEN[one.when] },
            severity: one.isSignature && one.when === 'by a variable' ? 'warning' : SEVERITY[one.when],
          });
        else report({ ...about, message: one.how, severity: SEVERITY[one.how], data });
      }
    }
  },
});

function judged({ lacks, name, option = 'This argument' }: SafeguardOff) {
  const data = { name, option };
  switch (lacks) {
    case 'state': return { message: 'state', data } as const;
    case 'no state': return { message: 'stateless', certainty: 'possible', data: { name } } as const;
    case 'no state, as usual': return { message: 'stateless', severity: 'info', certainty: 'possible', data: { name } } as const;
    case 'constant state': return { message: 'constant', data: { name } } as const;
    case 'origin': return { message: 'origin', data } as const;
    case 'any origin': return { message: 'origins', data: { name } } as const;
    case 'plain keys': return { message: 'readable', data } as const;
    case 'transport': return { message: 'transport', severity: 'error', data } as const;
  }
}

/** What opens the way, where it has a name that says so. */
const namedOf = ([variable]: readonly string[]): string => variable ?? 'its key';

const WHEN = {
  'in development': 'in development or tests',
  'by a variable': 'when a variable says so',
  'outside production': 'wherever the environment is not set to production',
} as const;

/** In some environments only: harmless where a name opts in, open to mistakes where everything but production is off. */
const SEVERITY = {
  signature: 'error', truthy: 'error', replaced: 'error', expiry: 'warning', onExpired: 'warning', refresh: 'info',
  'in development': 'info', 'by a variable': 'info', 'outside production': 'warning',
} as const;
