import { removeItem } from '../src/edits/remove-item.ts';
import type { Session } from '../src/calls/guards/sessions.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Verdict } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-unsigned-session',
  summary: 'Disallow session cookies that nothing signs.',
  why: 'A user can change an unsigned cookie in the browser, for example to become another user or to get another role.',
  remediation: 'Give the session a secret from the environment, and leave signing on.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  references: { cwe: ['CWE-565', 'CWE-345', 'CWE-1391'], asvs: ['V7.2.2'], nhi: ['NHI4:2025'], csf: ['PR.AA-03', 'PR.DS-01'] },
  messages: {
    key: '{{name}} is given no secret, so nothing signs {{protects}}: its user can change it at will.',
    signature: 'Signing is switched off for {{protects}}: its user can change what {{name}} reads back.',
    published:
      '{{name}} is given no secret. Unless the environment sets one, {{protects}} is signed with a publicly known key wherever NODE_ENV is not production.',
  },
  check({ sessions }, report) {
    for (const one of sessions)
      report({
        at: one.at, ...judge(one), data: { name: one.name, protects: one.purpose },
        suggest: [one.lacks === 'signature' ? removeItem(one, 'Switch signing on again') : undefined],
      });
  },
});

function judge({ lacks }: Session): Verdict<'key' | 'signature' | 'published'> {
  switch (lacks) {
    case 'key': return { message: 'key', severity: 'error' };
    case 'signature': return { message: 'signature', severity: 'warning' };
    case 'own key outside production': return { message: 'published', severity: 'info' };
  }
}
