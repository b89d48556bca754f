// A path and its bytes → the text that is judged, where its words let it through.

import { mayMatter } from '../../facts/gate.ts';
import { type Diagnostic } from '../../findings/finding.ts';
import { decode } from '../../source/decode.ts';
import type { Problem, SourceFile } from '../../source/file.ts';
import { keyStoreOf } from '../../source/key-store.ts';
import { isCode, isTextByName, languageOf } from '../../source/language.ts';
import { sourceFileOf } from '../../source/source-file-of.ts';
import { type WalkedFile } from '../../source/walking/run.ts';
import type { Run } from './run.ts';

// --- texts ---

export type Known = Pick<WalkedFile, 'ignoredByGit' | 'role'>;

export function sourceOf(run: Run, walked: WalkedFile): SourceFile | undefined {
  const read = run.read(walked);
  if (read instanceof Uint8Array) return textOf(run, walked.path, read, walked);
  run.files.skipped++;
  run.diagnostics.push(toldOf(read));
  return undefined;
}

/** What could not be read could not be cleared either. A size is no reason yet: see `judgeLarge`. */
export const toldOf = ({ harmless, ...problem }: Problem): Diagnostic =>
  ({ ...problem, ...(harmless !== true && problem.kind !== 'too-large' && { incomplete: true }) });

export const mayHold = ({ project, stages }: Run, path: string, bytes: Uint8Array): boolean =>
  stages.in('gate', () => mayMatter(path, bytes, languageOf(path) ?? 'text', project.index.libraries, project.tokens, project.names));

export const told = ({ ignoredByGit, role }: Known = {}): Known => ({ ...(ignoredByGit && { ignoredByGit }), ...(role && { role }) });

/** Decodes what the gate lets through. */
export function textOf(run: Run, path: string, bytes: Uint8Array, walked?: WalkedFile): SourceFile | undefined {
  const store = (languageOf(path) ?? 'text') === 'text' ? keyStoreOf(bytes) : undefined;
  if (store) return { ...sourceFileOf(path, ''), ...told(walked), store };
  if (!mayHold(run, path, bytes)) {
    run.files.gated++;
    const language = languageOf(path) ?? 'text';
    if (walked && /^(?:yaml|json|toml)$/.test(language)) run.cleared.push(walked);
    if (walked && isCode(language)) run.clearedCode.set(path, walked);
    return undefined;
  }
  const file = decodedSource(run, path, bytes, walked);
  if (!file) run.files.skipped++;
  return file;
}

/** What only its bytes call a binary is none of ours; what its name calls a text was meant to be read. */
export function decodedSource(run: Run, path: string, bytes: Uint8Array, known: Known = {}): SourceFile | undefined {
  const isText = isTextByName(path);
  const decoded = decode(bytes, isText);
  if (decoded.ok) {
    const role = run.project.hints.roleOf(path);
    return { ...sourceFileOf(path, decoded.text, run.project.hints), ...told(known), ...(role && { role }) };
  }
  run.diagnostics.push({ file: path, kind: decoded.kind, message: decoded.message, ...(isText && { incomplete: true }) });
  return undefined;
}
