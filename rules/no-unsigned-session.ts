import { removeItem } from '../src/edits/remove-item.ts';
import type { Session } from '../src/calls/guards/sessions.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-unsigned-session',
  summary: 'Disallow session cookies that nothing signs.',
  why: 'What a browser sends back unsigned is whatever its user wrote: another account, another role.',
  instead: 'Give the session a secret from the environment, and leave signing on.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  references: { cwe: ['CWE-565', 'CWE-345', 'CWE-1391'], asvs: ['V7.2.2'], nhi: ['NHI4:2025'], csf: ['PR.AA-03', 'PR.DS-01'] },
  messages: {
    key: '{{name}} gets no secret, so {{protects}} is plain text that its user can rewrite.',
    signature: 'Signing is off for {{protects}}: its user can rewrite what {{name}} reads back.',
    published:
      '{{name}} gets no secret: unless the environment holds one, every machine that does not say production uses a published key for {{protects}}.',
  },
  check({ sessions }, report) {
    for (const one of sessions)
      report({
        at: one.at, ...judge(one), data: { name: one.name, protects: one.protects },
        suggest: [one.lacks === 'signature' ? removeItem(one, 'Leave signing on') : undefined],
      });
  },
});

function judge({ lacks }: Session): { message: string; severity: Severity } {
  switch (lacks) {
    case 'key': return { message: 'key', severity: 'error' };
    case 'signature': return { message: 'signature', severity: 'warning' };
    case 'own key outside production': return { message: 'published', severity: 'info' };
  }
}
