import { rightUnit } from '../src/edits/time-units.ts';
import { wrongTimes, wrongUnitsOf, type WrongUnit } from '../src/calls/tokens/wrong-units.ts';
import { timeReadsOf } from '../src/documents/time-values.ts';
import { defineRule } from '../src/findings/rule.ts';
import { gravestOfEach, timesKept } from '../src/findings/times-in-configuration.ts';

export default defineRule({
  id: 'no-wrong-time-unit',
  summary: 'Disallow times in another unit than the library expects.',
  why: 'Milliseconds that are read as seconds lie in the year 58,000, so the token never expires. Seconds that are read as milliseconds are over at once. Neither throws an error.',
  remediation: 'Give claims in seconds since 1970, and lifetimes as texts with a unit, for example 15m.',
  severity: 'error',
  recommended: true,
  category: 'claims',
  references: { cwe: ['CWE-613', 'CWE-682'], rfc7519: ['2', '4.1.4'], asvs: ['V9.2.1'], nhi: ['NHI7:2025'], csf: ['PR.AA-03'] },
  messages: {
    milliseconds: '{{option}} is given in milliseconds, but tokens count in seconds: the token that {{name}} makes is valid for thousands of years.',
    issued: 'iat is given in milliseconds, but tokens count in seconds: limits on the age of the token that {{name}} makes never apply.',
    text: '{{option}} is a text, but {{name}} compares numbers: the token that it makes never expires.',
    relative:
      '{{option}} is a point in time, in seconds since 1970, so {{number}} is long over: the token that {{name}} makes has expired from the start.',
    early: '{{option}} is given in seconds, but {{name}} counts in milliseconds since 1970: the token has expired from the start.',
    digits: '{{name}} reads a text of digits as milliseconds: {{option}} is {{seconds}} seconds, not {{number}}.',
    refused: '{{name}} refuses a text of digits without a unit ({{option}}).',
    short: '{{name}} reads {{option}} as milliseconds: {{number}} is {{seconds}} seconds.',
    long: '{{name}} reads {{option}} as seconds: {{number}} is {{days}} days.',
  },
  across: {
    keep: (facts) => timesKept(facts, timeReadsOf),
    judge(kept, report) {
      const found = gravestOfEach(kept, ({ read: { call, isNumber }, part }) =>
        // A text with a unit is no number to a program that asks for one.
        [...wrongTimes(call.kind, part)].map((one) => ({ ...reportOf(one, call.name), ...(isNumber && { suggest: [] }) })));
      for (const one of found) report(one);
    },
  },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) for (const one of wrongUnitsOf(call)) report(reportOf(one, call.name));
  },
});

function reportOf(one: WrongUnit, name: string) {
  const about = { at: one.at, suggest: [rightUnit(one.fix)] };
  const mild = { ...about, severity: 'warning' } as const;
  switch (one.how) {
    case 'issued': return { ...mild, message: one.how, data: { name } };
    case 'relative': return { ...about, message: one.how, data: { name, option: one.option, number: one.number } };
    case 'refused': return { ...mild, message: one.how, data: { name, option: one.option } };
    case 'digits': case 'short': {
      const { option, number } = one;
      return { ...mild, message: one.how, data: { name, option, number, seconds: number / 1000 } };
    }
    case 'long': {
      const { option, number } = one;
      return { ...mild, message: one.how, data: { name, option, number, days: Math.round(number / 8640) / 10 } };
    }
    default: return { ...about, message: one.how, certainty: one.certainty, data: { name, option: one.option } };
  }
}
