import type { Edit, Suggestion } from '../src/edits/edit.ts';
import { withoutPart, withProperty } from '../src/edits/separators.ts';
import { setOption } from '../src/edits/set-option.ts';
import type { JwtCall } from '../src/facts/facts.ts';
import { optionFor } from '../src/facts/options.ts';
import { secondsOfText } from '../src/facts/times.ts';
import type { ObjectValue, Property } from '../src/facts/value.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'require-expiration',
  summary: 'Require a lifetime for every token that is signed.',
  why: 'A token without an expiry works for ever: whoever finds it in a log, a backup or a browser is that user for good.',
  instead: 'Give access tokens minutes, and renew them with a refresh token that you can revoke.',
  severity: 'warning',
  recommended: true,
  topic: 'claims',
  references: { cwe: ['CWE-613'], rfc8725: ['3.10'], asvs: ['V9.2.1'], nhi: ['NHI7:2025'], csf: ['PR.AA-03'] },
  messages: {
    missing: 'The token that {{name}} makes never expires: neither its options nor its payload set a lifetime.',
    misplaced: 'expiresIn inside the payload is a claim without meaning: the token that {{name}} makes never expires. It is an option of the call.',
  },
  options: { expiry: '15m' },
  check({ jwtCalls }, report, options) {
    const expiry = String(options.expiry);
    for (const call of jwtCalls) {
      if (call.does !== 'sign' || call.setup || call.parts.lifetime || call.parts.expiry || call.operation.defaultLifetime !== undefined) continue;
      const payload = call.parts.payload?.value;
      const misplaced = payload?.kind === 'object' ? payload.properties.get('expiresIn') : undefined;
      if (misplaced) report({ at: misplaced.at, message: 'misplaced', severity: 'error', certainty: 'proven', data: { name: call.name }, suggest: [moved(call, misplaced)] });
      else if (call.whole && payload?.kind === 'object' && payload.whole) report({ at: call.at, message: 'missing', data: { name: call.name }, suggest: [limited(call, payload, expiry)] });
    }
  },
});

/** The lifetime goes where this library takes one: an option, a builder's method, or a claim of the payload. */
function limited(call: JwtCall, payload: ObjectValue, expiry: string): Suggestion | undefined {
  const title = `Let the token expire after ${expiry}`;
  const option = optionFor(call.operation, 'lifetime');
  if (option !== undefined) return setOption(call, option, `'${expiry}'`, title);
  const { chainEnd, call: place } = call.slots;
  if (chainEnd) return chainEnd.expiryMethod === undefined ? undefined : { title, kind: 'suggestion', edits: [{ file: place.file, start: chainEnd.offset, end: chainEnd.offset, text: `.${chainEnd.expiryMethod}('${expiry}')` }] };
  const seconds = secondsOfText(expiry);
  const edit = seconds === undefined ? undefined : claim(payload, seconds, call);
  return edit && { title, kind: 'suggestion', edits: [edit] };
}

function claim(payload: ObjectValue, seconds: number, call: JwtCall): Edit | undefined {
  if (payload.at.file !== call.at.file) return undefined;
  const last = [...payload.properties.values()].map(({ at }) => at).filter((at) => at.start > payload.at.start && at.end < payload.at.end).at(-1);
  if (!last && payload.properties.size > 0) return undefined;
  return withProperty(payload.at, last, `exp: Math.floor(Date.now() / 1000) + ${String(Math.round(seconds))}`);
}

/** Out of the payload, into the options. */
function moved(call: JwtCall, { at, value }: Property): Suggestion | undefined {
  const option = optionFor(call.operation, 'lifetime');
  if (option === undefined || value.at.file !== at.file || value.at.start < at.start || value.at.end > at.end) return undefined;
  const added = setOption(call, option, at.file.text.slice(value.at.start, value.at.end), 'Move expiresIn to the options');
  return added && { ...added, edits: [withoutPart(at), ...added.edits] };
}
