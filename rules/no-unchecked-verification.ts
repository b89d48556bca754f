import { insertBefore } from '../src/edits/replace-value.ts';
import type { JwtCall, Outcome } from '../src/calls/jwt-call.ts';
import { defineRule } from '../src/findings/rule.ts';

/** Outcomes that lose the answer, by the message that says so. */
const MESSAGES = {
  floating: 'floating',
  'promise tested': 'promise',
  untested: 'untested',
  'always true': 'vain',
  'always true, then read': 'vain',
  'error ignored': 'callback',
  'error answered': 'answered',
  'answered, then fails': 'fails',
  swallowed: 'swallowed',
  'let on at last': 'atLast',
  'decoded instead': 'decoded',
} as const satisfies Partial<Record<Outcome, string>>;

export default defineRule({
  id: 'no-unchecked-verification',
  summary: 'Require the result of a verification to be checked.',
  why: 'A check whose result is ignored is no check: a forged token is treated like a valid one.',
  remediation: 'Await the promise, test the result, and stop when the token or signature is invalid.',
  severity: 'error',
  recommended: true,
  category: 'signature',
  references: {
    cwe: ['CWE-252', 'CWE-347', 'CWE-390'], rfc8725: ['3.3'], rfc7515: ['5.2'], rfc7519: ['7.2'], asvs: ['V9.1.1'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-03', 'PR.AA-04'],
  },
  messages: {
    floating: 'Nothing awaits {{name}}: the code has already gone on when it finds out that the {{what}} is invalid.',
    promise: '{{name}} returns a promise, which always counts as true: this test passes for every {{what}}. Await it.',
    untested: '{{name}} returns whether the {{what}} is valid, but nothing checks that result.',
    vain: '{{name}} returns an object or an error for an invalid token, which counts as true: this test passes for every token.',
    callback: 'The callback of {{name}} never checks its error, so it treats invalid tokens like valid ones.',
    answered: 'After {{name}} an invalid token gets an error response, but the function does not return: it goes on as for a valid token.',
    fails:
      'After {{name}} an invalid token gets an error response, but the function does not return: it only stops because there are no claims to read.',
    decoded: 'When {{name}} fails, the catch block decodes the token without verifying it, so a forged token is accepted like a valid one.',
    atLast: 'What comes last after {{name}}, whether it fails or not, lets the request go on: invalid tokens pass like valid ones.',
    swallowed: 'The catch block around {{name}} ignores the error: valid and invalid tokens are treated alike.',
  },
  check({ jwtCalls, signatureChecks }, report) {
    const asked: readonly Asked[] = [
      ...jwtCalls.filter(({ kind }) => kind === 'verify').map((call): Asked => ({ ...call, what: 'token' })),
      ...signatureChecks.map((check): Asked => ({ ...check, what: 'signature' })),
    ];
    for (const { outcome, answer: { at, name, call, inAsync }, what } of asked) {
      if (!isLost(outcome)) continue;
      const message = MESSAGES[outcome];
      const isPromise = message === 'floating' || message === 'promise';
      const suggest = [isPromise && inAsync ? insertBefore(call, 'await ', `Await ${name}`) : undefined];
      if (isPromise || message === 'untested') report({ at, message, data: { name, what }, suggest });
      else report({ at, message, data: { name }, ...(STOPPED.has(outcome) && { severity: 'warning' }) });
    }
  },
});

/** There is nothing to read of an invalid token, which as a rule stops the code. */
const STOPPED: ReadonlySet<Outcome> = new Set(['answered, then fails', 'always true, then read']);

type Asked = Pick<JwtCall, 'outcome' | 'answer'> & { readonly what: 'token' | 'signature' };

const isLost = (outcome: Outcome): outcome is keyof typeof MESSAGES => Object.hasOwn(MESSAGES, outcome);
