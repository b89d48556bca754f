import { removeItem } from '../src/edits/remove-item.ts';
import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { JwtCall, Part } from '../src/calls/jwt-call.ts';
import { impliedAlgorithm } from '../src/secrets/algorithms.ts';
import { wordsOf } from '../src/secrets/words/names.ts';
import { isText, itemsOf } from '../src/values/origins.ts';
import type { Value } from '../src/values/value.ts';
import type { Place } from '../src/facts/facts.ts';
import { once } from '../src/values/once.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-alg-none',
  summary: "Disallow the unsecured 'none' algorithm.",
  why: 'A token whose header says none carries no signature, so anyone can write one.',
  instead: 'Name only algorithms that sign, for example RS256 or ES256, and sign every token.',
  severity: 'error',
  recommended: true,
  topic: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-327'], rfc8725: ['3.1', '3.2'], rfc7518: ['3.6', '8.5'], rfc7519: ['6'], asvs: ['V9.1.2'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  messages: {
    accepted: "'none' lets anyone forge a token for {{name}}: it accepts tokens without a signature.",
    withoutKey: "'none' lets anyone forge a token for {{name}} once its key is missing: tokens without a signature are accepted then.",
    refused: "'none' is given to {{name}}. This version refuses it; another one takes or makes tokens without a signature.",
    throws: "'none' is given to {{name}}. This version throws, so no token comes out; another one makes one without a signature.",
    emitted: "{{name}} writes tokens without a signature, so whoever reads them can't tell who wrote them.",
    read: '{{name}} accepts tokens without a signature: anyone can write one.',
    made: '{{name}} makes a token without a signature: whoever takes it can be given another one.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      if (call.operation.unsecured && !call.wraps && !isReadBack(call, jwtCalls))
        report({ at: call.at, data: { name: call.name }, ...judgedUnsecured(call) });
      for (const part of [call.parts.algorithms, call.parts.algorithm]) {
        const items = itemsOf(part?.value);
        for (const item of items)
          if (isText(item, 'none'))
            report({ at: item, data: { name: call.name }, suggest: [withoutNone(call, item, part, items.length)], ...judged(call) });
      }
    }
  },
});

interface Judgement { readonly message: string; readonly severity: Severity }

/** Made and read in one go, to check claims that came another way: no such token travels. */
function isReadBack(call: JwtCall, calls: readonly JwtCall[]): boolean {
  const { made, read } = tokensIn(calls);
  if (call.does === 'verify') return call.parts.token !== undefined && made.has(placeKey(call.parts.token.value.at));
  return call.does === 'sign' && read.has(madeAt(call));
}

const placeKey = ({ file, start }: Place): string => `${file.path}:${String(start)}`;
const madeAt = ({ at, slots }: JwtCall): string => placeKey({ ...slots.call, file: at.file });

/** Where tokens are made, and where those begin that are read. */
const tokensIn = once((calls: readonly JwtCall[]) => ({
  made: new Set(calls.flatMap((call) => (call.does === 'sign' ? [madeAt(call)] : []))),
  read: new Set(calls.flatMap(({ does, parts: { token } }) => (does === 'verify' && token ? [placeKey(token.value.at)] : []))),
}));

/** To accept an unsecured token is the hole; to make one only invites it, and one that never leaves does not even that. */
function judgedUnsecured(call: JwtCall): Judgement {
  if (call.does === 'verify') return { message: 'read', severity: 'error' };
  return { message: 'made', severity: call.outcome === 'kept' ? 'info' : 'warning' };
}

/** Names that say nothing real depends on it. */
const HARMLESS = new Set(['emulator', 'emulated', 'emulate', 'mock', 'mocked', 'fake', 'stub', 'test', 'testing', 'tests', 'unsecured']);

function judged(call: JwtCall): Judgement {
  const severity = call.around.some((name) => wordsOf(name).some((word) => HARMLESS.has(word))) ? 'warning' : 'error';
  if (call.does === 'sign') return throwsForNone(call) ? { message: 'throws', severity: 'warning' } : { message: 'emitted', severity };
  switch (call.behaviour?.noneListed) {
    case 'refuses': return { message: 'refused', severity: 'warning' };
    case 'accepts without key': return { message: 'withoutKey', severity };
    default: return { message: 'accepted', severity };
  }
}

const throwsForNone = ({ behaviour, parts }: JwtCall): boolean =>
  behaviour !== undefined &&
  (behaviour.noneSigned === undefined || (behaviour.noneSigned === 'emits without key' && parts.key !== undefined));

/** An item of a list in view goes; anything else, an enum member or a constant, gets the algorithm that the key implies. */
function withoutNone(call: JwtCall, item: Value, part: Part | undefined, count: number): Suggestion | undefined {
  const list = part?.value;
  const inList =
    list?.kind === 'list' && item.at.file === list.at.file && item.at.start > list.at.start && item.at.end < list.at.end && count > 1;
  if (inList) return removeItem(item, "Remove 'none' from the algorithms");
  const algorithm = impliedAlgorithm(call.key?.slot);
  return count > 1 ? undefined : replaceValue(item.at, `'${algorithm}'`, `Use ${algorithm}`);
}
