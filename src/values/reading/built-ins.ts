// Calls of the language's and Node's own functions → the Value they give: encoders, `Object.assign`, methods of texts,
// bytes, lists and stores. Whatever is not here makes an unknown value.

import { environmentCalls, environmentGivers, environmentObjects } from '../../models/places/environments.ts';
import { merges } from '../../models/uses/merges.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import { grouped } from '../once.ts';
import { chainText, numberOf } from '../plain-nodes.ts';
import type { ListValue, Property, TextValue, Value, WrappedValue } from '../value.ts';
import { derivedBy } from './derived-keys.ts';
import type { Reader } from './reader.ts';

export interface BuiltIns {
  /** A call of a global such as `Buffer.from`, by its path. */
  globalCall(node: CallExpression, callee: Node, path: readonly string[]): Value;
  /** A method of whatever stands before the dot. */
  methodCall(node: CallExpression, callee: Node): Value;
  /** An imported function that makes one object of several. */
  mergeCall(node: CallExpression, module: string, path: string): Value | undefined;
}

/** Items of a list that are read; a longer list is not whole. */
export const MAX_ITEMS = 1000;
/** Names that double what they hold would fill the memory; a text that is longer is known by its parts. */
export const MAX_TEXT = 8_192;
const ENCODERS: ReadonlySet<WrappedValue['by']> = new Set<WrappedValue['by']>([
  'utf8', 'text encoder', 'base64', 'base64url', 'hex', 'latin1',
]);

