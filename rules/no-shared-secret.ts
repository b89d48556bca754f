import type { LibraryModel } from '../src/models/model.ts';
import type { Facts, Place } from '../src/facts/facts.ts';
import { originsOf } from '../src/values/origins.ts';
import { singleKeys } from '../src/documents/service-keys.ts';
import type { HeldKey, ServiceKey } from '../src/documents/service-keys.ts';
import { grouped } from '../src/values/once.ts';
import { step } from '../src/findings/evidence.ts';
import { keyPairAdvice } from '../src/findings/key-pair.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { AcrossFiles, Report } from '../src/findings/rule.ts';

/** A variable that one program signs or verifies with, a key that Compose or Kubernetes gives to a service, one that a Secret holds. */
type Kept = CodeUse | Given | ({ readonly kind: 'held' } & HeldKey);
type Given = { readonly kind: 'given'; readonly library: LibraryModel | undefined } & ServiceKey;

interface CodeUse {
  readonly kind: 'sign' | 'verify';
  readonly service: string;
  readonly variable: string;
  readonly at: Place;
  readonly library: LibraryModel;
}

export default defineRule({
  id: 'no-shared-secret',
  summary: 'Disallow one HMAC secret on both sides of a service boundary.',
  why: 'Whoever can verify with an HMAC secret can sign with it, too: a break-in at the smallest service forges the tokens of all.',
  instead:
    'Sign with a private key (RS256, ES256 or EdDSA) in one service, publish the public key as a JWKS, and let the others verify with that.',
  severity: 'warning',
  recommended: true,
  topic: 'keys',
  references: {
    cwe: ['CWE-668', 'CWE-522', 'CWE-1391'],
    rfc8725: ['3.5'],
    asvs: ['V9.1.2', 'V11.1.1'],
    nhi: ['NHI4:2025', 'NHI9:2025'],
    csf: ['PR.AA-01', 'PR.AA-05'],
  },
  messages: {
    across: '{{name}} signs in {{signer}} and verifies in {{service}}, so {{service}} can sign as {{signer}}, too. {{advice}}',
    given: '{{name}} is given to {{services}}: each can sign what the others accept.{{advice}}',
  },
  across: {
    keep: (facts) => [...usesIn(facts), ...keysIn(facts)],
    judge(kept: readonly Kept[], report) {
      inCode(kept.filter((one) => one.kind !== 'given' && one.kind !== 'held'), report);
      inPlatforms(kept.filter((one) => one.kind === 'given'), kept.filter((one) => one.kind === 'held'), report);
    },
  } satisfies AcrossFiles<Kept> as AcrossFiles,
});

function* usesIn({ jwtCalls, service }: Facts): Generator<CodeUse> {
  if (service === undefined) return;
  for (const { does, setup, key, library } of jwtCalls) {
    if ((does !== 'sign' && does !== 'verify') || setup || key?.slot !== 'symmetric') continue;
    for (const { value } of originsOf(key.value))
      if (value.kind === 'env') yield { kind: does, service, variable: value.name, at: key.at, library };
  }
}

/** A program that only verifies, beside one that signs: two that do both may well have two keys under one name. */
function inCode(uses: readonly CodeUse[], report: (report: Report) => void): void {
  const signs = new Set(uses.filter(({ kind }) => kind === 'sign').map(({ service, variable }) => `${service}\0${variable}`));
  const told = new Set<string>();
  const signersOf = grouped(uses.filter(({ kind }) => kind === 'sign'), ({ variable }) => variable);
  for (const { kind, service, variable, at, library } of uses) {
    const key = `${service}\0${variable}`;
    if (kind !== 'verify' || signs.has(key) || told.has(key)) continue;
    const all = signersOf.get(variable) ?? [];
    const signer = all.find((other) => other.service !== service);
    if (!signer) continue;
    told.add(key);
    // Under a name that several programs sign with, each may have a key of its own, as lessons of one course have.
    const isOnlyOne = all.every((other) => other.service === signer.service || other.service === service);
    report({
      at,
      message: 'across',
      ...(!isOnlyOne && { severity: 'info', certainty: 'possible' }),
      evidence: [step(signer.at, `signs in ${nameOf(signer.service)}`), step(at, `verifies in ${nameOf(service)}`)],
      data: { name: variable, signer: nameOf(signer.service), service: nameOf(service), advice: keyPairAdvice(library) },
    });
  }
}

const nameOf = (service: string): string => (service === '' ? 'the program at the root' : service);

function* keysIn({ serviceKeys, heldKeys, tokenLibrary }: Facts): Generator<Kept> {
  const library = serviceKeys.length > 0 ? tokenLibrary() : undefined;
  for (const key of serviceKeys) yield { kind: 'given', library, ...key };
  for (const key of heldKeys) yield { kind: 'held', ...key };
}

/** The files show who gets a key, not what they do with it. */
function inPlatforms(given: readonly Given[], held: readonly HeldKey[], report: (report: Report) => void): void {
  const groups = new Map<string, ServiceKey[]>();
  for (const one of singleKeys(given, held)) {
    const id = `${one.source} ${one.key ?? ''}`;
    const known = groups.get(id);
    if (known) known.push(one);
    else groups.set(id, [one]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    // The first workload of each program: one image is one program.
    const byProgram = new Map([...group].reverse().map(({ program, service }) => [program, service]));
    const services = [...new Set([...byProgram.values()].reverse())];
    if (!first || services.length < 2) continue;
    const library = given.find(({ library: one }) => one)?.library;
    report({
      at: first.at, message: 'given', severity: 'info', certainty: 'possible',
      evidence: group.map(({ at, service }) => step(at, `given to ${service}`)),
      data: { name: first.name, services: listed(services), advice: library ? ` ${keyPairAdvice(library)}` : '' },
    });
  }
}

const listed = (services: readonly string[]): string => `${services.slice(0, -1).join(', ')} and ${services.at(-1) ?? ''}`;
