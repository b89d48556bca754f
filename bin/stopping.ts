// SIGINT and SIGTERM → a run that ends early and says what it has. The second one ends the process at once: by then nobody
// listens any more, so the system does it. And the last words about a fault of ours, which tell no value.

import { faultName } from '../src/findings/fault-name.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

export async function stoppable<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const release = (): void => signals.forEach((signal) => process.off(signal, end));
  const end = (): void => {
    release();
    stop.abort();
  };
  for (const signal of signals) process.on(signal, end);
  try {
    return await run(stop.signal);
  } finally {
    release();
  }
}

/** The message could quote a file, and so could its lines in the stack, which look like ours: only places in our bundle are told. */
export function faultText(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').flatMap(frameOf).slice(0, 5) : [];
  return [`internal fault: ${faultName(error)}`, ...frames, ''].join('\n');
}

const frameOf = (line: string): string[] => {
  const place = /^ {4}at (?:[\w$.<> ]{1,80} \()?file:\/\/[^\s()]{0,400}\/([\w.-]{1,60}\.[jt]s:\d{1,7}:\d{1,7})\)?$/.exec(line);
  return place ? [`    at ${place[1]!}`] : [];
};
