import { removeItem } from '../src/edits/remove-item.ts';
import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { JwtCall, Part } from '../src/calls/jwt-call.ts';
import type { Facts } from '../src/facts/facts.ts';
import { familyOf } from '../src/secrets/algorithms.ts';
import { switchedOff } from '../src/values/branches.ts';
import { demandsOption } from '../src/calls/arguments/options.ts';
import { isFalse, isOn, isTrue } from '../src/values/origins.ts';
import { secondsOf } from '../src/calls/arguments/times.ts';
import { grouped, once } from '../src/values/once.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

/** RFC 7519 section 4.1.4 allows "some small leeway, usually no more than a few minutes". */
const MAX_TOLERANCE = 300;

export default defineRule({
  id: 'no-disabled-verification',
  summary: 'Disallow switching off the signature or expiry check.',
  why: 'A verifier that skips a check accepts what the check is there to refuse: forged tokens, or stolen ones for ever.',
  instead: 'Leave the check on. To renew an expired access token, verify a refresh token instead.',
  severity: 'warning',
  recommended: true,
  topic: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-613'], rfc8725: ['3.3'], rfc7515: ['5.2'], rfc7519: ['4.1.4', '7.2'], asvs: ['V9.1.1', 'V9.2.1'],
    nhi: ['NHI4:2025'], csf: ['PR.AA-03', 'PR.AA-04'],
  },
  messages: {
    signature: '{{option}} switches the signature check of {{name}} off: anyone can write a token that passes.',
    expiry: '{{option}} makes {{name}} accept expired tokens, so a stolen one works for ever.',
    refresh: '{{option}} makes {{name}} accept expired tokens. A verified refresh token beside it may make up for that.',
    issuer: '{{option}} switches the issuer check of {{name}} off: tokens that {{issuer}} signs for anybody with these keys pass.',
    tolerance: '{{name}} tolerates {{seconds}} seconds of clock difference: tokens live that much longer. A few minutes are enough.',
    truthy: '{{option}} of {{name}} means: do not verify. This value counts as yes, so anyone can write a token that passes.',
    conditional: '{{option}} switches a check of {{name}} off {{when}}.',
    decoded: '{{name}} only reads the token: in this branch of an environment switch nobody verifies it.',
    bypassed: 'Requests go on {{when}} before {{name}} looks at their token.',
    onExpired: '{{option}} of {{name}} does not throw, so expired tokens are accepted.',
    unread: '{{option}} makes {{name}} give the token back as it came: whoever gets it from here has to verify it.',
    present: '{{option}} makes {{name}} give the token back as it came, and here it counts that there is one: any text passes.',
    replaced:
      '{{option}} takes the place of the check of {{name}}, signature included, and verifies nothing: anyone can write a token that passes.',
  },
  check(facts, report) {
    for (const { part, name, isOnlyAskedFor } of facts.unreadTokens) {
      const option = part.option ?? 'This argument';
      const about = { at: part.at, data: { name, option } };
      // Whoever hands it on wants the text: without the option the claims come instead.
      report(
        isOnlyAskedFor
          ? { ...about, message: 'present', suggest: [removeItem(part, `Remove ${option}`)] }
          : { ...about, message: 'unread', severity: 'info' },
      );
    }
    for (const call of facts.jwtCalls) {
      if (isDecodedInstead(call, facts)) report({ at: call.at, message: 'decoded', data: { name: call.name } });
      if (call.does !== 'verify') continue;
      if (call.bypass)
        report({
          at: call.bypass.at,
          message: 'bypassed',
          severity: call.bypass.when === 'outside production' ? 'warning' : 'info',
          data: { name: call.name, when: WHEN[call.bypass.when] },
        });
      for (const { part, ...found } of disabled(call, facts))
        report({
          at: part.at,
          ...found,
          data: { name: call.name, option: part.option ?? 'this argument', ...found.data },
          suggest: [part.option === undefined ? switchedOn(part, call) : removed(part, call)],
        });
    }
  },
});

/** A table of checks that the library demands can't go: what belongs into it is not known here. */
function removed(part: Part, { operation }: JwtCall): Suggestion | undefined {
  return part.role === 'verifySignature' && demandsOption(operation, 'audience') ? undefined : removeItem(part, `Remove ${part.option!}`);
}

/** A positional switch. Without a pinned algorithm beside it, another rule would have its say. */
function switchedOn({ role, value, at }: Part, { parts }: JwtCall): Suggestion | undefined {
  if (role !== 'skipVerification' || switchedOff(value, true)) return undefined;
  // The algorithm stands where the switch is: it belongs one further.
  if (value.kind === 'text' && signs(value.text) && !parts.algorithm)
    return replaceValue(at, `false, '${value.text}'`, `Verify, with ${value.text} as the algorithm`);
  return parts.algorithm ? replaceValue(at, 'false', 'Verify the signature') : undefined;
}

const signs = (text: string): boolean => familyOf(text) === 'HMAC' || familyOf(text) === 'asymmetric';

