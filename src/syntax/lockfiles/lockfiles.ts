// The name of a lockfile → its reader.

import { bunLock } from './bun-lock.ts';
import type { LockReader } from './locked.ts';
import { npmLock } from './npm-lock.ts';
import { pnpmLock } from './pnpm-lock.ts';
import { yarnLock } from './yarn-lock.ts';

export type { LockedPackage, LockReader } from './locked.ts';

/** In the order in which they are tried in one folder. */
export const lockReaders: Readonly<Record<string, LockReader>> = {
  'package-lock.json': npmLock, 'npm-shrinkwrap.json': npmLock, 'pnpm-lock.yaml': pnpmLock, 'yarn.lock': yarnLock, 'bun.lock': bunLock,
};
