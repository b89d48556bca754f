import type { TokenFlow } from '../src/flows/token-flows.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Verdict } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-decode-without-verify',
  summary: 'Disallow trusting the claims of a token that is decoded but not verified.',
  why: 'Decoding only reads what the sender wrote, and anyone can write a token that says they are an administrator.',
  instead: 'Verify the token with a fixed list of algorithms, and use the claims that the verifier returns.',
  severity: 'warning',
  recommended: true,
  topic: 'signature',
  references: {
    cwe: ['CWE-345', 'CWE-347', 'CWE-290'], rfc8725: ['3.3', '3.10'], rfc7519: ['7.2', '11.1'], asvs: ['V9.1.1'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-03', 'PR.AA-04'],
  },
  messages: {
    request: '{{name}} reads the claims of a token from the request and trusts them to say who the caller is, but nothing verifies that token.',
    handRolled:
      'The claims of a token from the request are decoded by hand and trusted to say who the caller is, but nothing verifies that token.',
    response:
      '{{name}} reads a token from a token endpoint without verifying it. That is safe only if it comes directly from that endpoint over TLS.',
  },
  check({ tokenFlows, runtime }, report) {
    if (runtime === 'client') return;
    for (const flow of tokenFlows) {
      const judged = judge(flow);
      if (judged)
        report({
          at: flow.at,
          ...(judged.message === 'handRolled' ? judged : { ...judged, data: { name: flow.name } }),
          evidence: flow.sink ? [step(flow.sink, 'the claims decide here')] : [],
        });
    }
  },
});

function judge({ source, verified, decides, handRolled }: TokenFlow): Verdict<'handRolled'> | Verdict<'request' | 'response'> | undefined {
  if (verified || decides === 'nothing') return undefined;
  if (source === 'request') return handRolled ? { message: 'handRolled' } : { message: 'request' };
  return source === 'token response' ? { message: 'response', severity: 'info' } : undefined;
}
