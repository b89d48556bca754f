import type { Facts } from '../src/facts/facts.ts';
import type { KeyLiteral } from '../src/secrets/literals.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-private-key',
  summary: 'Disallow private keys in files of the project.',
  why: 'A private key in a repository belongs to everyone who ever cloned it, and stays in its history.',
  instead: 'Take the key out, replace it where it is in use, and load the new one from a secret store.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  tellsValue: true,
  references: {
    cwe: ['CWE-321', 'CWE-798', 'CWE-540'], rfc8725: ['3.5'], rfc7515: ['10.2'], rfc7517: ['9.2'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    key: 'A complete private key{{type}} ({{form}}) is written here: whoever reads it can sign as its owner.',
    set: 'A set of {{count}} complete private keys ({{form}}) is written here: whoever reads it can sign as its owner.',
    encrypted: 'An encrypted private key ({{form}}) is written here: its passphrase is all that protects it.',
    sample: 'This is a private key given as an example ({{form}}): fine as one, worthless as a key.',
    store: 'A key store ({{form}}) lies here: a password is all that protects the keys in it.',
    trusted:
      'A complete private key{{type}} ({{form}}) is written here, and {{call}} in {{file}} trusts its public half: whoever reads it can make tokens that are accepted there.',
    loaded:
      'A complete private key{{type}} ({{form}}) is written here, and {{call}} in {{file}} signs with it: whoever reads it can sign as well.',
    commented: 'A complete private key{{type}} ({{form}}) is written in this comment: nobody should use it any more.',
  },
  check({ file, privateKeys }, report) {
    // What git ignores was not published; it is where such keys belong.
    if (file.ignoredByGit) return;
    for (const key of privateKeys)
      report({
        at: key.at, ...judged(key, file.role), certainty: key.inComment ? 'possible' : key.proven ? 'proven' : 'likely',
        data: { count: key.inSet ?? 1, ...kindOf(key) },
      });
  },
  across: {
    keep: ({ file, privateKeys }: Facts) =>
      file.ignoredByGit ? [] : privateKeys.filter(({ proven, sample, inComment }) => proven && !sample && !inComment),
    judge(keys: readonly KeyLiteral[], report, _options, proofs) {
      for (const key of keys) {
        const trusts = proofs().trustedAt(key.at);
        const [first] = trusts;
        if (first)
          report({
            at: key.at, message: first.half === 'public' ? 'trusted' : 'loaded', severity: 'error', certainty: 'proven', inUse: true,
            data: { ...kindOf(key), call: first.by, file: first.at.file.path },
            evidence: trusts
              .slice(0, MOST_TRUSTS)
              .map(({ at, half, by }) => step(at, half === 'public' ? `its public half is trusted by ${by}` : `${by} signs with it`)),
          });
      }
    },
  },
});

/** Places that rely on one key and are worth naming. */
const MOST_TRUSTS = 5;

const kindOf = ({ form, type }: KeyLiteral): { readonly form: string; readonly type: string } =>
  ({ form: form === 'service account' ? 'service account JSON' : form, type: type === undefined ? '' : ` of type ${type}` });

const stores: ReadonlySet<string> = new Set(['PKCS#12', 'JKS', 'JCEKS']);

function judged(
  { form, encrypted, sample, inComment, inSet }: KeyLiteral,
  role: Facts['file']['role'],
): { message: string; severity: Severity } {
  if (sample) return { message: 'sample', severity: 'info' };
  // Stores are protected by passwords that programs must be given, and most of them are changeit.
  if (stores.has(form)) return { message: 'store', severity: 'warning' };
  if (encrypted) return { message: 'encrypted', severity: 'info' };
  if (inComment === 'code') return { message: 'commented', severity: 'info' };
  // A sample is not loaded, but copied, and the copies keep the key.
  return { message: inSet === undefined ? 'key' : 'set', severity: role === 'sample' ? 'warning' : 'error' };
}
