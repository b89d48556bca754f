import { renameOption } from '../src/edits/rename-option.ts';
import type { IgnoredOption } from '../src/calls/jwt-call.ts';
import { ignoredForm, lostOptions, readInstead } from '../src/calls/arguments/ignored-options.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-ignored-option',
  summary: 'Disallow options that the library silently ignores.',
  why: 'A check that is written but never read looks safe in review, and does nothing.',
  remediation: 'Use the name, form and place that this library reads.',
  severity: 'error',
  recommended: true,
  category: 'claims',
  references: {
    cwe: ['CWE-20', 'CWE-345'], rfc8725: ['3.8', '3.9'], rfc7519: ['4.1.1', '4.1.3'], asvs: ['V9.1.2', 'V9.2.2', 'V9.2.3'],
    nhi: ['NHI4:2025'], csf: ['PR.AA-04'],
  },
  messages: {
    renamed: '{{name}} silently ignores {{option}}. Use {{instead}}, which it does read.',
    signing: '{{name}} only signs and silently ignores {{option}}: it reads {{instead}}. Put the check into the call that verifies.',
    unread: '{{name}} silently ignores {{option}}, so it checks nothing.',
    form: '{{name}} silently ignores {{option}} when it is a {{form}}, so it checks nothing.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      const { name } = call;
      for (const option of lostOptions(call, jwtCalls)) {
        const instead = readInstead(call, option);
        const about = { at: option.at, severity: severityOf(option.role) };
        const data = { name, option: option.name };
        if (instead === undefined) report({ ...about, message: 'unread', data });
        else
          report({
            ...about, message: call.operation.side === 'sign' && CHECKS.has(option.role) ? 'signing' : 'renamed',
            data: { ...data, instead }, suggest: [renameOption(option, call)],
          });
      }
      for (const part of Object.values(call.parts)) {
        const form = ignoredForm(part);
        if (form)
          report({ at: part.at, message: 'form', severity: severityOf(part.role), data: { name, option: part.option ?? part.role, form } });
      }
    }
  },
});

/** Options whose silent loss opens the door; the rest only weakens it. */
const CHECKS = new Set(['audience', 'issuer', 'algorithms', 'algorithm', 'subject']);

const severityOf = (role: NonNullable<IgnoredOption['role']>): Severity => (CHECKS.has(role) ? 'error' : 'warning');
