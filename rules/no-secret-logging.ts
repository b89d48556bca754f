import type { Disclosure } from '../src/flows/disclosures.ts';
import type { Facts } from '../src/facts/facts.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-secret-logging',
  summary: 'Disallow keys, tokens and Authorization headers in logs and answers.',
  why: 'Logs are copied, shipped and kept, and more people read them than may use what they hold.',
  instead: 'Log that a key is set or which token it was (its jti, its subject), never the value.',
  severity: 'warning',
  recommended: true,
  topic: 'keys',
  references: { cwe: ['CWE-532', 'CWE-209'], asvs: ['V16.2.5'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-01'] },
  messages: {
    key: '{{name}} is written to the log by {{sink}}: whoever reads the log can sign with it.',
    token: '{{name}} is written to the log by {{sink}}: whoever reads the log can use the token as its owner until it expires.',
    header: 'The Authorization header is written to the log by {{sink}}: whoever reads the log can send it again.',
    environment: 'All variables of the environment are handed to {{sink}}, with the secrets among them.',
    answer: '{{name}} is sent to the client by {{sink}}: whoever gets the answer can sign with it.',
    echo: '{{name}} is sent back with an error by {{sink}}: it ends in the logs and error trackers of whoever reads the answer.',
    error: '{{name}} is put into the message of an error, which ends in logs and answers.',
  },
  check(facts, report) {
    for (const one of facts.disclosures) {
      const judged = judge(one, facts);
      if (judged)
        report({ at: one.at, ...judged, data: { name: one.name, sink: one.sink }, evidence: [step(one.sinkAt, `handed to ${one.sink}`)] });
    }
  },
});

interface Judgement { readonly message: string; readonly severity: Severity; readonly certainty: Certainty }

function judge({ what, to, known, inOneEnvironment }: Disclosure, { runtime, isProgram }: Facts): Judgement | undefined {
  const certainty = known ? 'likely' : 'possible';
  // A program of the command line says its token to the person who asked for it.
  if (isProgram && (what !== 'key' || !known)) return undefined;
  if (what === 'environment') return { message: 'environment', severity: inOneEnvironment ? 'info' : 'warning', certainty };
  if (what === 'key')
    return {
      message: to === 'log' ? 'key' : to === 'error message' ? 'error' : 'answer',
      severity: known && !inOneEnvironment ? 'error' : 'warning',
      certainty,
    };
  // A name is a weak witness, and the console of a browser is its user's own.
  const severity = known && runtime !== 'client' && !inOneEnvironment ? 'warning' : 'info';
  return { message: to === 'error response' ? 'echo' : what === 'token' ? 'token' : 'header', severity, certainty };
}
