// Texts by path → a repository with them in a folder of its own that goes again. Git runs there and nowhere else, with no hook,
// template or setting of anybody.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ThrowAway {
  readonly folder: string;
  write(files: ReadonlyMap<string, string>): void;
  /** False when git is not there or refuses. */
  git(...args: readonly string[]): boolean;
}

export async function inThrowAway<T>(use: (one: ThrowAway) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'jwtlint-doctor-')));
  try {
    return await use({
      folder,
      write(files) {
        for (const [path, text] of files) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        }
      },
      git: (...args) => spawnSync('git', [...ownSettings, ...args], { cwd: folder, env: environment(), stdio: 'ignore' }).status === 0,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ownSettings = [
  'init.templateDir=', 'core.hooksPath=/dev/null', 'core.fsmonitor=false', 'commit.gpgSign=false', 'user.name=jwtlint', 'user.email=jwtlint@localhost',
  'core.autocrlf=false', 'core.excludesFile=/dev/null', 'core.attributesFile=/dev/null',
].flatMap((setting) => ['-c', setting]);

/** A hook that runs us points git at its own repository. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null',
});
