import { replaceValue } from '../src/edits/replace-value.ts';
import { withoutPart } from '../src/edits/separators.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import type { PayloadRecord } from '../src/calls/arguments/payloads.ts';
import { originsOf, nameOfLeaf } from '../src/values/origins.ts';
import { sensitiveIn } from '../src/secrets/words/sensitive-names.ts';
import type { Value } from '../src/values/value.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Verdict } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-sensitive-claims',
  summary: 'Disallow passwords, secrets and whole user records in the payload of a token.',
  why: 'A signed token is not encrypted: its payload is only base64, so everyone who holds, logs or caches the token can read every claim.',
  remediation: 'Put only the id of the user into the token, and look everything else up.',
  severity: 'warning',
  recommended: true,
  category: 'claims',
  references: { cwe: ['CWE-200', 'CWE-522'], asvs: ['V14.2.6'], nhi: ['NHI2:2025'], csf: ['PR.DS-02', 'PR.AA-03'] },
  messages: {
    claim: '{{claim}} holds {{what}}, and anyone who has the token that {{name}} makes can read it.',
    record: 'The token that {{name}} makes contains all fields of {{record}}, the password too: anyone who has the token can read them.',
    whole: 'The token that {{name}} makes contains all fields of {{record}}, whatever they are: anyone who has the token can read them.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      if (call.kind !== 'sign' || call.operation.encrypted) continue;
      for (const { name, value, at, isVeiled } of call.payload.claims) {
        const what = isVeiled ? undefined : (sensitiveIn(name) ?? copyOf(value));
        if (what) report({ at, message: 'claim', data: { claim: name, what, name: call.name }, suggest: [leftOut(name, at)] });
      }
      for (const record of call.payload.records) {
        const { at, name, password } = record;
        const about = { at, data: { record: name, name: call.name }, suggest: [picked(name, at, call)] };
        const source = step(record.from, record.by === 'query' ? 'the record as it is stored' : 'passed in as a whole');
        if (password) report({ ...about, ...withPassword(record), evidence: [source, step(password, 'it has a password')] });
        else report({ ...about, message: 'whole', severity: 'info', certainty: 'possible', evidence: [source] });
      }
    }
  },
});

/** `{ h: user.password }`: the name says nothing, what it is a copy of does. A digest of it is no copy. */
const copyOf = (value: Value): ReturnType<typeof sensitiveIn> =>
  originsOf(value)
    .map(({ value: leaf, wrappers }) => (wrappers.some(({ by }) => by === 'derived') ? undefined : nameOfLeaf(leaf)))
    .map((name) => (name === undefined ? undefined : sensitiveIn(name)))
    .find((what) => what === 'a password');

/** A query may leave the password out. */
const withPassword = ({ by, mayOmit }: PayloadRecord): Verdict<'record'> => ({
  message: 'record',
  severity: mayOmit ? 'info' : 'warning',
  certainty: by === 'query' && !mayOmit ? 'likely' : 'possible',
});

const leftOut = (name: string, at: JwtCall['at']): Suggestion => ({
  title: `Leave ${name} out of the token`,
  kind: 'suggestion',
  edits: [withoutPart(at)],
});

/** The id in place of the record, under the name that readers of the token know it by. */
function picked(name: string, at: JwtCall['at'], { parts: { payload, lifetime, expiry }, defaults }: JwtCall): Suggestion | undefined {
  // The record may hold the time at which the token ends.
  if (!lifetime && !expiry && defaults.lifetime === undefined) return undefined;
  const text = at.file.text.slice(at.start, at.end);
  if (!/^[\w$]+$/.test(name) || !text.startsWith(name)) return undefined;
  const claim = `id: ${name}.id`;
  const title = `Put only the id of ${name} into the token`;
  if (at.file.text.startsWith('...', at.start - 3)) return replaceValue({ ...at, start: at.start - 3 }, claim, title);
  return payload?.at.start === at.start && payload.at.end === at.end ? replaceValue(at, `{ ${claim} }`, title) : undefined;
}
