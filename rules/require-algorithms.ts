import { setOption } from '../src/edits/set-option.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import { fittingAlgorithm } from '../src/calls/keys/signing-algorithm.ts';
import { chosenWithoutList } from '../src/calls/omitted-list.ts';
import { optionFor } from '../src/calls/arguments/options.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Verdict } from '../src/findings/rule.ts';

const list = 'a list of algorithms';

export default defineRule({
  id: 'require-algorithms',
  summary: 'Require a list of allowed algorithms when a token is verified.',
  why: 'Without a list of allowed algorithms the token, or a guess from the text of the key, decides how the token is verified.',
  remediation: 'Pass the algorithms that you sign with, for example algorithms: [\'RS256\'].',
  severity: 'warning',
  recommended: true,
  category: 'signature',
  references: { cwe: ['CWE-347', 'CWE-757'], rfc8725: ['3.1'], rfc7515: ['10.6'], asvs: ['V9.1.2'], nhi: ['NHI4:2025'], csf: ['PR.AA-04'] },
  leavesOut: { token: list, keyText: list, guess: list, key: list },
  messages: {
    token: '{{name}} has no list of allowed algorithms, so the header of the token chooses any that the library supports.',
    keyText:
      '{{name}} has no list of allowed algorithms: this version guesses them from the text of the key, and accepts unsigned tokens if the key is missing.',
    guess: '{{name}} has no list of allowed algorithms: this version guesses from the text of the key whether it is an HMAC or a public key.',
    hmac: '{{name}} has no signing method and falls back to HMAC: whoever holds the key that verifies can also sign.',
    key: '{{name}} has no list of allowed algorithms: it accepts every algorithm that fits the type of the key.',
  },
  check({ jwtCalls, weakSettings }, report) {
    for (const { effect, about, name } of weakSettings) {
      if (effect === 'hmac by default') report({ ...about, message: 'hmac', data: { name } });
      else if (effect === 'any algorithm') report({ ...about, message: 'key', data: { name } });
    }
    for (const call of jwtCalls) {
      const verdict = verdictOn(call);
      if (!verdict) continue;
      const option = optionFor(call.operation, 'algorithms');
      const algorithm = fittingAlgorithm(call, jwtCalls);
      report({
        // Whether anything verifies with a registration is not known there.
        at: call.at, data: { name: call.name }, ...verdict, onlyInAll: call.setup,
        evidence: call.askedAt && verdict.message !== 'key' ? [step(call.askedAt, `${call.library.package} ${call.version ?? ''} is asked for here`)] : [],
        suggest: [
          option !== undefined && algorithm !== undefined && !call.setup
            ? setOption(call, option, `['${algorithm}']`, `Accept only ${algorithm}`)
            : undefined,
        ],
      });
    }
  },
});

function verdictOn(call: JwtCall): Verdict<'token' | 'guess' | 'keyText' | 'key'> | undefined {
  const symmetric = call.key?.slot === 'symmetric';
  switch (chosenWithoutList(call)) {
    case 'token': return { message: 'token', severity: symmetric ? 'warning' : 'error' };
    case 'key text':
      // Without unsigned tokens at stake, a wrong guess needs an unusual key: certificates, keys as JSON.
      if (call.behaviour?.noneUnlisted === 'refuses') return { message: 'guess', severity: symmetric ? 'info' : 'warning' };
      return { message: 'keyText', severity: symmetric ? 'warning' : 'error' };
    case 'key': return { message: 'key', severity: 'info' };
    default: return undefined;
  }
}
