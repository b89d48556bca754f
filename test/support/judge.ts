// Files in memory → all that a scan does with them, short of the reports. A module of its own, so that it can be bundled
// with code that counts its steps.

import { rules } from '../../rules/all.ts';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { Project } from '../../src/facts/project.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import { startRuleRun } from '../../src/findings/run-rules.ts';
import { projectOf } from '../../src/project/project-of.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import type { Files } from './grown-code.ts';

export const projectIn = (files: Files): Project => projectOf({
  readFile: (path) => files[path],
  files: () => Object.keys(files),
  resolve: (from, specifier) => {
    const path = from.slice(0, from.lastIndexOf('/') + 1) + specifier.slice(2);
    return specifier.startsWith('.') ? ['', '.ts', '.tsx', '.js'].map((ending) => path + ending).find((one) => one in files) : undefined;
  },
});

export function judge(files: Files): void {
  const project = projectIn(files);
  const together = startRuleRun(rules, { ...defaultSettings, preset: 'all' });
  for (const path of Object.keys(files).sort()) together.add(factsOf(sourceFileOf(path, files[path]!), project));
  for (const _ of together.finished((file) => factsOf(file, project))) continue;
}
