// SIGINT and SIGTERM → a run that ends early and says what it has. The second one ends the process at once: by then nobody
// listens any more, so the system does it. And the last words about a fault of ours, which tell no value.

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

/** The message could quote a file, and so could a line of it that looks like one of the stack. The stack's own lines are ours. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return `internal fault: ${typeof error}\n`;
  const stack = error.stack ?? '';
  const from = stack.indexOf(error.message);
  const where = from < 0 ? [] : stack.slice(from + error.message.length).split('\n').filter((line) => line.startsWith('    at ')).slice(0, 5);
  const name = /^\w{1,40}$/.test(error.name) ? error.name : 'Error';
  return [`internal fault: ${name}`, ...where, ''].join('\n');
}
