import { withoutNone } from '../src/edits/without-none.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import { isMadeAndReadAtOnce } from '../src/calls/tokens/same-token.ts';
import { wordsOf } from '../src/secrets/words/names.ts';
import { isText, itemsOf } from '../src/values/origins.ts';
import { takenBy } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Verdict } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-alg-none',
  summary: "Disallow the unsecured 'none' algorithm.",
  why: "A token whose algorithm is 'none' carries no signature, so anyone can write one.",
  remediation: 'List only algorithms that sign, for example RS256 or ES256, and sign every token.',
  severity: 'error',
  recommended: true,
  fixable: true,
  category: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-327'], rfc8725: ['3.1', '3.2'], rfc7518: ['3.6', '8.5'], rfc7519: ['6'], asvs: ['V9.1.2'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  messages: {
    accepted: "{{name}} accepts 'none': tokens without a signature pass, so anyone can forge one.",
    withoutKey: "{{name}} accepts 'none': when its key is missing, tokens without a signature pass, so anyone can forge one.",
    refused: "'none' is given to {{name}}. The installed version refuses it, but other versions accept or make tokens without a signature.",
    throws: "'none' is given to {{name}}. The installed version throws, but other versions make a token without a signature.",
    emitted: "{{name}} makes tokens without a signature ('none'): whoever reads one cannot tell who wrote it.",
    read: '{{name}} accepts tokens without a signature: anyone can write one.',
    byHand: "A token with this header has no signature ('none'): whoever accepts it also accepts one that somebody else wrote.",
    made: '{{name}} makes a token without a signature: whoever accepts it also accepts one that somebody else wrote.',
  },
  check({ jwtCalls, weakSettings, unsecuredByHand }, report) {
    for (const { at, around } of unsecuredByHand)
      report({ at, message: 'byHand', severity: isHarmless(around) ? 'info' : 'warning' });
    for (const { effect, about, name } of weakSettings)
      if (effect === 'unsigned') report({ ...about, message: 'accepted', data: { name } });
    for (const call of jwtCalls) {
      const data = { name: call.name };
      if (call.operation.unsecured && !call.wraps && !isMadeAndReadAtOnce(call, jwtCalls))
        report({ at: call.at, data, ...unsecured(call) });
      for (const part of [call.parts.algorithms, call.parts.algorithm])
        for (const item of itemsOf(part?.value))
          if (isText(item, 'none'))
            report({
              at: item, data, evidence: takenBy({ value: item, at: item.at }, call),
              suggest: [withoutNone(call, item, part, jwtCalls)], ...listed(call),
            });
    }
  },
});

/** To accept an unsecured token is the hole; to make one only invites it, and one that never leaves does not even that. */
function unsecured(call: JwtCall): Verdict<'read' | 'made'> {
  if (call.kind === 'verify') return isHarmless(call.around) ? { message: 'read', severity: 'warning' } : { message: 'read' };
  return { message: 'made', severity: call.outcome === 'kept' ? 'info' : 'warning' };
}

/** Names that say nothing real depends on it. */
const HARMLESS = new Set(['emulator', 'emulated', 'emulate', 'mock', 'mocked', 'fake', 'stub', 'test', 'testing', 'tests', 'unsecured']);

const isHarmless = (names: readonly string[]): boolean => names.some((name) => wordsOf(name).some((word) => HARMLESS.has(word)));

function listed(call: JwtCall): Verdict<'throws' | 'emitted' | 'refused' | 'withoutKey' | 'accepted'> {
  const severity = isHarmless(call.around) ? 'warning' : 'error';
  if (call.kind === 'sign') return throwsForNone(call) ? { message: 'throws', severity: 'warning' } : { message: 'emitted', severity };
  switch (call.behaviour?.noneListed) {
    case 'refuses': return { message: 'refused', severity: 'warning' };
    case 'accepts without key': return { message: 'withoutKey', severity };
    default: return { message: 'accepted', severity };
  }
}

const throwsForNone = ({ behaviour, parts }: JwtCall): boolean =>
  behaviour !== undefined &&
  (behaviour.noneSigned === undefined || (behaviour.noneSigned === 'emits without key' && parts.key !== undefined));
