import type { Facts } from '../src/facts/facts.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

type KeyLookup = Facts['keyLookups'][number];

export default defineRule({
  id: 'no-unsafe-key-lookup',
  summary: 'Disallow letting an unverified token say where its key comes from.',
  why: "Until the signature is checked, the header is what the sender wrote. A path, query, address or key built of it is the sender's choice.",
  instead:
    'Use kid only to look up keys that you hold: in a map, in a key set at a fixed address, or as a bound parameter. Compare the rest with a list.',
  severity: 'error',
  recommended: true,
  topic: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-22', 'CWE-89', 'CWE-918'],
    rfc8725: ['3.10'],
    asvs: ['V9.1.3'],
    nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  messages: {
    path: '{{field}} of an unverified token becomes part of a file path: with ../ its sender makes any file that {{name}} can read the key.',
    query: '{{field}} of an unverified token becomes part of a query: its sender can have {{name}} answer with a key of their own.',
    command: '{{field}} of an unverified token becomes part of a command that {{name}} runs: its sender can run their own.',
    url: '{{field}} of an unverified token says where {{name}} gets the key: whoever writes the token serves the key that fits.',
    fixed:
      '{{field}} of an unverified token becomes part of an address: with ../ its sender makes {{name}} fetch another document of that host.',
    key: 'The key that checks the token is taken from its own header ({{field}}): any token brings the key that fits.',
  },
  check({ keyLookups, runtime }, report) {
    if (runtime === 'client') return;
    for (const lookup of keyLookups) {
      if (lookup.checked) continue;
      const { at, field, name, read, via, sink } = lookup;
      report({
        at, ...judged(lookup), data: { field, name },
        evidence: [
          step(read, `${field} is read here, before the token is verified`),
          ...via.map(({ place, note }) => step(place, `held by ${note}`)),
          step(sink, 'used here'),
        ],
      });
    }
  },
});

/** Behind a host of one's own the token can only ask for another of its documents. */
const judged = ({ builds, fixedHost }: KeyLookup): { message: string; severity: Severity } =>
  fixedHost ? { message: 'fixed', severity: 'info' } : { message: builds, severity: 'error' };
