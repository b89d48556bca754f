import type { KeyLiteral } from '../src/secrets/literals.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-private-key',
  summary: 'Disallow private keys in files of the project.',
  why: 'Everyone who ever cloned the repository has a private key that was committed to it, and it stays in the history.',
  remediation: 'Remove the key, replace it wherever it is in use, and load the new one from a secret store.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  mergeByValue: true,
  references: {
    cwe: ['CWE-321', 'CWE-798', 'CWE-540'], rfc8725: ['3.5'], rfc7515: ['10.2'], rfc7517: ['9.2'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    key: 'This is a complete private key{{type}} ({{form}}): anyone who reads this file can sign as its owner.',
    set: 'This is a set of {{count}} complete private keys ({{form}}): anyone who reads this file can sign as their owner.',
    encrypted: 'This is an encrypted private key ({{form}}): only its passphrase protects it.',
    sample: 'This is a published example of a private key ({{form}}): everyone has it, so never use it as a real key.',
    store: 'This is a key store ({{form}}): only its password protects the private keys in it.',
    trusted:
      'This is a complete private key{{type}} ({{form}}), and {{call}} in {{file}} trusts its public half: anyone who reads this file can make tokens that are accepted there.',
    loaded:
      'This is a complete private key{{type}} ({{form}}), and {{call}} in {{file}} signs with it: anyone who reads this file can sign as well.',
    commented: 'This comment contains a complete private key{{type}} ({{form}}): anyone who reads it can sign with it, so never use it again.',
  },
  check({ file, privateKeys, isForOneRun }, report) {
    // What git ignores was not published; it is where such keys belong.
    if (file.ignoredByGit) return;
    for (const key of privateKeys) {
      const form = formOf(key);
      const about = { at: key.at, certainty: key.inComment ? 'possible' : key.proven ? 'proven' : 'likely' } as const;
      const message = messageFor(key);
      if (message === 'key' || message === 'commented')
        report({ ...about, message, severity: message === 'key' ? plain(file, isForOneRun) : 'info', data: { form, type: typeOf(key) } });
      else if (message === 'set') report({ ...about, message, severity: plain(file, isForOneRun), data: { form, count: key.inSet ?? 1 } });
      else report({ ...about, message, severity: message === 'store' ? 'warning' : 'info', onlyInAll: file.role !== 'production', data: { form } });
    }
  },
  across: {
    keep: ({ file, privateKeys }) =>
      file.ignoredByGit ? [] : privateKeys.filter(({ proven, sample, inComment }) => proven && !sample && !inComment),
    judge(keys, report, _options, proofs) {
      for (const key of keys) {
        const trusts = proofs().trustedAt(key.at);
        const [first] = trusts;
        if (first)
          report({
            at: key.at, message: first.half === 'public' ? 'trusted' : 'loaded', severity: 'error', certainty: 'proven', usedInProduction: true,
            data: { form: formOf(key), type: typeOf(key), call: first.by, file: first.at.file.path },
            evidence: trusts
              .slice(0, MOST_TRUSTS)
              .map(({ at, half, by }) => step(at, half === 'public' ? `${by} trusts its public half` : `${by} signs with it`)),
          });
      }
    },
  },
});

/** Places that rely on one key and are worth naming. */
const MOST_TRUSTS = 5;
const formOf = ({ form }: KeyLiteral): string => (form === 'service account' ? 'service account JSON' : form);
const typeOf = ({ type }: KeyLiteral): string => (type === undefined ? '' : ` of type ${type}`);

function messageFor({ form, encrypted, sample, inComment, inSet }: KeyLiteral) {
  if (sample) return 'sample';
  // Stores are protected by passwords that programs must be given, and most of them are changeit.
  if (form === 'PKCS#12' || form === 'JKS' || form === 'JCEKS') return 'store';
  if (encrypted) return 'encrypted';
  if (inComment === 'code') return 'commented';
  return inSet === undefined ? 'key' : 'set';
}

type KeyFile = KeyLiteral['at']['file'];

/** A sample is copied, and the copies keep the key. A pipeline's key is made up for a run, one for `localhost` opens nothing else. */
function plain({ role, path }: KeyFile, isForOneRun: boolean): Severity {
  if (isForOneRun) return 'info';
  return role === 'sample' || (role === 'example' && /localhost/i.test(path.slice(path.lastIndexOf('/') + 1))) ? 'warning' : 'error';
}
