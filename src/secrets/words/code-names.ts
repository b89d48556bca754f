// Tree → NamedValues: declarations, properties, fields and assignments whose name says signing secret or private key.

import { pairedWords, stateMakers, stateNames } from '../../models/secrets/secret-names.ts';
import { isTranslation } from '../../source/role.ts';
import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { optionDefaultsIn, type OptionDefault } from '../../values/command-options.ts';
import { readerDefaultsIn, type ReaderDefault } from '../../values/reading/config-readers.ts';
import type { NamedValue } from './named-values.ts';
import { wordsOf } from './names.ts';
import type { Names } from './names.ts';
import { originsOf } from '../../values/origins.ts';
import { chainText, keyName, lastName } from '../../values/plain-nodes.ts';
import type { Value } from '../../values/value.ts';
import { once } from '../../values/once.ts';

/** What names say, the user's own included, beside what code is read with. */
export interface NamingContext extends CodeContext { readonly names: Names }

export function namedValuesOfCode(context: NamingContext): readonly NamedValue[] {
  const { bindings, file } = context;
  // Declarations repeat what another file says, and translations are words about things.
  if (/\.d\.[cm]?ts$/.test(file.path) || isTranslation(file.path)) return [];
  return [
    ...bindings
      .all('VariableDeclarator')
      .flatMap((node) =>
        node.init && node.id.type === 'Identifier' && !isOnlyCompared(node.id, context)
          ? named(node.id, node.init, context)
          : [],
      ),
    ...bindings
      .all('Property')
      .flatMap((node) =>
        node.parent?.type === 'ObjectExpression' && !isGlossary(node.parent) ? named(node.key, node.value, context) : [],
      ),
    ...bindings.all('PropertyDefinition').flatMap((node) => (node.value ? named(node.key, node.value, context) : [])),
    ...bindings.all('AssignmentExpression').flatMap((node) => assigned(node, context)),
    ...bindings
      .all('AssignmentPattern')
      .flatMap((node) => (node.left.type === 'Identifier' ? named(node.left, node.right, context).map(asDefault) : [])),
    ...bindings.all('LogicalExpression').flatMap((node) => fallback(node, context)),
    ...optionDefaultsIn(bindings).flatMap((option) => ofOption(option, context)),
    ...readerDefaultsIn(bindings).flatMap((read) => ofReader(read, context)),
  ];
}

/** `{ JWT_SECRET = 'x' }`: what stands in when nothing is given. */
const asDefault = (one: NamedValue): NamedValue => ({
  ...one,
  value: {
    kind: 'choice',
    how: 'default',
    alternatives: [{ kind: 'unknown', at: one.keyAt, via: [] }, one.value],
    at: one.value.at,
    via: [],
  },
});

/** `process.env.JWT_SECRET || 'x'` wherever it stands: the variable's name says what it is. */
function fallback(node: Node, { local, expressions, names }: NamingContext): readonly NamedValue[] {
  const here = local.valueOf(node);
  // A constant of another file is what it is there.
  const value = here.kind === 'choice' && here.alternatives.at(-1)?.kind === 'imported' ? expressions.valueOf(node) : here;
  if (value.kind !== 'choice' || (value.how !== '||' && value.how !== '??') || value.alternatives.at(-1)?.kind !== 'text') return [];
  const variable = originsOf(value).find((origin) => origin.value.kind === 'env')?.value;
  if (variable?.kind !== 'env') return [];
  const says = names.says([variable.name]);
  return says ? [{ name: variable.name, path: variable.by, says, keyAt: variable.at, value, in: 'code' }] : [];
}

function ofOption({ name, key, value: written }: OptionDefault, { expressions, names }: NamingContext): readonly NamedValue[] {
  const says = names.says([name]);
  if (!says) return [];
  const value = expressions.valueOf(written);
  return value.kind === 'text' ? [asDefault({ name, path: `--${name}`, says, keyAt: expressions.placeOf(key), value, in: 'code' })] : [];
}

/** `getConfig('auth.jwtSecret', 'x')`: the path says what is read. */
function ofReader({ name: path, key, value: written }: ReaderDefault, { expressions, names }: NamingContext): readonly NamedValue[] {
  const parts = path.split(/[.:/]/);
  const says = names.says(parts);
  if (!says) return [];
  const value = expressions.valueOf(written);
  return value.kind === 'text' || value.kind === 'list'
    ? [asDefault({ name: parts.at(-1)!, path, says, keyAt: expressions.placeOf(key), value, in: 'code' })]
    : [];
}

function assigned(node: Extract<Node, { type: 'AssignmentExpression' }>, context: NamingContext): readonly NamedValue[] {
  if (!['=', '||=', '??='].includes(node.operator) || node.left.type !== 'MemberExpression') return [];
  return named(node.left.property, node.right, context);
}

function named(key: Node, written: Node, context: NamingContext): readonly NamedValue[] {
  const name = keyName(key);
  if (name === '') return [];
  const owners = ownersOf(key);
  if (isTestEnvironment(owners) || isStatus(written, context) || isState(key)) return [];
  const path = [...owners, name];
  const says = isHalfOfPair(key, name) ? 'other secret' : context.names.says(path);
  if (!says) return [];
  const value = context.expressions.valueOf(written);
  return mayHoldText(value) ? [{ name, path: path.join('.'), says, keyAt: context.expressions.placeOf(key), value, in: 'code' }] : [];
}

/** `KEY ? 'configured' : 'missing'`, `KEY && 'set'`: words about a key that is asked for, and no key. */
function isStatus(written: Node, { names }: NamingContext): boolean {
  const [test, ...said] = written.type === 'ConditionalExpression' ? [written.test, written.consequent, written.alternate]
    : written.type === 'LogicalExpression' && written.operator === '&&' ? [written.left, written.right] : [];
  return test !== undefined && asksForKey(test, names) &&
    said.every((one) => one.type === 'Literal' || one.type === 'TemplateLiteral');
}

