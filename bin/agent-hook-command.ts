// `jwtlint agent-hook`: the hook of a coding agent. Reads the event of a tool call from standard input, judges each file as it will be (or
// is, where the agent asks afterwards), and answers in that agent's protocol with the errors that the call brings in. What it can't read
// it says on standard error with exit code 1, which no agent takes for a refusal.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../src/findings/finding.ts';
import type { Rule } from '../src/findings/rule.ts';
import { ConfigError } from '../src/hosts/config/config-file.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { agent } from '../src/report/agent.ts';
import type { ReportContext } from '../src/report/format.ts';
import { textOf } from '../src/report/format.ts';
import { printable } from '../src/report/writing/printable.ts';
import { decode } from '../src/source/decode.ts';
import { isInside, posixWay } from '../src/source/inside.ts';
import { rootFiles, type RootFiles } from '../src/source/root-files.ts';
import { agentEventIn, type AgentEvent } from './agent-event.ts';
import type { Edited } from './agent-patch.ts';
import { rootOf } from './root.ts';
import { faultText } from './stopping.ts';
import type { Output } from './streams.ts';
import { UsageError } from './usage-error.ts';

interface Io { readonly cwd: string; readonly stdin: () => Promise<Buffer>; readonly stdout: Output; readonly stderr: Output }

interface Asked {
  readonly rules: readonly Rule[];
  readonly tool: ReportContext['tool'];
  /** For a folder of the repository. */
  optionsFor(root: string): ScanOptions;
}

/** More files than one call changes. */
const mostFiles = 20;

/** `prepared`: reads what the command line asks for. */
export async function agentHookCommand(prepared: () => Promise<Asked>, io: Io): Promise<number> {
  try {
    return await answered(await prepared(), io);
  } catch (error) {
    // Exit code 2 would refuse every edit for a mistake in the configuration.
    const why = error instanceof ConfigError || error instanceof UsageError ? error.message : faultText(error);
    io.stderr.write(`jwtlint: agent-hook: nothing was checked: ${why.trimEnd().split('\n').map(printable).join('\n')}\n`);
    return 1;
  }
}

async function answered({ rules, tool, optionsFor }: Asked, io: Io): Promise<number> {
  const read = decode(await io.stdin(), true);
  const event = read.ok ? agentEventIn(read.text) : undefined;
  if (event === undefined) {
    io.stderr.write('jwtlint: agent-hook: standard input holds no event of a tool call that is known, so nothing was checked\n');
    return 1;
  }
  const folder = resolve(io.cwd, event.cwd ?? '.');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError('the folder that the event names is none');
  const root = rootOf(folder).folder;
  const files = rootFiles(root);
  const all: Finding[] = [];
  const place: Place = { rules, root, files, options: optionsFor(root) };
  for (const edited of event.files.slice(0, mostFiles)) all.push(...await newErrors(edited, event, place));
  if (all.length > 0) io.stdout.write(event.answer(wordsOn(all, rules, tool)));
  return 0;
}

interface Place { readonly rules: readonly Rule[]; readonly root: string; readonly files: RootFiles; readonly options: ScanOptions }

async function newErrors(edited: Edited, { moment, cwd }: AgentEvent, { rules, root, files, options }: Place): Promise<readonly Finding[]> {
  const named = resolve(cwd ?? root, edited.path);
  if (!isInside(root, named) || named === root) return [];
  const path = posixWay(root, named);
  const standing = files.readFile(path) ?? '';
  const after = moment === 'before' ? edited.after(standing) : standing;
  if (after === undefined || after === '') return [];
  const errorsOf = async (content: string): Promise<readonly Finding[]> => {
    const { findings } = await collected(scanWith(rules, { ...options, stdin: { filename: path, content } }));
    return findings.filter(({ severity, suppressed }) => severity === 'error' && suppressed === null);
  };
  const errors = await errorsOf(after);
  if (errors.length === 0) return [];
  const before = moment === 'before' ? standing : edited.before(standing) ?? '';
  const known = new Set(before === '' ? [] : (await errorsOf(before)).flatMap((finding) => marksOf(finding, before)));
  return errors.filter((finding) => !marksOf(finding, after).some((mark) => known.has(mark)));
}

/** What a finding is known again by: its fingerprint, or the text that it marks, when the function around it has another name now. */
const marksOf = ({ fingerprint, ruleId, message, range: { start, end } }: Finding, text: string): string[] =>
  [fingerprint, `${ruleId} ${message} ${text.slice(start.offset, end.offset)}`];

function wordsOn(findings: readonly Finding[], rules: readonly Rule[], tool: ReportContext['tool']): string {
  const summary = {
    files: { seen: 0, gated: 0, parsed: 0, skipped: 0, incomplete: 0 }, findings: { error: findings.length, warning: 0, info: 0 },
    belowPreset: { info: 0 }, suppressed: 0, durationMs: 0, kinds: {},
  };
  const context: ReportContext = { tool, rules: new Map(rules.map((rule) => [rule.id, rule])), color: false };
  return textOf(agent({ findings, diagnostics: [], summary }, context));
}
