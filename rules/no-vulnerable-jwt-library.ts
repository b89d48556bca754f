import { replaceValue } from '../src/edits/replace-value.ts';
import type { VulnerablePackage } from '../src/documents/vulnerable-packages.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-vulnerable-jwt-library',
  summary: 'Disallow versions of JWT libraries that published advisories warn of.',
  why: 'Some versions accept tokens that nobody signed, whatever the code around them does.',
  instead: 'Update to a fixed version; where another package brings the library in, update that, or override the version.',
  severity: 'warning',
  recommended: true,
  topic: 'signature',
  references: {
    cwe: ['CWE-1395'], rfc8725: ['3.1', '3.4', '3.6'], asvs: ['V15.2.1'], nhi: ['NHI4:2025'], csf: ['ID.RA-01', 'PR.PS-02', 'PR.AA-04'],
    aiRmf: ['GOVERN 6.1'],
  },
  messages: {
    direct: '{{name}} {{version}} {{flaw}} ({{ids}}). {{advice}}',
    transitive: '{{name}} {{version}}, brought in by {{through}}, {{flaw}} ({{ids}}). {{advice}}',
    alone: '{{name}} {{version}} is installed and {{flaw}} ({{ids}}). {{advice}}',
  },
  check({ vulnerable }, report) {
    for (const found of vulnerable) {
      const { name, version, flaws: [worst], at, use, through, pinnedAt, fixedRange } = found;
      report({
        at, severity: severityOf(found), certainty: use === 'transitive' ? 'possible' : 'likely',
        message:
          use === 'direct' || (use === 'development' && through.length === 0) ? 'direct' : through.length > 0 ? 'transitive' : 'alone',
        data: { name, version, flaw: worst!.flaw, ids: idsOf(found), through: listed(through), advice: adviceOn(found) },
        evidence: pinnedAt ? [step(pinnedAt, `pinned to ${version} here`)] : [],
        suggest: [fixedRange === undefined ? undefined : replaceValue(at, fixedRange, `Ask for ${fixedRange}`)],
      });
    }
  },
});

const oneDown: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'info' };

/** What others bring in is called in ways that nobody here chose; what only builds and tests need meets no attacker. */
function severityOf({ use, flaws }: VulnerablePackage): Severity {
  if (use === 'development') return 'info';
  return use === 'direct' ? flaws[0]!.severity : oneDown[flaws[0]!.severity];
}

function idsOf({ flaws }: VulnerablePackage): string {
  const ids = [...new Set(flaws.map(({ id }) => id))];
  return ids.length > 2 ? `${ids[0]!} and ${String(ids.length - 1)} more` : ids.join(', ');
}

function adviceOn({ name, fixed, use }: VulnerablePackage): string {
  if (fixed === undefined) return 'No version is better: replace it.';
  return use === 'transitive' ? `${name} ${fixed} is fixed.` : `Update to ${fixed} or later.`;
}

const SHOWN = 2;
const listed = (through: readonly string[]): string =>
  through.length > SHOWN ? `${through.slice(0, SHOWN).join(', ')} and others` : through.join(' and ');
