// How far a scan has come → one line on a terminal, written over and taken away again. Nothing within the first second.

import type { Output } from './streams.ts';

const firstAfter = 1000;
const again = 100;

export interface ProgressLine { told(seen: number, all: number): void; end(): void }

/** Undefined where nobody would see it. */
export function progressLine(
  when: string | undefined, stderr: Output, env: Readonly<Record<string, string | undefined>>,
): ProgressLine | undefined {
  const isSeen = stderr.stream.isTTY && env['CI'] === undefined && env['TERM'] !== 'dumb';
  if (when === 'never' || (when !== 'always' && !isSeen)) return undefined;
  let last = performance.now() + firstAfter - again;
  let isShown = false;
  return {
    told(seen, all) {
      const now = performance.now();
      if (now - last < again) return;
      last = now;
      isShown = true;
      stderr.write(`\r\u001b[KLooked at ${String(seen)} of ${String(all)} files`);
    },
    end() {
      if (isShown) stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}
