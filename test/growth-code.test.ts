// What one file of code may cost: it grows with the code and not with its square, and what would cost more than it may
// ends in a problem that says so, with what its text alone shows.

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { factsOf, readCodeAsFarAs } from '../src/facts/facts-of.ts';
import type { Facts } from '../src/facts/facts.ts';
import type { Project } from '../src/facts/project.ts';
import { MAX_QUESTION_WORK, MAX_WORK, noteCut, spend, withWork } from '../src/values/work.ts';
import { MAX_CHAIN, MAX_MODULES } from '../src/project/modules.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { grownCode, type Files } from './support/grown-code.ts';
import { judge, projectIn } from './support/judge.ts';
import { countedModule } from './support/steps.ts';

const problemsIn = (files: Files): readonly string[] => {
  const project = projectIn(files);
  return Object.keys(files).flatMap((path) => factsOf(sourceFileOf(path, files[path]!), project).problems.map(({ kind }) => kind ?? 'syntax'));
};

const SMALL = 16;
const TIMES = 4;
/** Here each of many has as many alternatives, up to the bound of them: linear is what lies behind it. */
const BEHIND_BOUND = 64;
const bounded = new Set(['calls of a function of many returns', 'loops over lists']);
/** Twice as much may take 2.3 times as many steps. */
const ALLOWED = 2.3 ** Math.log2(TIMES);

/** What this file imports, in a bundle that counts. */
const counted = await countedModule<typeof import('./support/judge.ts')>('test/support/judge.ts');

describe('code that grows in one dimension', () => {
  it.each(Object.keys(grownCode))('%s', (name) => {
    const count = bounded.has(name) ? BEHIND_BOUND : SMALL;
    const [small, large] = [grownCode[name]!(count), grownCode[name]!(count * TIMES)];
    counted.module.judge(small);
    const before = counted.steps(({ judge }) => { judge(small); });
    expect(before).toBeGreaterThan(200);
    expect(counted.steps(({ judge }) => { judge(large); }) / before).toBeLessThanOrEqual(ALLOWED);
  });

  it('is wholly analysed where people might have written it', () => {
    for (const [name, make] of Object.entries(grownCode)) expect([name, problemsIn(make(40))]).toEqual([name, []]);
  });
});

// A name that holds the one before it twice: no depth stops what is asked for in order.
const doubled = (first: string, next: (at: number) => string, use: (at: number) => string, count = 60): Files => ({
  'src/a.ts': `import jwt from 'jsonwebtoken';\nconst d0 = ${first};\n${
    Array.from({ length: count }, (_, at) => `const d${String(at + 1)} = ${next(at)};\n${use(at + 1)}\n`).join('')}`,
});
const doublings: Readonly<Record<string, Files>> = {
  'texts': doubled("'part'", (at) => `d${at} + d${at}`, (at) => `jwt.sign({}, d${at});`),
  'templates': doubled('x', (at) => `\`\${d${at}}\${d${at}}\``, (at) => `jwt.sign({}, d${at});`),
  'replaced texts': doubled("'aaaa'", (at) => `d${at}.replaceAll('a', 'aa')`, (at) => `jwt.sign({}, d${at});`),
  'lists': doubled("['HS256']", (at) => `[...d${at}, ...d${at}]`, (at) => `jwt.verify(t, k, { algorithms: d${at} });`),
  'choices of lists': doubled("['HS256']", (at) => `x ? d${at} : d${at}`, (at) => `jwt.verify(t, k, { algorithms: d${at} });`),
  'choices of objects': doubled("{ algorithms: ['none'] }", (at) => `x ? d${at} : d${at}`, (at) => `jwt.verify(t, k, d${at});`),
  'choices of keys': doubled('process.env.K', (at) => `x ? d${at} : d${at}`, (at) => `jwt.sign({}, d${at});`),
  'objects': doubled('{ a: 1 }', (at) => `{ a: d${at}, b: d${at} }`, (at) => `jwt.sign(d${at}, process.env.K);`),
  'spread payloads': doubled('{ ...user }', (at) => `{ ...d${at}, ...d${at} }`, (at) => `jwt.sign(d${at}, process.env.K);`),
  'times': doubled('Date.now()', (at) => `d${at} + d${at}`, (at) => `jwt.sign({ exp: d${at} }, process.env.K);`),
  'names': doubled('process.env.JWT_SECRET', (at) => `d${at}`, (at) => `jwt.sign({}, d${at});`, 3000),
  'logged texts': doubled('accessToken', (at) => `\`\${d${at}}\${d${at}}\``, (at) => `console.log(d${at});`),
  'functions': doubled('(k) => k', (at) => `(k) => d${at}(k) || d${at}(k)`, (at) => `jwt.sign({}, d${at}('x'));`),
  'rests of rests': { 'src/a.ts': "import jwt from 'jsonwebtoken';\nconst { ...userA } = userB, { ...userB } = userA;\njwt.sign(userA, process.env.K);\n" },
  'tokens made of themselves': {
    'src/a.ts': `import jwt from 'jsonwebtoken';\nlet t = req.headers.authorization;\n${'t = t.trim() + t; jwt.decode(t);\n'.repeat(200)}`,
  },
};

