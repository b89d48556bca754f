// A path and the limit of the run → how many bytes the file may have.

import { languageOf } from './language.ts';

/** 2 MiB. Hand-written files end far below; bundles begin there. */
export const defaultMaxFileSize = 2 * 1024 * 1024;
/** 64 MiB. Lockfiles of large repositories run to tens of megabytes, and are walked, not parsed. */
export const maxLockfileSize = 64 * 1024 * 1024;

/** 64 MiB. Beyond its limit a file is not analysed, but so far its words are looked at: they may clear it. */
export const mostGated = 64 * 1024 * 1024;
/** 16 MiB. So far a file beyond its limit is searched for keys and tokens, which takes its text alone. */
export const mostSearched = 16 * 1024 * 1024;

export const sizeLimitOf = (path: string, limit: number): number => (languageOf(path) === 'lock' ? maxLockfileSize : limit);
