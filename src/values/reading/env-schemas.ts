// A schema applied to the environment → an object whose members are environment variables, with the schema's defaults:
// zod, joi, yup and valibot `parse`/`validate`, envalid `cleanEnv`, znv `parseEnv`, t3 `createEnv`.
// Leaves alone: schemas built in another file, and transformations of values.

import { schemaWords } from '../../models/places/environments.ts';
import type { Place } from '../../source/file.ts';
import type { CallExpression, Node, ObjectExpression } from '../../syntax/code.ts';
import { lastName } from '../plain-nodes.ts';
import type { Property, Value } from '../value.ts';

export interface SchemaReader {
  isEnvironment(node: Node): boolean;
  initOf(node: Node): Node | undefined;
  valueOf(node: Node): Value;
  placeOf(node: { readonly start: number; readonly end: number }): Place;
}

const MAX_LINKS = 20;

export function environmentOfSchema(call: CallExpression, reader: SchemaReader): Value | undefined {
  const tables = tablesOf(call, reader);
  if (tables.length === 0) return undefined;
  const properties = new Map<string, Property>();
  for (const table of tables) for (const one of table.properties) {
    if (one.type !== 'Property' || one.computed) continue;
    const name = one.key.type === 'Identifier' ? one.key.name : one.key.type === 'Literal' ? String(one.key.value) : undefined;
    if (name !== undefined)
      properties.set(name, { key: reader.placeOf(one.key), at: reader.placeOf(one), value: variable(name, one.value, reader) });
  }
  const at = reader.placeOf(call);
  const environment: Value = { kind: 'object', properties, whole: false, at, via: [] };
  // The answer of safeParse holds the values in `data`, that of joi in `value`.
  const answer = new Map([
    ...properties,
    ['data', { key: at, at, value: environment }],
    ['value', { key: at, at, value: environment }],
  ] as const);
  return { ...environment, properties: answer };
}

function tablesOf(call: CallExpression, reader: SchemaReader): readonly ObjectExpression[] {
  const [first, second] = call.arguments;
  const name = lastName(call.callee);
  if (schemaWords.sectioned.has(name) && first?.type === 'ObjectExpression') return sections(first);
  // Cheap questions first: this is asked of every call.
  if (
    !first ||
    (!schemaWords.applies.has(name) && !schemaWords.readsFirst.has(name)) ||
    !call.arguments.some((one) => one.type !== 'SpreadElement' && mayBeEnvironment(one) && reader.isEnvironment(one))
  )
    return [];
  if (schemaWords.readsFirst.has(name)) return second?.type === 'ObjectExpression' ? [second] : [];
  if (call.callee.type !== 'MemberExpression') return [];
  // schema.parse(process.env), or parse(schema, process.env) of a namespace.
  return [...schemaTables(call.callee.object, reader), ...(second ? schemaTables(first, reader) : [])];
}

const mayBeEnvironment = (node: Node): boolean =>
  node.type === 'MemberExpression' || node.type === 'Identifier' || node.type === 'MetaProperty';

const sections = (options: ObjectExpression): readonly ObjectExpression[] =>
  options.properties.flatMap((one) =>
    one.type === 'Property' &&
    one.key.type === 'Identifier' &&
    schemaWords.sections.has(one.key.name) &&
    one.value.type === 'ObjectExpression'
      ? [one.value]
      : [],
  );

function schemaTables(node: Node, reader: SchemaReader): readonly ObjectExpression[] {
  const tables: ObjectExpression[] = [];
  let at: Node | undefined = node;
  for (let links = 0; at && links < MAX_LINKS; links++) {
    if (at.type === 'Identifier') at = reader.initOf(at);
    else if (at.type === 'AwaitExpression') at = at.argument;
    else if (at.type === 'CallExpression') {
      if (schemaWords.lists.has(lastName(at.callee)))
        for (const one of at.arguments) if (one.type === 'ObjectExpression') tables.push(one);
      at = at.callee.type === 'MemberExpression' ? at.callee.object : undefined;
    } else break;
  }
  return tables;
}

function variable(name: string, rule: Node, { valueOf, placeOf }: SchemaReader): Value {
  const at = placeOf(rule);
  const optional = isOptional(rule);
  const read: Value = { kind: 'env', name, by: name, at, via: [], ...(!optional && { checked: true as const }) };
  const value = valueOf(rule);
  const fallback = value.kind === 'choice' && value.how === 'default' ? value.alternatives.at(-1) : defaultIn(rule, valueOf);
  return fallback?.kind === 'text' ? { kind: 'choice', how: 'default', alternatives: [read, fallback], at, via: [] } : read;
}

function isOptional(rule: Node): boolean {
  for (let at: Node = rule; at.type === 'CallExpression' && at.callee.type === 'MemberExpression'; at = at.callee.object)
    if (['optional', 'nullish', 'nullable', 'notRequired'].includes(lastName(at.callee))) return true;
  return false;
}

/** envalid's `str({ default: 'x' })`; its `devDefault` is for development only. */
function defaultIn(rule: Node, valueOf: SchemaReader['valueOf']): Value | undefined {
  if (rule.type !== 'CallExpression') return undefined;
  const [options, second] = rule.arguments;
  // valibot: optional(schema, 'x').
  if (second && second.type !== 'SpreadElement' && ['optional', 'nullish', 'nullable'].includes(lastName(rule.callee)))
    return valueOf(second);
  if (options?.type !== 'ObjectExpression') return undefined;
  const found = options.properties.find((one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'default');
  return found?.type === 'Property' ? valueOf(found.value) : undefined;
}

/**
 * A table of described variables (convict) → what `get` gives: `{ env: 'K', default: 'x' }` is the variable with its default,
 * anything else a branch.
 */
export function describedValues(schema: Value, memberOf: (value: Value, name: string, at: Place) => Value): Value {
  if (schema.kind !== 'object') return schema;
  const [variable, fallback] = ['env', 'default'].map((name) =>
    schema.properties.has(name) ? memberOf(schema, name, schema.at) : undefined,
  );
  if (variable?.kind === 'text') {
    const read: Value = { kind: 'env', name: variable.text, by: variable.text, at: variable.at, via: [] };
    return fallback?.kind === 'text' ? { kind: 'choice', how: 'default', alternatives: [read, fallback], at: schema.at, via: [] } : read;
  }
  if (fallback) return fallback;
  return {
    ...schema,
    properties: new Map(
      [...schema.properties].map(([name, property]): [string, Property] => [
        name,
        { ...property, value: describedValues(property.value, memberOf) },
      ]),
    ),
  };
}

/** What is left of a field's value where its decorators refuse the empty text: the variable, and no `''` behind it. */
export function refusingEmpty(value: Value): Value {
  if (value.kind === 'env') return { ...value, checked: true };
  if (value.kind !== 'choice') return value;
  const alternatives = value.alternatives.filter((one) => one.kind !== 'text' || one.text !== '').map(refusingEmpty);
  const [only] = alternatives;
  return only && alternatives.length === 1 ? only : { ...value, alternatives };
}
