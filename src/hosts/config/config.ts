// A configuration as values: of one file, of a file over those that it extends, or of a folder seen from the root.

import type { Allowed, Preset, RuleSettings, Settings } from '../../findings/options.ts';
import type { Certainty, Severity } from '../../findings/rule.ts';
import { laidOver } from '../../findings/settings/settings.ts';
import type { LibraryModel } from '../../models/model.ts';
import type { OwnToken } from '../../secrets/tokens/provider-tokens.ts';
import type { PathLists, Services } from '../../source/hints.ts';

/** `error:proven` fails on errors that are proven, and on no others. */
export type FailOn = Severity | `${Severity}:${Certainty}` | 'never';

export interface Config {
  readonly preset?: Preset;
  readonly edition?: string;
  readonly rules: RuleSettings;
  readonly overrides: NonNullable<Settings['overrides']>;
  readonly ignore: readonly string[];
  readonly bareDisables?: readonly string[];
  readonly failOn?: FailOn;
  readonly maxWarnings?: number;
  readonly includeTests?: boolean;
  readonly maxFileSize?: number;
  readonly minCertainty?: Certainty;
  readonly models?: readonly LibraryModel[];
  readonly secretPatterns?: readonly OwnToken[];
  readonly secretNames?: readonly string[];
  readonly paths?: PathLists;
  readonly services?: Services;
  readonly allow?: readonly Allowed[];
}

export const emptyConfig: Config = { rules: {}, overrides: [], ignore: [] };

/** What holds for a run as a whole, not for single files. */
export const runNames = ['failOn', 'maxWarnings', 'maxFileSize'] as const;

/** What a file says goes before what it extends says; lists are joined. */
export function over(below: Config, above: Config): Config {
  // A level of the file that extends holds against an override of the one that is extended.
  const own = below.overrides.length > 0 && Object.keys(above.rules).length > 0 ? [{ files: ['**'], rules: above.rules }] : [];
  return {
    ...below,
    ...above,
    rules: laidOver(below.rules, above.rules),
    overrides: [...below.overrides, ...own, ...above.overrides],
    ignore: [...below.ignore, ...above.ignore],
    ...joined('bareDisables', below, above),
    ...joined('models', below, above),
    ...joined('secretPatterns', below, above),
    ...joined('secretNames', below, above),
    ...joined('allow', below, above),
    ...(below.paths && above.paths && { paths: pathsOver(below.paths, above.paths) }),
    ...(below.services && above.services && { services: { ...below.services, ...above.services } }),
  };
}

type ListName = 'bareDisables' | 'models' | 'secretPatterns' | 'secretNames' | 'allow';

const joined = (name: ListName, below: Config, above: Config): Partial<Config> =>
  (below[name] && above[name] ? { [name]: [...below[name], ...above[name]] } : {});

export const pathNames = ['client', 'server', 'test', 'production'] as const;

const pathsOver = (below: PathLists, above: PathLists): PathLists =>
  Object.fromEntries(pathNames.map((name) => [name, [...below[name] ?? [], ...above[name] ?? []]]));

/** The patterns of a configuration that lies in a folder, as they are written at the root. `folder`: posix, '' for the root. */
export function seenFromRoot(config: Config, folder: string): Config {
  if (folder === '') return config;
  const below = (globs: readonly string[]): string[] => globs.map((glob) => globBelow(folder, glob));
  const { allow, bareDisables, paths, services } = config;
  return {
    ...config,
    ignore: below(config.ignore),
    overrides: config.overrides.map((one) => ({ ...one, files: below(one.files) })),
    ...(bareDisables && { bareDisables: below(bareDisables) }),
    ...(allow && { allow: allow.map((one) => (one.files === undefined ? one : { ...one, files: below(one.files) })) }),
    ...(paths && { paths: Object.fromEntries(pathNames.flatMap((name) => (paths[name] ? [[name, below(paths[name])]] : []))) }),
    ...(services && { services: Object.fromEntries(Object.entries(services).map(([name, globs]) => [name, below(globs)])) }),
  };
}

/** One without a slash before its end matches at any depth below the folder, as in an ignore file that lies there. */
export function globBelow(folder: string, glob: string): string {
  const [, not = '', body = ''] = /^(!?)(?:\.\/)?(.*)$/s.exec(glob) ?? [];
  const anchored = body.slice(0, -1).includes('/');
  return `${not}/${folder.replace(/[*?\\{}]/g, '?')}/${anchored ? body.replace(/^\//, '') : `**/${body}`}`;
}
