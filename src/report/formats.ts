// The reports there are, by the name that --format takes. A new one is a file and a row.

import { compact } from './compact.ts';
import type { Format } from './format.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';

export interface FormatEntry { readonly make: Format; readonly summary: string }

export const formats: ReadonlyMap<string, FormatEntry> = new Map(Object.entries({
  pretty: { make: pretty, summary: 'for people: code, evidence and what to do' },
  compact: { make: compact, summary: 'one line a finding' },
  json: { make: json, summary: 'for tools, see report-schema.json' },
}));
