import type { KeyUse } from '../src/calls/jwt-call.ts';
import { configuredKeys, keptVariables } from '../src/facts/configured-keys.ts';
import type { KeptVariables } from '../src/facts/configured-keys.ts';
import type { Facts } from '../src/facts/facts.ts';
import { copiesOfShown, drawnSecrets } from '../src/secrets/committed-secrets.ts';
import type { DrawnSecret } from '../src/secrets/committed-secrets.ts';
import { guessablePart, randomBytesIn } from '../src/secrets/random-values.ts';
import { isHumanMade, isUnfilled } from '../src/secrets/words/human-text.ts';
import { isForOneRun } from '../src/secrets/words/named-values.ts';
import type { NamedValue } from '../src/secrets/words/named-values.ts';
import { originsOf } from '../src/values/origins.ts';
import { isCopied } from '../src/documents/published.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import { readBy, wayOf } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

/** RFC 7518 section 3.2: an HS256 key has at least the size of the hash. */
const LEAST_BYTES = 32;
/** 128 bits can't be searched; cookies and MACs have no rule of their own that asks for more. */
const LEAST_STRENGTH = 16;

export default defineRule({
  id: 'no-weak-secret',
  summary: 'Disallow HMAC keys that can be guessed.',
  why: 'Whoever has one token can try millions of keys per second offline. Words, short keys and keys made from the time are found quickly.',
  remediation: 'Generate a random key, for example with openssl rand -base64 48.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  mergeByValue: true,
  references: {
    cwe: ['CWE-521', 'CWE-326', 'CWE-331'], rfc8725: ['2.2', '3.5'], rfc7515: ['10.1'], rfc7518: ['3.2'], asvs: ['V11.2.3', 'V11.5.1'],
    nhi: ['NHI4:2025'], csf: ['PR.AA-01'],
  },
  messages: {
    known: '{{path}} is a publicly known word or example, which attackers try first.',
    placeholder: '{{path}} is still a placeholder: a service that starts with it signs with a key that everyone knows.',
    short: '{{path}} is shorter than the {{needs}} bytes that an HMAC key needs (RFC 7518, section 3.2).',
    sample: '{{path}} has the same value as in {{file}}, which everyone who can read the repository knows.',
    human: '{{path}} looks like a word, date or pattern that a person made up, and can be guessed: use a random key.',
    guessable: '{{path}} is made from the time or a random number that is not cryptographic, so an attacker can compute it again.',
    few: '{{path}} is random, but shorter than the {{needs}} bytes that a key for this needs.',
  },
  across: {
    keep: keptOf,
    judge(kept, report) {
      for (const { named, readers } of configuredKeys(kept.flatMap(({ variables }) => variables))) {
        const weakness = isForOneRun(named) ? undefined : weaknessOf(named, named.keyAt.file.role, 'error');
        if (weakness) report({ at: named.value, ...weakness, evidence: readBy(readers) });
      }
      for (const { secret, shown } of copiesOfShown(kept.flatMap(({ drawn }) => drawn)))
        report({
          at: secret.at,
          message: 'sample',
          severity: 'error',
          certainty: 'proven',
          data: { path: secret.path, file: shown.at.file.path },
          evidence: [{ place: shown.at, note: 'the same value is committed here', isSecret: true }],
        });
    },
  },
  check(facts, report) {
    for (const use of facts.keyUses) {
      if (use.slot === 'public' || use.slot === 'private') continue;
      for (const origin of originsOf(use.value)) {
        const path = `T${use.purpose.slice(1)}`;
        const guessable = guessablePart(origin);
        if (guessable) report({ at: guessable, message: 'guessable', data: { path }, evidence: wayOf(origin, [use]) });
        const bytes = randomBytesIn(origin);
        const needs = use.call ? LEAST_BYTES : LEAST_STRENGTH;
        if (bytes !== undefined && bytes < needs && !isRefused(use))
          report({
            at: origin.wrappers[0] ?? use, message: 'few', data: { path, needs },
            severity: bytes < LEAST_STRENGTH ? 'warning' : 'info',
          });
      }
    }
    for (const named of facts.namedValues.filter((one) => isConfigured(one, facts))) {
      const weakness = weaknessOf(named, facts.file.role, 'warning');
      // Made up for a run that ends: worth a look where the run is no test.
      if (weakness) report({ at: named.value, ...weakness, ...(isForOneRun(named) && { severity: 'info', onlyInAll: true }) });
    }
  },
});

interface Kept { readonly drawn: readonly DrawnSecret[]; readonly variables: readonly KeptVariables[] }

function keptOf(facts: Facts): readonly Kept[] {
  const [drawn, variables] = [drawnSecrets(facts.namedValues, facts.file), keptVariables(facts)];
  return drawn.length === 0 && variables.length === 0 ? [] : [{ drawn, variables }];
}

/** What is wrong with the text that configuration gives to a key; `guessed`: how bad it is that a person made it up. */
function weaknessOf(named: NamedValue, role: Facts['file']['role'], guessed: 'error' | 'warning') {
  if (named.value.kind !== 'text') return undefined;
  const data = { path: named.path };
  const { class: judged, needs } = judgeSecret(named.value.text, named);
  // A sample file is there to be filled in; its values are hints at most, and not for everyone.
  const onlyInAll = role === 'sample';
  const severity = (usual: 'error' | 'warning'): Severity => (onlyInAll ? 'info' : usual);
  if (judged === 'placeholder' && !onlyInAll)
    return { message: 'placeholder', severity: isToBeFilledIn(named, role) ? 'warning' : 'error', certainty: 'proven', data } as const;
  if (judged === 'known') return { onlyInAll, message: 'known', severity: severity('error'), certainty: 'proven', data } as const;
  if (judged === 'human') return { onlyInAll, message: 'human', severity: severity(guessed), data } as const;
  if (judged !== 'short') return undefined;
  if (isGuess(named)) return { onlyInAll, message: 'human', severity: severity(guessed), certainty: 'proven', data } as const;
  // Where the algorithm is named, the length is no assumption.
  const usual = named.algorithm === undefined ? 'warning' : 'error';
  return { onlyInAll, message: 'short', severity: severity(usual), certainty: 'proven', data: { ...data, needs } } as const;
}

/** A library that refuses it says so before the first token. */
const isRefused = ({ call }: KeyUse): boolean => call?.behaviour?.shortHmac === 'refuses';

/** Configuration only: a weak literal in code is reported as the literal it is. */
function isConfigured(named: NamedValue, { publishes, published }: Facts): boolean {
  if (named.in !== 'config' || (named.says !== 'signing secret' && !named.isKnown) || named.value.kind !== 'text') return false;
  // That a bundler publishes it is the worse problem, and a stronger key would not help.
  return !publishes(named.name) && !isCopied(published, named.value.at);
}

const isGuess = (named: NamedValue): boolean =>
  named.value.kind === 'text' && (judgeSecret(named.value.text, named).published || isHumanMade(named.value.text, named.own));

/** An example shows where the key goes; so does a file for developers to fill in, unless they can run with it as it is. */
const isToBeFilledIn = ({ value }: NamedValue, role: Facts['file']['role']): boolean =>
  role === 'example' || (role === 'development' && value.kind === 'text' && isUnfilled(value.text));
