import type { Facts } from '../src/facts/facts.ts';
import { isForOneRun, type NamedValue } from '../src/secrets/words/named-values.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import { isPurpose, ownClaims, tokenUsesOf } from '../src/calls/tokens/token-uses.ts';
import type { SignedToken, TokenUse, VerifiedToken } from '../src/calls/tokens/token-uses.ts';
import { kindOfNames } from '../src/calls/tokens/token-kinds.ts';
import { grouped } from '../src/values/once.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Report } from '../src/findings/rule.ts';

const ACCESS = 'an access token';

export default defineRule({
  id: 'require-token-type',
  summary: 'Require tokens of different kinds to be told apart where one key signs them.',
  why: 'A signature says who made a token, not what for: a verifier that asks nothing more takes a login token where a reset token is meant, and a reset link as a login.',
  instead: 'Put a purpose into each token and compare it after verification, or give each kind its own key or audience.',
  severity: 'warning',
  recommended: true,
  topic: 'claims',
  references: { cwe: ['CWE-345', 'CWE-863'], rfc8725: ['3.11', '3.12'], asvs: ['V9.2.2'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'] },
  messages: {
    accepts:
      '{{name}} is there for {{own}} and takes {{other}} as well: one key signs both, and nothing that is compared here tells them apart.',
    unsaid: '{{name}} makes {{other}} with the key that also signs {{own}}, and neither says what it is for.',
    value: '{{path}} has the value of {{other}}: tokens of one kind pass as the other.',
  },
  check(facts, report) {
    for (const found of sameValues(facts)) report(found);
  },
  across: {
    keep: ({ jwtCalls }) => tokenUsesOf(jwtCalls),
    judge(uses: readonly TokenUse[], report) {
      for (const sameKey of byKey(uses)) {
        const found = judged(sameKey);
        if (found) report(found);
      }
    },
  },
});

function byKey(uses: readonly TokenUse[]): readonly (readonly TokenUse[])[] {
  return [...grouped(uses.flatMap((use) => use.keys.map((key) => ({ key, use }))), ({ key }) => key).values()]
    .map((group) => group.map(({ use }) => use));
}

const saysOf = ({ kind }: TokenUse): string => kind?.says ?? ACCESS;

/** Hundreds of calls make the same tokens, and ask the same of them: each is compared once. */
function firstOfEach<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...grouped(all, keyOf).values()].map(([first]) => first!);
}

const claimsText = (claims: ReadonlyMap<string, string | undefined> | undefined): string => JSON.stringify(claims && [...claims]) ?? '';
const questionOf = ({ kind, asks, read, handedOn, open }: VerifiedToken): string =>
  JSON.stringify([kind?.says, [...asks], [...read], handedOn, open]);

interface Confusion { readonly by: VerifiedToken; readonly own: SignedToken; readonly other: SignedToken }

function judged(uses: readonly TokenUse[]): Report | undefined {
  const signs = uses.filter((use) => use.does === 'sign');
  const verifiers = uses.filter((use) => use.does === 'verify');
  const kinds = firstOfEach(signs, (sign) => `${saysOf(sign)} ${claimsText(sign.claims)}`);
  const answers = new Map<string, Confusion[]>();
  const found = verifiers.flatMap((by): Confusion[] => {
    const known = answers.get(questionOf(by)) ?? confusionsOf(by, kinds);
    answers.set(questionOf(by), known);
    return known.map((one) => ({ ...one, by }));
  });
  // The narrower the verifier's purpose, the worse: a reset page that takes logins.
  const worst = found.find(({ by }) => saysOf(by) !== ACCESS) ?? found[0];
  if (worst) return confused(worst, found);
  return unsaid(signs, verifiers);
}

function confused({ by, own, other }: Confusion, all: readonly Confusion[]): Report {
  const elsewhere = all
    .filter((one) => one.by !== by && one.by.at.start !== by.at.start)
    .map((one) => step(one.by.at, 'tells them apart as little'));
  return {
    at: by.at, message: 'accepts', certainty: 'likely', data: { name: by.name, own: saysOf(own), other: saysOf(other) },
    evidence: [step(own.at, `makes ${saysOf(own)}`), step(other.at, `makes ${saysOf(other)} with the same key`), ...elsewhere.slice(0, 6)],
  };
}

