// A path and a line → the day since when it is there, as git knows it. For lists that people read; asked line by line, within a bound of
// time. Runs no filter and no text conversion.

import { gitNow, patienceOf } from './git.ts';

/** Of a whole list. */
const longest = 20_000;

/** `path` is relative to `top`. Undefined for what is not committed, and when git does not say. */
export function lineDays(top: string): (path: string, line: number) => string | undefined {
  const patience = patienceOf(longest);
  return (path, line) => {
    const where = ['-L', `${String(line)},${String(line)}`];
    const { ok, output } = gitNow(top, ['blame', '--porcelain', '--no-textconv', ...where, 'HEAD', '--', path], { patience });
    const seconds = ok ? /^committer-time (\d{1,12})$/m.exec(output.toString('utf8'))?.[1] : undefined;
    return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
  };
}
