import type { KeyUse } from '../src/calls/jwt-call.ts';
import type { Facts, Place } from '../src/facts/facts.ts';
import { isHumanMade } from '../src/secrets/words/human-text.ts';
import { isForOneRun } from '../src/secrets/words/named-values.ts';
import type { NamedValue } from '../src/secrets/words/named-values.ts';
import { originsOf } from '../src/values/origins.ts';
import { isCopied } from '../src/documents/published.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import type { Value } from '../src/values/value.ts';
import { wayOf } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Severity } from '../src/findings/rule.ts';

/** RFC 7518 section 3.2: an HS256 key has at least the size of the hash. */
const LEAST_BYTES = 32;
/** 128 bits can't be searched; cookies and MACs have no rule of their own that asks for more. */
const LEAST_STRENGTH = 16;

export default defineRule({
  id: 'no-weak-secret',
  summary: 'Disallow HMAC keys that can be guessed.',
  why: 'Whoever has one token can try keys offline, millions a second. Words, short keys and clock-derived keys fall at once.',
  instead: 'Generate the key, for example with openssl rand -base64 48.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  tellsValue: true,
  references: {
    cwe: ['CWE-521', 'CWE-326', 'CWE-331'], rfc8725: ['2.2', '3.5'], rfc7515: ['10.1'], rfc7518: ['3.2'], asvs: ['V11.2.3', 'V11.5.1'],
    nhi: ['NHI4:2025'], csf: ['PR.AA-01'],
  },
  messages: {
    known: '{{path}} is a published word or example that everyone tries first.',
    placeholder: '{{path}} is still a placeholder: a service that starts with it signs with a public key.',
    short: '{{path}} is shorter than the {{needs}} bytes that an HMAC key needs (RFC 7518 section 3.2).',
    sample: '{{path}} is the value that {{file}} gives everyone who reads the repository.',
    human: '{{path}} looks like a word, date or pattern that a person made up; keys are drawn at random.',
    guessable: '{{path}} is made from a clock or a non-cryptographic random number, which an attacker can repeat.',
    few: '{{path}} is random but shorter than the {{needs}} bytes that a key for this needs.',
  },
  across: {
    keep: drawnIn,
    judge(kept: readonly Drawn[], report) {
      const committed = new Map(kept.filter(({ isShown }) => isShown).map((one) => [one.named.text, one] as const).reverse());
      for (const { named, isShown } of kept) {
        const source = isShown ? undefined : committed.get(named.text);
        if (source) report({
          at: named.at,
          message: 'sample',
          severity: lower('error', named.at.file.role),
          certainty: 'proven',
          data: { path: named.path, file: source.named.at.file.path },
          evidence: [{ place: source.named.at, note: 'the same value is committed here', isSecret: true }],
        });
      }
    },
  },
  check(facts, report) {
    for (const use of facts.keyUses) if (use.slot !== 'public' && use.slot !== 'private') checkUse(use);
    for (const named of facts.namedValues) {
      const found = judgeNamed(named, facts);
      if (found) report({ at: named.value.at, ...found, data: { path: named.path, ...found.data } });
    }

    function checkUse(use: KeyUse): void {
      for (const origin of originsOf(use.value)) {
        const data = { path: `T${use.purpose.slice(1)}` };
        if (origin.wrappers.some(({ by }) => by === 'guessable'))
          report({ at: origin.wrappers[0] ?? use, message: 'guessable', data, evidence: wayOf(origin, [use]) });
        else if (isAllGuessable(origin.value)) report({ at: origin.value, message: 'guessable', data, evidence: wayOf(origin, [use]) });
        const bytes = randomBytes(origin.wrappers.find(({ by }) => by === 'random')?.of);
        const needs = use.call ? LEAST_BYTES : LEAST_STRENGTH;
        // A library that refuses it says so before the first token.
        if (bytes !== undefined && bytes < needs && use.call?.behaviour?.shortHmac !== 'refuses')
          report({
            at: origin.wrappers[0] ?? use,
            message: 'few',
            severity: bytes < LEAST_STRENGTH ? 'warning' : 'info',
            data: { ...data, needs },
          });
      }
    }
  },
});

interface Drawn {
  readonly named: { readonly path: string; readonly text: string; readonly at: Place };
  /** Committed where nothing reports it: a sample or the settings of tests. Else it is what a service runs with, kept out of git. */
  readonly isShown: boolean;
}

function drawnIn({ namedValues, file }: Facts): readonly Drawn[] {
  const isShown = !file.ignoredByGit && (file.role === 'sample' || file.role === 'example' || file.role === 'test');
  if (!isShown && !file.ignoredByGit) return [];
  return namedValues.flatMap((named): Drawn[] => {
    const { value, path, says } = named;
    if (value.kind !== 'text' || says !== 'signing secret' || judgeSecret(value.text, named).class !== 'random') return [];
    return [{ named: { path, text: value.text, at: value.at }, isShown }];
  });
}

/** `key-${Date.now()}`: the text is known, and the rest can be repeated. */
const isAllGuessable = (value: Value): boolean =>
  value.kind === 'template' &&
  value.parts.some((part) => part.kind !== 'text') &&
  value.parts.every(
    (part) => part.kind === 'text' || originsOf(part).every(({ wrappers }) => wrappers.some(({ by }) => by === 'guessable')),
  );

const randomBytes = (size: Value | undefined): number | undefined =>
  size?.kind === 'plain' && typeof size.value === 'number' ? size.value : undefined;

interface Judged {
  readonly message: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly data?: Readonly<Record<string, number>>;
}

/** Configuration only: a weak literal in code is reported as the literal it is. */
function judgeNamed(named: NamedValue, { file, publishes, published }: Facts): Judged | undefined {
  const { in: where, says, value } = named;
  if (where !== 'config' || says !== 'signing secret' || value.kind !== 'text' || isForOneRun(named)) return undefined;
  // That a bundler publishes it is the worse problem, and a stronger key would not help.
  if (publishes(named.name) || isCopied(published, value.at)) return undefined;
  const { class: judged, needs, published: isKnown } = judgeSecret(value.text, named);
  const sample = file.role === 'sample';
  switch (judged) {
    // A sample file is there to be filled in; its values are hints at most.
    case 'placeholder': return sample ? undefined : { message: 'placeholder', severity: lower('error', file.role), certainty: 'proven' };
    case 'known': return { message: 'known', severity: sample ? 'info' : lower('error', file.role), certainty: 'proven' };
    case 'short': {
      const isGuess = isKnown || isHumanMade(value.text, named.own);
      // Where the file names the algorithm, its length is no assumption.
      const severity = lower(named.algorithm === undefined || isGuess ? 'warning' : 'error', file.role);
      return { message: isGuess ? 'human' : 'short', severity: sample ? 'info' : severity, certainty: 'proven', data: { needs } };
    }
    case 'human': return { message: 'human', severity: sample ? 'info' : lower('warning', file.role), certainty: 'likely' };
    default: return undefined;
  }
}

/** Development files run on a developer's machine: one level down. */
const lower = (severity: 'error' | 'warning', role: Facts['file']['role']): Severity =>
  role !== 'development' ? severity : severity === 'error' ? 'warning' : 'info';
