import type { Edit, Suggestion } from '../src/edits/edit.ts';
import { withoutPart, withProperty } from '../src/edits/separators.ts';
import { setOption } from '../src/edits/set-option.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import { isMisplaced, optionFor, takesOption } from '../src/calls/arguments/options.ts';
import { isFalse, isMissing, itemsOf } from '../src/values/origins.ts';
import { secondsOfText } from '../src/calls/arguments/times.ts';
import type { ObjectValue, Property, Value } from '../src/values/value.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Report } from '../src/findings/rule.ts';

export default defineRule({
  id: 'require-expiration',
  summary: 'Require a lifetime for every token that is signed.',
  why: 'A token without an expiry works for ever: whoever finds it in a log, a backup or a browser is that user for good.',
  instead: 'Give access tokens minutes, and renew them with a refresh token that you can revoke.',
  severity: 'warning',
  recommended: true,
  topic: 'claims',
  references: { cwe: ['CWE-613'], rfc7519: ['4.1.4'], asvs: ['V9.2.1', 'V7.3.2'], nhi: ['NHI7:2025'], csf: ['PR.AA-01', 'PR.AA-03'] },
  messages: {
    missing: 'The token that {{name}} makes never expires: neither its options nor its payload set a lifetime.',
    misplaced:
      'expiresIn inside the payload is a claim without meaning: it does not limit the token that {{name}} makes. It is an option of the call.',
    meaningless:
      'expiresIn inside the payload is a claim without meaning: it does not limit the token that {{name}} makes. This library goes by exp.',
    registered:
      '{{name}} sets no lifetime (signOptions.expiresIn or the like), and tokens are signed under it that have none: they never expire.',
    sometimes: '{{option}} is given only under a condition, and otherwise the token that {{name}} makes never expires.',
    own: 'The token that {{name}} makes has no exp. {{claim}} limits it only where code compares it.',
    unrequired: '{{name}} takes tokens without exp, which never end.',
    uncompared: '{{name}} checks the signature of a token by hand, and nothing here compares exp: a token that has expired passes.',
  },
  options: { expiry: '15m' },
  check({ jwtCalls }, report, options) {
    for (const call of jwtCalls) {
      if (call.does === 'verify' && acceptsEndless(call))
        report({ at: call.at, message: 'unrequired', severity: 'info', data: { name: call.name } });
      if (call.does === 'verify' && takesExpired(call)) report({ at: call.at, message: 'uncompared', data: { name: call.name } });
      const found = call.does === 'sign' && !call.setup ? endless(call, String(options.expiry)) : undefined;
      if (found) report(found);
    }
  },
});

/** By the call, or by the library itself, unless that is taken away. */
const isLimited = ({ parts: { lifetime, expiry }, defaults }: JwtCall): boolean =>
  lifetime !== undefined || (expiry ? !isMissing(expiry.value) : defaults.lifetime !== undefined);

function endless(call: JwtCall, expiry: string): Report | undefined {
  const { lifetime } = call.parts;
  if (lifetime?.maybe && !call.parts.expiry)
    return {
      at: lifetime.at,
      message: 'sometimes',
      severity: 'info',
      certainty: 'possible',
      data: { name: call.name, option: lifetime.option ?? 'the lifetime' },
    };
  if (isLimited(call) || (call.wraps && isLimited(call.wraps))) return undefined;
  const payload = call.parts.payload?.value;
  const misplaced = payload?.kind === 'object' ? payload.properties.get('expiresIn') : undefined;
  if (misplaced) return inPayload(misplaced, call);
  return !call.isForOnce && call.whole && (call.operation.runs || (payload?.kind === 'object' && payload.whole))
    ? missing(call, payload, expiry)
    : undefined;
}

function inPayload(misplaced: Property, call: JwtCall): Report {
  const message = optionFor(call.operation, 'lifetime') === undefined && call.slots.chainEnd === undefined ? 'meaningless' : 'misplaced';
  // A module's options, or what else a wrapper is given, may set a lifetime all the same.
  const mayBeSet = call.operation.configuredElsewhere || (call.wraps && !call.whole);
  const judged = mayBeSet ? { severity: 'warning', certainty: 'likely' } as const : { severity: 'error', certainty: 'proven' } as const;
  return { at: misplaced.at, message, ...judged, data: { name: call.name }, suggest: [call.wraps ? undefined : moved(call, misplaced)] };
}

