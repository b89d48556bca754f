import { replaceValue } from '../src/edits/replace-value.ts';
import type { Suggestion } from '../src/edits/edit.ts';
import type { JwtCall, Part } from '../src/calls/jwt-call.ts';
import { originsOf } from '../src/values/origins.ts';
import { timeReadsOf } from '../src/documents/time-values.ts';
import type { TimeGiven, TimeRead } from '../src/documents/time-values.ts';
import { looksLikeMilliseconds, spansOf } from '../src/calls/arguments/times.ts';
import type { Span } from '../src/calls/arguments/times.ts';
import { kindOfToken } from '../src/calls/tokens/token-kinds.ts';
import type { KindOfToken } from '../src/calls/tokens/token-kinds.ts';
import { step } from '../src/findings/evidence.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Report, RuleOptions, Severity } from '../src/findings/rule.ts';
import { acrossTimes } from '../src/findings/times-in-configuration.ts';

const HOUR = 3600;
const DAY = 86_400;
/** Beyond these nobody means a session any more: a quarter for access, a year (and a leap day) for what renews it. */
const EXCESSIVE = { access: 90 * DAY, refresh: 366 * DAY } as const;

/** As seconds since 1970: 2050. */
const FAR = 2_524_608_000;
/** What is larger is in milliseconds: see no-wrong-time-unit. */
const FIRST_MILLISECONDS = 100_000_000_000;

type Place = JwtCall['at'];

export default defineRule({
  id: 'no-long-lived-token',
  summary: 'Disallow lifetimes that outlast what the token is for.',
  why: 'A signed token cannot be taken back: whoever gets hold of it keeps it for as long as it lives.',
  instead: 'Let access tokens live for minutes or hours, and renew them with a refresh token that you can revoke.',
  severity: 'warning',
  recommended: true,
  topic: 'claims',
  references: { cwe: ['CWE-613'], rfc7519: ['4.1.4'], asvs: ['V7.3.2', 'V10.4.8'], nhi: ['NHI7:2025'], csf: ['PR.AA-01', 'PR.AA-03'] },
  messages: {
    never: '{{option}}: 0 does not end {{what}} at once, it never ends it.',
    far: 'The token that {{name}} makes ends in {{year}}, which is never.',
    long: 'The {{kind}} that {{name}} makes lives for {{span}}; {{limit}} are the limit here.',
  },
  options: { accessHours: 24, refreshDays: 90 },
  across: acrossTimes(readsOf, setTooLong),
  check({ jwtCalls, keyUses }, report, options) {
    for (const call of jwtCalls) {
      const found = call.does === 'sign' ? (endOf(call) ?? tooLong(call, options)) : undefined;
      if (found) report(found);
    }
    for (const { lifetime, purpose } of keyUses)
      for (const found of neverEnding(lifetime, purpose.replace(/^the key of (?:an? )?/, ''))) report(found);
  },
});

type Lives = KindOfToken['lives'];
interface Read extends TimeRead { readonly lives: Lives }

function readsOf(call: JwtCall): readonly Read[] {
  const reads = call.does === 'sign' ? timeReadsOf(call).filter(({ option }) => option.role !== 'maxAge') : [];
  return reads.map((read) => ({ ...read, lives: livesOf(call, read.names) }));
}

function livesOf(call: JwtCall, names: readonly string[]): Lives {
  return kindOfToken(call, names)?.lives ?? 'access';
}

function setTooLong({ at, part, read }: TimeGiven<Read>, options: RuleOptions): readonly Report[] {
  const [span] = spansOf(part).filter((one) => isSpan(one, part));
  const limited = span && judged(span.seconds, read.lives, options);
  if (!limited) return [];
  const { hours, severity, data } = limited;
  const text = limitText(hours);
  const suggest = read.unit === '' && !read.isNumber ? [replaceValue(at, text, `Limit it to ${text}`)] : [];
  return [{ at, message: 'long', severity, data: { name: read.call.name, ...data }, suggest }];
}

interface Limited { readonly hours: number; readonly severity: Severity; readonly data: Readonly<Record<string, string>> }

function judged(seconds: number, kind: Lives, options: RuleOptions): Limited | undefined {
  const hours = kind === 'access' ? Number(options.accessHours) : Number(options.refreshDays) * 24;
  if (seconds <= hours * HOUR) return undefined;
  const severity: Severity = kind !== 'program' && seconds > Math.max(EXCESSIVE[kind], hours * HOUR) ? 'warning' : 'info';
  return { hours, severity, data: { kind: KINDS[kind], span: spanText(seconds), limit: spanText(hours * HOUR) } };
}