interface Disabled {
  readonly part: Part;
  readonly message: string;
  readonly severity: Severity;
  readonly data?: Readonly<Record<string, number | string>>;
}

function* disabled(call: JwtCall, facts: Facts): Generator<Disabled> {
  const { skipVerification, verifySignature, ignoreExpiration, checkExpiration, clockTolerance, onExpired, ownVerification, checkIssuer } =
    call.parts;
  if (skipVerification && isOn(skipVerification.value))
    yield { part: skipVerification, message: isTrue(skipVerification.value) ? 'signature' : 'truthy', severity: 'error' };
  if (verifySignature && isFalse(verifySignature.value)) yield { part: verifySignature, message: 'signature', severity: 'error' };
  const expiry =
    ignoreExpiration && isOn(ignoreExpiration.value)
      ? ignoreExpiration
      : checkExpiration && isFalse(checkExpiration.value)
        ? checkExpiration
        : undefined;
  if (expiry && !comparesTime(call))
    yield isRefresh(call, facts)
      ? { part: expiry, message: 'refresh', severity: 'info' }
      : { part: expiry, message: 'expiry', severity: 'warning' };
  if (checkIssuer && isFalse(checkIssuer.value) && call.trust === 'third party')
    yield {
      part: checkIssuer,
      message: 'issuer',
      severity: call.provider?.severalIssuers ? 'error' : 'warning',
      data: { issuer: call.provider?.name ?? call.issuerHost ?? 'the other party' },
    };
  const tolerance = clockTolerance && secondsOf(clockTolerance.value, clockTolerance.unit ?? 'seconds');
  if (clockTolerance && tolerance !== undefined && tolerance > MAX_TOLERANCE)
    yield { part: clockTolerance, message: 'tolerance', severity: 'warning', data: { seconds: tolerance } };
  if (ownVerification && call.replacedByNothing) yield { part: ownVerification, message: 'replaced', severity: 'error' };
  if (onExpired && call.swallowsExpiry) yield { part: onExpired, message: 'onExpired', severity: 'warning' };
  yield* conditional([skipVerification, true], [verifySignature, false], [checkIssuer, false]);
  if (!comparesTime(call)) yield* conditional([ignoreExpiration, true], [checkExpiration, false]);
}

/** Off only for some environments: harmless where a name opts in, open to mistakes where everything but production is off. */
function* conditional(...parts: readonly (readonly [Part | undefined, boolean])[]): Generator<Disabled> {
  for (const [part, off] of parts) {
    const when = part && switchedOff(part.value, off);
    const signature = part?.role === 'skipVerification' || part?.role === 'verifySignature';
    if (when)
      yield {
        part,
        message: 'conditional',
        severity: when === 'outside production' || (signature && when === 'by a variable') ? 'warning' : 'info',
        data: { when: WHEN[when] },
      };
  }
}

const WHEN = {
  'in development': 'in development or tests',
  'by a variable': 'when a variable says so',
  'outside production': 'wherever the environment is not set to production',
} as const;

const comparesTime = ({ checked }: JwtCall): boolean => ['exp', 'iat', 'expiresAt', 'createdAt'].some((claim) => checked.has(claim));

/** The access token may be stale where the same function verifies a second token. */
const isRefresh = (call: JwtCall, { jwtCalls }: Facts): boolean =>
  call.within !== '' && (fullChecks(jwtCalls).get(call.within) ?? []).some((other) => other !== call && !isSameToken(other, call));

/** Calls that ask for the expiry, by the function around them: the first two of each token, which is all that is asked for. */
const fullChecks = once((calls: readonly JwtCall[]) => {
  const all = calls.filter(({ does, parts }) => does === 'verify' && !parts.ignoreExpiration);
  return new Map([...grouped(all, ({ within }) => within)].map(([within, here]) =>
    [within, [...grouped(here, tokenKey).values()].flatMap((same) => same.slice(0, 2))]));
});

const tokenKey = ({ parts: { token } }: JwtCall): string =>
  (token ? `${token.value.at.file.path}:${String(token.value.at.start)}` : '');

/** Verified twice, the second time without its expiry: nothing else makes up for that. */
function isSameToken({ parts: { token: one } }: JwtCall, { parts: { token: other } }: JwtCall): boolean {
  return (
    one !== undefined && other !== undefined && one.value.at.file === other.value.at.file && one.value.at.start === other.value.at.start
  );
}

/** `isProduction ? verify(token, key) : decode(token)`: the same function verifies when the environment says so. */
const isDecodedInstead = (call: JwtCall, { jwtCalls }: Facts): boolean =>
  call.does === 'decode' && call.switchedByEnvironment && !call.operation.headerOnly
  && verifiedAround(jwtCalls).has(call.around[0]);

const verifiedAround = once((calls: readonly JwtCall[]): ReadonlySet<string | undefined> =>
  new Set(calls.flatMap(({ does, around }) => (does === 'verify' ? [around[0]] : []))));
