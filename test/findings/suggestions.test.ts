// Code with a misuse → what a suggestion makes of the changed lines: it keeps every protection that the code has, and where it
// can't, nothing is offered.

import { expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { changedText } from '../../src/edits/changed-text.ts';
import { factsOf } from '../../src/facts/facts-of.ts';
import { findingsOfFile } from '../../src/findings/findings-of.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const offeredBy = (ruleId: string, code: string): string[] => {
  const text = `import jwt from 'jsonwebtoken';\n${code}\n`;
  const facts = factsOf(sourceFileOf('src/a.ts', text));
  return findingsOfFile(rules, facts, { ...defaultSettings, preset: 'all' }).findings
    .filter((finding) => finding.ruleId === ruleId)
    .flatMap(({ fixes }) => fixes.map(({ edits }) => changedText(text, edits).split('\n').filter((line) => !text.split('\n').includes(line)).join('\n')));
};
const thrown = (name: string): string => `(() => { throw new Error('${name} is not set'); })()`;
const sign = (key: string): string => `jwt.sign({ sub }, ${key}, { algorithm: 'HS256', expiresIn: '5m' });`;

it.each([
  ['|| refuses an empty variable as before', `const s = process.env.A_SECRET || 'dev-only-1';\n${sign('s')}`, `const s = process.env.A_SECRET || ${thrown('A_SECRET')};`],
  ['?? alone becomes stricter', `const s = process.env.A_SECRET ?? 'dev-only-1';\n${sign('s')}`, `const s = process.env.A_SECRET || ${thrown('A_SECRET')};`],
  ['a chain stays one', sign("process.env.A_SECRET || process.env.B_SECRET || 'dev-only-1'"), sign(`process.env.A_SECRET || process.env.B_SECRET || ${thrown('A_SECRET')}`)],
  ['a chain of ?? is not mixed', sign("process.env.A_SECRET ?? process.env.B_SECRET ?? 'dev-only-1'"), sign(`process.env.A_SECRET ?? process.env.B_SECRET ?? ${thrown('A_SECRET')}`)],
  ['inside another operator it has brackets', sign("`${(process.env.A_SECRET ?? 'dev-only-1') + 'x'}`"), sign(`\`\${(process.env.A_SECRET || ${thrown('A_SECRET')}) + 'x'}\``)],
  ['an assignment when unset', `let s = process.env.A_SECRET;\nif (!s) s = 'dev-only-1';\n${sign('s')}`, `if (!s) s = ${thrown('A_SECRET')};`],
])('no-fallback-secret: %s', (_name, code, expected) => expect(offeredBy('no-fallback-secret', code)).toEqual([expected]));

it.each([
  ['a guard around the assignment', `if (!process.env.A_SECRET) process.env.A_SECRET = 'dev-only-1';\n${sign('process.env.A_SECRET')}`, `if (!process.env.A_SECRET) process.env.A_SECRET = ${thrown('A_SECRET')};`],
  ['a guard with braces', `if (!process.env.A_SECRET) {\n  process.env.A_SECRET = 'dev-only-1';\n}\n${sign('process.env.A_SECRET')}`, `  process.env.A_SECRET = ${thrown('A_SECRET')};`],
  ['behind another operator', sign("isDev && 'dev-only-1'"), sign(`isDev && (process.env.JWT_SECRET || ${thrown('JWT_SECRET')})`)],
])('no-hardcoded-secret: %s', (_name, code, expected) => expect(offeredBy('no-hardcoded-secret', code)).toEqual([expected]));

it.each([
  ['no-hardcoded-secret', 'a name of the application that is also a cookie', `const app = 'dev-only-1';\nres.cookie(app, 1);\n${sign('app')}`],
  ['no-alg-none', 'a constant that a check reads', "const none = 'none';\nif (alg === none) throw new Error('x');\njwt.verify(t, process.env.K_SECRET, { algorithms: [none] });"],
  ['no-long-lived-token', 'a lifetime that a cookie has, too', "const ttl = '900d';\nres.cookie('a', t, { maxAge: ttl });\njwt.sign({ sub }, process.env.K_SECRET, { expiresIn: ttl });"],
  ['require-algorithms', 'options that sign reads, too', "const options = { issuer: 'a' };\njwt.sign({ sub }, process.env.K_SECRET, options);\njwt.verify(t, process.env.K_SECRET, options);"],
  ['require-algorithms', 'a public key of a kind that nobody says', "jwt.verify(t, fs.readFileSync('public.pem'));"],
  ['no-alg-none', 'no key at all', "jwt.sign({ sub }, undefined, { algorithm: 'none' });"],
])('%s offers nothing for %s', (ruleId, _name, code) => expect(offeredBy(ruleId, code)).toEqual([]));

it.each([
  ['no-long-lived-token', "const ttl = '900d';\njwt.sign({ sub }, process.env.K_SECRET, { expiresIn: ttl });", "const ttl = '24h';"],
  ['require-algorithms', "const options = { issuer: 'a' };\njwt.verify(t, process.env.K_SECRET, options);\njwt.verify(u, process.env.K_SECRET, options);", "const options = { issuer: 'a', algorithms: ['HS256'] };"],
  ['require-algorithms', "const sign = () => jwt.sign({ sub }, privateKey, { algorithm: 'ES256' });\njwt.verify(t, process.env.K_SECRET);", "jwt.verify(t, process.env.K_SECRET, { algorithms: ['HS256'] });"],
])('%s: a constant of its own is changed where it stands, to what fits', (ruleId, code, expected) => {
  const offered = offeredBy(ruleId, code);
  expect([...new Set(offered)]).toEqual([expected]);
});
