import { setOption } from '../src/edits/set-option.ts';
import { impliedAlgorithm } from '../src/secrets/algorithms.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import type { Facts } from '../src/facts/facts.ts';
import { isMisplaced, optionFor } from '../src/calls/arguments/options.ts';
import { textsOf } from '../src/values/origins.ts';
import { once } from '../src/values/once.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'require-algorithms',
  summary: 'Require an allow-list of algorithms at verification.',
  why: 'Without an allow-list the token, or a guess from the text of the key, chooses how the token is checked.',
  instead: 'Pass the algorithms that you sign with, for example algorithms: [\'RS256\'].',
  severity: 'warning',
  recommended: true,
  topic: 'signature',
  references: { cwe: ['CWE-347', 'CWE-757'], rfc8725: ['3.1'], rfc7515: ['10.6'], asvs: ['V9.1.2'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'] },
  messages: {
    token: '{{name}} has no allow-list of algorithms, so the header of the token chooses among all that the library knows.',
    keyText:
      '{{name}} has no allow-list of algorithms: this version guesses them from the text of the key, and a missing key accepts unsigned tokens.',
    guess: '{{name}} has no allow-list of algorithms: this version guesses the family from the text of the key.',
    key: '{{name}} has no allow-list of algorithms: any algorithm of the family of the key is accepted.',
  },
  check(facts, report) {
    for (const call of facts.jwtCalls) {
      if (
        call.does !== 'verify' ||
        !call.whole ||
        call.parts.algorithms ||
        call.parts.algorithm ||
        call.defaults.algorithms !== undefined ||
        call.operation.unsecured ||
        call.parts.skipVerification
      )
        continue;
      // A list in the wrong place is reported as that, one left out of a registration that has the key at the registration.
      if (isSaidElsewhere(call) || isMisplaced(call, 'algorithms', 'algorithm')) continue;
      const judged = judge(call);
      if (!judged) continue;
      const option = optionFor(call.operation, 'algorithms');
      const slot = call.key?.slot ?? 'unknown';
      // A wrong guess would lock everyone out: nothing is offered for a key that says nothing of itself.
      const algorithm = signedWith(facts) ?? (slot === 'unknown' ? undefined : impliedAlgorithm(slot));
      report({
        at: call.at, data: { name: call.name }, ...judged,
        suggest: [
          option !== undefined && algorithm !== undefined && !call.setup
            ? setOption(call, option, `['${algorithm}']`, `Accept only ${algorithm}`)
            : undefined,
        ],
      });
    }
  },
});

/** Where a registration has no key, each call brings its own, and says what it is for. */
const isSaidElsewhere = ({ governedBy, setup, key }: JwtCall): boolean => governedBy?.key !== undefined || (setup && key === undefined);

function judge({ behaviour, key }: JwtCall): { message: string; severity: Severity } | undefined {
  const symmetric = key?.slot === 'symmetric';
  switch (behaviour?.algorithmsOmitted) {
    case 'token': return { message: 'token', severity: symmetric ? 'warning' : 'error' };
    case 'key text':
      // Without unsigned tokens at stake, a wrong guess needs an unusual key: certificates, keys as JSON.
      if (behaviour.noneUnlisted === 'refuses') return { message: 'guess', severity: symmetric ? 'info' : 'warning' };
      return { message: 'keyText', severity: symmetric ? 'warning' : 'error' };
    case 'key': return { message: 'key', severity: 'info' };
    default: return undefined;
  }
}

/** The algorithm this file signs with, when it says only one. */
const signedWith = once(({ jwtCalls }: Facts): string | undefined => {
  const algorithms = new Set(
    jwtCalls.flatMap((call) => (call.does === 'sign' ? textsOf(call.parts.algorithm?.value).map(({ text }) => text) : [])),
  );
  const [only] = algorithms;
  return algorithms.size === 1 && only !== undefined && only.toLowerCase() !== 'none' ? only : undefined;
});
