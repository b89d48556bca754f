// `import`, `require` → the export that a name stands for, followed into the project's own files.

import { environmentModules } from '../../models/places/environments.ts';
import type { Place } from '../../source/file.ts';
import type { Node } from '../../syntax/code.ts';
import type { Value } from '../value.ts';
import type { Reader } from './reader.ts';

export function modulesOf({ file, index, project, placeOf, global, environment }: Reader) {
  function imported(node: Node, module: string, path: readonly string[]): Value {
    const real = path.filter((segment) => segment !== 'default');
    if (module === 'process' || module === 'node:process') return global(node, ['process', ...real]);
    return exportedElsewhere(module, path, placeOf(node)) ?? { kind: 'imported', module, path: real, at: placeOf(node), via: [] };
  }

  /** What another file of the project exports under this path, with the import as a step of the way. */
  function exportedElsewhere(module: string, path: readonly string[], at: Place): Value | undefined {
    const elsewhere = index.knows(module) ? undefined : project?.exported(file.path, module, path);
    return elsewhere && { ...elsewhere, via: [...elsewhere.via, { place: at, note: `import of ${path.at(-1) ?? module}` }] };
  }

  function importedBinding(
    specifier: Extract<Node, { type: 'ImportSpecifier' | 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier' }>,
  ): Value {
    const declaration = specifier.parent as Extract<Node, { type: 'ImportDeclaration' }>;
    const module = declaration.source.value;
    if (specifier.type === 'ImportNamespaceSpecifier') return imported(specifier, module, []);
    if (specifier.type === 'ImportDefaultSpecifier') return imported(specifier, module, ['default']);
    const { imported: name } = specifier;
    const exported = name.type === 'Literal' ? name.value : name.name;
    const prefix = environmentModules[module];
    if (prefix?.length === 0) return environment(specifier, exported, module);
    if (prefix?.[0] === exported) return global(specifier, [`import.meta.env`]);
    return imported(specifier, module, [exported]);
  }

  return { imported, exportedElsewhere, importedBinding };
}
