import type { Disclosure } from '../src/flows/disclosures.ts';
import type { Facts } from '../src/facts/facts.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-secret-logging',
  summary: 'Disallow keys, tokens and Authorization headers in logs and responses.',
  why: 'Logs are copied, sent elsewhere and kept, and more people can read them than should be able to use the keys and tokens in them.',
  remediation: 'Log that a key is set, or which token it was (its jti or subject), never the value itself.',
  severity: 'warning',
  recommended: true,
  category: 'keys',
  references: { cwe: ['CWE-532', 'CWE-209'], asvs: ['V16.2.5'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-01'] },
  messages: {
    key: '{{sink}} writes {{name}} to the log: whoever reads the log can sign with it.',
    token: '{{sink}} writes {{name}} to the log: whoever reads the log can use this token as its owner until it expires.',
    header: '{{sink}} writes the Authorization header to the log: whoever reads the log can send it again as the same user.',
    environment: '{{sink}} gets all environment variables, including the secrets among them.',
    answer: '{{sink}} sends {{name}} to the client: whoever gets the response can sign with it.',
    echo: '{{sink}} sends {{name}} back in an error response: it ends up in the logs and error trackers of the client.',
    error: '{{name}} is put into an error message, and those end up in logs and responses.',
  },
  check(facts, report) {
    for (const one of facts.disclosures) {
      const { name, sink, what, to, known } = one;
      // A program of the command line says its token to the person who asked for it.
      if (facts.isProgram && (what !== 'key' || !known)) continue;
      const about = {
        at: one.at, certainty: known ? 'likely' : 'possible', evidence: [step(one.sinkAt, `handed to ${sink}`)],
        severity: severityOf(one, facts.runtime),
      } as const;
      if (what === 'environment') report({ ...about, message: 'environment', data: { sink } });
      else if (what === 'key' && to === 'error message') report({ ...about, message: 'error', data: { name } });
      else if (what === 'key') report({ ...about, message: to === 'log' ? 'key' : 'answer', data: { name, sink } });
      else if (to === 'error response') report({ ...about, message: 'echo', data: { name, sink } });
      else if (what === 'token') report({ ...about, message: 'token', data: { name, sink } });
      else report({ ...about, message: 'header', data: { sink } });
    }
  },
});

function severityOf({ what, known, inOneEnvironment }: Disclosure, runtime: Facts['runtime']): Severity {
  if (what === 'environment') return inOneEnvironment ? 'info' : 'warning';
  if (what === 'key') return known && !inOneEnvironment ? 'error' : 'warning';
  // A name is a weak witness, and the console of a browser is its user's own.
  return known && runtime !== 'client' && !inOneEnvironment ? 'warning' : 'info';
}
