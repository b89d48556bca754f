import { limitConfigured, limitLifetime } from '../src/edits/limit-lifetime.ts';
import type { JwtCall, Part } from '../src/calls/jwt-call.ts';
import { endlessZeros, farExpiry, isWrittenAway, lifespansOf, lifetimeOf } from '../src/calls/arguments/lifetimes.ts';
import { timeReadsOf, type TimeRead } from '../src/documents/time-values.ts';
import { kindOfToken, type KindOfToken } from '../src/calls/tokens/token-kinds.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import { gravestOfEach, timesKept } from '../src/findings/times-in-configuration.ts';
import { timeInWords } from '../src/findings/token-words.ts';

const HOUR = 3600;
const DAY = 86_400;
/** Beyond these nobody means a session any more: a quarter for access, a year (and a leap day) for what renews it. */
const EXCESSIVE = { access: 90 * DAY, refresh: 366 * DAY } as const;
const KINDS = { access: 'token', refresh: 'refresh token', program: 'token' } as const;

export default defineRule({
  id: 'no-long-lived-token',
  summary: 'Disallow tokens that live longer than needed for their purpose.',
  why: 'A signed token cannot be taken back: whoever steals it can use it until it expires.',
  remediation: 'Let access tokens live for minutes or hours, and renew them with a refresh token that you can revoke.',
  severity: 'warning',
  recommended: true,
  category: 'claims',
  references: { cwe: ['CWE-613'], rfc7519: ['4.1.4'], asvs: ['V7.3.2', 'V10.4.8'], nhi: ['NHI7:2025'], csf: ['PR.AA-01', 'PR.AA-03'] },
  messages: {
    never: '{{option}}: 0 does not end {{what}} at once: it never ends.',
    far: 'The token that {{name}} makes expires in the year {{year}}, which is practically never.',
    long: 'The {{kind}} that {{name}} makes lives for {{span}}, but should live for {{limit}} at most.',
  },
  options: {
    accessHours: { default: 24, minimum: 0, description: 'The longest lifetime of an access token, in hours.' },
    refreshDays: { default: 90, minimum: 0, description: 'The longest lifetime of a refresh token, in days.' },
  },
  across: {
    keep: (facts) => timesKept(facts, readsOf),
    judge(kept, report, options) {
      const found = gravestOfEach(kept, ({ at, part, read }) => {
        const [span] = lifespansOf(part);
        const limited = span && judged(span.seconds, read.lives, options);
        if (!limited) return [];
        const suggest = read.unit === '' && !read.isNumber ? [limitConfigured(at, limited.hours)] : [];
        return [{ at, message: 'long', severity: limited.severity, data: { name: read.call.name, ...limited.data }, suggest } as const];
      });
      for (const one of found) report(one);
    },
  },
  check({ jwtCalls, keyUses, weakSettings }, report, options) {
    for (const { effect, about, name, seconds, isRefresh } of weakSettings) {
      const limited = effect === 'lifetime' ? judged(seconds, isRefresh ? 'refresh' : 'access', options) : undefined;
      if (limited) report({ ...about, message: 'long', severity: limited.severity, data: { name, ...limited.data } });
    }
    for (const call of jwtCalls) {
      if (call.kind !== 'sign') continue;
      const { name, parts: { lifetime } } = call;
      const [never] = endlessZeros(lifetime);
      const far = farExpiry(call);
      const found = lifetimeOf(call);
      const limited = found && judged(found.seconds, livesOf(call, found.names), options);
      if (never) report({ at: never, message: 'never', data: { option: nameOf(lifetime), what: `the token that ${name} makes` } });
      else if (far) report({ at: far.at, message: 'far', data: { name, year: far.year } });
      else if (limited)
        report({
          at: found.at, message: 'long', severity: limited.severity, data: { name, ...limited.data },
          evidence: isWrittenAway(found) ? [step(found.part.at, `the lifetime of ${name}`)] : [],
          suggest: [limitLifetime(found, limited.hours)],
        });
    }
    for (const { lifetime, purpose } of keyUses)
      for (const at of endlessZeros(lifetime))
        report({ at, message: 'never', data: { option: nameOf(lifetime), what: purpose.replace(/^the key of (?:an? )?/, '') } });
  },
});

const nameOf = (lifetime: Part | undefined): string => lifetime?.option ?? 'The lifetime';

type Lives = KindOfToken['lives'];

function readsOf(call: JwtCall): readonly (TimeRead & { readonly lives: Lives })[] {
  const reads = call.kind === 'sign' ? timeReadsOf(call).filter(({ option }) => option.role !== 'maxAge') : [];
  return reads.map((read) => ({ ...read, lives: livesOf(call, read.names) }));
}

const livesOf = (call: JwtCall, names: readonly string[]): Lives => kindOfToken(call, names)?.lives ?? 'access';

interface Limits { readonly accessHours: number; readonly refreshDays: number }

/** Undefined: within the limit. */
function judged(seconds: number, kind: Lives, { accessHours, refreshDays }: Limits) {
  const hours = kind === 'access' ? accessHours : refreshDays * 24;
  if (seconds <= hours * HOUR) return undefined;
  const severity = kind !== 'program' && seconds > Math.max(EXCESSIVE[kind], hours * HOUR) ? 'warning' : 'info';
  return { hours, severity, data: { kind: KINDS[kind], span: timeInWords(seconds), limit: timeInWords(hours * HOUR) } } as const;
}
