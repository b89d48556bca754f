import type { ProviderToken } from '../src/secrets/literals.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Verdict } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-provider-token',
  summary: 'Disallow tokens of well-known providers written in files of the project.',
  why: 'Whoever reads such a token can use the account behind it, and attackers search public repositories for them within minutes.',
  remediation: 'Revoke the token at its provider, and read the new one from the environment or a secret store.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  mergeByValue: true,
  references: { cwe: ['CWE-798', 'CWE-540'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-01'], aiRmf: ['GOVERN 6.1'] },
  messages: {
    token: 'This file holds {{kind}} of {{provider}}: whoever reads it can use that account.',
    beside: 'This file holds {{kind}} of {{provider}} beside the {{named}} it belongs to: whoever reads both can use that account.',
    test: 'This {{kind}} of {{provider}} is for tests only, but the real one is easily committed in the same place.',
    identifier: 'This {{kind}} of {{provider}} only identifies an account. It is harmless without its secret, which is not in this file.',
    misfit: 'This looks like {{kind}} of {{provider}}, but its checksum is wrong: it is made up or mistyped.',
  },
  check({ file, providerTokens }, report) {
    // What git ignores was not published; it is where such tokens belong.
    if (file.ignoredByGit) return;
    const now = Date.now() / 1000;
    for (const token of providerTokens) {
      // What has ended opens nothing any more.
      if (token.expires !== undefined && token.expires < now) continue;
      if (token.sample || token.use === 'public') continue;
      const { at, kind, provider, named } = token;
      const verdict = verdictOn(token, file.role === 'sample');
      // In tests and documents, too: a checksum that fits was not made up.
      const loud = token.checksum === 'fits' && (file.role === 'test' || file.role === 'docs') ? { severity: 'warning', usedInProduction: true } as const : {};
      if (verdict.message === 'found')
        report({
          ...verdict, ...loud, at,
          ...(named === undefined
            ? { message: 'token', data: { kind: withArticle(kind), provider } } as const
            : { message: 'beside', data: { kind: withArticle(kind), provider, named } } as const),
        });
      else report({ ...verdict, message: verdict.message, at, data: { kind: verdict.message === 'misfit' ? withArticle(kind) : kind, provider } });
    }
  },
});

/** As it is read aloud: a user token, an SDK key. */
const withArticle = (kind: string): string => `${/^(?:[aeio]|API\b|OAuth\b|SDK\b|SMTP\b|AI\b)/.test(kind) ? 'an' : 'a'} ${kind}`;

function verdictOn({ use, checksum, isShown, inComment }: ProviderToken, isSample: boolean): Verdict<'found' | 'misfit' | 'test' | 'identifier'> {
  if (checksum === 'fails') return { message: 'misfit', severity: 'info', certainty: 'possible' };
  if (use === 'test' || use === 'identifier') return { message: use, severity: 'info', certainty: 'likely' };
  // Nobody makes up a checksum. Without one, samples and comments may show what a token looks like.
  if (checksum === 'fits') return { message: 'found', severity: isShown ? 'warning' : 'error', certainty: 'proven' };
  if (use === 'server') return { message: 'found', severity: 'warning', certainty: 'likely' };
  return { message: 'found', severity: isSample || inComment === 'code' ? 'warning' : 'error', certainty: 'likely' };
}
