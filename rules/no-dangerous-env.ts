import { removeLine } from '../src/edits/remove-line.ts';
import type { DangerousSwitch } from '../src/flows/dangerous-switches.ts';
import type { Facts } from '../src/facts/facts.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-dangerous-env',
  summary: 'Disallow environment variables that switch checks off, outside of files for development.',
  why: 'One such variable switches a check off for the whole process, and nothing in the code shows it.',
  remediation: 'Set it only in files for development and tests. To trust a private certificate authority, use NODE_EXTRA_CA_CERTS.',
  severity: 'error',
  recommended: true,
  category: 'signature',
  references: { cwe: ['CWE-295', 'CWE-347', 'CWE-489'], asvs: ['V12.3.2', 'V13.4.2'], nhi: ['NHI4:2025', 'NHI6:2025'], csf: ['PR.AA-03'] },
  messages: { off: '{{name}} is set here and {{effect}}. Set it in files for development or tests only.' },
  check({ file, switches, isProgram, isForOneRun }, report) {
    for (const one of switches) {
      const judged = judge(one, file, isProgram, isForOneRun);
      if (judged)
        report({
          at: one.at,
          message: 'off',
          ...judged, onlyInAll: isForOneRun,
          data: { name: one.name, effect: one.effect },
          suggest: [removeLine(one.whole, `Remove ${one.name}`)],
        });
    }
  },
});

/** Files for development may set it; where nothing says which machine reads the file, it is a warning. */
function judge(
  one: DangerousSwitch,
  { role, ignoredByGit }: Facts['file'],
  isProgram: boolean,
  isForOneRun: boolean,
): { severity: Severity; certainty: Certainty } | undefined {
  if (role === 'development' || role === 'sample' || ignoredByGit) return undefined;
  if (one.inOneEnvironment || isForOneRun) return { severity: 'info', certainty: 'possible' };
  return one.inProduction && !isProgram ? { severity: 'error', certainty: 'likely' } : { severity: 'warning', certainty: 'possible' };
}
