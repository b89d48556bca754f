import { removeItem } from '../src/edits/remove-item.ts';
import { familyOf } from '../src/secrets/algorithms.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import { itemsOf, listsOf, originsOf, textsOf } from '../src/values/origins.ts';
import type { Origin } from '../src/values/origins.ts';
import type { TextValue, Value } from '../src/values/value.ts';
import { wordsOf } from '../src/secrets/words/names.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-algorithm-confusion',
  summary: 'Disallow letting the token, or a mixed list, decide what the key means.',
  why: 'When one verifier takes HMAC and public-key algorithms, or whatever the header says, an attacker signs with the public key as HMAC secret.',
  instead: 'List the algorithms of one family, fixed in code or bound to the stored key.',
  severity: 'error',
  recommended: true,
  topic: 'signature',
  references: {
    cwe: ['CWE-347', 'CWE-757'], rfc8725: ['2.1', '3.1', '3.2', '3.10'], rfc7515: ['10.6', '10.7'], asvs: ['V9.1.2'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-04'],
  },
  messages: {
    fromToken: '{{name}} takes its allow-list from the header of the token it is to check, so the token chooses its algorithm.',
    table: '{{name}} is given the key that the header of the token asks for by its algorithm, and nothing lists which are allowed.',
    mixed:
      '{{name}} accepts HMAC and public-key algorithms together: a token signed with the text of the public key as HMAC secret passes.',
    mixedRefused: '{{name}} lists HMAC and public-key algorithms together. This version refuses the mix-up, an older one does not.',
    byHand: '{{name}} makes an HMAC with the key that also checks signatures here: whoever has the public key signs with it as the secret.',
    publicText: '{{name}} takes the text of a public key as HMAC secret here: anyone who has the public key can sign.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      const data = { name: call.name };
      // What sets up signing alone may give its key to a verifier of the same plugin.
      const text = call.does === 'verify' || call.setup ? publicTextAsSecret(call) : undefined;
      if (text) report({ at: text, message: 'publicText', data });
      if (call.does !== 'verify') continue;
      if (call.algorithmFromToken)
        report({ at: (call.parts.algorithms ?? call.parts.algorithm ?? call).at, message: 'fromToken', data, severity: chosenBy(call) });
      if (call.keyByAlgorithm) report({ at: call.keyByAlgorithm, message: 'table', data, ...(isBound(call) && { severity: 'warning' }) });
      if (call.handRolled?.isConfusing) report({ at: call.at, message: 'byHand', data });
      const stranger = minority(call);
      if (stranger) {
        const refuses = call.behaviour?.mixedFamilies === 'refuses';
        report({
          at: stranger, message: refuses ? 'mixedRefused' : 'mixed', data, severity: refuses ? 'info' : 'error',
          suggest: [removeItem(stranger, `Accept only ${familyOf(stranger.text) === 'HMAC' ? 'public-key' : 'HMAC'} algorithms`)],
        });
      }
    }
  },
});

/** In a list of both families, the first item of the one that does not fit the key. */
function minority(call: JwtCall): TextValue | undefined {
  return listsOf(call.parts.algorithms?.value).map((list) => minorityIn(list, call)).find(Boolean);
}

function minorityIn(list: Value, call: JwtCall): TextValue | undefined {
  const items = itemsOf(list).filter((item): item is TextValue => item.kind === 'text');
  const hmac = items.filter(({ text }) => familyOf(text) === 'HMAC');
  const asymmetric = items.filter(({ text }) => familyOf(text) === 'asymmetric');
  if (hmac.length === 0 || asymmetric.length === 0) return undefined;
  return call.key?.slot === 'symmetric' ? asymmetric[0] : hmac[0];
}

/** Where a key is bound to its family the token chooses within that one: among the keys of a set, or of a key object. A choice
 *  that it gets only where nothing else names an algorithm is no more than the missing list. */
function chosenBy(call: JwtCall): Severity {
  if (!isBound(call)) return 'error';
  if (call.trust === 'third party') return 'info';
  if (!call.library.bytesAreSecrets) return 'error';
  return call.algorithmFromToken === 'when unset' ? 'info' : 'warning';
}

const isBound = ({ behaviour }: JwtCall): boolean => behaviour?.algorithmsOmitted === 'key' && behaviour.mixedFamilies === 'refuses';

/** The text of a public key where an HMAC secret is read: bytes at jose, any key beside a list of HMAC algorithms elsewhere. */
function publicTextAsSecret({ library, behaviour, parts, key }: JwtCall): TextValue['at'] | undefined {
  if (!key) return undefined;
  const families = new Set(textsOf((parts.algorithms ?? parts.algorithm)?.value).map(({ text }) => familyOf(text)));
  if (families.has('asymmetric')) return undefined;
  // Left out, the one algorithm is HS256 wherever the text of a key is a secret.
  const isHmac =
    families.has('HMAC') || (families.size === 0 && behaviour?.algorithmsOmitted === 'one' && behaviour.publicTextIsSecret === true);
  const readsText = isHmac && (behaviour?.mixedFamilies === 'confuses' || behaviour?.publicTextIsSecret === true);
  if (!readsText && !library.bytesAreSecrets) return undefined;
  return originsOf(key.value).find(
    (origin) => isPublicText(origin) && (readsText || library.bytesAreSecrets === 'texts' || isBytes(origin)),
  )?.value.at;
}

const isBytes = ({ wrappers }: Origin): boolean => wrappers.some(({ by }) => by === 'text encoder' || by === 'utf8' || by === 'file');

function isPublicText({ value, wrappers }: Origin): boolean {
  if (wrappers.some(({ by }) => by === 'public key' || by === 'private key' || by === 'jwks' || by === 'jwk')) return false;
  if (value.kind === 'env') return isPublicName(value.name);
  if (value.kind !== 'text') return false;
  return wrappers.some(({ by }) => by === 'file') ? isPublicName(value.text) : /PUBLIC KEY-----|BEGIN CERTIFICATE-----/.test(value.text);
}

/** JWT_PUBLIC_KEY, keys/public.pem, server.crt. */
function isPublicName(name: string): boolean {
  const words = wordsOf(name);
  const says = (word: string): boolean => words.includes(word);
  return (says('public') && (says('key') || says('pem'))) || says('pub') || says('crt') || says('cer');
}
