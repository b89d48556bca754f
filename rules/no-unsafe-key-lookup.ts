import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-unsafe-key-lookup',
  summary: 'Disallow letting an unverified token decide where its key comes from.',
  why: 'Until the signature is verified, the sender controls everything in the header. A path, query, address or key that is built from it is whatever the sender wants.',
  remediation:
    'Use kid only to look up keys that you already have: in a map, in a key set at a fixed address, or as a bound parameter. Compare other fields with a list.',
  severity: 'error',
  recommended: true,
  category: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-22', 'CWE-89', 'CWE-918'],
    rfc8725: ['3.10'],
    asvs: ['V9.1.3'],
    nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  messages: {
    path: '{{field}} of an unverified token becomes part of a file path: with ../ its sender can make {{name}} use any readable file as the key.',
    query: '{{field}} of an unverified token becomes part of a query: its sender can make {{name}} return a key of their choice.',
    command: '{{field}} of an unverified token becomes part of a command that {{name}} runs: its sender can run commands of their own.',
    url: '{{field}} of an unverified token decides from where {{name}} fetches the key: its sender can have their own key used.',
    fixed:
      '{{field}} of an unverified token becomes part of an address: with ../ its sender can make {{name}} fetch another document of that host.',
    key: 'The token is verified with the key in its own header ({{field}}): anyone can make a token and put the matching key into it.',
  },
  check({ keyLookups, runtime }, report) {
    if (runtime === 'client') return;
    for (const lookup of keyLookups) {
      if (lookup.checked) continue;
      const { at, field, name, read, via, sink, builds, fixedHost } = lookup;
      const evidence = [
        step(read, `${field} is read here, before the token is verified`),
        ...via.map(({ place, note }) => step(place, `held by ${note}`)),
        step(sink, 'used here'),
      ];
      // Behind a host of one's own the token can only ask for another of its documents.
      if (fixedHost) report({ at, message: 'fixed', severity: 'info', data: { field, name }, evidence });
      else if (builds === 'key') report({ at, message: 'key', data: { field }, evidence });
      else report({ at, message: builds, data: { field, name }, evidence });
    }
  },
});