describe('code that doubles at every step', () => {
  it.each(Object.keys(doublings))('%s', (name) => {
    // Without a bound none of them would ever end.
    judge(doublings[name]!);
    expect(problemsIn(doublings[name]!).filter((kind) => kind !== 'limit')).toEqual([]);
  }, 60_000);
});

describe('work', () => {
  it('is counted in steps, and ends the reading', () => {
    expect(withWork(10, () => { spend(10); return 'read'; })).toEqual({ answer: 'read', isSpent: false, isCut: false, spent: 10 });
    expect(withWork(10, () => { spend(11); return 'read'; })).toMatchObject({ answer: undefined, isSpent: true });
    expect(withWork(1, () => { noteCut(); return 'read'; })).toMatchObject({ answer: 'read', isSpent: false, isCut: true });
  });

  it('is that of the question, not of who asks', () => {
    expect(withWork(10, () => { withWork(100, () => { spend(90); }); spend(10); return 'read'; }).answer).toBe('read');
    expect(withWork(10, () => { const { isSpent } = withWork(5, () => { spend(6); }); spend(10); return isSpent; }).answer).toBe(true);
    expect(() => withWork(10, () => { throw new TypeError('text'); })).toThrow(TypeError);
  });

  const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = sourceFileOf('src/a.ts', `import jwt from 'jsonwebtoken';\njwt.verify(t, 'changeit', { algorithms: ['none'] });\nconst key = \`${key}\`;\n`);

  it('that is spent leaves a problem, and the same file with more of it has none', () => {
    const read = (steps: number): Pick<Facts, 'jwtCalls' | 'problems' | 'parsed'> => readCodeAsFarAs(steps, 'ts', file, undefined);
    expect(read(5)).toMatchObject({ jwtCalls: [], problems: [{ kind: 'limit' }], parsed: false });
    expect(read(MAX_WORK)).toMatchObject({ problems: [], parsed: true });
    expect(read(MAX_WORK).jwtCalls).toHaveLength(1);
  });

  it('or a fault of ours takes no key away that the text shows', () => {
    const broken = { version: () => { throw new TypeError('changeit'); }, service: () => undefined, packageName: () => undefined, home: () => '', locate: () => undefined } as unknown as Project;
    const facts = factsOf(file, broken);
    expect(facts.problems).toEqual([{ message: 'The code could not be analysed: TypeError', start: 0, kind: 'internal' }]);
    expect([facts.jwtCalls.length, facts.privateKeys.length]).toEqual([0, 1]);
  });

  it('has bounds that are numbers', () => {
    expect([MAX_WORK, MAX_QUESTION_WORK, MAX_MODULES, MAX_CHAIN]).toEqual([6_000_000, 600_000, 5000, 24]);
  });

  it('is cut short where a module would be one too many, and its asker says so', () => {
    const asks = Object.fromEntries(Array.from({ length: MAX_MODULES + 1 }, (_, at) => [`src/m${String(at)}.ts`, 'export const k = 1;']));
    const importing = Array.from({ length: MAX_MODULES + 1 }, (_, at) => `import { k as k${String(at)} } from './m${String(at)}';\njwt.sign({}, k${String(at)});`);
    expect(problemsIn({ 'src/a.ts': `import jwt from 'jsonwebtoken';\n${importing.join('\n')}\n`, ...asks }).filter((kind) => kind === 'limit')).toHaveLength(1);
  }, 120_000);
});
