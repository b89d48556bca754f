// The fuzzer of tools/fuzz: that it makes the same inputs again, that it sees each kind of fault when there is one, and a
// short run of it over this tree. A long run is by hand: `npm run fuzz -- --seed 7 --inputs 1000000 --jobs 2`.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/findings/finding.ts';
import type { Rule } from '../src/findings/rule.ts';
import { constructs } from '../tools/fuzz/depth.ts';
import { edited, faultOfError, faultsOf, positionIn, secretFaults } from '../tools/fuzz/faults.ts';
import { series } from '../tools/fuzz/growth.ts';
import { growthOf, type Meter } from '../tools/fuzz/growth-of.ts';
import { outcomeOf } from '../tools/fuzz/hosts.ts';
import { inputAt, onlyFacts, type Hosts } from '../tools/fuzz/inputs.ts';
import { minimised } from '../tools/fuzz/minimise.ts';
import { formats, seedsIn } from '../tools/fuzz/seeds.ts';
import { watched } from '../tools/fuzz/watch.ts';
import { folderWith } from './support/command.ts';
import { root } from './support/fixture-file.ts';

const seeds = seedsIn();

describe('inputs', () => {
  it('are the same for the same seed and index, whatever ran before', () => {
    const once = [7, 3, 50].map((index) => inputAt(index, { seed: 7 }, seeds));
    expect([50, 3, 7].map((index) => inputAt(index, { seed: 7 }, seeds)).reverse()).toEqual(once);
    expect(inputAt(7, { seed: 8 }, seeds).files).not.toEqual(once[0]!.files);
  });

  it('are of every format and kind, and most are small', () => {
    const some = Array.from({ length: 400 }, (_, index) => inputAt(index, { seed: 1 }, seeds));
    expect([...new Set(some.map(({ format }) => format))].sort()).toEqual([...formats].sort());
    expect(new Set(some.map(({ kind }) => kind)).size).toBe(4);
    expect(some.filter(({ files }) => files[0]!.text.length < 4000).length).toBeGreaterThan(320);
    for (const format of formats) expect(inputAt(1, { seed: 1, only: 'mutate', format }, seeds).format).toBe(format);
  });

  it('hold the secrets that were planted', () => {
    const some = Array.from({ length: 60 }, (_, index) => inputAt(index, { seed: 1, only: 'planted' }, seeds));
    expect(some.filter(({ secrets }) => secrets.length > 0).length).toBeGreaterThan(30);
    for (const { secrets, files } of some) for (const secret of secrets) expect(files[0]!.text).toContain(secret);
  });

  it('nest and grow as deep and far as asked, each by a name of its own', () => {
    for (const names of [constructs, series]) expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
    expect(constructs.filter(({ make }) => make(1000).text.length < make(10).text.length).map(({ name }) => name)).toEqual([]);
    const amount = (one: (typeof series)[number], count: number): number => JSON.stringify(one.make(count)).length;
    expect(series.filter((one) => amount(one, 64) < 1.1 * amount(one, 32)).map(({ name }) => name)).toEqual([]);
  });
});

