import { removeItem } from '../src/edits/remove-item.ts';
import type { JwtCall, Part } from '../src/calls/jwt-call.ts';
import { undemanded } from '../src/documents/mesh-policies.ts';
import type { Facts } from '../src/facts/facts.ts';
import { isFalse, isOn } from '../src/values/origins.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Verdict } from '../src/findings/rule.ts';

type RouteGuard = Facts['routeGuards'][number];

export default defineRule({
  id: 'no-anonymous-access',
  summary: 'Disallow letting requests without a valid token through where nothing asks for the user.',
  why: 'A guard that lets everyone pass leaves the check to the handlers behind it; where they do not check, the route is open to all.',
  remediation: 'Require a valid token by default, and exempt public routes by their path.',
  severity: 'warning',
  recommended: true,
  category: 'signature',
  references: { cwe: ['CWE-306', 'CWE-287'], rfc7519: ['7.2'], asvs: ['V8.2.1', 'V8.3.1'], nhi: ['NHI4:2025'], csf: ['PR.AA-03'] },
  messages: {
    open: '{{option}} makes {{name}} let requests with an invalid token through, and no code here checks afterwards that there is a user.',
    invalid: '{{option}} makes {{name}} let requests with an invalid token through: every handler behind it has to check for a user itself.',
    missing: '{{option}} makes {{name}} let requests without a token through: every handler behind it has to check for a user itself.',
    tokenless: '{{option}} makes {{name}} let requests without a token through: what stands behind it has to check for a user itself.',
    undemanded:
      "Istio's RequestAuthentication refuses broken tokens only: no AuthorizationPolicy here demands one, so requests without a token go on.",
    decides:
      '{{option}} makes {{name}} let every request through, with an invalid token or with none, although its name does not say that guests may pass.',
  },
  across: {
    keep: ({ meshPolicies }) => meshPolicies,
    judge(kept, report) {
      for (const { at, hasPolicies } of undemanded(kept))
        report({ at, message: 'undemanded', ...(!hasPolicies && { severity: 'info', certainty: 'possible' }) });
    },
  },
  check({ jwtCalls, routeGuards, weakSettings }, report) {
    for (const { effect, about, name, option } of weakSettings)
      if (effect === 'missing') report({ ...about, message: 'tokenless', data: { name, option } });
    for (const call of jwtCalls) {
      const part = call.kind === 'verify' && !isMadeUpFor(call) ? passing(call) : undefined;
      if (!part) continue;
      const option = part.option ?? 'This argument';
      report({
        at: part.at,
        ...judged(part.role, call),
        data: { name: call.name, option },
        suggest: [part.option === undefined ? undefined : removeItem(part, `Remove ${option}`)],
      });
    }
    for (const guard of routeGuards) {
      if (!guard.lets || isMadeUpFor(guard)) continue;
      const about = guard.decides ? { message: 'decides', certainty: 'likely' } as const : judged(guard.lets, guard);
      report({ at: guard.at, ...about, data: { name: guard.name, option: guard.by } });
    }
  },
});

/** Code that is there for guests, or asks who they are. */
const isMadeUpFor = ({ userIsAsked, isForGuests }: JwtCall | RouteGuard): boolean => userIsAsked || isForGuests;

function judged(role: string, { guardsAllInView }: JwtCall | RouteGuard): Verdict<'missing' | 'open' | 'invalid'> {
  const certainty = guardsAllInView ? 'likely' : 'possible';
  if (role !== 'allowInvalid') return { message: 'missing', severity: 'info', certainty };
  return guardsAllInView ? { message: 'open', certainty } : { message: 'invalid', severity: 'info', certainty };
}

function passing({ parts: { allowInvalid, optional, credentialsRequired } }: JwtCall): Part | undefined {
  if (allowInvalid && isOn(allowInvalid.value)) return allowInvalid;
  if (optional && isOn(optional.value)) return optional;
  return credentialsRequired && isFalse(credentialsRequired.value) ? credentialsRequired : undefined;
}
