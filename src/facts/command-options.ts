// Options of a command line → their names, with what a program goes on with when one is not given. commander:
// `.option('--jwt-secret <key>', 'signs tokens', 'x')`, `new Option('--jwt-secret <key>').default('x')`; yargs and its like:
// `.option('jwt-secret', { default: 'x' })`, `.options({ 'jwt-secret': { default: 'x' } })`, `.default('jwt-secret', 'x')`.

import type { CallExpression, Node } from '../syntax/code.ts';
import type { Bindings } from './bindings.ts';
import { lastName } from './plain-nodes.ts';

export interface OptionDefault {
  readonly name: string;
  /** Where the name is written, and the value that stands in. */
  readonly key: Node;
  readonly value: Node;
}

export function optionDefaultsIn(bindings: Bindings): readonly OptionDefault[] {
  return bindings.all('CallExpression').flatMap((call) => {
    if (call.callee.type !== 'MemberExpression') return [];
    switch (lastName(call.callee as Node)) {
      case 'option': case 'requiredOption': return describedBy(call);
      case 'options': return (call.arguments as readonly Node[]).flatMap(listedIn);
      case 'default': return defaultOf(call);
      default: return [];
    }
  });
}

/** The last argument behind a description, or the member of an object. */
function describedBy({ arguments: given }: CallExpression): readonly OptionDefault[] {
  const [key, ...rest] = given as readonly Node[];
  const [second] = rest;
  const value = second?.type === 'ObjectExpression' ? memberOf(second, 'default') : rest.length > 1 ? rest.at(-1) : undefined;
  return withName(key, value);
}

const listedIn = (given: Node): readonly OptionDefault[] =>
  given.type !== 'ObjectExpression' ? [] : given.properties.flatMap((one) =>
    one.type === 'Property' && one.value.type === 'ObjectExpression' ? withName(one.key as Node, memberOf(one.value as Node, 'default')) : []);

/** `.default(name, value)`, or `.default(value)` on what was made with a name. */
function defaultOf({ callee, arguments: given }: CallExpression): readonly OptionDefault[] {
  const [first, second] = given as readonly Node[];
  if (second) return withName(first, second);
  for (let at = callee as Node; ; ) {
    if (at.type === 'MemberExpression') at = at.object as Node;
    else if (at.type === 'CallExpression') at = at.callee as Node;
    else return at.type === 'NewExpression' ? withName(at.arguments[0] as Node | undefined, first) : [];
  }
}

/** `-s, --jwt-secret <key>`, `jwt-secret`, `jwtSecret`. */
const optionName = /^(?:-\w,? {0,4})?(?:--(?:no-)?)?([A-Za-z][\w-]{1,60})(?:[ =][<[].{0,60})?$/;

function withName(key: Node | undefined, value: Node | undefined): readonly OptionDefault[] {
  const text = key?.type === 'Literal' && typeof key.value === 'string' ? key.value : key?.type === 'Identifier' ? key.name : undefined;
  const name = text === undefined ? undefined : optionName.exec(text)?.[1];
  return key && value && name !== undefined ? [{ name, key, value }] : [];
}

function memberOf(object: Node, name: string): Node | undefined {
  if (object.type !== 'ObjectExpression') return undefined;
  const found = object.properties.find((one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === name);
  return found?.type === 'Property' ? (found.value as Node) : undefined;
}
