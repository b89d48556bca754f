import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import { requireClaim } from '../src/edits/require-claim.ts';
import { withoutPart } from '../src/edits/separators.ts';
import { setOption } from '../src/edits/set-option.ts';
import type { IgnoredOption, JwtCall, Part } from '../src/calls/jwt-call.ts';
import { checksIfPresent } from '../src/calls/arguments/options.ts';
import { isFalse } from '../src/values/origins.ts';
import type { Place } from '../src/facts/facts.ts';
import { once } from '../src/values/once.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

/** Options whose silent loss opens the door; the rest only weakens it. */
const CHECKS = new Set(['audience', 'issuer', 'algorithms', 'algorithm', 'subject']);

export default defineRule({
  id: 'no-ignored-option',
  summary: 'Disallow options that the library silently ignores.',
  why: 'A check that is written but not read looks safe in review and does nothing.',
  instead: 'Use the name, form and place that this library reads.',
  severity: 'error',
  recommended: true,
  topic: 'claims',
  references: {
    cwe: ['CWE-20', 'CWE-345'], rfc8725: ['3.8', '3.9'], rfc7519: ['4.1.1', '4.1.3'], asvs: ['V9.1.2', 'V9.2.2', 'V9.2.3'],
    nhi: ['NHI4:2025'], csf: ['PR.AA-04'],
  },
  messages: {
    renamed: '{{name}} silently ignores {{option}}: it reads {{instead}}.',
    signing: '{{name}} silently ignores {{option}}: it reads {{instead}}, for signing only. A check belongs into the call that verifies.',
    unread: '{{name}} silently ignores {{option}}: nothing is checked by it.',
    form: '{{name}} silently ignores {{option}} in this form ({{form}}): nothing is checked by it.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      for (const option of call.ignored) {
        const { means } = option;
        // Written again where it is read, or read by another call: harmless.
        if (means === undefined || call.parts[means] || isWithoutEffect(option) || isReadBy(jwtCalls, option)) continue;
        const onlySigns = call.operation.of === 'sign';
        // A registration sets up both sides: a lifetime is for signing, a check for verifying.
        if (call.setup && !onlySigns && (means === 'lifetime') !== (call.does === 'sign')) continue;
        // Nobody signs with a list: it was meant to check.
        const instead = onlySigns && option.value.kind === 'list' ? undefined : option.instead;
        report({
          at: option.at, severity: severityOf(means), data: { name: call.name, option: option.name, instead: instead ?? '' },
          message: instead === undefined ? 'unread' : onlySigns && CHECKS.has(means) ? 'signing' : 'renamed',
          suggest: instead === undefined ? [] : [completed(renamed(option), option, call) ?? moved(option, call)],
        });
      }
      for (const part of Object.values(call.parts)) {
        const form = ignoredForm(part);
        if (form)
          report({
            at: part.at,
            message: 'form',
            severity: severityOf(part.role),
            data: { name: call.name, option: part.option ?? part.role, form },
          });
      }
    }
  },
});

const severityOf = (means: NonNullable<IgnoredOption['means']>): Severity => (CHECKS.has(means) ? 'error' : 'warning');

/** `ignoreExpiration: false` asks for what happens anyway. */
const isWithoutEffect = ({ means, value }: IgnoredOption): boolean => means === 'ignoreExpiration' && isFalse(value);

/** One object for `sign` and `verify`: each reads its own. */
const isReadBy = (calls: readonly JwtCall[], { at }: IgnoredOption): boolean => placesRead(calls).has(placeKey(at));

const placesRead = once((calls: readonly JwtCall[]): ReadonlySet<string> =>
  new Set(calls.flatMap(({ parts }) => Object.values(parts).map((part) => placeKey(part.at)))));
const placeKey = ({ file, start, end }: Place): string => `${file.path}:${String(start)}:${String(end)}`;

const ignoredForm = ({ ignores, value }: Part): 'list' | 'text' | undefined =>
  (ignores === 'list' && value.kind === 'list') || (ignores === 'text' && value.kind === 'text') ? ignores : undefined;

/** A new name in the same place. Never the switch that turns a check off: renaming it would make it work. */
function renamed({ name, instead, at, means }: IgnoredOption): Suggestion | undefined {
  const [from, to] = [lastOf(name), instead === undefined ? undefined : lastOf(instead)];
  if (to === undefined || means === 'ignoreExpiration' || from === to || instead?.slice(0, -to.length) !== name.slice(0, -from.length))
    return undefined;
  const text = at.file.text.slice(at.start, at.end);
  // Shorthand `{ aud }` becomes `{ audience: aud }`.
  if (text === from) return replaceValue(at, `${to}: ${from}`, `Rename it to ${to}`);
  return text.startsWith(from) ? replaceValue({ ...at, end: at.start + from.length }, to, `Rename it to ${to}`) : undefined;
}

const CLAIMS: Readonly<Record<string, string>> = { audience: 'aud', issuer: 'iss', subject: 'sub', maxAge: 'iat' };

/** Under its right name the check may still be skipped for tokens without the claim: the claim becomes mandatory with it. */
function completed(suggestion: Suggestion | undefined, { instead, means, at }: IgnoredOption, call: JwtCall): Suggestion | undefined {
  const claim = means === undefined ? undefined : CLAIMS[means];
  if (!suggestion || instead === undefined || claim === undefined || !checksIfPresent(call.operation, instead)) return suggestion;
  const edit = requireClaim(call, claim, instead, at);
  return edit ? { ...suggestion, title: `${suggestion.title}, and require ${claim}`, edits: [...suggestion.edits, edit] } : suggestion;
}

/** Out of the inner object into the options themselves, where the library reads it. */
function moved({ name, instead, at, value, means }: IgnoredOption, call: JwtCall): Suggestion | undefined {
  if (instead === undefined || instead.includes('.') || !name.includes('.') || means === 'ignoreExpiration') return undefined;
  if (value.at.file !== at.file || value.at.start < at.start || value.at.end > at.end) return undefined;
  const added = setOption(call, instead, at.file.text.slice(value.at.start, value.at.end), `Move it to ${instead} of the options`);
  return added && { ...added, edits: [withoutPart(at), ...added.edits] };
}

const lastOf = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1);
