// Settings of bundlers → the values they copy into what browsers download: Vite's define, webpack's DefinePlugin and
// EnvironmentPlugin, Next's env, Nuxt's runtimeConfig.public, Expo's extra, Angular's environment files.
// Goes by the file's name and the place in its objects, or by the plugin's call. What a value says is left to rules.

import { publishedSections, publishingPlugins, type PublishedSection } from '../models/places/public-prefixes.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { ConfigDocument } from '../syntax/config-document.ts';
import type { CallExpression, NewExpression, Node } from '../syntax/code.ts';
import type { CodeContext } from '../values/code-context.ts';
import { valueOfEntry } from './config-values.ts';
import type { ModuleProject } from '../values/module-project.ts';
import type { Value } from '../values/value.ts';
import { keyName } from '../values/plain-nodes.ts';
import { grouped, once, oncePerFile } from '../values/once.ts';

export interface Published {
  /** As written, without what a define replaces: `process.env.JWT_SECRET` is JWT_SECRET. */
  readonly name: string;
  /** Names of the objects around it below the section, and its own. */
  readonly path: readonly string[];
  /** "define of Vite". */
  readonly how: string;
  /** All variables of the environment at once. */
  readonly whole: boolean;
  readonly value: Value;
  /** The key; for what has none, the value. */
  readonly at: Place;
}

/** Is this literal part of such a value? Then its being published is the problem to tell. */
export const isCopied = (published: readonly Published[], at: Place): boolean =>
  published.length > 0 && (publishedIn(published).get(at.file.path) ?? []).some(({ start, end }) => start <= at.start && at.end <= end);

const publishedIn = once((published: readonly Published[]) => grouped(published.map(({ value }) => value.at), ({ file }) => file.path));

type Written = Extract<Node, { type: 'Property' | 'VariableDeclarator' }>;
/** Objects in objects are followed this far. */
const MAX_DEPTH = 4;

export function publishedByCode(context: CodeContext): readonly Published[] {
  const { file, bindings, project } = context;
  const sections = sectionsOf(file, project);
  const set = sections.length === 0 ? [] : [...bindings.all('Property'), ...bindings.all('VariableDeclarator')].flatMap((node) => {
    const section = sections.find(
      ({ path, declared = false }) => declared === (node.type === 'VariableDeclarator') && isAt(node, path),
    );
    const value = node.type === 'Property' ? node.value : node.init;
    return section && value ? entriesOf(value, section.how, [], context) : [];
  });
  return [...set, ...bindings.all('NewExpression').flatMap((node) => ofPlugin(node, context))];
}

export function publishedByConfig(file: SourceFile, { entries }: ConfigDocument): readonly Published[] {
  return sectionsOf(file, undefined).flatMap(({ path, how }) => entries.flatMap((entry): Published[] => {
    const below = entry.path.slice(path.length).filter((one) => typeof one === 'string');
    if (below.length === 0 || !path.every((name, index) => entry.path[index] === name)) return [];
    return [
      {
        name: entry.name,
        path: below,
        how,
        whole: false,
        value: valueOfEntry(file, entry),
        at: { file, start: entry.keyStart, end: entry.keyEnd },
      },
    ];
  }));
}

function sectionsOf(file: SourceFile, project: Pick<ModuleProject, 'depends'> | undefined): readonly PublishedSection[] {
  return publishedSections.filter(
    ({ file: name, onlyWith, onlyBeside }) =>
      name.test(file.path) &&
      (onlyBeside === undefined || file.text.includes(onlyBeside)) &&
      (onlyWith === undefined ||
        (!isServerPath(file.path) && onlyWith.some((dependency) => project?.depends(file.path, dependency) !== false))),
  );
}

const isServerPath = (path: string): boolean => /(?:^|\/)(?:[\w-]*(?:api|server|backend)|functions)\//.test(path);

/** Is this the object at `path`, with nothing named around the first of its names? */
function isAt(node: Written, path: readonly string[]): boolean {
  let index = path.length - 1;
  for (let at: Node | null | undefined = node; at; at = at.parent) {
    const name = nameAt(at);
    if (name === undefined) continue;
    if (index < 0) return at.type === 'VariableDeclarator';
    if (name !== path[index--]) return false;
    if (at.type === 'VariableDeclarator') return index < 0;
  }
  return index < 0;
}

function nameAt(node: Node): string | undefined {
  if (node.type === 'VariableDeclarator') return node.id.type === 'Identifier' ? node.id.name : '';
  return node.type === 'Property' && node.parent?.type === 'ObjectExpression' ? keyName(node.key) : undefined;
}

