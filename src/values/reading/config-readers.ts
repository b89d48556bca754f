// Calls of functions that read configuration, whether or not they are in view → the name they ask for and the default they are
// handed: `getConfig('auth.secret', 'x')`, `env('JWT_SECRET', 'x')`, `settings.get('jwt.key', 'x')`, `_.get(config, 'jwt.secret', 'x')`.

import { readerWords } from '../../models/places/environments.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import type { Bindings } from '../bindings.ts';
import { keyName, lastName } from '../plain-nodes.ts';

export interface ReaderDefault {
  readonly name: string;
  /** Where the name is written, and the value that stands in. */
  readonly key: Node;
  readonly value: Node;
}

export const readerDefaultsIn = (bindings: Bindings): readonly ReaderDefault[] =>
  bindings.all('CallExpression').flatMap((call) => {
    const found = readerDefaultOf(call);
    return found ? [found] : [];
  });

/** A variable, or a path of names; no sentence, and no address. */
const NAME = /^[A-Za-z][\w-]{0,60}(?:[.:/][A-Za-z][\w-]{0,60}){0,5}$/;

export function readerDefaultOf({ callee, arguments: given }: CallExpression): ReaderDefault | undefined {
  if (given.length < 2 || given.length > 3) return undefined;
  const [first] = given;
  const [key, value] = first && textOf(first) === undefined && given.length === 3 ? given.slice(1) : given;
  const name = key && textOf(key);
  if (!key || !value || name === undefined || !NAME.test(name) || !mayStandIn(value)) return undefined;
  return isReader(callee, key !== first) ? { name, key, value: defaultWithin(value) } : undefined;
}

const textOf = (node: Node): string | undefined => (node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined);

/** `{ default: 'x' }`, too. */
function defaultWithin(value: Node): Node {
  const found = value.type === 'ObjectExpression'
    ? value.properties.find((one) => one.type === 'Property' && /^(?:default|defaultValue|fallback)$/.test(keyName(one.key)))
    : undefined;
  return found?.type === 'Property' ? found.value : value;
}

const mayStandIn = ({ type }: Node): boolean =>
  type === 'Literal' || type === 'Identifier' || type === 'MemberExpression' || type === 'ArrayExpression' || type === 'ObjectExpression';

/** `ofObject`: the configuration is handed in, and `get` alone says enough. */
function isReader(callee: Node, ofObject: boolean): boolean {
  const name = lastName(callee);
  const words = wordsIn(name);
  if (name === '' || readerWords.writes.has(words[0] ?? '')) return false;
  if (words.some((word) => readerWords.about.has(word))) return true;
  if (!readerWords.reads.has(name)) return false;
  return ofObject || (callee.type === 'MemberExpression' && wordsIn(lastName(ownerOf(callee.object))).some((word) => readerWords.about.has(word)));
}

/** `useConfig().get`, `this.config.get`. */
const ownerOf = (node: Node): Node => (node.type === 'CallExpression' ? node.callee : node);

const wordsIn = (name: string): readonly string[] => (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
