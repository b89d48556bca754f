// A JSON tree with positions and the schema → what is wrong with it, and where. The schema file is the only description
// of the configuration; this reads the few keywords that it uses. A key the reader does not know is an error of ours.

import { didYouMean, quoted } from '../../findings/nearest.ts';
import { entriesOf, itemsOf, memberOf, type JsonNode } from '../../syntax/json-tree.ts';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly minLength?: number;
}

export interface ConfigProblem { readonly offset: number; readonly message: string }

export function problemsIn(
  node: JsonNode,
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
  name = 'the configuration',
): ConfigProblem[] {
  const check = (at: JsonNode, by: Schema, called: string): ConfigProblem[] => {
    if (by.$ref !== undefined) return check(at, definitions[by.$ref.replace('#/definitions/', '')]!, called);
    if (by.anyOf !== undefined) return check(at, closest(at, by.anyOf), called);
    if (by.enum !== undefined) return wordProblems(at, by.enum, called);
    if (by.type !== undefined && !isOfType(at, [by.type].flat())) return [problem(at, `${called} must be ${named([by.type].flat())}`)];
    switch (at.type) {
      case 'object':
        return [...objectProblems(at, by, check), ...missing(at, by, called)];
      case 'array':
        return listProblems(at, by, called, check);
      default:
        return limits(at, by, called);
    }
  };
  const resolved = (form: Schema): Schema =>
    form.$ref === undefined ? form : resolved(definitions[form.$ref.replace('#/definitions/', '')]!);
  // Of several forms the one with the right type is what was meant, and of several objects the one whose keys are there;
  // a scalar is meant as the first, a word.
  const closest = (at: JsonNode, forms: readonly Schema[]): Schema => {
    const fitting = forms.map(resolved).filter(({ type }) => type !== undefined && isOfType(at, [type].flat()));
    const present = ({ required = [] }: Schema): number => required.filter((name) => memberOf(at, name)).length;
    const whole = fitting.find((form) => present(form) === (form.required ?? []).length);
    return whole ?? [...fitting].sort((a, b) => present(b) - present(a))[0] ?? forms[0]!;
  };
  return check(node, schema, name);
}

type Check = (at: JsonNode, by: Schema, called: string) => ConfigProblem[];

const problem = (at: JsonNode, message: string): ConfigProblem => ({ offset: at.start, message });
const scalarOf = (at: JsonNode): unknown => ('value' in at ? at.value : undefined);

const mostListed = 16;

function wordProblems(at: JsonNode, words: readonly string[], called: string): ConfigProblem[] {
  const value = scalarOf(at);
  if (typeof value === 'string' && words.includes(value)) return [];
  const meant = typeof value === 'string' ? didYouMean(value, words) : '';
  // A long list would bury the word that was meant.
  const wanted = words.length > mostListed ? `is none of the ${words.length} words for it` : `must be one of ${words.join(', ')}`;
  return [problem(at, `${called} ${wanted}${meant}`)];
}

function isOfType(at: JsonNode, types: readonly string[]): boolean {
  return types.includes(at.type) || (types.includes('integer') && Number.isInteger(scalarOf(at)));
}

function named(types: readonly string[]): string {
  const words: Record<string, string> = {
    string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object',
  };
  return types.map((type) => words[type] ?? type).join(' or ');
}

function objectProblems(
  at: JsonNode,
  { properties = {}, additionalProperties = true, propertyNames }: Schema,
  check: Check,
): ConfigProblem[] {
  const known = propertyNames?.enum;
  return entriesOf(at).flatMap(({ keyStart, name, value }) => {
    if (known && !known.includes(name)) return [{ offset: keyStart, message: `unknown key${quoted(name, known)}` }];
    if (Object.hasOwn(properties, name)) return check(value, properties[name]!, `"${name}"`);
    if (additionalProperties === false)
      return [{ offset: keyStart, message: `unknown key${quoted(name, Object.keys(properties))}` }];
    return additionalProperties === true ? [] : check(value, additionalProperties, quoted(name, []).trim() || 'this entry');
  });
}

const missing = (at: JsonNode, { required = [] }: Schema, called: string): ConfigProblem[] =>
  required.filter((name) => !entriesOf(at).some((entry) => entry.name === name)).map((name) => problem(at, `${called} lacks "${name}"`));

function listProblems(at: JsonNode, { items, minItems = 0, maxItems = Infinity }: Schema, called: string, check: Check): ConfigProblem[] {
  const children = itemsOf(at);
  if (children.length < minItems) return [problem(at, `${called} has too few entries`)];
  if (children.length > maxItems) return [problem(children[maxItems]!, `${called} has too many entries`)];
  return children.flatMap((child, index) => {
    const by = isTuple(items) ? items[index] : items;
    return by === undefined ? [] : check(child, by, `entry ${index + 1} of ${called}`);
  });
}

const isTuple = (items: Schema['items']): items is readonly Schema[] => Array.isArray(items);

function limits(at: JsonNode, { minimum, minLength }: Schema, called: string): ConfigProblem[] {
  const value = scalarOf(at);
  const isShort = minLength !== undefined && typeof value === 'string' && value.length < minLength;
  if (minimum !== undefined && typeof value === 'number' && value < minimum) return [problem(at, `${called} must be at least ${minimum}`)];
  if (!isShort) return [];
  return [problem(at, minLength === 1 ? `${called} must not be empty` : `${called} must have ${minLength} characters`)];
}