function confusionsOf(by: VerifiedToken, signs: readonly SignedToken[]): Confusion[] {
  // What hands its payload to the request guards the requests of whoever has logged in.
  const kind = by.kind?.says ?? (by.handedOn === 'to the request' ? ACCESS : undefined);
  const [own, ...more] = signs.filter((sign) => saysOf(sign) === kind);
  if (!own || by.open) return [];
  const other = signs.find((sign) => saysOf(sign) !== kind && [own, ...more].every((one) => passesAs(one, sign, by)));
  return other ? [{ by, own, other }] : [];
}

/** Everything that is asked of `own` is answered by `other` as well. */
function passesAs(own: SignedToken, other: SignedToken, { asks, read, handedOn }: VerifiedToken): boolean {
  if (!own.claims || !other.claims) return false;
  for (const [claim, text] of asks) if (tellsApart(claim, text, own.claims, other.claims)) return false;
  const whole = handedOn !== 'nowhere';
  if (whole && [...own.claims.keys(), ...other.claims.keys()].some(isPurpose)) return false;
  const needed = whole ? own.claims.keys() : read;
  const names = [...needed].filter((claim) => !ownClaims.has(claim));
  return names.length > 0 && names.every((claim) => other.claims!.has(claim));
}

type Claims = NonNullable<SignedToken['claims']>;

function tellsApart(claim: string, asked: string | undefined, own: Claims, other: Claims): boolean {
  if (ownClaims.has(claim)) return false;
  if (!other.has(claim)) return own.has(claim) || isPurpose(claim);
  const [text, otherText] = [own.get(claim), other.get(claim)];
  if (asked !== undefined && otherText !== undefined) return asked !== otherText;
  return text === undefined && otherText === undefined ? isPurpose(claim) || claim === 'aud' : text !== otherText;
}

/** No verifier in view confuses them, and nothing keeps one from doing so. */
function unsaid(signs: readonly SignedToken[], verifiers: readonly VerifiedToken[]): Report | undefined {
  const named = firstOfEach(signs, (sign) => `${saysOf(sign)} ${claimsText(sign.claims)}`)
    .filter(({ kind, claims }) => kind && claims && ![...claims.keys()].some(isPurpose));
  if (verifiers.some(({ asks, open }) => open || [...asks.keys()].some(isPurpose))) return undefined;
  for (const other of named) {
    const own = named.find((one) => saysOf(one) !== saysOf(other) && isAlike(one, other));
    if (own && saysOf(other) !== ACCESS)
      return {
        at: other.at,
        message: 'unsaid',
        severity: 'info',
        certainty: 'possible',
        data: { name: other.name, own: saysOf(own), other: saysOf(other) },
        evidence: [step(own.at, `makes ${saysOf(own)}`)],
      };
  }
  return undefined;
}

/** The claims of one are all among those of the other, and no text differs. */
function isAlike({ claims: a }: SignedToken, { claims: b }: SignedToken): boolean {
  if (!a || !b) return false;
  const [less, more] = a.size <= b.size ? [a, b] : [b, a];
  return (
    less.size > 0 &&
    [...less].every(([claim, text]) => more.has(claim) && (text === undefined || more.get(claim) === undefined || text === more.get(claim)))
  );
}

// ---- two names, one value ----

function* sameValues({ namedValues, file }: Facts): Generator<Report> {
  if (file.role !== 'production') return;
  const byText = new Map<string, { readonly path: string; readonly kind: string }>();
  for (const named of namedValues) {
    const { name, path, value } = named;
    const kind = kindOfNames([name])?.says;
    if (kind === undefined || value.kind !== 'text' || !isKept(named, value.text)) continue;
    const known = byText.get(value.text);
    if (!known) byText.set(value.text, { path, kind });
    else if (known.kind !== kind) yield { at: value.at, message: 'value', data: { path, other: known.path } };
  }
}

/** A key that a service goes on with: not one that is made up for a run, or that everyone can guess and has to go anyway. */
const isKept = (named: NamedValue, text: string): boolean =>
  named.in === 'config' &&
  named.says === 'signing secret' &&
  !isForOneRun(named) &&
  ['random', 'short'].includes(judgeSecret(text, named).class);
