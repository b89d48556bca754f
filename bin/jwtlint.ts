// What the command starts with. Its version is told without the rest of the program, whose loading takes several times as long as
// an empty process.

import { writeSync } from 'node:fs';

/** Put in by the build. */
declare const JWTLINT_VERSION: string;

const [first, ...others] = process.argv.slice(2);
if (first !== '--version' || others.length > 0 || !isWritten(`${JWTLINT_VERSION}\n`)) await import('./cli.ts');

/** The whole program says what is wrong with standard output. */
function isWritten(text: string): boolean {
  try {
    return writeSync(1, text) === text.length;
  } catch {
    return false;
  }
}
