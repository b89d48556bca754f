import type { TokenFlow } from '../src/flows/token-flows.ts';
import type { Runtime } from '../src/facts/runtime.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Step, Verdict } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-decode-without-verify',
  summary: 'Disallow trusting the claims of a token that is decoded but not verified.',
  why: 'Decoding only reads what the sender wrote, and anyone can write a token that says they are an administrator.',
  remediation: 'Verify the token with a fixed list of algorithms, and use the claims that the verifier returns.',
  severity: 'warning',
  recommended: true,
  category: 'signature',
  references: {
    cwe: ['CWE-345', 'CWE-347', 'CWE-290'], rfc8725: ['3.3', '3.10'], rfc7519: ['7.2', '11.1'], asvs: ['V9.1.1'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-03', 'PR.AA-04'],
  },
  messages: {
    request: '{{name}} reads the claims of a token from outside and trusts them, but nothing verifies that token.',
    handRolled: 'The claims of a token from outside are decoded by hand and trusted, but nothing verifies that token.',
    session:
      '{{name}} hands over the session that the request brings, unverified: its sender can write any user or role into it. Ask {{instead}}.',
    set: '{{option}} makes {{name}} pass on the claims of a token without a look at its signature.',
    response:
      '{{name}} reads a token from a token endpoint without verifying it. That is safe only if it comes directly from that endpoint over TLS.',
  },
  check({ tokenFlows, runtime, weakSettings }, report) {
    for (const { effect, about, name, option } of weakSettings)
      if (effect === 'unread') report({ ...about, message: 'set', severity: 'error', data: { name, option } });
    if (runtime === 'client') return;
    for (const flow of tokenFlows) {
      const { session } = flow;
      if (session) {
        // A browser reads its own session, and most files say nothing of where they run.
        if (!flow.verified && (session.onServer || runtime === 'server'))
          report({ at: flow.at, message: 'session', data: { name: flow.name, instead: session.instead }, evidence: waysOf(flow) });
        continue;
      }
      const judged = judge(flow, runtime);
      if (judged)
        report({
          at: flow.at,
          ...(judged.message === 'handRolled' ? judged : { ...judged, data: { name: flow.name } }),
          evidence: waysOf(flow),
        });
    }
  },
});

const waysOf = ({ decodedAt, decides, session }: TokenFlow): readonly Step[] => [
  ...(decodedAt ? [step(decodedAt, session ? 'read here, as the request brings it' : 'decoded here, without a look at the signature')] : []),
  ...(decides ? [step(decides, session ? 'what it says decides here' : 'the claims decide here')] : []),
];

type Told = Verdict<'handRolled'> | Verdict<'request' | 'response'>;

function judge({ source, verified, decides, handRolled, forPages, decodedAt }: TokenFlow, runtime: Runtime): Told | undefined {
  if (verified || decides === undefined) return undefined;
  // A page, too, has functions that are given a token and named for what they are believed to do.
  const isServer = source === 'request' || (source === 'trusted' && (!forPages || runtime === 'server'));
  if (isServer) return handRolled && decodedAt === undefined ? { message: 'handRolled' } : { message: 'request' };
  return source === 'token response' ? { message: 'response', severity: 'info' } : undefined;
}
