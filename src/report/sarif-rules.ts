// Rules → the half of a SARIF run that names them: descriptions, help, tags, and the standards they refer to as taxonomies. GitHub
// shows a rule's security-severity for all its alerts, so it follows the worst level that the run has for the rule.

import { citationsOf, pageOf } from '../findings/references.ts';
import type { References, Rule } from '../findings/rule.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;
export const levelOf = (severity: Rule['severity']): SarifLevel => levels[severity];

/** GitHub: above 9 critical, from 7 high, from 4 medium, else low. Its check fails from high on, so no warning of ours gets there. */
const scores: Readonly<Record<SarifLevel, Readonly<Record<Rule['category'], string>>>> = {
  error: { signature: '9.1', keys: '9.1', claims: '7.5' },
  warning: { signature: '5.9', keys: '5.9', claims: '5.3' },
  note: { signature: '3.1', keys: '3.1', claims: '3.1' },
};

interface Standard {
  readonly kind: keyof Required<References>;
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly by: string;
  readonly at: string;
}

const standards: readonly Standard[] = [
  { kind: 'cwe', name: 'CWE', title: 'Common Weakness Enumeration', version: '4.18', by: 'MITRE', at: 'https://cwe.mitre.org/' },
  { kind: 'rfc8725', name: 'RFC 8725', title: 'JSON Web Token Best Current Practices', version: '2020-02', by: 'IETF', at: 'https://www.rfc-editor.org/rfc/rfc8725' },
  { kind: 'asvs', name: 'OWASP ASVS', title: 'OWASP Application Security Verification Standard', version: '5.0', by: 'OWASP', at: 'https://owasp.org/www-project-application-security-verification-standard/' },
  { kind: 'nhi', name: 'OWASP NHI', title: 'OWASP Non-Human Identities Top 10', version: '2025', by: 'OWASP', at: 'https://owasp.org/www-project-non-human-identities-top-10/' },
  { kind: 'csf', name: 'NIST CSF', title: 'NIST Cybersecurity Framework', version: '2.0', by: 'NIST', at: 'https://www.nist.gov/cyberframework' },
];

export interface Described {
  readonly rules: readonly object[];
  readonly taxonomies: readonly object[];
  readonly supported: readonly object[];
  indexOf(id: string): number;
}

/** `met`: rule ids of findings with the worst level of each; those of another version may be among them. */
export function describedRules(known: readonly Rule[], met: ReadonlyMap<string, SarifLevel>): Described {
  const strangers = [...met.keys()].filter((id) => !known.some((rule) => rule.id === id)).sort();
  const taxa = standards.map(({ kind }) => [...new Set(known.flatMap(({ references }) => references[kind] ?? []))].sort());
  const places = new Map([...known.map(({ id }) => id), ...strangers].map((id, index) => [id, index]));
  const relationshipsOf = ({ references }: Rule): object[] => standards.flatMap(({ kind, name }, index) =>
    (references[kind] ?? []).map((id) => ({
      target: { id, index: taxa[index]!.indexOf(id), toolComponent: { name, index } }, kinds: [kind === 'cwe' ? 'superset' : 'relevant'],
    })));
  return {
    rules: [
      ...known.map((rule) => ({ ...descriptor(rule, met.get(rule.id) ?? levelOf(rule.severity)), relationships: relationshipsOf(rule) })),
      ...strangers.map((id) => stranger(id, met.get(id)!)),
    ],
    taxonomies: standards.map(({ name, title, version, by, at }, index) => ({
      name, version, organization: by, informationUri: at, shortDescription: { text: title }, isComprehensive: false,
      taxa: taxa[index]!.map((id) => ({ id })),
    })),
    supported: standards.map(({ name }, index) => ({ name, index })),
    indexOf: (id) => places.get(id)!,
  };
}

function descriptor(rule: Rule, level: SarifLevel): object {
  const { id, summary, why, remediation, references, severity, category, recommended } = rule;
  const cited = citationsOf(references);
  const cwes = references.cwe.map((one) => `external/cwe/${one.toLowerCase()}`);
  return {
    id,
    name: named(id),
    shortDescription: { text: summary },
    fullDescription: { text: why },
    helpUri: pageOf(id),
    help: {
      text: [summary, `Why: ${why}`, `Instead: ${remediation}`, `See: ${cited.map(({ text }) => text).join(', ')}`, pageOf(id)].join('\n\n'),
      markdown: [
        `**${summary}**`, why, `### Instead\n\n${remediation}`,
        `### Switch it off for one line\n\n\`\`\`js\n// jwtlint-disable-next-line ${id} -- why it is fine here\n\`\`\``,
        `### References\n\n${cited.map(({ text, url }) => (url === undefined ? `- ${text}` : `- [${text}](${url})`)).join('\n')}\n- [${id}](${pageOf(id)})`,
      ].join('\n\n'),
    },
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      tags: ['security', ...cwes, 'jwt', category],
      precision: recommended ? 'high' : 'medium',
      'problem.severity': level === 'note' ? 'recommendation' : level,
      'security-severity': scores[level][category],
    },
  };
}

/** As viewers want names: `NoAlgNone`. */
const named = (id: string): string => id.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');

/** A rule of another version, in a saved report. */
const stranger = (id: string, level: SarifLevel): object => ({
  id, name: named(id), shortDescription: { text: id }, fullDescription: { text: id }, help: { text: id, markdown: `\`${id}\`` },
  defaultConfiguration: { level },
  properties: { tags: ['security', 'jwt'], precision: 'medium', 'problem.severity': level === 'note' ? 'recommendation' : level, 'security-severity': scores[level].claims },
});
