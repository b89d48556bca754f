import type { UrlToken } from '../src/flows/token-urls.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-token-in-url',
  summary: 'Disallow bearer tokens in the query string of an address.',
  why: 'Addresses end up in the logs of servers and proxies, in browser histories and in Referer headers, together with the token in them (RFC 6750, section 5.3).',
  remediation: 'Send the token in the Authorization header or in an HttpOnly cookie. To hand a browser over, use a code that works only once.',
  severity: 'warning',
  recommended: true,
  category: 'keys',
  references: { cwe: ['CWE-598', 'CWE-200'], asvs: ['V14.2.1'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-02'] },
  messages: {
    redirect: 'The browser is sent to an address with the token in {{parameter}}=: it stays in the browser history and in logs on the way.',
    written: 'The token is put into an address as {{parameter}}=: it ends up in logs and browser histories.',
    taken: 'A token from the query string is accepted here: anyone who reads the address in a log can use the token.',
    configured: '{{name}} accepts tokens from the query string, as {{parameter}}=: anyone who reads the address in a log can use the token.',
    set: '{{option}} makes {{name}} accept tokens from the query string: anyone who reads the address in a log can use the token.',
    usual: '{{name}} also accepts tokens from the query string, as {{parameter}}=, unless an option turns that off.',
    handshake: 'The token of this handshake is part of its address, which servers and proxies log: use one that is short-lived and works only once.',
  },
  check({ tokenUrls, jwtCalls, weakSettings }, report) {
    for (const { effect, about, name, option } of weakSettings)
      if (effect === 'in url') report({ ...about, message: 'set', data: { name, option } });
    for (const { parts: { tokenFromUrl: part }, defaults: { tokenFromUrl: usual }, at, name, isComplete } of jwtCalls) {
      if (part?.value.kind === 'text') report({ at: part.at, message: 'configured', data: { name, parameter: part.value.text } });
      else if (!part && usual !== undefined && isComplete) report({ at, message: 'usual', severity: 'info', data: { name, parameter: usual } });
    }
    for (const one of tokenUrls) {
      const { way, handshake, known, to, parameter } = one;
      const about = { at: one.at, certainty: known ? 'likely' : 'possible' } as const;
      if (handshake) report({ ...about, message: 'handshake', severity: 'info' });
      else if (way === 'taken') report({ ...about, message: 'taken' });
      else report({ ...about, message: to === 'redirect' ? 'redirect' : 'written', severity: severityOf(one), onlyInAll: to === 'foreign host', data: { parameter } });
    }
  },
});

/** Somebody else's server decides how it wants its tokens; a name alone is a weak witness. */
const severityOf = ({ known, to }: UrlToken): Severity => (known && to !== 'foreign host' ? 'warning' : 'info');
