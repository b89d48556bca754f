// What a rule refers to → how a reader would cite it, and where it can be read. One table for docs, `explain` and reports.

import { tableKeys, tableOf } from '../source/untyped.ts';
import type { References } from './rule.ts';

export interface Citation { readonly text: string; readonly url?: string }

const rfc = (number: number) => (section: string): Citation =>
  ({ text: `RFC ${number}, section ${section}`, url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}` });

/** In the order in which they are read. */
const kinds: { readonly [Kind in keyof Required<References>]: (item: string) => Citation } = {
  cwe: (item) => ({ text: item, url: `https://cwe.mitre.org/data/definitions/${item.replace(/\D/g, '')}.html` }),
  rfc8725: rfc(8725),
  rfc7515: rfc(7515),
  rfc7517: rfc(7517),
  rfc7518: rfc(7518),
  rfc7519: rfc(7519),
  asvs: (item) => ({ text: `OWASP ASVS 5.0, ${item}` }),
  nhi: (item) => ({ text: `OWASP Non-Human Identities Top 10 2025, ${item}` }),
  csf: (item) => ({ text: `NIST CSF 2.0, ${item}` }),
  aiRmf: (item) => ({ text: `NIST AI RMF 1.0, ${item}` }),
};

const kindNames = tableKeys(kinds);

export const citationsOf = (references: References): Citation[] => kindNames.flatMap((kind) => (references[kind] ?? []).map(kinds[kind]));

/** Every kind is there, as the report promises. */
export const wholeReferences = (references: References): Required<References> =>
  tableOf(kindNames, (kind) => references[kind] ?? []);

/** The page of a rule, for editors and services to open: the docs are part of the package. */
export const pageOf = (id: string): string => `https://unpkg.com/jwtlint/docs/rules/${id}.md`;
