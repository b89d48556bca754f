// `import`, `require` → the export that a name stands for, followed into the project's own files.

import { builtInModules, environmentModules } from '../../models/places/environments.ts';
import type { Place } from '../../source/file.ts';
import type { Node } from '../../syntax/code.ts';
import type { Value } from '../value.ts';
import type { Reader } from './reader.ts';

export function modulesOf({ file, index, project, valueOf, placeOf, global, environment }: Reader) {
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
    const { parent } = specifier;
    if (parent?.type !== 'ImportDeclaration') return { kind: 'unknown', at: placeOf(specifier), via: [] };
    const module = parent.source.value;
    if (specifier.type === 'ImportNamespaceSpecifier') return imported(specifier, module, []);
    if (specifier.type === 'ImportDefaultSpecifier') return imported(specifier, module, ['default']);
    const { imported: name } = specifier;
    const exported = name.type === 'Literal' ? name.value : name.name;
    const prefix = environmentModules[module];
    if (prefix?.length === 0) return environment(specifier, exported, module, builtInModules.has(module));
    if (prefix?.[0] === exported) return global(specifier, [`import.meta.env`]);
    return imported(specifier, module, [exported]);
  }

  /** A callee that no import explains, where its words mean one package and its arguments fit that one's call. */
  function unimported(node: Node, callee: string): Value | undefined {
    const meant = index.unimported(callee);
    const { parent } = node;
    if (!meant || (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') || parent.callee !== node) return undefined;
    const fits = index.rows(meant.module, parent.type === 'NewExpression', [meant.name]).some(({ signature: { parameters } }) =>
      parameters.every(({ roles }, at) => {
        const argument = parent.arguments[at];
        return !argument || !roles.includes('options') || OPTIONS_OR_CALLBACK.has(valueOf(argument).kind);
      }));
    return fits ? imported(node, meant.module, [meant.name]) : undefined;
  }

  return { imported, exportedElsewhere, importedBinding, unimported };
}

/** A key would be a text, a variable or a name that nothing is known of. */
const OPTIONS_OR_CALLBACK: ReadonlySet<Value['kind']> = new Set<Value['kind']>(['object', 'function', 'plain']);