function missing(call: JwtCall, payload: Value | undefined, expiry: string): Report {
  const own: Pick<Report, 'message' | 'severity'> =
    call.ownLifetime === undefined ? { message: 'missing' } : { message: 'own', severity: 'info' };
  const { governedBy, wraps } = call;
  // Under a registration the lifetime belongs there, once for all that it governs; behind a wrapper, into the wrapper.
  if (governedBy)
    return {
      at: governedBy.at,
      message: 'registered',
      severity: own.severity ?? 'warning',
      data: { name: governedBy.name },
      evidence: [step(call.at, 'signs without a lifetime')],
    };
  const at = wraps ?? call;
  return {
    at,
    ...own,
    data: { name: at.name, claim: call.ownLifetime ?? '' },
    evidence: wraps ? [step(call.at, 'hands over a payload without an expiry')] : [],
    suggest: [limited(at, wraps ? undefined : payload, expiry)],
  };
}

/** Neither the claim nor an age is asked for, by an option or by hand. */
function acceptsEndless(call: JwtCall): boolean {
  const { whole, setup, operation, parts, checked } = call;
  if (!whole || setup || operation.unsecured || parts.maxAge || parts.ignoreExpiration || parts.skipVerification) return false;
  if (isFalse(parts.verifySignature?.value) || isMisplaced(call, 'maxAge', 'required')) return false;
  if (!takesOption(operation, 'required') && !takesOption(operation, 'maxAge')) return false;
  return (
    !itemsOf(parts.required?.value).some((item) => item.kind !== 'text' || item.text === 'exp') &&
    !checked.has('exp') &&
    !checked.has('iat') &&
    !checked.has('*')
  );
}

/** No library compares exp, and neither does code of this file, though the claims say who the caller is. */
const takesExpired = ({ handRolled, checked }: JwtCall): boolean =>
  handRolled?.decides === true && !checked.has('exp') && !checked.has('iat') && !checked.has('*');

/** The lifetime goes where this library takes one: an option, a builder's method, or a claim of the payload. */
function limited(call: JwtCall, payload: Value | undefined, expiry: string): Suggestion | undefined {
  const title = `Let the token expire after ${expiry}`;
  const option = optionFor(call.operation, 'lifetime');
  if (option !== undefined) return setOption(call, option, `'${expiry}'`, title);
  const seconds = secondsOfText(expiry) ?? 0;
  const inChain = takesMoment(call) ? `Date.now() + ${String(seconds * 1000)}` : `'${expiry}'`;
  // Taken away by `setExpiration()`: a second call beside it would not say what is meant.
  if (call.slots.chainEnd) return call.parts.expiry ? undefined : byMethod(call, inChain, title);
  const edit = seconds === 0 || payload?.kind !== 'object' ? undefined : claim(payload, seconds, call);
  return edit && { title, kind: 'suggestion', edits: [edit] };
}

/** Its setter takes milliseconds since 1970, no span. */
const takesMoment = ({ operation }: JwtCall): boolean => operation.units?.expiry === 'epoch milliseconds';

function claim(payload: ObjectValue, seconds: number, call: JwtCall): Edit | undefined {
  if (payload.at.file !== call.at.file) return undefined;
  const last = [...payload.properties.values()]
    .map(({ at }) => at)
    .filter((at) => at.start > payload.at.start && at.end < payload.at.end)
    .at(-1);
  if (!last && payload.properties.size > 0) return undefined;
  return withProperty(payload.at, last, `exp: Math.floor(Date.now() / 1000) + ${String(Math.round(seconds))}`);
}

/** Out of the payload, to where this library takes a lifetime. */
function moved(call: JwtCall, { at, value }: Property): Suggestion | undefined {
  if (value.at.file !== at.file || value.at.start < at.start || value.at.end > at.end) return undefined;
  const text = at.file.text.slice(value.at.start, value.at.end);
  const option = optionFor(call.operation, 'lifetime');
  const added =
    option === undefined
      ? takesMoment(call)
        ? undefined
        : byMethod(call, text, 'Move expiresIn to the builder')
      : setOption(call, option, text, 'Move expiresIn to the options');
  return added && { ...added, edits: [withoutPart(at), ...added.edits] };
}

function byMethod({ slots: { chainEnd, call } }: JwtCall, value: string, title: string): Suggestion | undefined {
  if (chainEnd?.expiryMethod === undefined) return undefined;
  return {
    title,
    kind: 'suggestion',
    edits: [{ file: call.file, start: chainEnd.offset, end: chainEnd.offset, text: `.${chainEnd.expiryMethod}(${value})` }],
  };
}