function entriesOf(node: Node, how: string, path: readonly string[], context: CodeContext): readonly Published[] {
  const { expressions } = context;
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression')
    return entriesOf(node.expression, how, path, context);
  if (isWholeEnvironment(node))
    return [{ name: 'process.env', path, how, whole: true, value: expressions.valueOf(node), at: expressions.placeOf(node) }];
  if (node.type !== 'ObjectExpression') return ofValue(expressions.valueOf(node), how, path);
  return node.properties.flatMap((one): readonly Published[] => {
    if (one.type === 'SpreadElement') return entriesOf(one.argument, how, path, context);
    const name = shortName(keyName(one.key));
    const written = one.value;
    if (name === '' || isYesOrNo(written)) return [];
    if (written.type === 'ObjectExpression' && path.length < MAX_DEPTH) return entriesOf(written, how, [...path, name], context);
    const whole = isWholeEnvironment(written);
    return [
      { name, path: [...path, name], how, whole, value: expressions.valueOf(quoted(written)), at: expressions.placeOf(one.key) },
    ];
  });
}

/** An object that stands elsewhere. */
const ofValue = (value: Value, how: string, path: readonly string[]): readonly Published[] =>
  value.kind !== 'object'
    ? []
    : [...value.properties].map(([key, property]) => {
        const name = shortName(key);
        return { name, path: [...path, name], how, whole: false, value: property.value, at: property.key };
      });

/** `process.env.JWT_SECRET`, `import.meta.env.X`, `__X__`: what is replaced. */
const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1).replace(/^_{1,4}|_{1,4}$/g, '');

/** `JSON.stringify(x)` writes x. */
function quoted(node: Node): Node {
  const first = node.type === 'CallExpression' && /^JSON\.stringify$/.test(calleeName(node)) ? node.arguments[0] : undefined;
  return first && first.type !== 'SpreadElement' ? first : node;
}

/** `!!process.env.JWT_SECRET` tells whether there is one. */
const isYesOrNo = (node: Node): boolean => {
  const inner = quoted(node);
  return (
    inner.type === 'UnaryExpression' ||
    inner.type === 'BinaryExpression' ||
    (inner.type === 'CallExpression' && calleeName(inner) === 'Boolean') ||
    (inner.type === 'CallExpression' &&
      calleeName(inner) === 'String' &&
      inner.arguments[0] !== undefined &&
      inner.arguments[0].type !== 'SpreadElement' &&
      isYesOrNo(inner.arguments[0]))
  );
};

function isWholeEnvironment(node: Node): boolean {
  const inner = quoted(node);
  if (inner.type === 'ObjectExpression')
    return (
      inner.properties.length === 1 &&
      inner.properties[0]?.type === 'SpreadElement' &&
      isWholeEnvironment(inner.properties[0].argument)
    );
  return inner.type === 'MemberExpression' && dotted(inner) === 'process.env';
}

const dotted = (node: Node): string =>
  node.type === 'Identifier'
    ? node.name
    : node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier'
      ? `${dotted(node.object)}.${node.property.name}`
      : '';
const calleeName = ({ callee }: CallExpression | NewExpression): string => dotted(callee);

const isForServers = oncePerFile(({ file }: CodeContext): boolean =>
  /\btarget:\s{0,9}['"`](?:async-)?(?:node|electron-main)/.test(file.text));

/** `new webpack.DefinePlugin({ … })`, `new EnvironmentPlugin(['X'])`. A bundle for servers is not published. */
function ofPlugin(node: NewExpression, context: CodeContext): readonly Published[] {
  const plugin = calleeName(node).split('.').at(-1) ?? '';
  const first = node.arguments[0];
  if (
    !publishingPlugins.includes(plugin) ||
    !first ||
    first.type === 'SpreadElement' ||
    isForServers(context)
  )
    return [];
  const how = `${plugin} of webpack`;
  if (first.type !== 'ArrayExpression') return entriesOf(first, how, [], context);
  return first.elements.flatMap((element): Published[] => {
    if (element?.type !== 'Literal' || typeof element.value !== 'string') return [];
    const at = context.expressions.placeOf(element);
    return [
      {
        name: element.value,
        path: [element.value],
        how,
        whole: false,
        value: { kind: 'env', name: element.value, by: element.value, at, via: [] },
        at,
      },
    ];
  });
}
