import { familyOf } from '../src/secrets/algorithms.ts';
import type { JwtCall, KeyUse } from '../src/calls/jwt-call.ts';
import type { Facts } from '../src/facts/facts.ts';
import { identitiesOfKey } from '../src/calls/keys/key-identity.ts';
import { originsOf } from '../src/values/origins.ts';
import { step, wayOf } from '../src/findings/evidence.ts';
import { adviceForKey, adviceOfLibrary, noAdvice } from '../src/findings/key-pair.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Step } from '../src/findings/rule.ts';
import { isCopied } from '../src/documents/published.ts';
import { drawnCredentials } from '../src/facts/drawn-credentials.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import { saysTokenKey } from '../src/secrets/words/names.ts';
import type { NamedValue } from '../src/secrets/words/named-values.ts';
import type { TextValue } from '../src/values/value.ts';

export default defineRule({
  id: 'no-client-secret',
  summary: 'Disallow secret keys, and signing or verifying with them, in code that runs in the browser.',
  why: 'Every visitor can read the code that runs in the browser. Whoever has an HMAC secret can sign tokens with it, even if it is only used to verify.',
  remediation: 'Sign and verify on the server. Give a client that must verify only the public key of an RS256, ES256 or EdDSA key pair.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  references: {
    cwe: ['CWE-200', 'CWE-321', 'CWE-602'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.3.1', 'V8.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    named: '{{name}} is written in code that runs in the browser: every visitor can read it.{{advice}}',
    key: '{{purpose}} is written in code that runs in the browser: every visitor can read it and sign with it.{{advice}}',
    credential: '{{purpose}} is written in code that runs in the browser: every visitor can log in there in the name of this application.{{advice}}',
    signing: '{{name}} signs with an HMAC secret in code that runs in the browser, so every visitor gets that secret.{{advice}}',
    verifying:
      '{{name}} verifies with an HMAC secret in code that runs in the browser, so every visitor gets that secret and can sign with it.{{advice}}',
  },
  check(facts, report) {
    if (facts.runtime !== 'client') return;
    const seen = new Set<KeyUse>();
    for (const one of facts.keyLiterals) {
      const [use] = one.uses;
      if (one.problem === 'empty') continue;
      for (const each of one.uses) seen.add(each);
      if (!use) {
        // What a bundler's settings publish is told as that.
        if (one.problem === 'literal' && one.named && !isCopied(facts.published, one.literal.at)) report(heldAs(one.named, one.literal, facts));
        continue;
      }
      const { advice, ...help } = adviceForKey(one.uses.find(({ call }) => call));
      const data = { purpose: `T${use.purpose.slice(1)}`, advice };
      report({ at: one.literal, message: use.credential ? 'credential' : 'key', certainty: 'proven', data, ...help, evidence: [...signOf(facts), ...wayOf(one.origin, one.uses)] });
    }
    for (const named of drawnCredentials(facts)) report(heldAs(named, named.value, facts));
    for (const [call, ...others] of callsByKey(facts, seen)) {
      const { advice, ...help } = adviceForKey(call.key);
      report({
        at: call.at, message: call.kind === 'sign' ? 'signing' : 'verifying', data: { name: call.name, advice }, ...help,
        evidence: [...signOf(facts), ...others.map(({ at, name }) => step(at, `${name} takes the same secret`))],
        ...(call.key && isHandedIn(call.key) && { severity: 'info', certainty: 'possible' }),
      });
    }
  },
});

/** Nothing here signs with it, but who has it can. */
function heldAs(named: NamedValue, literal: TextValue, facts: Facts) {
  const isDrawn = judgeSecret(literal.text, named).class === 'random';
  const { advice, ...help } = saysTokenKey(named.name) ? adviceOfLibrary(facts.tokenLibrary()) : noAdvice;
  return {
    at: literal, message: 'named', severity: isDrawn ? 'error' : 'warning', certainty: 'likely', silentInTests: !isDrawn,
    data: { name: named.path, advice }, ...help, evidence: signOf(facts),
  } as const;
}

/** Calls that take an HMAC secret: one list for each secret, those that sign first. */
function callsByKey(facts: Facts, seen: ReadonlySet<KeyUse>): Iterable<readonly [JwtCall, ...JwtCall[]]> {
  const found = new Map<string, [JwtCall, ...JwtCall[]]>();
  const calls = facts.jwtCalls.filter(({ key }) => key && !seen.has(key) && isSecret(key) && !isPublished(key, facts));
  for (const call of [...calls.filter(({ kind }) => kind === 'sign'), ...calls.filter(({ kind }) => kind === 'verify')]) {
    const id = (call.key && identitiesOfKey(call.key)[0]) ?? String(call.at.start);
    const known = found.get(id);
    if (known) known.push(call);
    else found.set(id, [call]);
  }
  return found.values();
}

const isSecret = ({ slot, algorithms }: KeyUse): boolean =>
  slot === 'symmetric' && algorithms.every((algorithm) => familyOf(algorithm) === 'HMAC');

/** A published variable is reported as such, once. */
const isPublished = ({ value }: KeyUse, { publishes }: Facts): boolean =>
  originsOf(value).some(({ value: origin }) => origin.kind === 'env' && publishes(origin.name) !== undefined);

/** The sign in the file itself, or the imports that lead to it. */
const signOf = ({ clientSigns, file }: Facts): readonly Step[] =>
  clientSigns.map((place) =>
    step(place, place.file.path === file.path ? 'this file runs in the browser' : 'imported by code that runs in the browser'),
  );

/** A key that only callers know may be the user's own, typed into a tool that makes tokens. */
const isHandedIn = ({ value }: KeyUse): boolean =>
  originsOf(value).every(({ value: leaf }) => leaf.kind === 'parameter' || leaf.kind === 'unknown');