function tooLong(call: JwtCall, options: RuleOptions): Report | undefined {
  const found = lifetimeOf(call);
  const limited = found && judged(found.seconds, livesOf(call, found.names), options);
  if (!limited) return undefined;
  const { hours, severity, data } = limited;
  const away =
    found.at.start !== found.part.at.start &&
    !(found.at.file === found.part.at.file && found.at.start >= found.part.at.start && found.at.end <= found.part.at.end);
  return {
    at: found.at, message: 'long', severity, data: { name: call.name, ...data },
    evidence: away ? [step(found.part.at, `the lifetime of ${call.name}`)] : [], suggest: [shortened(found, hours)],
  };
}

/** A zero that means no end, or a date that nobody will see. */
function endOf({ name, parts: { lifetime, expiry } }: JwtCall): Report | undefined {
  const [never] = neverEnding(lifetime, `the token that ${name} makes`);
  if (never) return never;
  const far =
    expiry && expiry.unit !== 'epoch milliseconds'
      ? originsOf(expiry.value).find(
          ({ value }) =>
            value.kind === 'plain' && typeof value.value === 'number' && value.value >= FAR && value.value < FIRST_MILLISECONDS,
        )?.value
      : undefined;
  return far?.kind === 'plain'
    ? { at: far.at, message: 'far', data: { name, year: new Date(Number(far.value) * 1000).getUTCFullYear() } }
    : undefined;
}

const neverEnding = (part: Part | undefined, what: string): readonly Report[] =>
  part?.zero === undefined
    ? []
    : originsOf(part.value).flatMap(({ value }) =>
        value.kind === 'plain' && value.value === 0
          ? [{ at: value.at, message: 'never', data: { option: part.option ?? 'The lifetime', what } }]
          : [],
      );

const KINDS = { access: 'token', refresh: 'refresh token', program: 'token' } as const;

interface Lifetime {
  readonly seconds: number;
  readonly at: Place;
  readonly part: Part;
  readonly names: readonly string[];
  readonly span?: Span;
}

/** Of several lifetimes the shortest: which of them a token gets is not in view. */
function lifetimeOf({ parts, expiresAt }: JwtCall): Lifetime | undefined {
  const part = parts.lifetime ?? parts.expiry;
  if (!part) return undefined;
  if (expiresAt && parts.expiry && !parts.lifetime)
    return expiresAt.ahead === undefined || expiresAt.unit === 'milliseconds'
      ? undefined
      : { seconds: expiresAt.ahead, at: parts.expiry.value.at, part: parts.expiry, names: [] };
  const spans = spansOf(part).filter((one) => isSpan(one, part));
  const [shortest] = [...spans].sort((a, b) => a.seconds - b.seconds);
  return shortest && { seconds: shortest.seconds, at: shortest.value.at, part, names: shortest.names, span: shortest };
}

/** A number is a point in time where an expiry is meant, and in another unit where it is told by no-wrong-time-unit. */
const isSpan = ({ value }: Span, { role, unit }: Part): boolean =>
  value.kind !== 'plain' || (role !== 'expiry' && !(unit === 'seconds' && looksLikeMilliseconds(value)));

function spanText(seconds: number): string {
  const [count, unit] = seconds >= 2 * DAY ? [seconds / DAY, 'days'] : [seconds / HOUR, 'hours'];
  return `${String(Math.round(count * 10) / 10)} ${unit}`;
}

const limitText = (hours: number): string => (hours % 24 === 0 && hours > 24 ? `${String(hours / 24)}d` : `${String(hours)}h`);

/** The limit in place of a text, or of a number whose unit is the option's own. */
function shortened({ span, part }: Lifetime, hours: number): Suggestion | undefined {
  if (!span) return undefined;
  const { value } = span;
  const text = limitText(hours);
  if (value.kind === 'text')
    return /^["'`]/.test(value.at.file.text[value.at.start] ?? '') ? replaceValue(value.at, `'${text}'`, `Limit it to ${text}`) : undefined;
  return replaceValue(value.at, String(hours * HOUR * (part.unit === 'milliseconds' ? 1000 : 1)), `Limit it to ${text}`);
}
