import { removeOption } from '../src/edits/remove-item.ts';
import type { JwtCall, Part } from '../src/facts/facts.ts';
import { isFalse, isOn } from '../src/facts/origins.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-anonymous-access',
  summary: 'Disallow letting requests without a valid token through where nothing asks for the user.',
  why: 'A guard that waves everyone on leaves the work to whatever comes behind it; where that is nothing, the door is open.',
  instead: 'Require the token, and exempt public routes by path.',
  severity: 'warning',
  recommended: true,
  topic: 'signature',
  references: { cwe: ['CWE-306', 'CWE-287'], rfc7519: ['7.2'], asvs: ['V8.2.1', 'V8.3.1'], nhi: ['NHI4:2025'], csf: ['PR.AA-03'] },
  messages: {
    open: '{{option}} lets requests with a broken token through {{name}}, and nothing here asks for the user afterwards.',
    invalid: '{{option}} lets requests with a broken token through {{name}}: every handler behind it has to ask for the user.',
    missing: '{{option}} lets requests without a token through {{name}}: every handler behind it has to ask for the user.',
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) {
      const part = call.does === 'verify' && !call.userIsAsked ? passing(call) : undefined;
      if (!part) continue;
      const option = part.option ?? 'This argument';
      const judged = part.role !== 'passesInvalid' ? { message: 'missing', severity: 'info' } as const
        : call.guardsAllInView ? { message: 'open' } as const : { message: 'invalid', severity: 'info' } as const;
      report({ at: part.at, ...judged, certainty: call.guardsAllInView ? 'likely' : 'possible', data: { name: call.name, option }, suggest: [part.option === undefined ? undefined : removeOption(part, `Remove ${option}`)] });
    }
  },
});

function passing({ parts: { passesInvalid, optional, mandatory } }: JwtCall): Part | undefined {
  if (passesInvalid && isOn(passesInvalid.value)) return passesInvalid;
  if (optional && isOn(optional.value)) return optional;
  return mandatory && isFalse(mandatory.value) ? mandatory : undefined;
}
