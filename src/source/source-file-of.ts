// A path and a decoded text → the file as everything downstream sees it. Both hosts come through here.
// A path that nobody reads as text still gets the language `text`: who hands over a text wants it looked at.

import type { SourceFile } from './file.ts';
import { noHints, type Hints } from './hints.ts';
import { languageOf } from './language.ts';
import { roleOfText } from './role.ts';

export const sourceFileOf = (path: string, text: string, hints: Hints = noHints): SourceFile =>
  ({ path, text, language: languageOf(path) ?? 'text', role: hints.roleOf(path) ?? roleOfText(path, text) });
