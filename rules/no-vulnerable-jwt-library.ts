import { replaceValue } from '../src/edits/replace-value.ts';
import type { VulnerablePackage } from '../src/documents/vulnerable-packages.ts';
import { inUse, libraryCallsOf, type LibraryCall } from '../src/documents/packages-in-use.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-vulnerable-jwt-library',
  summary: 'Disallow versions of JWT libraries with published vulnerabilities.',
  why: 'Some versions accept tokens that nobody signed, whatever the code around them does.',
  remediation: 'Update to a fixed version. If another package depends on the library, update that package or override the version.',
  severity: 'warning',
  recommended: true,
  category: 'signature',
  references: {
    cwe: ['CWE-1395'], rfc8725: ['3.1', '3.4', '3.6'], asvs: ['V15.2.1'], nhi: ['NHI4:2025'], csf: ['ID.RA-01', 'PR.PS-02', 'PR.AA-04'],
    aiRmf: ['GOVERN 6.1'],
  },
  messages: {
    direct: '{{name}} {{version}} has a known vulnerability ({{ids}}): it {{flaw}}. Update to {{fixed}} or later.',
    directUnfixed: '{{name}} {{version}} has a known vulnerability ({{ids}}): it {{flaw}}. No version fixes it: use another library.',
    transitive: '{{name}} {{version}}, which {{through}} on, has a known vulnerability ({{ids}}): it {{flaw}}. Version {{fixed}} fixes it.',
    transitiveUnfixed:
      '{{name}} {{version}}, which {{through}} on, has a known vulnerability ({{ids}}): it {{flaw}}. No version fixes it.',
  },
  across: {
    keep: ({ vulnerable, jwtCalls }) => {
      const calls = libraryCallsOf(jwtCalls);
      return vulnerable.length === 0 && calls.length === 0 ? [] : [{ vulnerable, calls }];
    },
    judge(kept: readonly Kept[], report) {
      const calls = kept.flatMap((one) => one.calls);
      for (const found of kept.flatMap(({ vulnerable }) => vulnerable)) {
        const { name, version, flaws: [worst], at, use, through, pinnedAt, fixed, fixedRange } = found;
        const called = inUse(found, calls);
        const about = {
          at, severity: called ? 'info' : severityOf(found), certainty: use === 'transitive' ? 'possible' : 'likely',
          // What others bring into an example, or bring along and never call, nobody here can mend. A call that meets the flaw says so.
          onlyInAll: called?.isMet === true || (use !== 'direct' && (isForOthers(found) || isOutOfReach(found))),
          evidence: [
            ...(pinnedAt ? [step(pinnedAt, `pinned to ${version} here`)] : []),
            ...(called ? [step(called.by, called.isMet ? 'this call meets it' : 'the calls in view do not meet it')] : []),
          ],
          suggest: [fixedRange === undefined ? undefined : replaceValue(at, fixedRange, `Update to ${fixedRange}`)],
        } as const;
        const data = { name, version, flaw: worst!.flaw, ids: idsOf(found) };
        const isOwn = use === 'direct' || through.length === 0;
        const by = { ...data, through: listed(through) };
        if (isOwn && fixed !== undefined) report({ ...about, message: 'direct', data: { ...data, fixed } });
        else if (isOwn) report({ ...about, message: 'directUnfixed', data });
        else if (fixed !== undefined) report({ ...about, message: 'transitive', data: { ...by, fixed } });
        else report({ ...about, message: 'transitiveUnfixed', data: by });
      }
    },
  },
});

interface Kept { readonly vulnerable: readonly VulnerablePackage[]; readonly calls: readonly LibraryCall[] }

const isForOthers = ({ at: { file } }: VulnerablePackage): boolean => file.role === 'example' || file.role === 'test';

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

const isOutOfReach = ({ flaws, through }: VulnerablePackage): boolean =>
  through.length > 0 && through.every((by) => flaws.every(({ notThrough = [] }) => notThrough.includes(by)));

const SHOWN = 2;
const listed = (through: readonly string[]): string =>
  `${through.length > SHOWN ? `${through.slice(0, SHOWN).join(', ')} and others` : through.join(' and ')} depend${through.length === 1 ? 's' : ''}`;
