import type { ProviderToken } from '../src/secrets/literals.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-provider-token',
  summary: 'Disallow tokens of well-known providers written in files of the project.',
  why: 'Such a token opens an account elsewhere for whoever reads it, and repositories are searched for them within minutes.',
  instead: 'Revoke the token at its provider, and read the new one from the environment or a secret store.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  tellsValue: true,
  references: { cwe: ['CWE-798', 'CWE-540'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-01'], aiRmf: ['GOVERN 6.1'] },
  messages: {
    token: 'This {{kind}} of {{provider}} works for whoever reads this file.',
    beside: 'This {{kind}} of {{provider}} stands beside the {{named}} it belongs to: together they work for whoever reads this file.',
    test: 'This {{kind}} of {{provider}} opens a sandbox only, and shows how the real one would be kept.',
    identifier: 'This {{kind}} of {{provider}} names an account: harmless without its secret, which is not in view.',
    misfit: 'This has the shape of a {{kind}} of {{provider}}, but its checksum does not fit: made up, or mistyped.',
  },
  check({ file, providerTokens }, report) {
    // What git ignores was not published; it is where such tokens belong.
    if (file.ignoredByGit) return;
    for (const token of providerTokens) {
      const judged = token.sample || token.use === 'public' ? undefined : judgedIn(token, file.role === 'sample');
      if (judged) report({ at: token.at, ...judged, data: { kind: token.kind, provider: token.provider, named: token.named ?? '' } });
    }
  },
});

interface Judged { readonly message: string; readonly severity: Severity; readonly certainty: Certainty }

function judgedIn({ use, checksum, named, inComment }: ProviderToken, isSample: boolean): Judged {
  if (checksum === 'fails') return { message: 'misfit', severity: 'info', certainty: 'possible' };
  if (use === 'test' || use === 'identifier') return { message: use, severity: 'info', certainty: 'likely' };
  const message = named === undefined ? 'token' : 'beside';
  // Nobody makes up a checksum. Without one, samples and comments may show what a token looks like.
  if (checksum === 'fits') return { message, severity: 'error', certainty: 'proven' };
  return { message, severity: isSample || inComment === 'code' ? 'warning' : 'error', certainty: 'likely' };
}
