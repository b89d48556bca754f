import type { UrlToken } from '../src/flows/token-urls.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-token-in-url',
  summary: 'Disallow bearer tokens in query strings.',
  why: 'Addresses end in logs of servers and proxies, in the history of browsers and in Referer headers, and the token with them (RFC 6750 section 5.3).',
  instead: 'Send the token in the Authorization header or an HttpOnly cookie; hand a browser over with a code of one use.',
  severity: 'warning',
  recommended: true,
  topic: 'keys',
  references: { cwe: ['CWE-598', 'CWE-200'], asvs: ['V14.2.1'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-02'] },
  messages: {
    redirect: 'The browser is sent to an address with the token behind {{parameter}}=: it stays in its history and in the logs on the way.',
    written: 'The token is put into the address behind {{parameter}}=: it ends in logs and histories on the way.',
    taken: 'A token from the query string is accepted here: whoever reads an address in a log can use it.',
    configured: '{{name}} takes tokens from the query string, behind {{parameter}}=: whoever reads an address in a log can use them.',
    usual: '{{name}} takes tokens from the query string too, behind {{parameter}}=, unless it is told not to.',
    handshake: 'The token of this handshake stands in its address, which servers and proxies log: make it short-lived and of one use.',
  },
  check({ tokenUrls, jwtCalls, runtime }, report) {
    for (const call of jwtCalls) {
      const [part, usual] = [call.parts.tokenFromUrl, call.defaults.tokenFromUrl];
      const data = { name: call.name, parameter: part?.value.kind === 'text' ? part.value.text : (usual ?? '') };
      if (part?.value.kind === 'text') report({ at: part.at, message: 'configured', data });
      else if (!part && usual !== undefined && call.whole) report({ at: call.at, message: 'usual', severity: 'info', data });
    }
    for (const one of tokenUrls)
      report({ at: one.at, ...judge(one, runtime), certainty: one.known ? 'likely' : 'possible', data: { parameter: one.parameter } });
  },
});

function judge({ way, handshake, known, to }: UrlToken, runtime: string): { message: string; severity: Severity } {
  if (handshake) return { message: 'handshake', severity: 'info' };
  if (way === 'taken') return { message: 'taken', severity: 'warning' };
  // Somebody else's server decides how it wants its tokens; a name alone is a weak witness.
  if (to === 'redirect' && known && runtime !== 'client') return { message: 'redirect', severity: 'warning' };
  return { message: to === 'redirect' ? 'redirect' : 'written', severity: known && to !== 'foreign host' ? 'warning' : 'info' };
}
