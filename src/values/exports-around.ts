// A place in a module → the names under which the statement around it is exported. Undefined: it exports nothing itself.

import type { Bindings } from './bindings.ts';
import type { Stretch } from './node-index.ts';

export function exportsAround(bindings: Bindings, { start, end }: Stretch): readonly string[] | undefined {
  const isAround = (node: Stretch): boolean => node.start <= start && end <= node.end;
  if (bindings.all('ExportDefaultDeclaration').some(isAround)) return ['default'];
  const declaration = bindings.all('ExportNamedDeclaration').find(isAround)?.declaration;
  if (!declaration) return undefined;
  const names = declaration.type === 'VariableDeclaration' ? declaration.declarations.filter(isAround).map(({ id }) => id) : [declaration.id];
  const plain = names.flatMap((id) => (id?.type === 'Identifier' ? [id.name] : []));
  return plain.length > 0 ? plain : undefined;
}
