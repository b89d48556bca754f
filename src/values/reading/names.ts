// A name → what it was declared as: constants, loops, parameters, imports, enumerations, and whatever is assigned to it later.

import type { Node } from '../../syntax/code.ts';
import type { Binding } from '../bindings.ts';
import { indexIn, isClass, typeNameOf } from '../plain-nodes.ts';
import type { Code, Value, Via } from '../value.ts';
import { memberWritesOf } from './member-writes.ts';
import { modulesOf } from './modules.ts';
import { objectsOf } from './objects.ts';
import { patternsOf } from './patterns.ts';
import type { Reader } from './reader.ts';
import { isUnset, MAX_VIA } from './value-maker.ts';

export function namesOf(reader: Reader) {
  const { bindings, valueOf, placeOf, unknown, textAt, choice, global, imported, ownInstance } = reader;
  const { importedBinding, unimported } = modulesOf(reader);
  const { enumeration } = objectsOf(reader);
  const { inPattern } = patternsOf(reader);
  const { withMemberWrites } = memberWritesOf(reader);

  function identifier(node: Extract<Node, { type: 'Identifier' }>): Value {
    const binding = bindings.of(node);
    if (binding) return through(valueOfBinding(binding), binding);
    if (node.name === 'undefined') return { kind: 'plain', value: undefined, at: placeOf(node), via: [] };
    // A path below the file's own folder stays a relative specifier: require(path.join(__dirname, 'config')).
    if (node.name === '__dirname') return textAt(node, '.');
    if (node.name === 'NaN' || node.name === 'Infinity') return { kind: 'plain', value: Number(node.name), at: placeOf(node), via: [] };
    return unimported(node, node.name) ?? global(node, [node.name]);
  }

  function through(value: Value, binding: Binding): Value {
    if (binding.kind === 'import' || binding.kind === 'parameter' || binding.kind === 'function' || binding.kind === 'class') return value;
    const step: Via = { place: placeOf(binding.id), note: binding.name };
    return value.via.length < MAX_VIA ? { ...value, via: [...value.via, step] } : value;
  }

  const bound = new Map<Binding, Value>();
  function valueOfBinding(binding: Binding): Value {
    const before = bound.get(binding);
    if (before) return before;
    // A declaration that leads back to itself: `(q: q) => …`.
    bound.set(binding, unknown(binding.id));
    let value: Value | undefined;
    try {
      const first = initialOf(binding);
      const later = binding.writes.flatMap(writtenValue);
      value = withMemberWrites(
        later.length > 0 ? choice(binding.id, 'assigned', [...(isUnset(first) ? [] : [first]), ...later]) : first,
        binding,
      );
      return value;
    } finally {
      if (value) bound.set(binding, value);
      else bound.delete(binding);
    }
  }

  function initialOf(binding: Binding): Value {
    const { declaration } = binding;
    switch (declaration.type) {
      case 'VariableDeclarator': return declared(binding, declaration);
      case 'ImportSpecifier': case 'ImportDefaultSpecifier': case 'ImportNamespaceSpecifier': return importedBinding(declaration);
      case 'TSImportEqualsDeclaration': {
        const reference = declaration.moduleReference;
        return reference.type === 'TSExternalModuleReference'
          ? imported(declaration, reference.expression.value, [])
          : unknown(declaration);
      }
      case 'FunctionDeclaration': case 'FunctionExpression': case 'ClassDeclaration': case 'ClassExpression': return valueOf(declaration);
      case 'TSEnumDeclaration': return enumeration(declaration);
      case 'CatchClause': return unknown(declaration);
      default: return binding.kind === 'parameter' ? parameter(binding, declaration) : unknown(declaration);
    }
  }

  function declared(binding: Binding, declarator: Extract<Node, { type: 'VariableDeclarator' }>): Value {
    const loop = declarator.parent?.parent;
    if (loop?.type === 'ForOfStatement' && !declarator.init) {
      const items = valueOf(loop.right);
      return items.kind === 'list' && items.whole
        ? choice(
            declarator,
            'assigned',
            items.items.map((item) => inPattern(declarator.id, binding.id, item) ?? unknown(declarator)),
          )
        : unknown(declarator);
    }
    // The keys of an object in an order of their own.
    if (loop?.type === 'ForInStatement') return unknown(declarator);
    if (!declarator.init) {
      const typed = typeInstance(declarator.id);
      return typed ?? { kind: 'plain', value: undefined, at: placeOf(declarator), via: [] };
    }
    return inPattern(declarator.id, binding.id, valueOf(declarator.init)) ?? unknown(declarator);
  }

  function parameter(binding: Binding, pattern: Node): Value {
    const inner = pattern.type === 'TSParameterProperty' ? pattern.parameter : pattern;
    const typed = inner.type === 'Identifier' ? typeInstance(inner) : undefined;
    const plain: Value = { kind: 'parameter', name: binding.name, at: placeOf(binding.id), via: [], ...handedTo(pattern) };
    const source: Value = typed?.kind === 'instance' ? { ...typed, parameter: plain } : plain;
    return inPattern(inner, binding.id, source) ?? unknown(pattern);
  }

  /** Which argument of which function or class a parameter is. */
  function handedTo(pattern: Node): { readonly of: Code; readonly index: number; readonly path: readonly string[] } | undefined {
    const fn = pattern.parent;
    if (fn?.type !== 'FunctionDeclaration' && fn?.type !== 'FunctionExpression' && fn?.type !== 'ArrowFunctionExpression') return undefined;
    const index = indexIn(fn.params, pattern);
    const isConstructor = fn.parent?.type === 'MethodDefinition' && fn.parent.kind === 'constructor';
    const of = isConstructor ? fn.parent?.parent?.parent : fn;
    return of && (of === fn || isClass(of)) && index >= 0 ? { of, index, path: [] } : undefined;
  }

  /** `service: JwtService` makes an instance of whatever the type's name was imported as. */
  function typeInstance(id: Node): Value | undefined {
    const name = typeNameOf(id);
    const binding = name && bindings.of(name);
    // Only what can name a type: a value of the same name is something else.
    if (binding?.kind !== 'import' && binding?.kind !== 'class') return undefined;
    const type = valueOfBinding(binding);
    if (type.kind === 'imported') return { kind: 'instance', module: type.module, path: type.path, at: placeOf(id), via: [] };
    if (type.kind === 'class') return ownInstance(type.code, id);
    return undefined;
  }

  function writtenValue(id: Node): Value[] {
    const { parent } = id;
    if (parent?.type === 'AssignmentExpression' && parent.left === id)
      return parent.operator === '=' || parent.operator === '||=' || parent.operator === '??='
        ? [valueOf(parent.right)]
        : [unknown(parent)];
    if (parent?.type === 'VariableDeclarator') return parent.init ? [valueOf(parent.init)] : [];
    if (parent?.type === 'FunctionDeclaration' || parent?.type === 'TSDeclareFunction') return [];
    return [unknown(id)];
  }

  return { identifier, valueOfBinding, typeInstance };
}
