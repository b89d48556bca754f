// A run that looked at no file → does that prove nothing, or is it what was asked for? Hooks hand over lists of files, in which
// there may be nothing for us. Whoever names a folder expects something in it.

import { resolve } from 'node:path';
import { isNoFolder } from '../source/reading.ts';

export const nothingIn = (root: string, paths: readonly string[] | undefined, isList: boolean): 'list' | 'scan' =>
  isList || paths?.every((path) => isNoFolder(resolve(root, path))) ? 'list' : 'scan';
