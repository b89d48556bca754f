// Calls and constructions → what they give: modelled exports, readers of configuration, schemas, functions of the project.

import { configurationFactories, describedConfigurations, environmentReaders } from '../../models/places/environments.ts';
import type { CallExpression, NewExpression, Node } from '../../syntax/code.ts';
import type { Value, WrappedValue } from '../value.ts';
import { builtInsOf, isGuessable } from './built-ins.ts';
import { readerDefaultOf } from './config-readers.ts';
import { describedValues, environmentOfSchema } from './env-schemas.ts';
import { macsMadeOf } from './macs-made.ts';
import { isEnvironmentValue } from './members.ts';
import type { Reader } from './reader.ts';
import { GLOBAL } from '../library-index.ts';

export function callsOf(reader: Reader) {
  const { bindings, index, valueOf, calleeOf, memberOf, placeOf, template, ownInstance, imported, returned } = reader;
  const { unknown, textAt, wrapped, choice, global, environment } = reader;
  const { globalCall, methodCall, mergeCall } = builtInsOf(reader);
  const { macOf, macBuilder } = macsMadeOf(reader);

  function construct(node: NewExpression): Value {
    const callee = calleeOf(node);
    const first = node.arguments[0];
    if (callee.kind === 'class') return ownInstance(callee.code, node);
    const builder = macBuilder(node, callee);
    if (builder) return builder;
    if (callee.kind === 'imported') {
      const made = modelled(node, callee.module, true, callee.path);
      // An object of an imported class: its methods are found under `Class#method`.
      return made?.kind === 'wrapped' ? made : { kind: 'instance', module: callee.module, path: callee.path, at: placeOf(node), via: [] };
    }
    if (callee.kind !== 'instance' || callee.module !== GLOBAL) return unknown(node);
    switch (callee.path[0]) {
      case 'TextEncoder': return global(node, ['TextEncoder()']);
      case 'Date': return !first || isGuessable(valueOf(first)) ? wrapped(node, 'guessable', unknown(node)) : unknown(node);
      case 'URL':
        return node.arguments.length > 1
          ? template(node, node.arguments.slice(0, 2).reverse().map(valueOf))
          : first
            ? valueOf(first)
            : unknown(node);
      case 'String': return first ? valueOf(first) : unknown(node);
      case 'Set': case 'Map': case 'Array': return first ? valueOf(first) : unknown(node);
      case 'Uint8Array': { const of = first && valueOf(first); return of?.kind === 'wrapped' && of.by === 'mac' ? of : unknown(node); }
      default: return unknown(node);
    }
  }

  function call(node: CallExpression): Value {
    const value = callValue(node);
    // A reader of configuration that is not in view: what stands in is seen all the same.
    const read = value.kind === 'unknown' || value.kind === 'result' ? readerDefaultOf(node) : undefined;
    const fallback = read && valueOf(read.value);
    if (!read || (fallback?.kind !== 'text' && fallback?.kind !== 'list')) return value;
    const isVariable = /^[A-Z][A-Z0-9_]+$/.test(read.name);
    return choice(node, 'default', [isVariable ? environment(node, read.name, read.name) : value, fallback]);
  }

  function callValue(node: CallExpression): Value {
    const callee = node.callee.type === 'ChainExpression' ? node.callee.expression : node.callee;
    if (callee.type === 'Identifier' && callee.name === 'require' && !bindings.of(callee)) return required(node);
    const schema = environmentOfSchema(node, { isEnvironment: (one) => isEnvironmentValue(valueOf(one)), initOf, valueOf, placeOf });
    if (schema) return schema;
    const target = valueOf(callee);
    switch (target.kind) {
      case 'imported': return importedCall(node, target);
      case 'instance':
        return target.module === GLOBAL
          ? (macOf(node, GLOBAL, target.path) ?? globalCall(node, callee, target.path))
          : methodCall(node, callee);
      case 'function': return returned(node, target, node.arguments);
      // A function that a call gave back: `createDecoder()(token)`.
      case 'result':
        return callee.type === 'MemberExpression'
          ? methodCall(node, callee)
          : { ...target, members: [...target.members, '()'], at: placeOf(node) };
      default: return methodCall(node, callee);
    }
  }

  /** The expression that a name of this file was declared with. */
  function initOf(node: Node): Node | undefined {
    const binding = bindings.of(node);
    return binding?.declaration.type === 'VariableDeclarator' && binding.writes.length === 0
      ? (binding.declaration.init ?? undefined)
      : undefined;
  }

  function required(node: CallExpression): Value {
    const specifier = node.arguments[0] && valueOf(node.arguments[0]);
    return specifier?.kind === 'text' ? imported(node, specifier.text, []) : unknown(node);
  }

  function importedCall(node: CallExpression, target: Extract<Value, { kind: 'imported' }>): Value {
    const first = node.arguments[0];
    const path = target.path.join('.');
    if (target.path.length > 1 && target.path.at(-1) === 'bind') return { ...target, path: target.path.slice(0, -1) };
    if ((target.module === 'util' || target.module === 'node:util') && path === 'promisify' && first) return valueOf(first);
    if (
      (target.module === 'fs' || target.module === 'node:fs' || target.module.startsWith('fs/') || target.module.startsWith('node:fs/')) &&
      /^(?:promises\.)?readFile(?:Sync)?$/.test(path)
    )
      return { kind: 'wrapped', by: 'file', of: first ? valueOf(first) : unknown(node), at: placeOf(node), via: [] };
    if ((target.module === 'path' || target.module === 'node:path') && (path === 'join' || path === 'resolve'))
      return template(node, node.arguments.flatMap((one, at) => (at > 0 ? [textAt(node, '/'), valueOf(one)] : [valueOf(one)])));
    const factory = configurationFactories.find((one) => one.module === target.module && one.path === path);
    const handed = factory && node.arguments[factory.argument];
    if (handed) return valueOf(handed);
    if (describedConfigurations.has(target.module) && path === '' && first) return describedValues(valueOf(first), memberOf);
    const reader = environmentReaders.find((one) => one.module === target.module && one.path === path);
    if (reader) return environmentRead(node, first, reader.throws);
    return (
      modelled(node, target.module, false, target.path) ??
      macOf(node, target.module, target.path) ??
      mergeCall(node, target.module, path) ??
      parsedObject(node, target) ?? {
        kind: 'result',
        module: target.module,
        path: target.path,
        members: [],
        at: placeOf(node),
        via: [],
      }
    );
  }

  /** `settings.parse({ … })` of a schema from another file, `v.parse(schema, { … })`. */
  function parsedObject(node: CallExpression, { module, path }: Extract<Value, { kind: 'imported' }>): Value | undefined {
    if (index.knows(module) || !/^(?:parse|parseAsync|cast|castSync|validateSync)$/.test(path.at(-1) ?? '')) return undefined;
    const given = node.arguments.find((one) => one.type !== 'SpreadElement' && valueOf(one).kind === 'object');
    const value = given && valueOf(given);
    return value?.kind === 'object' ? { ...value, whole: false } : undefined;
  }

  function environmentRead(node: CallExpression, first: Node | undefined, throws = false): Value {
    const name = first && valueOf(first);
    if (name?.kind === 'parameter') return wrapped(node, 'variable', name);
    if (name?.kind !== 'text') return unknown(node);
    const read: Value = { kind: 'env', name: name.text, by: name.text, at: placeOf(node), via: [], ...(throws && { checked: true }) };
    const fallback = node.arguments[1] && valueOf(node.arguments[1]);
    return fallback && (fallback.kind === 'text' || fallback.kind === 'plain') ? choice(node, 'default', [read, fallback]) : read;
  }

  /** The result of a modelled export: a key made of its material, or an argument handed through. */
  function modelled(node: CallExpression | NewExpression, module: string, isNew: boolean, path: readonly string[]): Value | undefined {
    for (const row of index.rows(module, isNew, path)) {
      if (row.passes !== undefined && row.passes >= 0) {
        const argument = node.arguments[row.passes];
        if (argument) return valueOf(argument);
      }
      if (!row.maker || row.maker.chain) continue;
      // The material is the key or address, else the options that hold it; as a last resort the first argument.
      const positions = (['key', 'jwksUrl', 'options'] as const).map((role) =>
        row.signature.parameters.findIndex(({ roles }) => roles.includes(role)),
      );
      const material = node.arguments[positions.find((at) => at >= 0) ?? 0];
      const value = material ? valueOf(material) : unknown(node);
      return secretOfJwk(node, row.maker.makes, value) ?? wrapped(node, row.maker.makes, value);
    }
    return undefined;
  }

  /** `importJWK({ kty: 'oct', k })`: a symmetric key, whose material is `k`. */
  function secretOfJwk(node: Node, makes: WrappedValue['by'], value: Value): Value | undefined {
    const [kty, k] = makes === 'jwk' && value.kind === 'object' ? ['kty', 'k'].map((name) => value.properties.get(name)?.value) : [];
    return k && kty?.kind === 'text' && kty.text === 'oct' ? wrapped(node, 'secret key', k) : undefined;
  }

  return { construct, call, environmentRead };
}