export function builtInsOf({
  bindings, index, valueOf, memberOf, placeOf, unknown, wrapped, choice, template, memberName, spreadInto, environmentRead, macAfter,
}: Reader): BuiltIns {
  function globalCall(node: CallExpression, callee: Node, path: readonly string[]): Value {
    const argument = (at: number): Value => {
      const one = node.arguments[at];
      return one ? valueOf(one) : { kind: 'plain', value: undefined, at: placeOf(node), via: [] };
    };
    const name = path.join('.');
    switch (name) {
      case 'Buffer.from': case 'Buffer': return wrapped(node, encodingOf(argument(1)) ?? 'utf8', argument(0));
      case 'TextEncoder().encode': return wrapped(node, 'text encoder', argument(0));
      case 'Uint8Array.from': case 'Object.freeze': case 'Object.seal': case 'Array.from': return argument(0);
      case 'atob': return wrapped(node, 'base64', argument(0));
      case 'JSON.parse': return wrapped(node, 'json', argument(0));
      case 'String': return template(node, [argument(0)]);
      case 'Symbol': case 'Number': case 'parseInt': case 'parseFloat': case 'Number.parseInt': return numeric(node, argument(0));
      case 'Object.values': {
        const of = argument(0);
        return of.kind === 'object'
          ? { kind: 'list', items: [...of.properties.values()].map(({ value }) => value), whole: of.whole, at: placeOf(node), via: of.via }
          : unknown(node);
      }
      case 'Object.assign': return merged(node);
      case 'Math.random': case 'Date.now': case 'Date': case 'performance.now': case 'process.hrtime': case 'process.hrtime.bigint':
        return wrapped(node, 'guessable', unknown(node));
      case 'Math.floor': case 'Math.round': case 'Math.ceil': case 'Math.trunc': case 'Math.abs': case 'btoa':
        return isGuessable(argument(0)) ? argument(0) : unknown(node);
      case 'crypto.randomUUID': case 'crypto.getRandomValues': return wrapped(node, 'random', unknown(node));
      default: break;
    }
    if (environmentGivers.some((giver) => giver.module === 'global:' && giver.path === name))
      return { kind: 'instance', module: 'global:', path: ['process', 'env'], at: placeOf(node), via: [] };
    if (environmentCalls.has(name)) return environmentRead(node, node.arguments[0]);
    if (path.length > 2 && environmentObjects.has(path.slice(0, 2).join('.'))) return unknown(node);
    return methodCall(node, callee);
  }

  const isEncoder = (of: Value): boolean => of.kind === 'wrapped' && ENCODERS.has(of.by);

  /** Of a variable of the environment only: what else is no number here is made of things that nobody sees. */
  function numeric(node: CallExpression, of: Value): Value {
    const number = numberOf(of);
    if (number !== undefined) return { kind: 'plain', value: number, at: placeOf(node), via: [] };
    if (isGuessable(of)) return of;
    return of.kind === 'env' || of.kind === 'choice' ? wrapped(node, 'number', of) : unknown(node);
  }

  function merged(node: CallExpression): Value {
    const properties = new Map<string, Property>();
    const whole = node.arguments
      .map((one) => spreadInto(properties, one.type === 'SpreadElement' ? unknown(one) : valueOf(one)))
      .every(Boolean);
    return { kind: 'object', properties, whole, at: placeOf(node), via: [] };
  }

  function mergeCall(node: CallExpression, module: string, path: string): Value | undefined {
    const by = merges.find(({ modules, calls: names }) => modules.includes(module) && names.includes(path));
    if (!by) return undefined;
    const given = node.arguments.map((one) => (one.type === 'SpreadElement' ? unknown(one) : valueOf(one)));
    const [list] = given;
    // A `true` before them asks for the objects within as well.
    const objects = (by.ofList ? (list?.kind === 'list' ? list.items : []) : given).filter((one) => one.kind !== 'plain');
    const properties = new Map<string, Property>();
    const isWhole = (by.firstWins ? [...objects].reverse() : objects).map((one) => mergeInto(properties, one)).every(Boolean);
    return { kind: 'object', properties, whole: isWhole && objects.length > 0, at: placeOf(node), via: [] };
  }

  function mergeInto(properties: Map<string, Property>, value: Value): boolean {
    if (value.kind !== 'object') return spreadInto(properties, value);
    for (const [name, property] of value.properties) {
      const before = properties.get(name);
      properties.set(
        name,
        before ? { key: property.key, at: property.at, get value() { return both(before.value, property.value); } } : property,
      );
    }
    return value.whole;
  }

  /** Objects within are merged like those around them; of anything else the later remains. */
  function both(before: Value, after: Value): Value {
    if (before.kind === 'choice' && before.how === 'default' && after.kind === 'object') return { ...after, whole: false };
    if (before.kind !== 'object' || after.kind !== 'object') return after;
    const properties = new Map(before.properties);
    const isWhole = mergeInto(properties, after) && before.whole;
    return { ...after, properties, whole: isWhole };
  }

  /** Methods of texts, bytes and lists that keep the value recognisable. */
  function methodCall(node: CallExpression, callee: Node): Value {
    if (callee.type !== 'MemberExpression') return unknown(node);
    const of = valueOf(callee.object);
    const first = node.arguments[0] ? valueOf(node.arguments[0]) : undefined;
    const mac = macAfter(node, of, memberName(callee));
    if (mac) return mac;
    if (isGuessable(of) && !isEncoder(of)) return of.kind === 'wrapped' ? wrapped(node, 'guessable', unknown(node)) : of;
    switch (memberName(callee)) {
      case 'trim':
      case 'trimStart':
      case 'trimEnd':
      case 'valueOf':
      case 'normalize':
      case 'bind':
      case 'flat':
      case 'catch':
      case 'finally':
        return of;
      case 'toString':
        if (of.kind === 'wrapped')
          return (of.by === 'base64' || of.by === 'base64url') && encodingOf(first) === undefined
            ? of
            : rewrapped(node, of, encodingOf(first));
        return of.kind === 'text' || of.kind === 'env' || of.kind === 'choice' || of.kind === 'parameter' ? of : unknown(node);
      case 'replace':
      case 'replaceAll':
        return of.kind === 'text' ? replaced(node, of) : wrapped(node, 'newlines', of);
      case 'toLowerCase':
        return of.kind === 'text' ? { ...of, text: of.text.toLowerCase() } : unknown(node);
      case 'toUpperCase':
        return of.kind === 'text' ? { ...of, text: of.text.toUpperCase() } : unknown(node);
      // convict: get('jwt.secret').
      case 'get':
        if (of.kind === 'object' && first?.kind === 'text')
          return first.text.split('.').reduce<Value>((value, name) => memberOf(value, name, placeOf(node)), of);
        return first?.kind === 'text' ? (stored(of, first.text, callee) ?? unknown(node)) : unknown(node);
      case 'concat':
        if (of.kind === 'list') return concatenated(node, of);
        return of.kind === 'text' || of.kind === 'env' ? template(node, [of, ...node.arguments.map(valueOf)]) : unknown(node);
      case 'join':
        if (isFromCall(of)) return wrapped(node, 'newlines', of);
        return of.kind === 'list' && of.whole && first?.kind === 'text'
          ? template(
              node,
              of.items.flatMap((item, at) => (at > 0 ? [first, item] : [item])),
            )
          : unknown(node);
      // The base64 of a certificate, broken into lines.
      case 'match':
      case 'slice':
      case 'substring':
        return isFromCall(of) ? wrapped(node, 'newlines', of) : unknown(node);
      // A schema's default: z.string().default('x'); env-var's get(name).default('x').
      case 'default':
        return first?.kind === 'text' ? choice(node, 'default', [of, first]) : of;
      case 'required':
      case 'asString':
      case 'asStringStrict':
        return of.kind === 'env' || of.kind === 'choice' ? of : unknown(node);
      case 'split':
        return of.kind === 'text' && first?.kind === 'text'
          ? splitText(node, of, first.text)
          : unknown(node);
      case 'getSigningKey':
      case 'getSigningKeyAsync':
      case 'getPublicKey':
        return of.kind === 'wrapped' && of.by === 'jwks' ? of : unknown(node);
      case 'digest':
        return derived(node);
      // A schema gives back what it was given, or throws; defaults may be added.
      case 'parse':
      case 'parseAsync':
      case 'cast':
      case 'castSync':
      case 'validateSync':
        return first?.kind === 'object' ? { ...first, whole: false } : unknown(node);
      default:
        return unknown(node);
    }
  }

  function splitText(node: Node, of: TextValue, by: string): ListValue {
    const texts = of.text.split(by, MAX_ITEMS + 1);
    const items = texts.slice(0, MAX_ITEMS).map((text) => ({ ...of, text }));
    return { kind: 'list', items, whole: texts.length <= MAX_ITEMS, at: placeOf(node), via: of.via };
  }

  /** `new Map([['a', key]]).get('a')`, or Express's store: `app.set('secret', key)` and later `app.get('secret')`. */
  function stored(of: Value, name: string, callee: Extract<Node, { type: 'MemberExpression' }>): Value | undefined {
    if (of.kind === 'list') {
      const entry = of.items.find((item) => item.kind === 'list' && item.items[0]?.kind === 'text' && item.items[0].text === name);
      return entry?.kind === 'list' ? entry.items[1] : undefined;
    }
    if (!/(?:^|\.)app$/.test(chainText(callee.object) ?? '')) return undefined;
    const [set] = settings().get(name) ?? [];
    const written = set?.arguments[1];
    return written && valueOf(written);
  }

  let known: ReadonlyMap<string, readonly CallExpression[]> | undefined;
  /** `app.set('name', value)` by the name. */
  const settings = (): ReadonlyMap<string, readonly CallExpression[]> =>
    (known ??= grouped(bindings.all('CallExpression'), ({ callee, arguments: [key, value] }) =>
    (value !== undefined && key?.type === 'Literal' && typeof key.value === 'string' && /(?:^|\.)app\.set$/.test(chainText(callee) ?? '')
      ? key.value
      : undefined)));

  function derived(node: CallExpression): Value {
    const made = derivedBy(node, index, valueOf);
    return made ? wrapped(node, made.makes, valueOf(made.material)) : unknown(node);
  }

  /** `toString()` gives back the text that an encoder was given; whatever else wraps a value, a variable's name for one, stays. */
  const rewrapped = (node: Node, of: WrappedValue, encoding: WrappedValue['by'] | undefined): Value =>
    ENCODERS.has(of.by) ? (encoding === undefined || encoding === of.by ? of.of : of) : { ...of, at: placeOf(node) };

  function replaced(node: CallExpression, of: TextValue): Value {
    const [pattern, by] = node.arguments.map(valueOf);
    if (by?.kind !== 'text' || !pattern) return unknown(node);
    if (pattern.kind === 'text') return withText(node, of, of.text.split(pattern.text).join(by.text));
    return pattern.kind === 'plain' && pattern.value instanceof RegExp && /^\/\\\\n\/g?$/.test(String(pattern.value))
      ? withText(node, of, of.text.split('\\n').join(by.text))
      : of;
  }

  /** Each step may make the text many times as long. */
  const withText = (node: Node, of: TextValue, text: string): Value => (text.length > MAX_TEXT ? unknown(node) : { ...of, text });

  function concatenated(node: CallExpression, of: ListValue): ListValue {
    const added = node.arguments.map((one) => (one.type === 'SpreadElement' ? unknown(one) : valueOf(one)));
    return {
      ...of, at: placeOf(node),
      items: [...of.items, ...added.flatMap((one) => (one.kind === 'list' ? one.items : [one]))].slice(0, MAX_ITEMS),
      whole: of.whole && added.every((one) => (one.kind === 'list' ? one.whole : one.kind !== 'unknown')),
    };
  }

  return { globalCall, methodCall, mergeCall };
}

/** Made of a clock or a weak random number, and of texts in view. Whatever is cut from it, counted or spelled, stays so. */
export function isGuessable(value: Value): boolean {
  if (value.kind === 'wrapped') return value.by === 'guessable' || (ENCODERS.has(value.by) && isGuessable(value.of));
  return value.kind === 'template' && value.parts.some(isGuessable) && value.parts.every((part) => part.kind === 'text' || isGuessable(part));
}

/** What a call gave, or an edited part of that. */
const isFromCall = (value: Value): boolean =>
  value.kind === 'result' || (value.kind === 'wrapped' && value.by === 'newlines' && isFromCall(value.of));

function encodingOf(value: Value | undefined): 'utf8' | 'base64' | 'base64url' | 'hex' | 'latin1' | undefined {
  if (value?.kind !== 'text') return undefined;
  switch (value.text.toLowerCase()) {
    case 'base64': return 'base64';
    case 'base64url': return 'base64url';
    case 'hex': return 'hex';
    case 'latin1': case 'binary': case 'ascii': return 'latin1';
    case 'utf8': case 'utf-8': return 'utf8';
    default: return undefined;
  }
}
