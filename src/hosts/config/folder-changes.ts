// Folders, and a base and a change as disks → what the change does to the settings that lie in these folders, one line each.

import type { Diagnostic } from '../../findings/finding.ts';
import type { Rule } from '../../findings/rule.ts';
import type { RootFiles } from '../../source/root-files.ts';
import { ownIgnoreFile } from '../../source/walking/run.ts';
import { changesOf } from './config-changes.ts';
import { emptyConfig } from './config.ts';
import { ConfigError, configNames, foundIn, type FoundConfig } from './config-file.ts';

export function folderChanges(rules: readonly Rule[], base: RootFiles, now: RootFiles, folders: readonly string[]): Diagnostic[] {
  return folders.flatMap((folder) => {
    const usual = `${folder}/${configNames[0]}`;
    try {
      const [before, after] = [base, now].map((files) => foundIn(rules, (path) => files.readFile(path), folder));
      return changed(folder, usual, before, after, [base, now].map((files) => files.readFile(`${folder}/${ownIgnoreFile}`) ?? ''));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.problems.map((problem): Diagnostic =>
        ({ file: usual, kind: 'configuration', message: `The change breaks the configuration: ${problem}` }));
    }
  });
}

function changed(
  folder: string, usual: string, before: FoundConfig | undefined, after: FoundConfig | undefined, [was = '', is = '']: readonly string[],
): Diagnostic[] {
  const file = after?.file ?? before?.file ?? usual;
  const sides = [{ config: before?.config ?? emptyConfig, ignores: was }, { config: after?.config ?? emptyConfig, ignores: is }] as const;
  const lines = changesOf(...sides, file)
    .map((one) => (one.file === ownIgnoreFile ? { ...one, file: `${folder}/${ownIgnoreFile}` } : one));
  if ((before === undefined) === (after === undefined)) return lines;
  const [verb, then] = before === undefined
    ? ['brings', 'what stands above it no longer counts']
    : ['removes', 'what stands above it counts'];
  return [
    {
      file, kind: 'configuration',
      message: `The change alters the gate: it ${verb} a configuration for this folder, in which ${then}; that holds once it is merged.`,
    },
    ...lines,
  ];
}
