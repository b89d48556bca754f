// Options of a command line → their names, with what a program goes on with when one is not given. commander:
// `.option('--jwt-secret <key>', 'signs tokens', 'x')`, `new Option('--jwt-secret <key>').default('x')`, `createOption(…)`;
// yargs and its like: `.option('jwt-secret', { default: 'x' })`, `.options({ 'jwt-secret': { default: 'x' } })`,
// `.default('jwt-secret', 'x')`; lists: `[{ name: 'jwt-secret', defaultValue: 'x' }]`.

import { commandOptionWords } from '../models/places/environments.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import type { Bindings } from './bindings.ts';
import { once } from './once.ts';
import { keyName, lastName } from './plain-nodes.ts';

export interface OptionDefault {
  readonly name: string;
  /** Where the name is written, and the value that stands in. */
  readonly key: Node;
  readonly value: Node;
}

export const optionDefaultsIn = once((bindings: Bindings): readonly OptionDefault[] =>
  [...bindings.all('CallExpression').flatMap(ofCall), ...tablesIn(bindings).flatMap(listedIn),
    ...bindings.all('Property').flatMap(ofList)]);

/** By the names under which a program reads them, `jwt-secret` as `jwtSecret`, what stands in when one is not given. */
export const standInsOf = once((bindings: Bindings): ReadonlyMap<string, Node> => new Map(
  [...optionDefaultsIn(bindings), ...bindings.all('Property').flatMap(setTogether)].reverse().flatMap(({ name, value }) => [
    [name, value], [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value], [name.replaceAll('-', '_'), value],
  ] as const)));

/** `minimist(argv, { string: ['secret'], default: { secret: 'x' } })`. */
function setTogether({ key, value, parent }: Extract<Node, { type: 'Property' }>): readonly OptionDefault[] {
  const isGiven = value.type === 'ObjectExpression' && parent?.parent?.type === 'CallExpression';
  if (!isGiven || !commandOptionWords.standIns.has(keyName(key))) return [];
  return value.properties.flatMap((one) =>
    (one.type === 'Property' && !one.computed ? named(keyName(one.key), one.key, one.value) : []));
}

/** `{ name: 'jwt-secret', defaultValue: 'x' }`. */
function ofList({ key, value, parent }: Extract<Node, { type: 'Property' }>): readonly OptionDefault[] {
  if (keyName(key) !== commandOptionWords.listed || parent?.type !== 'ObjectExpression') return [];
  const name = parent.properties.find((one) => one.type === 'Property' && keyName(one.key) === 'name');
  return name?.type === 'Property' ? textNamed(name.value, value) : [];
}

/** `parseArgs({ options: { … } })`, `meow({ flags: { … } })`, citty's `args: { … }`, `static flags = { … }` of oclif. */
const tablesIn = (bindings: Bindings): readonly Node[] =>
  [...bindings.all('Property'), ...bindings.all('PropertyDefinition')].flatMap(({ key, value }) =>
    (value?.type === 'ObjectExpression' && commandOptionWords.tables.has(keyName(key)) ? [value] : []));

function ofCall(call: CallExpression): readonly OptionDefault[] {
  if (call.callee.type !== 'MemberExpression') return [];
  const method = lastName(call.callee);
  if (commandOptionWords.describe.has(method)) return describedBy(call);
  if (commandOptionWords.field.has(method)) return ofField(call);
  if (commandOptionWords.list.has(method)) return call.arguments.flatMap(listedIn);
  return method === commandOptionWords.standsIn ? defaultOf(call) : [];
}

/** The last argument behind a description, or the member of an object. */
function describedBy({ arguments: [key, ...rest] }: CallExpression): readonly OptionDefault[] {
  const last = rest.at(-1);
  return textNamed(key, last?.type === 'ObjectExpression' ? standInOf(last) : rest.length > 1 ? last : undefined);
}

/** `secret = Option.String('--secret', 'x', { … })`. */
function ofField({ arguments: [key, value] }: CallExpression): readonly OptionDefault[] {
  return isOptionText(key) && value?.type === 'Literal' ? textNamed(key, value) : [];
}

const listedIn = (given: Node): readonly OptionDefault[] =>
  (given.type === 'ObjectExpression' ? given.properties : []).flatMap((one) =>
    (one.type === 'Property' && !one.computed ? named(keyName(one.key), one.key, standInOf(one.value)) : []));

/** `.default(name, value)`, or `.default(value)` on what was made with a name. */
function defaultOf({ callee, arguments: given }: CallExpression): readonly OptionDefault[] {
  const [first, second] = given;
  if (second) return textNamed(first, second);
  for (let at = callee; ; ) {
    if (at.type === 'MemberExpression') at = at.object;
    else if (at.type === 'CallExpression' && isOptionText(at.arguments[0])) return textNamed(at.arguments[0], first);
    else if (at.type === 'CallExpression') at = at.callee;
    else return at.type === 'NewExpression' ? textNamed(at.arguments[0], first) : [];
  }
}

/** `createOption('--jwt-secret <key>')` instead of `new Option(…)`. */
const isOptionText = (node: Node | undefined): boolean => node?.type === 'Literal' && keyName(node).startsWith('-');

/** `-s, --jwt-secret <key>`, `jwt-secret`, `jwtSecret`. */
const optionName = /^(?:-\w{1,4},? {0,4})?(?:--(?:no-)?)?([A-Za-z][\w-]{1,60})(?:[ =][<[].{0,60})?$/;

/** An argument that is a text; a variable may be called anything. */
const textNamed = (key: Node | undefined, value: Node | undefined): readonly OptionDefault[] =>
  (key?.type === 'Literal' ? named(keyName(key), key, value) : []);

function named(text: string, key: Node, value: Node | undefined): readonly OptionDefault[] {
  const name = value && optionName.exec(text)?.[1];
  return value && name !== undefined ? [{ name, key, value }] : [];
}

/** The `default` of an option that an object describes, or a call that is given one: `Flags.string({ default: 'x' })`. */
function standInOf(described: Node): Node | undefined {
  const object = described.type === 'CallExpression' ? described.arguments[0] : described;
  if (object?.type !== 'ObjectExpression') return undefined;
  const found = object.properties.find((one) =>
    one.type === 'Property' && !one.computed && keyName(one.key) === commandOptionWords.standsIn);
  return found?.type === 'Property' ? found.value : undefined;
}
