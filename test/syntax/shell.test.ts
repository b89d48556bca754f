// Scripts → commands: words, pipes, and where output goes.

import { describe, expect, it } from 'vitest';
import { shellCommands } from '../../src/syntax/shell.ts';

const told = (text: string): string[] =>
  shellCommands(text).map(({ words, output, file, input }) =>
    [words.map((word) => word.text).join(' '), output, ...(file ? [file.text] : []), ...(input ? [`< ${input.text.trim()}`] : [])].join(' · '));

describe('shell', () => {
  it.each([
    ['echo a && echo "b; c" # d', ['echo a · log', 'echo "b; c" · log']],
    ['echo a | base64 >> out.txt', ['echo a · pipe', 'base64 · file · out.txt']],
    ['echo a |\n  rev', ['echo a · pipe', 'rev · log']],
    ['echo a \\\n  b', ['echo a b · log']],
    ['echo a 2>&1 >&2', ['echo a · log']],
    ['echo a 2> err 1> "out file"', ['echo a · file · "out file"']],
    ['{ echo a; echo b; } > both', ['echo a · file · both', 'echo b · file · both']],
    ['for x in 1 2; do echo $x; done | rev', ['x in 1 2 · pipe', 'echo $x · pipe', 'rev · log']],
    ['cat <<END > out\nline; not a command\nEND\necho z', ['cat · file · out · < line; not a command', 'echo z · log']],
    ['cat <<< "$A"', ['cat · log · < "$A"']],
    ['X=$(echo "a)" | rev) echo ${{ a || b }}', ['X=$(echo "a)" | rev) echo ${{ a || b }} · log']],
    ["echo 'a\nb' \"c", ["echo 'a\nb' \"c · log"]],
  ])('%j', (text, commands) => {
    expect(told(text)).toEqual(commands);
  });

  it('goes over open brackets and quotes once', () => {
    for (const sign of ['(', '{ ', '$(', '"', "'", '`', '${{', '<<A ', '| ', '> ', '${'])
      expect(shellCommands(`echo ${sign.repeat(20_000)}`).length).toBeLessThan(20_002);
  });
});
