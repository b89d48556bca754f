import { insertBefore } from '../src/edits/replace-value.ts';
import type { JwtCall } from '../src/calls/jwt-call.ts';
import { defineRule } from '../src/findings/rule.ts';

/** Outcomes that lose the answer, by the message that says so. */
const LOST: ReadonlySet<JwtCall['outcome']> = new Set([
  'floating', 'promise tested', 'untested', 'error ignored', 'error answered', 'answered, then fails', 'swallowed', 'decoded instead',
]);
const MESSAGES: Readonly<Partial<Record<JwtCall['outcome'], string>>> = {
  floating: 'floating',
  'promise tested': 'promise',
  untested: 'untested',
  'error ignored': 'callback',
  'error answered': 'answered',
  'answered, then fails': 'fails',
  swallowed: 'swallowed',
  'decoded instead': 'decoded',
};

export default defineRule({
  id: 'no-unchecked-verification',
  summary: 'Require the outcome of a verification to be looked at.',
  why: 'A check whose answer nobody reads is no check: a forged token goes on like a good one.',
  instead: 'Await the promise, test the result, and stop when it says no.',
  severity: 'error',
  recommended: true,
  topic: 'signature',
  references: {
    cwe: ['CWE-252', 'CWE-347', 'CWE-390'], rfc8725: ['3.3'], rfc7515: ['5.2'], rfc7519: ['7.2'], asvs: ['V9.1.1'], nhi: ['NHI4:2025'],
    csf: ['PR.AA-03', 'PR.AA-04'],
  },
  messages: {
    floating: 'Nobody awaits {{name}}: when the {{what}} is bad, the code has already gone on.',
    promise: '{{name}} gives a promise, which is always truthy: this test passes for every {{what}}.',
    untested: '{{name}} says by its result whether the {{what}} is good, and nobody looks at it.',
    callback: 'The callback of {{name}} never looks at its error, so it treats bad tokens like good ones.',
    answered: 'After {{name}} a bad token is answered, but the code goes on as for a good one: nothing leaves the function there.',
    fails: 'After {{name}} a bad token is answered, but the code goes on, and stops only because the claims are missing.',
    decoded: 'The catch around {{name}} reads the token without a check, so a forged one gives claims like a good one.',
    swallowed: 'The catch around {{name}} goes on as if nothing had happened: good and bad tokens end the same way.',
  },
  check({ jwtCalls, signatureChecks }, report) {
    const asked: readonly Asked[] = [
      ...jwtCalls.filter(({ does }) => does === 'verify').map((call): Asked => ({ ...call, what: 'token' })),
      ...signatureChecks.map((check): Asked => ({ ...check, what: 'signature' })),
    ];
    for (const { outcome, answer: { at, name, call, inAsync }, what } of asked) {
      const message = LOST.has(outcome) ? MESSAGES[outcome] : undefined;
      if (message === undefined) continue;
      const awaitable = (message === 'floating' || message === 'promise') && inAsync;
      const suggest = [awaitable ? insertBefore(call, 'await ', `Await ${name}`) : undefined];
      report({ at, message, ...(message === 'fails' && { severity: 'warning' }), data: { name, what }, suggest });
    }
  },
});

type Asked = Pick<JwtCall, 'outcome' | 'answer'> & { readonly what: 'token' | 'signature' };
