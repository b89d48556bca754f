// Text that could end the process → does the parser live through it? Asked of a process of its own, on a thread with a
// smaller stack than ours, within bounds of memory and time. Text goes in through a pipe; nothing but an exit code comes back.
// Leaves alone: the tree, which is made here once the answer is yes.

import { spawnSync } from 'node:child_process';
import { env as ours, execPath } from 'node:process';

/** A quarter of what a worker of Node has, an eighth of what a process usually has. */
export const TRIAL_STACK_MB = 1;
/** A bundle of 2 MB takes 200 MB; one line of 80 KB of `\` takes 8 GB, for each error brings its line. */
export const TRIAL_MEMORY_MB = 768;
/** Of the processor, so that a crowded machine gives the same answer. */
export const TRIAL_SECONDS = 10;

// The watch runs on the main thread while another one parses.
const SCRIPT = `
const { Worker } = require('node:worker_threads');
const [parser, lang, goal, stack, memory, seconds] = process.argv.slice(1);
const text = require('node:fs').readFileSync(0, 'utf8');
const run = 'const { workerData: d } = require("node:worker_threads");'
  + 'require(d.parser).parseSync("file." + d.lang, d.text, { lang: d.lang, sourceType: d.goal, preserveParens: false });';
setInterval(() => {
  const { user, system } = process.cpuUsage();
  // An exit would wait for the parser.
  if (process.memoryUsage.rss() > memory * 1048576 || user + system > seconds * 1e6) process.kill(process.pid, 'SIGKILL');
}, 10);
new Worker(run, { eval: true, workerData: { parser, lang, goal, text }, resourceLimits: { stackSizeMb: Number(stack) } })
  .on('error', () => process.reallyExit(2)).on('exit', (code) => process.reallyExit(code));
`;

export function survives(parser: string, lang: string, goal: string, text: string): boolean {
  const args = ['-e', SCRIPT, '--', parser, lang, goal, String(TRIAL_STACK_MB), String(TRIAL_MEMORY_MB), String(TRIAL_SECONDS)];
  // No variable of ours changes what it does; Windows starts nothing without its root, and an editor's own Node asks to be one.
  const { SystemRoot } = ours;
  const env = { ELECTRON_RUN_AS_NODE: '1', ...(SystemRoot === undefined ? {} : { SystemRoot }) };
  const options = { input: text, env, stdio: ['pipe', 'ignore', 'ignore'] as ['pipe', 'ignore', 'ignore'], windowsHide: true };
  return spawnSync(execPath, args, { ...options, timeout: 6000 * TRIAL_SECONDS, killSignal: 'SIGKILL' }).status === 0;
}
