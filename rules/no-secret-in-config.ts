import { configuredKeys, keptVariables } from '../src/facts/configured-keys.ts';
import type { Facts } from '../src/facts/facts.ts';
import { looksDrawn } from '../src/secrets/words/human-text.ts';
import { isForOneRun } from '../src/secrets/words/named-values.ts';
import type { NamedValue } from '../src/secrets/words/named-values.ts';
import { isCopied } from '../src/documents/published.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import { readBy } from '../src/findings/evidence.ts';
import { sizeClass } from '../src/findings/identity/size-class.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-secret-in-config',
  summary: 'Disallow keys written out in configuration files.',
  why: 'Configuration files are committed, copied and built into images, and a key in them spreads with every copy.',
  remediation:
    'Refer to the key instead: an environment variable, a mounted secret file, or a secret of your platform. Replace the key that was committed.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  mergeByValue: true,
  references: {
    cwe: ['CWE-798', 'CWE-260', 'CWE-312'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    signing: 'The value of {{path}} is written in this file ({{size}}): anyone who reads it can sign with this key.',
    other: 'The value of {{path}} is written in this file and looks like a real credential: anyone who reads it can use it.',
  },
  check(facts, report) {
    if (facts.file.ignoredByGit) return;
    for (const named of facts.namedValues) {
      if (
        named.in !== 'config' ||
        named.says === undefined ||
        named.value.kind !== 'text' ||
        facts.file.role === 'sample' ||
        facts.publishes(named.name) ||
        isCopied(facts.published, named.value.at)
      )
        continue;
      const written = isKnownByForm(named, facts) ? undefined : writtenKey(named);
      if (written) report({ at: named.value, ...written });
    }
  },
  across: {
    keep: (facts) => (facts.file.ignoredByGit || facts.file.role === 'sample' ? [] : keptVariables(facts)),
    judge(kept, report) {
      for (const { named, readers } of configuredKeys(kept)) {
        const written = writtenKey(named);
        if (written) report({ at: named.value, ...written, evidence: readBy(readers) });
      }
    },
  },
});

/**
 * Words and short values are reported as weak, which is the worse half of the same problem. Passwords and the like share
 * their names with labels and settings, so theirs must look drawn.
 */
function writtenKey(named: NamedValue) {
  if (named.value.kind !== 'text') return undefined;
  const { class: judged, bytes } = judgeSecret(named.value.text, named);
  const signing = named.says !== 'other secret';
  if (judged !== 'random' || (!signing && !looksDrawn(named.value.text))) return undefined;
  const about = { severity: severityOf(signing, named), onlyInAll: isForOneRun(named) };
  return signing
    ? { ...about, message: 'signing', data: { path: named.path, size: sizeClass(bytes) } } as const
    : { ...about, message: 'other', data: { path: named.path } } as const;
}

/** A private key or token there has a finding of its own. */
const isKnownByForm = ({ value }: NamedValue, { privateKeys, tokens, providerTokens }: Facts): boolean =>
  [...privateKeys, ...tokens, ...providerTokens].some(({ at }) => at.start < value.at.end && at.end > value.at.start);

function severityOf(signing: boolean, named: NamedValue): Severity {
  if (isForOneRun(named)) return 'info';
  return signing ? 'error' : 'warning';
}