describe('a fault', () => {
  const at = (offset: number, text: string): Finding['range']['start'] => ({ ...positionIn(text, offset), offset });
  const finding = (text: string, start: number, end: number, more: Partial<Finding> = {}): Finding => ({
    ruleId: 'no-x', severity: 'error', certainty: 'likely', message: 'm', messageId: 'm', data: {}, file: 'a.ts', runtime: 'unknown', fingerprint: '', evidence: [], fixes: [],
    references: { cwe: [] } as unknown as Finding['references'], suppressed: null, excerpts: [], range: { start: at(start, text), end: at(end, text) }, ...more,
  });
  const faults = (text: string, findings: readonly Finding[]) =>
    faultsOf({ findings, stretches: [], texts: new Map([['a.ts', text]]) }).map(({ kind, what }) => `${kind}: ${what}`);
  const fix = (...edits: readonly [number, number][]): Finding['fixes'] =>
    [{ title: 'x', kind: 'suggestion', edits: edits.map(([start, end]) => ({ file: 'a.ts', start, end, text: 'new' })) }];

  it('is a place outside of the text, and none that is inside', () => {
    expect(faults('ab\r\ncd', [finding('ab\r\ncd', 4, 6)])).toEqual([]);
    expect(faults('ab\r\ncd', [finding('ab\r\ncd', 4, 7)])).toEqual(['place: finding of no-x: outside of the text']);
    expect(faults('ab', [finding('ab', 1, 0)])).toEqual(['place: finding of no-x: it ends before it starts']);
    const range = { start: { line: 1, column: 2, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };
    expect(faults('ab', [finding('ab', 0, 0, { range })])).toEqual(['place: finding of no-x: line and column are not those of the offset']);
    expect(faults('ab', [finding('ab', 0, 1, { file: 'b.ts' })])).toEqual(['place: finding of no-x: in a file that is not there']);
    expect(faults('ab', [finding('ab', 0, 1, { excerpts: [{ file: 'a.ts', firstLine: 1, lines: ['ab'], mark: { line: 1, from: 1, to: 4 } }] })]))
      .toEqual(['place: excerpt of no-x: the mark is outside of it']);
  });

  it('is an edit that overlaps another or lies outside', () => {
    expect(faults('abcd', [finding('abcd', 0, 1, { fixes: fix([0, 1], [1, 2]) })])).toEqual([]);
    expect(faults('abcd', [finding('abcd', 0, 1, { fixes: fix([0, 2], [1, 3]) })])).toEqual(['edit: no-x: edits that overlap']);
    expect(faults('abcd', [finding('abcd', 0, 1, { fixes: fix([3, 5]) })])).toEqual(['edit: edit of no-x: outside of the text']);
    expect(edited('abcd', 'a.ts', fix([0, 1], [2, 3])[0]!)).toBe('newbnewd');
  });

  it('is a planted value in an output', () => {
    expect(secretFaults(['made-up'], { 'a report': 'key made-up here' }).map(({ kind }) => kind)).toEqual(['secret']);
    expect(secretFaults(['made-up'], { 'a report': 'key •••••• here' })).toEqual([]);
  });

  it('is an error, told by its kind without what it quotes', () => {
    expect(faultOfError(new TypeError("can't read 'made-up' of 12"), 'facts')).toMatchObject({ kind: 'crash', what: expect.stringMatching(/^facts: TypeError: .*at /) });
    expect(faultOfError(new TypeError('no "made-up"'), 'facts').what).not.toContain('made-up');
    const deep = (): number => deep() + 1;
    try { deep(); } catch (error) { expect(faultOfError(error, 'facts').kind).toBe('stack'); }
  });

  const ruleThat = (check: NonNullable<Rule['check']>): Rule => ({
    id: 'no-made-up', summary: 's', why: 'w', remediation: 'i', severity: 'error', recommended: true, category: 'keys', references: { cwe: ['CWE-798'] }, messages: { said: 'said {{times}}' }, check,
  });
  const faultsOfRule = async (rule: Rule, hosts: Partial<Hosts>): Promise<string[]> => {
    const input = { ...inputAt(1, { seed: 1 }, seeds), files: [{ path: '.env.production', text: 'JWT_SECRET=made-up\n' }], hosts: { ...onlyFacts, ...hosts } };
    return (await outcomeOf(input, () => undefined, [rule])).faults.map(({ kind, what }) => `${kind}: ${what.split(':', 1)[0]!}`);
  };

  it('is an answer that changes when it is asked again', async () => {
    let times = 0;
    const report = (count: () => number) => ruleThat(({ file }, said) => said({ at: { file, start: 0, end: 1 }, message: 'said', data: { times: count() } }));
    expect(await faultsOfRule(report(() => times++), { twice: true })).toEqual(['unstable: facts and rules say something else the second time']);
    expect(await faultsOfRule(report(() => 1), { twice: true })).toEqual([]);
  });

  it('is what the whole scan calls an error of its own', async () => {
    const broken = ruleThat(() => { throw new TypeError('planted'); });
    expect(await faultsOfRule(broken, { stdin: 'utf8' })).toEqual(['crash: facts and rules', 'internal: scan']);
  });

  it('is work that grows faster than what there is to do', () => {
    const grown = (meter: Meter) => growthOf(series[0]!, meter).faults.map(({ kind }) => kind);
    expect(grown((_one, count) => count)).toEqual([]);
    expect(grown((_one, count) => (count * count) / 1000)).toEqual(['growth']);
    // One step alone is the machine.
    expect(grown((_one, count) => (count > 128 ? 3 * count : count))).toEqual([]);
  });

  it('is made smaller as long as it stays', async () => {
    const input = { ...inputAt(1, { seed: 1 }, seeds), files: [{ path: 'a.ts', text: 'one();\ntwo(fault(x));\nthree();\n' }, { path: 'b.ts', text: '' }] };
    const { files } = await minimised(input, (smaller) => Promise.resolve(smaller.files[0]!.text.includes('fault(')), 400);
    expect(files).toEqual([{ path: 'a.ts', text: 'fault(' }]);
  });
});

describe('a process that is watched', () => {
  // Notes which input it has in hand, as tools/fuzz/child.ts does, and then does what the task says.
  const script = join(folderWith({}), 'child.mjs');
  writeFileSync(script, `import { openSync, writeSync } from 'node:fs';
const file = openSync(process.argv.at(-1), 'r+');
process.on('message', ({ index, does }) => {
  writeSync(file, new Float64Array([index, index, 1]), 0, 24, 0);
  if (does === 'spin') for (;;);
  if (does === 'end') process.kill(process.pid, 'SIGSEGV');
  if (does === 'eat') { const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1)); }
  if (does === 'answer') process.send({ index });
});
`);
  const limits = { cpu: 1, memory: 600 * 1024 ** 2 };

  it('is found dead, spinning and eating, with the input in hand, and started again', async () => {
    const runner = watched<{ index: number; does: string }, { index: number }>(script, [], limits);
    expect(await runner.ask({ index: 1, does: 'answer' })).toEqual({ reply: { index: 1 } });
    expect(await runner.ask({ index: 2, does: 'end' })).toMatchObject({ ended: { kind: 'death', index: 2, phase: 'facts', how: 'ended with SIGSEGV' } });
    expect(await runner.ask({ index: 3, does: 'spin' })).toMatchObject({ ended: { kind: 'hang', index: 3 } });
    expect(await runner.ask({ index: 4, does: 'eat' })).toMatchObject({ ended: { kind: 'memory', index: 4 } });
    expect(await runner.ask({ index: 5, does: 'answer' })).toEqual({ reply: { index: 5 } });
    runner.stop();
  });
});

/** Measured: 2,500 took 47 s of processor time, starts included, on a crowded machine of two cores. JWTLINT_FUZZ_INPUTS takes another number. */
const INPUTS = process.env['JWTLINT_FUZZ_INPUTS'] ?? '2000';

describe('a short run', () => {
  it('finds no fault', () => {
    const ran = spawnSync(process.execPath, ['tools/run.mjs', 'tools/fuzz/fuzz.ts', '--seed', '1', '--inputs', INPUTS], { cwd: root, encoding: 'utf8' });
    expect(ran.stdout).toMatch(/faults: none\n$/);
    expect(ran.status).toBe(0);
  }, 30 * 60_000);
});
