import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { IgnoredOption, Part } from '../src/facts/facts.ts';
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
  references: { cwe: ['CWE-20', 'CWE-345'], rfc8725: ['3.8', '3.9'], asvs: ['V9.2.2', 'V9.2.3'], csf: ['PR.AA-04'] },
  messages: {
    renamed: '{{name}} silently ignores {{option}}: it reads {{instead}}.',
    unread: '{{name}} silently ignores {{option}}: nothing is checked by it.',
    form: '{{name}} silently ignores {{option}} in this form ({{form}}): nothing is checked by it.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      for (const option of call.ignored) {
        const { means, instead } = option;
        // Written again where it is read: harmless.
        if (means === undefined || call.parts[means]) continue;
        report({
          at: option.at, severity: severityOf(means), data: { name: call.name, option: option.name, instead: instead ?? '' },
          message: instead === undefined ? 'unread' : 'renamed', suggest: [renamed(option)],
        });
      }
      for (const part of Object.values(call.parts)) {
        const form = ignoredForm(part);
        if (form) report({ at: part.at, message: 'form', severity: severityOf(part.role), data: { name: call.name, option: part.option ?? part.role, form } });
      }
    }
  },
});

const severityOf = (means: NonNullable<IgnoredOption['means']>): Severity => (CHECKS.has(means) ? 'error' : 'warning');

const ignoredForm = ({ ignores, value }: Part): 'list' | 'text' | undefined =>
  (ignores === 'list' && value.kind === 'list') || (ignores === 'text' && value.kind === 'text') ? ignores : undefined;

/** A new name in the same place; a move to elsewhere is left to a person. */
function renamed({ name, instead, at }: IgnoredOption): Suggestion | undefined {
  const [from, to] = [lastOf(name), instead === undefined ? undefined : lastOf(instead)];
  if (to === undefined || from === to || instead?.slice(0, -to.length) !== name.slice(0, -from.length)) return undefined;
  const text = at.file.text.slice(at.start, at.end);
  // Shorthand `{ aud }` becomes `{ audience: aud }`.
  if (text === from) return replaceValue(at, `${to}: ${from}`, `Rename it to ${to}`);
  return text.startsWith(from) ? replaceValue({ ...at, end: at.start + from.length }, to, `Rename it to ${to}`) : undefined;
}

const lastOf = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1);
