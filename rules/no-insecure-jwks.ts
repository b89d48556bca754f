import { removeItem } from '../src/edits/remove-item.ts';
import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { KeySet } from '../src/flows/key-sets.ts';
import { isOn } from '../src/values/origins.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-insecure-jwks',
  summary: 'Disallow fetching verification keys over connections that others can tamper with.',
  why: 'An attacker who can answer in place of the key server chooses the keys, and can then sign tokens that are accepted.',
  remediation: 'Fetch keys and metadata by https with the certificate check on. For a private certificate authority, trust its certificate.',
  severity: 'error',
  recommended: true,
  category: 'signature',
  references: {
    cwe: ['CWE-319', 'CWE-295'], rfc8725: ['3.8'], rfc7515: ['10.3'], rfc7517: ['9.1'], asvs: ['V9.1.3', 'V12.2.1'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-04', 'PR.DS-02'],
  },
  messages: {
    plain: 'Keys are fetched from {{host}} by http: anyone on the network in between can replace them with their own, and then sign any token.',
    own: 'Keys are fetched from {{host}} by http. This is acceptable only if both ends are in the same trusted network.',
    switched:
      '{{option}} lets {{name}} fetch keys by http: anyone on the network in between can replace them with their own, and then sign any token.',
    unchecked:
      'Keys are fetched without checking the certificate of the server: anyone on the network in between can replace them, and then sign any token.',
  },
  check({ file, keySets, jwtCalls, weakSettings }, report) {
    for (const { effect, about, name, option } of weakSettings)
      if (effect === 'plain keys') report({ ...about, message: 'switched', data: { option, name } });
      else if (effect === 'unchecked host') report({ ...about, message: 'unchecked' });
    for (const { parts: { insecureTransport: part }, name } of jwtCalls)
      if (part?.option !== undefined && isOn(part.value))
        report({
          at: part.at,
          message: 'switched',
          data: { option: part.option, name },
          suggest: [removeItem(part, `Remove ${part.option}`)],
        });
    for (const { address, isOwn, isSetting, insecureTls } of keySets) {
      if (insecureTls)
        report({
          at: insecureTls,
          message: 'unchecked',
          ...(isOwn && { severity: 'info' }),
          suggest: [removeItem({ at: insecureTls }, 'Check the certificate')],
        });
      if (address?.host === undefined || !/^http:/i.test(address.text)) continue;
      report({
        at: address.at,
        message: isOwn ? 'own' : 'plain',
        // What a mock or an example writes down is fetched by nobody until a call takes it.
        onlyInAll: isOwn && file.role !== 'production',
        ...((isOwn || (isSetting && file.role === 'example')) && { severity: 'info' }),
        data: { host: address.host },
        suggest: [isOwn ? undefined : encrypted(address.at)],
      });
    }
  },
});

/** `http:` is the first thing in the text, whichever quotes it has. */
function encrypted(at: KeySet['at']): Suggestion | undefined {
  const written = /^["'`]?http:/.exec(at.file.text.slice(at.start, at.start + 6));
  return written
    ? replaceValue({ ...at, end: at.start + written[0].length }, written[0].replace('http:', 'https:'), 'Fetch the keys by https')
    : undefined;
}
