// Members of a file by how they are written: `req.user` here and `req.user` there are taken for the same.

import type { Node } from '../syntax/code.ts';
import type { CodeContext } from './code-context.ts';
import { grouped, oncePerFile } from './once.ts';

/** Nobody writes the same longer chain twice, and a chain of chains would be copied once for each of its links. */
const LONGEST = 200;

export const membersWritten = oncePerFile(({ bindings, file }: CodeContext): ReadonlyMap<string, readonly Node[]> =>
  grouped(bindings.all('MemberExpression'), ({ start, end }) =>
    (end - start > LONGEST ? undefined : file.text.slice(start, end))));