function asksForKey(test: Node, names: Names): boolean {
  switch (test.type) {
    case 'UnaryExpression': return asksForKey(test.argument, names);
    case 'ChainExpression': case 'ParenthesizedExpression': case 'TSNonNullExpression': return asksForKey(test.expression, names);
    case 'CallExpression': return test.arguments.some((one) => asksForKey(one, names)) || asksForKey(test.callee, names);
    case 'Identifier': return names.says([test.name]) !== undefined;
    case 'MemberExpression': return names.says([lastName(test)]) !== undefined || asksForKey(test.object, names);
    default: return false;
  }
}

const FORMS_BETWEEN: ReadonlySet<string> = new Set(['Property', 'ObjectExpression', 'TSAsExpression', 'TSSatisfiesExpression', 'ArrowFunctionExpression', 'ParenthesizedExpression']);

/** `useState({ jwtSecret: '…' })`, `defaultValues: { … }`: what a form begins with. */
function isState(key: Node): boolean {
  for (let at = key.parent; at; at = at.parent) {
    if (at.type === 'CallExpression') return stateMakers.has(lastName(at.callee));
    if (at.type === 'Property' && at.key !== key && stateNames.has(keyName(at.key))) return true;
    if (at.type === 'VariableDeclarator') return at.id.type === 'Identifier' && stateNames.has(at.id.name);
    if (!FORMS_BETWEEN.has(at.type)) return false;
  }
  return false;
}

/** `{ authKey, authSecret }`: what a vendor gives out, key and secret together. */
function isHalfOfPair(key: Node, name: string): boolean {
  const [owner, last, ...more] = wordsOf(name);
  if (
    owner === undefined ||
    last !== 'secret' ||
    more.length > 0 ||
    !pairedWords.has(owner) ||
    key.parent?.parent?.type !== 'ObjectExpression'
  )
    return false;
  const names = namesIn(key.parent.parent);
  return names.has(`${owner} key`) || names.has(`${owner} id`);
}

const namesIn = once(({ properties }: Extract<Node, { type: 'ObjectExpression' }>): ReadonlySet<string> =>
  new Set(properties.flatMap((one) => (one.type === 'Property' ? [wordsOf(keyName(one.key)).join(' ')] : []))));

/** `if (secret === OLD_SECRET) throw …`: a value that is refused, not used. */
function isOnlyCompared(id: Node, { bindings }: CodeContext): boolean {
  const binding = bindings.of(id);
  if (!binding || binding.reads.length === 0 || id.parent?.parent?.parent?.type === 'ExportNamedDeclaration') return false;
  return binding.reads.every(({ parent }) => parent?.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator));
}

/**
 * A table about secrets: nearly all its texts are phrases, `{ AUTH_SECRET: 'signs the sessions', … }`, or most of them say the
 * same name in another spelling, `{ JWT_SECRET: 'jwtSecret', DATABASE_URL: 'databaseUrl', … }`.
 */
const isGlossary = once(({ properties }: Extract<Node, { type: 'ObjectExpression' }>): boolean => {
  const texts = properties.flatMap((one) =>
    one.type === 'Property' && one.value.type === 'Literal' && typeof one.value.value === 'string' ? [{ key: keyName(one.key), text: one.value.value }] : [],
  );
  if (texts.length < 3) return false;
  const renamed = texts.filter(({ key, text }) => key.length + text.length < 200 && isSpelledOtherwise(wordsOf(key), wordsOf(text)));
  return texts.filter(({ text }) => /\S\s+\S/.test(text)).length >= texts.length * 0.8 || (renamed.length >= 3 && renamed.length >= texts.length * 0.6);
});

const isSpelledOtherwise = (key: readonly string[], text: readonly string[]): boolean => key.length > 1 && key.join(' ') === text.join(' ');

const mayHoldText = ({ kind }: Value): boolean =>
  kind === 'text' || kind === 'choice' || kind === 'wrapped' || kind === 'template' || kind === 'list';

/** `test: { env: { … } }` of vitest and jest: set for their own run. */
const isTestEnvironment = (owners: readonly string[]): boolean => owners.at(-1) === 'env' && owners.at(-2) === 'test';

const MAX_OWNERS = 4;

/** Names of the objects around a property, outermost first: `jwt` for `{ jwt: { secret } }`. */
function ownersOf(key: Node): string[] {
  if (key.parent?.type === 'MemberExpression') return membersBefore(key.parent.object);
  const names: string[] = [];
  for (let at = key.parent?.parent; at && names.length < MAX_OWNERS; at = at.parent) {
    if (at.type === 'Property' && keyName(at.key) !== '') names.unshift(keyName(at.key));
    else if (at.type === 'VariableDeclarator' && at.id.type === 'Identifier') return [at.id.name, ...names];
    else if (at.type === 'PropertyDefinition') return [keyName(at.key), ...names];
    else if (at.type === 'AssignmentExpression') return [...membersBefore(at.left), ...names];
    else if (at.type !== 'ObjectExpression' && at.type !== 'TSAsExpression' && at.type !== 'TSSatisfiesExpression') return names;
  }
  return names;
}

/** `settings`, `auth` of `settings.auth`; what a module exports, and `this`, are no names. */
const membersBefore = (node: Node): string[] =>
  (chainText(node) ?? '').split('.').filter((name) => !['', 'module', 'exports', 'this', 'process', 'env'].includes(name)).slice(-MAX_OWNERS);
