// The files of a project → findings to plant in a copy of its set-up: one in code and one in configuration for each folder in
// which there is such a file, so that whatever swallows a folder shows.

import { randomBytes } from 'node:crypto';
import { roleOf } from '../src/source/role.ts';

export interface Planted {
  readonly kind: 'code' | 'configuration';
  readonly path: string;
  readonly text: string;
  /** What must be found in it. */
  readonly ruleId: string;
}

/** Levels of folders that are told apart, and folders. */
const depth = 2;
const mostFolders = 20;

export function plantedFor(paths: readonly string[]): readonly Planted[] {
  const code = foldersWith(paths, /\.([cm]?[jt]s|[jt]sx)$/);
  const settings = foldersWith(paths, /\.(ya?ml|json|toml|env)$/);
  return [
    ...(code.size === 0 ? [['src', 'ts'] as const] : [...code]).map(([folder, ending]): Planted =>
      ({ kind: 'code', path: inFolder(folder, `jwtlint-doctor.${ending}`), text: codeFor(ending), ruleId: 'no-alg-none' })),
    ...(settings.size === 0 ? ['config'] : [...settings.keys()]).map((folder): Planted =>
      ({ kind: 'configuration', path: inFolder(folder, 'jwtlint-doctor.yaml'), text: `JWT_SECRET: ${randomBytes(24).toString('hex')}\n`, ruleId: 'no-secret-in-config' })),
  ];
}

const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Folders of production files of that kind, each with the ending of one of them. */
function foldersWith(paths: readonly string[], kind: RegExp): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const path of paths) {
    const ending = kind.exec(path)?.[1];
    const folder = path.split('/').slice(0, -1).slice(0, depth).join('/');
    if (ending === undefined || folders.has(folder) || folders.size >= mostFolders) continue;
    // Folders of tools, such as those of workflows, have a language of their own.
    if (folder.startsWith('.')) continue;
    if (roleOf(path) === 'production' && roleOf(inFolder(folder, 'jwtlint-doctor.ts')) === 'production') folders.set(folder, ending);
  }
  return folders;
}

const codeFor = (ending: string): string => `${ending.startsWith('c') ? "const jwt = require('jsonwebtoken');" : "import jwt from 'jsonwebtoken';"}
jwt.verify(process.argv[2], process.env.JWT_KEY, { algorithms: ['none'], audience: 'doctor', issuer: 'doctor' });
`;
