// `jwtlint init`: shows the files that would set jwtlint up, as a diff, and writes them once it is told to: by --yes, or by an answer on
// a terminal. Nothing that exists is written over, and no link is followed.

import { createInterface } from 'node:readline/promises';
import type { AgentName } from './agent-table.ts';
import { printable } from '../src/report/writing/printable.ts';
import { unifiedDiff } from '../src/report/writing/unified-diff.ts';
import type { Root } from './root.ts';
import { agentSetUpFor, setUpFor } from './set-up.ts';
import type { Output } from './streams.ts';
import { writeNew } from './write-report.ts';

interface Io { readonly stdout: Output; readonly stderr: Output }

/** `top`: of the repository, or the folder where there is none. */
export interface Asked {
  readonly root: Root;
  readonly top: string;
  readonly version: string;
  readonly yes: boolean;
  /** Its hook alone. */
  readonly agent?: AgentName;
}

export async function initCommand({ root, top, version, yes, agent }: Asked, io: Io): Promise<number> {
  const { files, words } = agent === undefined ? setUpFor(top, version, root.config !== undefined) : agentSetUpFor(top, agent);
  for (const { path, text } of files) io.stdout.write(unifiedDiff(path, '', text).text.replace(/^--- .*$/m, '--- /dev/null'));
  // Each line is ours but for names of files.
  for (const line of words) io.stderr.write(`jwtlint: ${line.split('\n').map(printable).join('\n')}\n`);
  if (files.length === 0) {
    io.stderr.write('jwtlint: there is nothing to write\n');
    return 0;
  }
  if (!yes && !await isWanted(files.length)) {
    io.stderr.write(`jwtlint: nothing is written; jwtlint init ${agent === undefined ? '' : `--agent ${agent} `}--yes writes it\n`);
    return 0;
  }
  const failed = files.filter(({ path, text, mode }) => {
    const problem = writeNew(top, path, text, mode);
    io.stderr.write(`jwtlint: ${problem === undefined ? `written: ${path}` : `cannot write ${path} (${problem})`}\n`);
    return problem !== undefined;
  });
  if (agent !== undefined) return failed.length === 0 ? 0 : 2;
  io.stderr.write(`${[
    'jwtlint: next: jwtlint shows what is there today', 'jwtlint: next: jwtlint baseline create lists what is to stay for now, so that only new findings fail',
    'jwtlint: next: jwtlint doctor --prove plants findings in a copy of this set-up and says whether they are caught',
  ].join('\n')}\n`);
  return failed.length === 0 ? 0 : 2;
}

async function isWanted(count: number): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`Write ${String(count)} ${count === 1 ? 'file' : 'files'}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
