import { removeItem } from '../src/edits/remove-item.ts';
import { familyOf } from '../src/secrets/algorithms.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import { mixedAlgorithm, publicTextAsSecret } from '../src/calls/keys/confusable-keys.ts';
import { takenBy } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-algorithm-confusion',
  summary: 'Disallow letting the token, or a mixed list, decide how its key is used.',
  why: 'A verifier that accepts HMAC beside public-key algorithms, or whatever the header asks for, can be given a token that is signed with the public key as the HMAC secret.',
  remediation: 'List the algorithms of one family (HMAC or public-key), fixed in code or stored with the key.',
  severity: 'error',
  recommended: true,
  category: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-757'], rfc8725: ['2.1', '3.1', '3.2', '3.10'], rfc7515: ['10.6', '10.7'], asvs: ['V9.1.2'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  messages: {
    fromToken: '{{name}} takes its list of algorithms from the header of the token it verifies, so the token chooses how it is checked.',
    table: '{{name}} picks its key by the algorithm in the header of the token, and no list says which algorithms are allowed.',
    mixed:
      '{{name}} accepts HMAC and public-key algorithms together: an attacker can sign a token with the public key as the HMAC secret.',
    mixedRefused:
      '{{name}} lists HMAC and public-key algorithms together. The installed version refuses such tokens, but older versions accept them.',
    byHand: '{{name}} uses one key for HMAC and for public-key signatures: whoever has the public key can sign with it as the HMAC secret.',
    publicKeyIgnored: '{{name}} is given a public key, but uses HMAC here: the public key is ignored, or serves as the secret that everyone has.',
    publicText: '{{name}} uses the text of a public key as an HMAC secret: whoever has the public key can sign.',
  },
  check({ jwtCalls, weakSettings }, report) {
    for (const { effect, about, name } of weakSettings)
      if (effect === 'hmac for public key') report({ ...about, message: 'publicKeyIgnored', data: { name } });
    for (const call of jwtCalls) {
      const data = { name: call.name };
      // What sets up signing alone may give its key to a verifier of the same plugin.
      const text = call.kind === 'verify' || call.setup ? publicTextAsSecret(call) : undefined;
      if (text) report({ at: text, message: 'publicText', data, evidence: takenBy({ value: text, at: text.at }, call) });
      if (call.kind !== 'verify') continue;
      if (call.algorithmFromToken)
        report({ at: (call.parts.algorithms ?? call.parts.algorithm ?? call).at, message: 'fromToken', data, severity: chosenBy(call) });
      if (call.keyByAlgorithm) report({ at: call.keyByAlgorithm, message: 'table', data, ...(isBound(call) && { severity: 'warning' }) });
      if (call.handRolled?.isConfusing) report({ at: call.at, message: 'byHand', data });
      const mixed = mixedAlgorithm(call);
      if (!mixed) continue;
      const refuses = call.behaviour?.mixedFamilies === 'refuses';
      report({
        at: mixed, message: refuses ? 'mixedRefused' : 'mixed', data, severity: refuses ? 'info' : 'error',
        evidence: takenBy({ value: mixed, at: mixed.at }, call),
        suggest: [removeItem(mixed, `Accept only ${familyOf(mixed.text) === 'HMAC' ? 'public-key' : 'HMAC'} algorithms`)],
      });
    }
  },
});

/** Where a key is bound to its family the token chooses within that one: among the keys of a set, or of a key object; unless it
 *  may choose none, and so pass wherever no key is found for it. A choice that it gets only where nothing else names an
 *  algorithm is no more than the missing list. */
function chosenBy(call: JwtCall): Severity {
  if (!isBound(call) || (call.behaviour?.noneListed === 'accepts without key' && call.algorithmFromToken === 'always')) return 'error';
  if (call.trust === 'third party') return 'info';
  if (!call.library.bytesAreSecrets) return 'error';
  return call.algorithmFromToken === 'when unset' ? 'info' : 'warning';
}

const isBound = ({ behaviour }: JwtCall): boolean => behaviour?.algorithmsOmitted === 'key' && behaviour.mixedFamilies === 'refuses';
