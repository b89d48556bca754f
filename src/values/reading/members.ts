// `a.b`, `a[key]` → the member, whatever stands before the dot: an object of the file, an import, the environment, an instance.

import { environmentGivers, environmentObjects, environmentReaders } from '../../models/places/environments.ts';
import type { Place } from '../../source/file.ts';
import type { AssignmentExpression, Node } from '../../syntax/code.ts';
import { standInsOf } from '../command-options.ts';
import { grouped } from '../once.ts';
import { chainText } from '../plain-nodes.ts';
import type { UnknownValue, Value, WrappedValue } from '../value.ts';
import { spend } from '../work.ts';
import { modulesOf } from './modules.ts';
import type { Reader } from './reader.ts';
import { GLOBAL } from '../library-index.ts';
import { DECODED_JSON, distinctValues, isUnset, MAX_ALTERNATIVES, MAX_VIA, OWN_CLASS } from './value-maker.ts';

/** What may be assigned in one place of a file and read in another without a binding. */
const ASSIGNABLE = /^(?:process\.env|global|globalThis|exports|module\.exports|this)\.[\w$]+$/;

export function membersOf(reader: Reader) {
  const { bindings, index, isOpen, valueOf, placeOf, unknown, wrapped, choice, environment, exportedElsewhere, classMember } = reader;
  const { unimported } = modulesOf(reader);

  function memberName(node: Extract<Node, { type: 'MemberExpression' }>): string | undefined {
    if (!node.computed)
      return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name;
    const key = valueOf(node.property);
    return key.kind === 'text' ? key.text : key.kind === 'plain' && typeof key.value === 'number' ? String(key.value) : undefined;
  }

  function member(node: Extract<Node, { type: 'MemberExpression' }>): Value {
    const name = memberName(node);
    const of = valueOf(node.object);
    if (name === undefined) return anyMember(node, of);
    const meant = of.kind === 'instance' && of.module === GLOBAL && of.path.length === 1 ? unimported(node, `${of.path[0]!}.${name}`) : undefined;
    if (meant) return meant;
    const value = memberOf(of, name, placeOf(node));
    return orStandIn(value.kind === 'unknown' ? unknown(node) : value, name, of, node);
  }

  /** An option of the command line that this file describes: given, or what goes on in its place. */
  function orStandIn(value: Value, name: string, of: Value, node: Node): Value {
    if (!NOT_IN_VIEW.has(value.kind) || !(NOT_IN_VIEW.has(of.kind) || of.kind === 'instance')) return value;
    const standIn = standInsOf(bindings).get(name);
    return standIn && !isOpen(standIn) ? choice(node, 'default', [value, valueOf(standIn)]) : value;
  }

  /** `KEYS[kind]` with an unknown `kind` is one of the values of a small table. */
  function anyMember(node: Extract<Node, { type: 'MemberExpression' }>, of: Value): Value {
    if (isEnvironmentValue(of)) {
      const name = valueOf(node.property);
      return name.kind === 'parameter' ? wrapped(node, 'variable', name) : unknown(node);
    }
    if (of.kind === 'object' && of.whole && of.properties.size > 0 && of.properties.size <= MAX_ALTERNATIVES)
      return choice(node, 'assigned', [...of.properties.values()].map(({ value }) => value));
    return unknown(node);
  }

  /** `known`: what the alternatives give that stand in several choices. */
  function memberOf(of: Value, name: string, at: Place, known = new Map<readonly Value[], readonly Value[]>()): Value {
    const lost: UnknownValue = { kind: 'unknown', at, via: [] };
    spend();
    switch (of.kind) {
      case 'object': {
        const found = of.properties.get(name);
        if (!found) return of.whole ? { kind: 'plain', value: undefined, at, via: [] } : lost;
        return { ...found.value, via: [...found.value.via, { place: found.key, note: name }, ...of.via].slice(0, MAX_VIA) };
      }
      case 'list': return (of.whole && /^\d+$/.test(name) ? of.items[Number(name)] : undefined) ?? lost;
      case 'choice': {
        const alternatives = known.get(of.alternatives)
          ?? of.alternatives.map((one) => memberOf(one, name, at, known)).filter((one) => !isUnset(one));
        known.set(of.alternatives, alternatives);
        return alternatives.length === 0 || alternatives.every(({ kind }) => kind === 'unknown') ? lost : { ...of, alternatives };
      }
      case 'imported': return name === 'default' ? of : importedMember(of, name, at);
      case 'instance': return instanceMember(of, name, at);
      case 'result':
        return givesEnvironment(of) ? environment(at, name, `${of.module}.${name}`) : { ...of, members: [...of.members, name], at };
      case 'wrapped':
        // A key from a key set is the key set's: jwks-rsa `(await client.getSigningKey(kid)).publicKey`.
        if (of.by === 'jwks' && /^(?:rsaP|p)ublicKey$/.test(name)) return of;
        return isDecodedJson(of) ? { kind: 'result', module: DECODED_JSON, path: [], members: [name], at, via: [] } : lost;
      case 'class': return classMember(of.code, name, true) ?? lost;
      case 'parameter':
        // Worker bindings: `c.env.JWT_SECRET`, `env.JWT_SECRET`.
        if (name === 'env') return { kind: 'instance', module: GLOBAL, path: [`${of.name}.env`], at, via: [] };
        if (of.name === 'env' && /^[A-Z][A-Z0-9_]+$/.test(name)) return { kind: 'env', name, by: `env.${name}`, at, via: [] };
        return of.path ? { ...of, name, path: [...of.path, name], at } : lost;
      default: return lost;
    }
  }

  function importedMember(of: Extract<Value, { kind: 'imported' }>, name: string, at: Place): Value {
    const path = [...of.path, name];
    return exportedElsewhere(of.module, path, at) ?? { ...of, path, at };
  }

  /** Globals, `process.env.X`, `exports.x` and fields outside classes that this file assigns: what they are given. */
  function assignedTo(target: string): Value | undefined {
    assignments ??= grouped(bindings.all('AssignmentExpression'), ({ left, operator }) => {
      const written = left.type === 'MemberExpression' && operator === '=' ? chainText(left) : undefined;
      return written !== undefined && ASSIGNABLE.test(written) ? written : undefined;
    });
    const all = assignments.get(target);
    return all && valueOfAll(all);
  }

  let assignments: ReadonlyMap<string, readonly AssignmentExpression[]> | undefined;
  const assigning = new Map<readonly AssignmentExpression[], Value>();
  function valueOfAll(all: readonly AssignmentExpression[]): Value | undefined {
    const before = assigning.get(all);
    if (before) return before;
    const values = all.map(({ right }) => valueOf(right));
    const [first] = values;
    if (!first || values.length === 1) return first;
    const value: Value = { ...first, kind: 'choice', how: 'assigned', alternatives: distinctValues(values).slice(0, MAX_ALTERNATIVES) };
    // While one of them is being read, the answer is not all there is.
    if (!all.some(({ right }) => isOpen(right))) assigning.set(all, value);
    return value;
  }

  function instanceMember(of: Extract<Value, { kind: 'instance' }>, name: string, at: Place): Value {
    if (of.module === GLOBAL) {
      const set = assignedTo(`${of.path.join('.')}.${name}`);
      if (set) return set;
      if (isEnvironment(of.path)) return { kind: 'env', name, by: `${of.path.join('.')}.${name}`, at, via: [] };
      return { ...of, path: [...of.path, name], at };
    }
    if (of.module === OWN_CLASS)
      return (of.code ? classMember(of.code, name, false) : assignedTo(`this.${name}`)) ?? { kind: 'unknown', at, via: [] };
    // A typed object whose type says nothing to us is what a caller passes.
    if (of.parameter?.path && !index.knows(of.module) && !environmentReaders.some(({ module }) => module === of.module))
      return { ...of.parameter, name, path: [...of.parameter.path, name], at };
    const owner = of.path.join('.');
    return { kind: 'imported', module: of.module, path: [`${owner}#${name}`], at, via: [] };
  }

  return { memberName, member, memberOf, orStandIn };
}

/** What options may come as: the answer of a builder, what it hands to a callback. */
const NOT_IN_VIEW: ReadonlySet<Value['kind']> = new Set(['unknown', 'result', 'parameter']);

const givesEnvironment = ({ module, path, members }: Extract<Value, { kind: 'result' }>): boolean =>
  environmentGivers.some(
    (giver) => giver.module === module && giver.path === path.join('.') && giver.members.join('.') === members.join('.'),
  );

export const isEnvironment = (path: readonly string[]): boolean =>
  environmentObjects.has(path.join('.')) ||
  environmentObjects.has(path.slice(1).join('.')) ||
  (path.length === 1 && (path[0]?.endsWith('.env') ?? false));

export const isEnvironmentValue = (value: Value): boolean => value.kind === 'instance' && value.module === GLOBAL && isEnvironment(value.path);

/** JSON from base64 text that nothing is known of; configuration from a variable is not meant. */
function isDecodedJson({ by, of }: WrappedValue): boolean {
  return (
    by === 'json' &&
    of.kind === 'wrapped' &&
    (of.by === 'base64' || of.by === 'base64url') &&
    (of.of.kind === 'unknown' || of.of.kind === 'parameter')
  );
}
