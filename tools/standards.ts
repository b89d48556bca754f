// The items of RFC 8725 §3 and of ASVS 5.0 chapter V9 with what code can't show of each, and which ids there are in the
// standards that rules refer to. docs/standards.md is made of it and of the rules' own references.
// Sources: RFC 8725; OWASP/ASVS at 5.0 (5.0/en/0x18-V9-Self-contained-Tokens.md), ids counted in its chapters; OWASP
// Non-Human Identities Top 10 2025; NIST CSWP 29 (CSF 2.0); NIST AI 100-1.

import { citationsOf } from '../src/findings/references.ts';
import type { References, Rule } from '../src/findings/rule.ts';

export interface StandardItem {
  readonly id: string;
  /** In our words. */
  readonly asks: string;
  /** What no rule says, and why. An item without a rule needs it. */
  readonly limit?: string;
}

export interface Standard {
  readonly title: string;
  readonly kind: 'rfc8725' | 'asvs';
  readonly items: readonly StandardItem[];
}

export const standards: readonly Standard[] = [
  {
    title: 'RFC 8725, section 3: best practices', kind: 'rfc8725',
    items: [
      { id: '3.1', asks: 'The caller names the algorithms, each key has one, and libraries are made to check it.' },
      { id: '3.2', asks: 'Only algorithms that are current and meet the need; `none` only where something else protects the token.',
        limit: 'Which algorithm the next year will call weak is in no file. What is weak by its key size, or unsigned, is found.' },
      { id: '3.3', asks: 'Every cryptographic operation is validated, and one that fails rejects the token.' },
      { id: '3.4', asks: 'Inputs such as points on a curve are checked before they are used.',
        limit: 'The libraries do it, not their callers. Versions that do not are found.' },
      { id: '3.5', asks: 'Keys have enough entropy, and no password is used as one.',
        limit: 'The entropy of a value that is only there at run time is not in view.' },
      {
        id: '3.6',
        asks: 'Nothing is compressed before it is encrypted.',
        limit:
          'jose 5 and later cannot; versions that unpack tokens without a limit are found. Encryption calls of node-jose are not modelled.',
      },
      { id: '3.7', asks: 'Header and claims are encoded in UTF-8.',
        limit: 'JSON.stringify and every modelled library encode so; their callers have no say in it.' },
      { id: '3.8', asks: 'Issuer and subject are compared, and the keys belong to the issuer.',
        limit: 'Which subjects are valid is known to the data of the application.' },
      { id: '3.9', asks: 'Tokens name their audience where several could be meant, and it is compared.' },
      { id: '3.10', asks: 'What a token says of itself (kid, jku, x5u) is not trusted before it is verified.' },
      { id: '3.11', asks: 'Kinds of tokens are told apart by an explicit type.',
        limit: 'Tokens that another system issues may have no type to compare.' },
      { id: '3.12', asks: 'Rules of validation for different kinds of tokens exclude each other.',
        limit: 'Kinds that are verified in different repositories are not seen together.' },
    ],
  },
  {
    title: 'OWASP ASVS 5.0, chapter V9: self-contained tokens', kind: 'asvs',
    items: [
      { id: 'V9.1.1', asks: 'Signature or MAC is validated before the contents are used.' },
      { id: 'V9.1.2', asks: 'Only listed algorithms, of one family if possible, and never `none`.' },
      { id: 'V9.1.3', asks: 'Keys come from trusted sources that were configured beforehand, never from the token.' },
      { id: 'V9.2.1', asks: 'Tokens are accepted within their time of validity only.' },
      { id: 'V9.2.2', asks: 'Tokens are of the right type and made for this purpose.' },
      { id: 'V9.2.3', asks: 'Tokens are meant for this service (audience).' },
      { id: 'V9.2.4', asks: 'One key that signs for several audiences names the audience in each token.',
        limit: 'Whom else an issuer signs for is decided where its services are deployed. The verifiers’ half is V9.2.3.' },
    ],
  },
];

