// Which environment variables does some schema of the project demand? A service that validates its environment at the
// start does not run without them, wherever they are read. Read from the text, once, and only when it matters.

import { schemaText } from '../models/places/environments.ts';
import { isCode, languageOf } from '../source/language.ts';

const MEMBER = /\b([A-Z][A-Z0-9_]{2,80})\b['"]?\s*:/g;
/** What stands in further files is not known to be demanded, so that more is reported, not less. */
const MAX_FILES = 20_000;
const MAX_TEXT = 300_000;

export interface RequirementDisk {
  readFile(path: string): string | undefined;
  files(): readonly string[];
  /** Is the file production code? */
  ships(path: string): boolean;
}

export function requirementsOf(disk: RequirementDisk): (variable: string) => boolean {
  let required: Set<string> | undefined;
  return (variable) => {
    required ??= collected(disk);
    return required.has(variable);
  };
}

function collected({ readFile, files, ships }: RequirementDisk): Set<string> {
  const names = new Set<string>();
  for (const path of files().slice(0, MAX_FILES)) {
    const language = languageOf(path);
    if (!language || !isCode(language) || !ships(path)) continue;
    const text = readFile(path);
    if (text === undefined || text.length > MAX_TEXT || !text.includes('process.env') || !schemaText.test(text)) continue;
    for (const [, name] of text.matchAll(MEMBER)) if (name !== undefined) names.add(name);
  }
  return names;
}
