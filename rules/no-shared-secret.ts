import type { LibraryModel } from '../src/models/model.ts';
import { secretsShared, secretUsesOf, type SecretUse } from '../src/calls/keys/secret-uses.ts';
import { sharedServiceKeys } from '../src/documents/service-keys.ts';
import type { HeldKey, ServiceKey } from '../src/documents/service-keys.ts';
import type { Facts } from '../src/facts/facts.ts';
import { step } from '../src/findings/evidence.ts';
import { adviceOfLibrary, keyPairAdvice, keyPairHelp, noAdvice } from '../src/findings/key-pair.ts';
import { defineRule } from '../src/findings/rule.ts';

/** Of one file: the variables its code signs and verifies with, and the keys that its configuration gives to services or holds. */
interface Kept {
  readonly uses: readonly SecretUse[];
  readonly given: readonly ServiceKey[];
  readonly held: readonly HeldKey[];
  /** The library that tokens are made with here. */
  readonly library: LibraryModel | undefined;
}

export default defineRule({
  id: 'no-shared-secret',
  summary: 'Disallow one HMAC secret on both sides of a service boundary.',
  why: 'Whoever can verify with an HMAC secret can also sign with it: an attacker who breaks into the smallest service can forge the tokens of all.',
  remediation:
    'Sign with a private key (RS256, ES256 or EdDSA) in one service, publish the public key as a JWKS, and let the others verify with that.',
  severity: 'warning',
  recommended: true,
  category: 'keys',
  references: {
    cwe: ['CWE-668', 'CWE-522', 'CWE-1391'],
    rfc8725: ['3.5'],
    asvs: ['V9.1.2', 'V11.1.1'],
    nhi: ['NHI4:2025', 'NHI9:2025'],
    csf: ['PR.AA-01', 'PR.AA-05'],
  },
  messages: {
    across: '{{name}} is used to sign in {{signer}} and to verify in {{service}}, so {{service}} can sign tokens too. {{advice}}',
    symmetric: '{{name}} signs with HMAC: every application that verifies its tokens holds the key that makes them.',
    given: '{{name}} is given to {{services}}: each of them can sign tokens that the others accept.{{advice}}',
  },
  check({ weakSettings }, report) {
    for (const { effect, about, name } of weakSettings)
      if (effect === 'hmac for all') report({ ...about, message: 'symmetric', data: { name } });
  },
  across: {
    keep: keptOf,
    judge(kept, report) {
      for (const { verifier, signer, isOnlySigner } of secretsShared(kept.flatMap(({ uses }) => uses))) {
        const [from, to] = [nameOf(signer.service), nameOf(verifier.service)];
        report({
          at: verifier.at,
          message: 'across',
          ...(!isOnlySigner && { severity: 'info', certainty: 'possible' }),
          evidence: [step(signer.at, `signs in ${from}`), step(verifier.at, `verifies in ${to}`)],
          data: { name: verifier.variable, signer: from, service: to, advice: keyPairAdvice },
          help: keyPairHelp(verifier.library),
        });
      }
      // The files show who gets a key, not what they do with it.
      const library = kept.find((one) => one.library)?.library;
      const { advice, ...help } = library ? adviceOfLibrary(library) : noAdvice;
      for (const { given, services } of sharedServiceKeys(kept.flatMap((one) => one.given), kept.flatMap(({ held }) => held)))
        report({
          at: given[0].at, message: 'given', severity: 'info', certainty: 'possible',
          evidence: given.map(({ at, service }) => step(at, `given to ${service}`)),
          data: { name: given[0].name, services: listed(services), advice }, ...help,
        });
    },
  },
});

function keptOf({ jwtCalls, service, serviceKeys: given, heldKeys: held, tokenLibrary }: Facts): readonly Kept[] {
  const uses = service === undefined ? [] : [...secretUsesOf(jwtCalls, service)];
  if (uses.length === 0 && given.length === 0 && held.length === 0) return [];
  return [{ uses, given, held, library: given.length > 0 ? tokenLibrary() : undefined }];
}

const nameOf = (service: string): string => (service === '' ? 'the program at the root' : service);

const listed = (services: readonly string[]): string => `${services.slice(0, -1).join(', ')} and ${services.at(-1) ?? ''}`;
