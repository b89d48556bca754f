// Classes of the project → what their instances and they themselves hold: fields, getters, methods, what the constructor assigns.

import { refusingDecorators } from '../../models/places/environments.ts';
import type { AccessorProperty, AssignmentExpression, Class, MethodDefinition, Node, PropertyDefinition } from '../../syntax/code.ts';
import { boundNames } from '../bindings.ts';
import { grouped, once } from '../once.ts';
import { isClass } from '../plain-nodes.ts';
import type { Code, Value, Via } from '../value.ts';
import { refusingEmpty } from './env-schemas.ts';
import type { Reader } from './reader.ts';
import { OWN_CLASS } from './value-maker.ts';

type Member = Extract<Class['body']['body'][number], { readonly key: unknown; readonly static: boolean }>;

const isMethod = (part: Member): part is MethodDefinition => part.type === 'MethodDefinition';

export function classesOf(reader: Reader) {
  const { bindings, self, homeOf, settle, valueOf, placeOf, unknown, choice } = reader;
  const { keyName, memberName, valueOfBinding, typeInstance, returned } = reader;

  const ownInstance = (code: Class | undefined, node: Node): Value =>
    ({ kind: 'instance', module: OWN_CLASS, path: [], at: placeOf(node), via: [], ...(code && { code }) });

  function enclosingClass(node: Node): Class | undefined {
    for (let at = node.parent; at; at = at.parent) {
      if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') {
        settle(at);
        return at;
      }
      if (at.type === 'FunctionDeclaration' || (at.type === 'FunctionExpression' && at.parent?.type !== 'MethodDefinition'))
        return undefined;
    }
    return undefined;
  }

  /** A field, getter, method or constructor-assigned property; one level of inheritance within the file. */
  function classMember(code: Code, name: string, isStatic: boolean): Value | undefined {
    const home = homeOf(code);
    return home === self && isClass(code) ? ownMember(code, name, isStatic, false) : home?.classMember(code, name, isStatic);
  }

  function ownMember(owner: Class, name: string, isStatic: boolean, inherited: boolean): Value | undefined {
    const part = partsNamed(owner, name).find((one) => one.static === isStatic);
    if (part) return isMethod(part) ? method(part) : field(owner, part, name);
    const assigned = isStatic ? [] : constructorAssignments(owner, name);
    const first = assigned[0];
    if (first) return assigned.length === 1 ? first : choice(owner, 'assigned', assigned);
    if (inherited || !owner.superClass) return undefined;
    const parent = valueOf(owner.superClass);
    if (parent.kind !== 'class') return undefined;
    return homeOf(parent.code) === self
      ? ownMember(parent.code, name, isStatic, true)
      : classMember(parent.code, name, isStatic);
  }

  const method = (part: MethodDefinition): Value => (part.kind === 'get' ? returned(part, valueOf(part.value)) : valueOf(part.value));

  const membersOf = once((owner: Class) => grouped(owner.body.body.filter((part): part is Member => 'key' in part && 'static' in part), (part) =>
    keyName(part.key, part.computed)));
  const partsNamed = (owner: Class, name: string): readonly Member[] => membersOf(owner).get(name) ?? [];

  function field(owner: Class, part: PropertyDefinition | AccessorProperty, name: string): Value {
    const assigned = constructorAssignments(owner, name);
    const step: Via = { place: placeOf(part.key), note: name };
    const start = part.value && (isChecked(part) ? refusingEmpty(valueOf(part.value)) : valueOf(part.value));
    const initial = start ? [{ ...start, via: [...start.via, step] }] : [];
    const all = [...initial, ...assigned];
    const first = all[0];
    if (!first) return typeInstance(part) ?? unknown(part);
    return all.length === 1 ? first : choice(part, 'assigned', all);
  }

  /** `@IsNotEmpty() key = env.KEY ?? ''`: the program does not start with the empty text. */
  const isChecked = ({ decorators }: PropertyDefinition | AccessorProperty): boolean => decorators.some(({ expression }) => {
    const by = expression.type === 'CallExpression' ? valueOf(expression.callee) : undefined;
    return by?.kind === 'imported' && Object.hasOwn(refusingDecorators, by.module) && refusingDecorators[by.module]!.has(by.path[0] ?? '');
  });

  function constructorAssignments(owner: Class, name: string): Value[] {
    const maker = partsNamed(owner, 'constructor').find((part) => part.type === 'MethodDefinition' && part.kind === 'constructor');
    if (maker?.type !== 'MethodDefinition') return [];
    const values: Value[] = [];
    for (const one of maker.value.params) {
      if (one.type !== 'TSParameterProperty') continue;
      const [id] = boundNames(one);
      const binding = id && bindings.of(id);
      if (binding?.name === name) values.push(valueOfBinding(binding));
    }
    for (const assignment of assignmentsOf(owner).get(name) ?? [])
      values.push(assignment.operator === '=' ? valueOf(assignment.right) : unknown(assignment));
    return values;
  }

  let ownAssignments: ReadonlyMap<Class, readonly AssignmentExpression[]> | undefined;
  /** `this.x = …` by the member, in source order. */
  const assignmentsOf = once((owner: Class) => {
    ownAssignments ??= grouped(bindings.all('AssignmentExpression'), ({ left }) =>
      (left.type === 'MemberExpression' && left.object.type === 'ThisExpression' ? enclosingClass(left) : undefined));
    return grouped(ownAssignments.get(owner) ?? [], ({ left }) => (left.type === 'MemberExpression' ? memberName(left) : undefined));
  });

  return { ownInstance, enclosingClass, classMember };
}
