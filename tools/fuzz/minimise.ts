// A failing input and a way to ask whether another one fails alike → a smaller one that still does. Other files go first,
// then halves, lines, tokens and characters, in stretches that get shorter (as in delta debugging). Asking costs, so it
// ends after a number of questions, not when nothing more can go.

import type { Input } from './inputs.ts';
import type { TextFile } from './seeds.ts';

export async function minimised(input: Input, fails: (smaller: Input) => Promise<boolean>, questions: number): Promise<Input> {
  let left = questions;
  const stillFails = async (files: readonly TextFile[]): Promise<boolean> =>
    left-- > 0 && files.length > 0 && (await fails({ ...input, index: -1, files }));
  let files = await withoutFiles(input.files, stillFails);
  for (let index = 0; index < files.length; index++)
    for (const split of splits) {
      const file = files[index]!;
      const text = await withoutPieces(split(file.text), (shorter) => stillFails(files.with(index, { ...file, text: shorter })));
      files = files.with(index, { ...file, text });
    }
  return { ...input, index: -1, files };
}

const splits: readonly ((text: string) => readonly string[])[] = [
  (text) => text.split(/(?<=\n)/),
  (text) => text.match(/[\w$]+|\s+|[^\w\s]+/g) ?? [],
  // Long texts would be asked for ever.
  (text) => (text.length > 400 ? [text] : text.split(/(?:)/)),
];

async function withoutFiles(files: readonly TextFile[], stillFails: (files: readonly TextFile[]) => Promise<boolean>): Promise<TextFile[]> {
  let kept = [...files];
  for (const file of [...files].reverse()) {
    const fewer = kept.filter((one) => one !== file);
    if (kept.length > 1 && (await stillFails(fewer))) kept = fewer;
  }
  return kept;
}

async function withoutPieces(pieces: readonly string[], stillFails: (text: string) => Promise<boolean>): Promise<string> {
  let kept = pieces;
  for (let size = Math.ceil(pieces.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < kept.length;) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await stillFails(fewer.join(''))) kept = fewer;
      else at += size;
    }
  return kept.join('');
}
