// A process that may crash, spin or eat all memory, seen from outside: give it a task, and get its answer or what became
// of it. Native code can end a process and an endless loop can't be interrupted from within, so nothing less helps.

import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a child writes into its file: the input in hand, a counter of inputs, and the phase. */
export interface Progress { readonly 0: number; readonly 1: number; readonly 2: number }
export const phases = ['making', 'facts', 'scan', 'eslint'] as const;
/** In hand is an input that no run has. */
export const NO_INDEX = -1;

export interface Limits {
  /** For one input, in seconds of processor time. */
  readonly cpu: number;
  /** In bytes that are resident. */
  readonly memory: number;
}

/** How a process ended with a task in hand. */
export interface Ended { readonly kind: 'hang' | 'death' | 'memory'; readonly index: number; readonly phase: string; readonly how: string }
export type Answered<Reply> = { readonly reply: Reply } | { readonly ended: Ended };

export interface Watched<Task, Reply> {
  ask(task: Task): Promise<Answered<Reply>>;
  stop(): void;
}

const LOOK_MS = 250;
/** Where nothing tells the processor time of another process, that of the clock counts, and the machine may be busy. */
const CLOCK_FACTOR = 6;

/** `script` is started with `args` and the path of the progress file behind them; again whenever it has ended. */
export function watched<Task extends object, Reply>(script: string, args: readonly string[], limits: Limits): Watched<Task, Reply> {
  const folder = mkdtempSync(join(tmpdir(), 'jwtlint-fuzz-'));
  const path = join(folder, 'progress');
  let child: ChildProcess | undefined;

  const started = (): ChildProcess => {
    writeFileSync(path, new Float64Array([NO_INDEX, 0, 0]));
    return fork(script, [...args, path], { execArgv: ['--enable-source-maps', '--max-old-space-size=2048'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  };

  return {
    ask(task) {
      const process = (child ??= started());
      return new Promise((answer) => {
        let why: Ended['kind'] = 'death';
        const sight = lookerAt(process.pid!, path, limits, (kind) => {
          why = kind;
          process.kill('SIGKILL');
        });
        let said = '';
        const hear = (data: Buffer): void => void (said = (said + data.toString()).slice(-2000));
        process.stderr?.on('data', hear);
        const finish = (result: Answered<Reply>): void => {
          sight.stop();
          process.removeAllListeners();
          process.stderr?.off('data', hear);
          answer(result);
        };
        process.once('message', (reply) => finish({ reply: reply as Reply }));
        process.once('exit', (code, signal) => {
          child = undefined;
          const { index, phase } = progressIn(path);
          const isFull = /heap out of memory|Allocation failed/.test(said);
          const how = why === 'death' ? `ended with ${signal ?? String(code)}` : why === 'hang' ? `more than ${limits.cpu} s` : `more than ${limits.memory >> 20} MiB`;
          finish({ ended: { kind: isFull ? 'memory' : why, index, phase, how: isFull ? 'the heap is full' : how } });
        });
        process.send(task);
      });
    },
    stop() {
      child?.removeAllListeners();
      child?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function progressIn(path: string): { index: number; beat: number; phase: string } {
  const state = new Float64Array(3);
  const file = openSync(path, 'r');
  readSync(file, state, 0, state.byteLength, 0);
  closeSync(file);
  return { index: state[0]!, beat: state[1]!, phase: phases[state[2]!] ?? '' };
}

/** Looks every so often whether the same input has been in hand for too long, or memory has run away. */
function lookerAt(pid: number, path: string, limits: Limits, kill: (kind: 'hang' | 'memory') => void): { stop(): void } {
  let last = -1;
  let since = timeOf(pid);
  const timer = setInterval(() => {
    const { beat } = progressIn(path);
    const now = timeOf(pid);
    if (beat !== last || beat === 0) [last, since] = [beat, now];
    else if (now.cpu !== undefined && since.cpu !== undefined ? now.cpu - since.cpu > limits.cpu : now.clock - since.clock > limits.cpu * CLOCK_FACTOR) kill('hang');
    if (memoryOf(pid) > limits.memory) kill('memory');
  }, LOOK_MS);
  return { stop: () => clearInterval(timer) };
}

interface Time { readonly cpu: number | undefined; readonly clock: number }

/** In seconds. Linux alone has /proc; its ticks are a hundredth of a second. */
function timeOf(pid: number): Time {
  const fields = procFile(pid, 'stat')?.replace(/^.*\) /s, '').split(' ');
  return { cpu: fields && (Number(fields[11]) + Number(fields[12])) / 100, clock: performance.now() / 1000 };
}

const memoryOf = (pid: number): number => Number(procFile(pid, 'statm')?.split(' ')[1] ?? 0) * 4096;

function procFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