/** ASVS 5.0: how many requirements each section of a chapter has. */
const asvsSections: Readonly<Record<number, readonly number[]>> = {
  1: [2, 10, 12, 3, 3],
  2: [3, 3, 5, 2],
  3: [1, 3, 5, 8, 8, 1, 5],
  4: [5, 5, 2, 4],
  5: [1, 6, 3, 3],
  6: [3, 12, 8, 6, 8, 4, 2, 4],
  7: [3, 4, 2, 5, 3, 2],
  8: [4, 4, 3, 2],
  9: [3, 4],
  10: [2, 3, 5, 16, 5, 2, 3],
  11: [4, 5, 5, 4, 2, 2, 2],
  12: [5, 2, 5],
  13: [4, 6, 4, 7],
  14: [2, 8, 3],
  15: [5, 5, 7, 4],
  16: [1, 5, 4, 3, 4],
  17: [2, 8, 2],
};

function isAsvs(id: string): boolean {
  const [, chapter, section, item] = /^V(\d+)\.(\d+)\.(\d+)$/.exec(id) ?? [];
  const count = asvsSections[Number(chapter)]?.[Number(section) - 1] ?? 0;
  return Number(item) >= 1 && Number(item) <= count;
}

/** Is there such an item? */
export const isKnownReference: { readonly [Kind in keyof Required<References>]: (id: string) => boolean } = {
  cwe: (id) => /^CWE-\d{2,4}$/.test(id),
  rfc8725: (id) => /^(?:2\.[1-9]|2\.10|3\.(?:[1-9]|1[0-2]))$/.test(id),
  rfc7515: (id) => /^(?:4\.1\.(?:[1-9]|1[01])|5\.[12]|10\.(?:[1-9]|1[0-3]))$/.test(id),
  rfc7517: (id) => /^(?:4\.[1-9]|5\.1|9\.[1-3])$/.test(id),
  rfc7518: (id) => /^(?:3\.[1-6]|6\.[2-4]|8\.[1-9])$/.test(id),
  rfc7519: (id) => /^(?:2|4\.1\.[1-7]|5\.[1-3]|6|7\.[1-3]|11\.[12]|12)$/.test(id),
  asvs: isAsvs,
  nhi: (id) => /^NHI(?:[1-9]|10):2025$/.test(id),
  csf: (id) => /^(?:PR\.AA-0[1-6]|PR\.DS-(?:01|02|10|11)|PR\.PS-0[1-6]|ID\.RA-(?:0[1-9]|10))$/.test(id),
  aiRmf: (id) => /^GOVERN [1-6]\.[1-7]$/.test(id),
};

export const rulesFor = (rules: readonly Rule[], kind: Standard['kind'], id: string): readonly Rule[] =>
  rules.filter(({ references }) => references[kind]?.includes(id));

export function standardsPage(rules: readonly Rule[]): string {
  const rows = ({ kind, items }: Standard): string[] => items.map(({ id, asks, limit = '' }) => {
    const { url } = citationsOf({ cwe: [], [kind]: [id] })[0]!;
    const covering = rulesFor(rules, kind, id).map((rule) => `[\`${rule.id}\`](rules/${rule.id}.md)`).join(', ');
    return `| ${url === undefined ? id : `[${id}](${url})`} | ${asks} | ${covering || '–'} | ${limit} |`;
  });
  return `${[
    '# Standards',
    'What the rules say of two lists that ask for the same things in other words. The page of each rule names the rest: CWE, JWS, JWK, JWA '
    + 'and JWT, the Non-Human Identities Top 10, NIST CSF and AI RMF.',
    ...standards.flatMap((standard) => [
      `## ${standard.title}`,
      ['| Item | Asks | Rules | What code does not show |', '| --- | --- | --- | --- |', ...rows(standard)].join('\n'),
    ]),
  ].join('\n\n')}\n`;
}
