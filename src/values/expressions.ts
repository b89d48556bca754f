// Expression → Value: constants, objects, classes, functions and environment reads followed to where they are written.
// The one place where reading is recursive. Depth and breadth are bounded; whatever is beyond is `unknown`.

import {
  configurationFactories,
  describedConfigurations,
  environmentGivers,
  environmentModules,
  environmentObjects,
  environmentReaders,
  refusingDecorators,
} from '../models/places/environments.ts';
import { keepingMethods } from '../models/uses/comparisons.ts';
import { parseCall } from '../models/signature.ts';
import type { SourceFile, Place } from '../source/file.ts';
import type { CallExpression, Class, Function as FunctionNode, ArrowFunctionExpression, NewExpression, Node, ObjectExpression, PropertyDefinition, AssignmentExpression } from '../syntax/code.ts';
import { forEachChild } from '../syntax/code.ts';
import { boundNames } from './bindings.ts';
import { builtInsOf, isGuessable, MAX_ITEMS, MAX_TEXT } from './built-ins.ts';
import type { Binding, Bindings } from './bindings.ts';
import { derivedBy } from './derived-keys.ts';
import { readerDefaultOf } from './config-readers.ts';
import { describedValues, environmentOfSchema, refusingEmpty } from './env-schemas.ts';
import type { LibraryIndex, Modelled } from './library-index.ts';
import type { ModuleProject } from './module-project.ts';
import { grouped, once } from './once.ts';
import { chainText, numberOf } from './plain-nodes.ts';
import { spend } from './work.ts';
import type { ChoiceValue, Code, ListValue, ObjectValue, Property, TextValue, UnknownValue, Value, Via, WrappedValue } from './value.ts';

export const MAX_DEPTH = 60;
export const MAX_ALTERNATIVES = 32;
/** `a.b.c.d.e = …`: names behind the first. */
const MAX_NESTED = 4;
/** Steps of the way that evidence could show; a chain of names that goes on is followed, and not told. */
const MAX_VIA = 64;

export type AnyFunction = FunctionNode | ArrowFunctionExpression;

export interface Expressions {
  valueOf(node: Node): Value;
  /** What a call's callee is: an imported export, or a method of a known class. */
  calleeOf(node: CallExpression | NewExpression): Value;
  /** A member of a value, as `value.name` would give it. */
  memberOf(value: Value, name: string, at: Place): Value;
  /** A static member, or a member that an instance of the class starts with. */
  classMember(code: Code, name: string, isStatic: boolean): Value | undefined;
  /** The function behind a function value. */
  functionOf(value: Value): AnyFunction | undefined;
  /** What a function gives back: one value per `return`. */
  returnsOf(fn: AnyFunction): readonly Value[];
  placeOf(node: { readonly start: number; readonly end: number }): Place;
}

interface Context {
  readonly file: SourceFile;
  readonly bindings: Bindings;
  readonly index: LibraryIndex;
  readonly project: ModuleProject | undefined;
}

const GLOBAL = 'global:';
/** What may be assigned in one place of a file and read in another without a binding. */
const ASSIGNABLE = /^(?:process\.env|global|globalThis|exports|module\.exports|this)\.[\w$]+$/;
/** The module of a result that is no call's: what base64 text held as JSON, as a token's header does. */
export const DECODED_JSON = 'json:';
/** Module of an instance whose class is the project's own. */
export const OWN_CLASS = 'this:';

// A function or class is read by the expressions of the file that holds it, whoever asks.
const homes = new WeakMap<object, Expressions>();
/** Conditions that tell development from production. */
export const ENVIRONMENT_TEST = /NODE_ENV|APP_ENV|isProd|isDev|isTest|IS_PROD|IS_DEV|production|development/;

export function expressionsOf({ file, bindings, index, project }: Context): Expressions {
  const known = new Map<Node, Value>();
  const open = new Set<Node>();
  let depth = 0;
  const self: Expressions = { valueOf, calleeOf, memberOf, classMember, functionOf, returnsOf, placeOf };

  const { globalCall, methodCall, mergeCall } = builtInsOf({
    valueOf,
    memberOf,
    placeOf,
    unknown: (node) => unknown(node),
    wrapped: (node, by, of) => wrapped(node, by, of),
    choice: (node, how, alternatives) => choice(node, how, alternatives),
    template,
    memberName,
    spreadInto,
    environmentRead,
    derivation: (node) => derivedBy(node, index, valueOf),
    macAfter,
    calls: () => bindings.all('CallExpression'),
  });

  function placeOf({ start, end }: { readonly start: number; readonly end: number }): Place { return { file, start, end }; }
  const unknown = (node: Node): UnknownValue => ({ kind: 'unknown', at: placeOf(node), via: [] });
  const textAt = (node: Node, text: string): TextValue => ({ kind: 'text', text, at: placeOf(node), via: [] });
  const wrapped = (node: Node, by: WrappedValue['by'], of: Value): Value => ({ kind: 'wrapped', by, of, at: placeOf(node), via: [] });
  /** Later assignments of assignments are one choice, and the same value written at the same place counts once. */
  const choice = (node: Node, how: ChoiceValue['how'], alternatives: readonly Value[]): Value => {
    const flat =
      how === 'assigned'
        ? distinctValues(alternatives.flatMap((one) => (one.kind === 'choice' && one.how === how ? one.alternatives : [one])))
        : alternatives;
    return { kind: 'choice', how, alternatives: flat.slice(0, MAX_ALTERNATIVES), at: placeOf(node), via: [] };
  };
  const global = (node: Node, path: readonly string[]): Value => ({ kind: 'instance', module: GLOBAL, path, at: placeOf(node), via: [] });
  const environment = (node: { readonly start: number; readonly end: number }, name: string, by: string): Value =>
    ({ kind: 'env', name, by, at: placeOf(node), via: [] });

  /** Whoever can ask other files is the better reader of a function. */
  function settle(code: Code): void {
    if (project || !homes.has(code)) homes.set(code, self);
  }

  function valueOf(node: Node): Value {
    const before = known.get(node);
    if (before) return before;
    if (open.has(node) || depth > MAX_DEPTH) return unknown(node);
    spend();
    open.add(node);
    depth++;
    try {
      const value = read(node);
      // Also what a cycle cut short is kept: asking again and again would cost more than the rare answer is worth.
      known.set(node, value);
      return value;
    } finally {
      depth--;
      open.delete(node);
    }
  }

  function read(node: Node): Value {
    switch (node.type) {
      case 'Literal': return literal(node);
      case 'TemplateLiteral': return template(node, templateParts(node));
      case 'Identifier': return identifier(node);
      case 'ThisExpression': return ownInstance(enclosingClass(node), node);
      case 'MemberExpression': return member(node);
      case 'ChainExpression': case 'TSAsExpression': case 'TSSatisfiesExpression': case 'TSNonNullExpression': case 'TSTypeAssertion':
      case 'ParenthesizedExpression': case 'TSInstantiationExpression':
        return valueOf(node.expression as Node);
      case 'AwaitExpression': return valueOf(node.argument as Node);
      case 'LogicalExpression': return choice(node, node.operator, [valueOf(node.left as Node), valueOf(node.right as Node)]);
      case 'ConditionalExpression': return conditional(node);
      case 'BinaryExpression':
        // `env | 'literal'`: a slip of the keyboard for `||`, and read as what was meant.
        if (node.operator === '|' && node.right.type === 'Literal' && typeof node.right.value === 'string')
          return choice(node, '||', [valueOf(node.left as Node), valueOf(node.right as Node)]);
        return node.operator === '+' ? template(node, [valueOf(node.left as Node), valueOf(node.right as Node)]) : arithmetic(node);
      case 'UnaryExpression': return unary(node);
      case 'AssignmentExpression': return node.operator === '=' ? valueOf(node.right as Node) : unknown(node);
      case 'SequenceExpression': return valueOf(node.expressions.at(-1) as Node);
      case 'ArrayExpression': return list(node, node.elements as (Node | null)[]);
      case 'ObjectExpression': return object(node);
      case 'ArrowFunctionExpression': case 'FunctionExpression': case 'FunctionDeclaration':
        settle(node);
        return { kind: 'function', code: node, at: placeOf(node), via: [] };
      case 'ClassExpression': case 'ClassDeclaration':
        settle(node);
        return { kind: 'class', code: node, at: placeOf(node), via: [] };
      case 'NewExpression': return construct(node);
      case 'CallExpression': return call(node);
      case 'ImportExpression':
        return node.source.type === 'Literal' && typeof node.source.value === 'string'
          ? imported(node, node.source.value, [])
          : unknown(node);
      case 'MetaProperty': return global(node, [`${node.meta.name}.${node.property.name}`]);
      default: return unknown(node);
    }
  }

  function conditional(node: Extract<Node, { type: 'ConditionalExpression' }>): Value {
    const either = choice(node, '?:', [valueOf(node.consequent as Node), valueOf(node.alternate as Node)]);
    const asked = file.text.slice(node.test.start, node.test.end);
    return either.kind === 'choice' && ENVIRONMENT_TEST.test(asked) ? { ...either, byEnvironment: true } : either;
  }

  // ---- literals, templates ----

  function literal(node: Extract<Node, { type: 'Literal' }>): Value {
    if (typeof node.value === 'string') return textAt(node, node.value);
    const value = 'regex' in node ? node.value : (node.value as number | boolean | bigint | null);
    return { kind: 'plain', value, at: placeOf(node), via: [] };
  }

  function templateParts(node: Extract<Node, { type: 'TemplateLiteral' }>): Value[] {
    return node.quasis.flatMap((quasi, at) => {
      const text = textAt(quasi as Node, quasi.value.cooked ?? quasi.value.raw);
      const expression = node.expressions[at];
      return expression ? [text, valueOf(expression as Node)] : [text];
    });
  }

  /** Folds to one text when every part is known; otherwise keeps the parts. */
  function template(node: Node, parts: readonly Value[]): Value {
    const flat = parts.flatMap((part) => (part.kind === 'template' ? part.parts : [part])).slice(0, MAX_ITEMS);
    if (flat.every(({ kind }) => kind === 'plain')) return arithmetic(node);
    spend(flat.length);
    let text = '';
    for (const part of flat) {
      const piece = constantText(part);
      if (piece === undefined || text.length + piece.length > MAX_TEXT)
        return { kind: 'template', parts: flat.filter((one) => one.kind !== 'text' || one.text !== ''), at: placeOf(node), via: [] };
      text += piece;
    }
    return textAt(node, text);
  }

  function unary(node: Extract<Node, { type: 'UnaryExpression' }>): Value {
    if (node.operator === 'void') return { kind: 'plain', value: undefined, at: placeOf(node), via: [] };
    const operand = valueOf(node.argument as Node);
    if (node.operator === '+' && operand.kind === 'env') return wrapped(node as Node, 'number', operand);
    if ((node.operator === '+' || node.operator === '-' || node.operator === '~') && isGuessable(operand)) return operand;
    if (operand.kind !== 'plain') return unknown(node);
    if (node.operator === '!') return { ...operand, value: !operand.value, at: placeOf(node) };
    if (node.operator === '-' && typeof operand.value === 'number') return { ...operand, value: -operand.value, at: placeOf(node) };
    return unknown(node);
  }

  function arithmetic(node: Node): Value {
    if (node.type !== 'BinaryExpression') return unknown(node);
    const [left, right] = [valueOf(node.left as Node), valueOf(node.right as Node)];
    const number = calculate(node.operator, numberOf(left), numberOf(right));
    if (number === undefined && ARITHMETIC.has(node.operator) && [left, right].some(isGuessable) &&
      [left, right].every((one) => one.kind === 'plain' || isGuessable(one)))
      return wrapped(node, 'guessable', unknown(node));
    return number === undefined ? unknown(node) : { kind: 'plain', value: number, at: placeOf(node), via: [] };
  }

  // ---- names ----

  function identifier(node: Extract<Node, { type: 'Identifier' }>): Value {
    const binding = bindings.of(node);
    if (binding) return through(valueOfBinding(binding), binding);
    if (node.name === 'undefined') return { kind: 'plain', value: undefined, at: placeOf(node), via: [] };
    // A path below the file's own folder stays a relative specifier: require(path.join(__dirname, 'config')).
    if (node.name === '__dirname') return textAt(node, '.');
    if (node.name === 'NaN' || node.name === 'Infinity') return { kind: 'plain', value: Number(node.name), at: placeOf(node), via: [] };
    return global(node, [node.name]);
  }

  function through(value: Value, binding: Binding): Value {
    if (binding.kind === 'import' || binding.kind === 'parameter' || binding.kind === 'function' || binding.kind === 'class') return value;
    const step: Via = { place: placeOf(binding.id), note: binding.name };
    return value.via.length < MAX_VIA ? { ...value, via: [...value.via, step] } : value;
  }

  const bound = new Map<Binding, Value>();
  function valueOfBinding(binding: Binding): Value {
    const before = bound.get(binding);
    if (before) return before;
    // A declaration that leads back to itself: `(q: q) => …`.
    bound.set(binding, unknown(binding.id));
    let value: Value | undefined;
    try {
      const first = initialOf(binding);
      const later = binding.writes.flatMap(writtenValue);
      value = withMemberWrites(
        later.length > 0 ? choice(binding.id, 'assigned', [...(isUnset(first) ? [] : [first]), ...later]) : first,
        binding,
      );
      return value;
    } finally {
      if (value) bound.set(binding, value);
      else bound.delete(binding);
    }
  }

  const isUnset = (value: Value): boolean => value.kind === 'plain' && (value.value === undefined || value.value === null);

  function initialOf(binding: Binding): Value {
    const { declaration } = binding;
    switch (declaration.type) {
      case 'VariableDeclarator': return declared(binding, declaration);
      case 'ImportSpecifier': case 'ImportDefaultSpecifier': case 'ImportNamespaceSpecifier': return importedBinding(declaration);
      case 'TSImportEqualsDeclaration': {
        const reference = declaration.moduleReference;
        return reference.type === 'TSExternalModuleReference'
          ? imported(declaration, reference.expression.value, [])
          : unknown(declaration);
      }
      case 'FunctionDeclaration': case 'FunctionExpression': case 'ClassDeclaration': case 'ClassExpression': return valueOf(declaration);
      case 'TSEnumDeclaration': return enumeration(declaration);
      case 'CatchClause': return unknown(declaration);
      default: return binding.kind === 'parameter' ? parameter(binding, declaration) : unknown(declaration);
    }
  }

  function declared(binding: Binding, declarator: Extract<Node, { type: 'VariableDeclarator' }>): Value {
    const loop = declarator.parent?.parent;
    if (loop?.type === 'ForOfStatement' && !declarator.init) {
      const items = valueOf(loop.right as Node);
      return items.kind === 'list' && items.whole
        ? choice(
            declarator,
            'assigned',
            items.items.map((item) => inPattern(declarator.id as Node, binding.id, item) ?? unknown(declarator)),
          )
        : unknown(declarator);
    }
    // The keys of an object in an order of their own.
    if (loop?.type === 'ForInStatement') return unknown(declarator);
    if (!declarator.init) {
      const typed = typeInstance(declarator.id as Node);
      return typed ?? { kind: 'plain', value: undefined, at: placeOf(declarator), via: [] };
    }
    return inPattern(declarator.id as Node, binding.id, valueOf(declarator.init as Node)) ?? unknown(declarator);
  }

  function parameter(binding: Binding, pattern: Node): Value {
    const inner = pattern.type === 'TSParameterProperty' ? (pattern.parameter as Node) : pattern;
    const typed = inner.type === 'Identifier' ? typeInstance(inner) : undefined;
    const plain: Value = { kind: 'parameter', name: binding.name, at: placeOf(binding.id), via: [], ...handedTo(pattern) };
    const source: Value = typed?.kind === 'instance' ? { ...typed, parameter: plain } : plain;
    return inPattern(inner, binding.id, source) ?? unknown(pattern);
  }

  /** Which argument of which function or class a parameter is. */
  function handedTo(pattern: Node): { readonly of: Code; readonly index: number; readonly path: readonly string[] } | undefined {
    const fn = pattern.parent;
    if (fn?.type !== 'FunctionDeclaration' && fn?.type !== 'FunctionExpression' && fn?.type !== 'ArrowFunctionExpression') return undefined;
    const index = (fn.params as readonly Node[]).indexOf(pattern);
    const isConstructor = fn.parent?.type === 'MethodDefinition' && fn.parent.kind === 'constructor';
    const of = isConstructor ? fn.parent?.parent?.parent : fn;
    return of && index >= 0 ? { of, index, path: [] } : undefined;
  }

  /** `service: JwtService` makes an instance of whatever the type's name was imported as. */
  function typeInstance(id: Node): Value | undefined {
    const annotation = (id as { typeAnnotation?: Node | null }).typeAnnotation;
    if (annotation?.type !== 'TSTypeAnnotation' || annotation.typeAnnotation.type !== 'TSTypeReference') return undefined;
    const name = annotation.typeAnnotation.typeName;
    if (name.type !== 'Identifier') return undefined;
    const binding = bindings.of(name as Node);
    // Only what can name a type: a value of the same name is something else.
    if (binding?.kind !== 'import' && binding?.kind !== 'class') return undefined;
    const type = valueOfBinding(binding);
    if (type.kind === 'imported') return { kind: 'instance', module: type.module, path: type.path, at: placeOf(id), via: [] };
    if (type.kind === 'class') return ownInstance(type.code, id);
    return undefined;
  }

  /** The part of `source` that a pattern binds to `id`; undefined when `id` is not in the pattern. */
  function inPattern(pattern: Node, id: Node, source: Value): Value | undefined {
    switch (pattern.type) {
      case 'Identifier': return pattern === id ? source : undefined;
      case 'AssignmentPattern': {
        if (!partsBinding(pattern).has(id)) return undefined;
        const fallback = valueOf(pattern.right as Node);
        return inPattern(pattern.left as Node, id, choice(pattern, 'default', [source, fallback]));
      }
      case 'ObjectPattern': {
        const property = partsBinding(pattern).get(id);
        if (property?.type === 'RestElement') return restOf(source, pattern, property);
        if (property?.type !== 'Property') return undefined;
        const name = keyName(property.key as Node, property.computed);
        return inPattern(
          property.value as Node,
          id,
          name === undefined ? unknown(pattern) : memberOf(source, name, placeOf(property.key)),
        );
      }
      case 'ArrayPattern': {
        const element = partsBinding(pattern).get(id);
        if (!element || element.type === 'RestElement') return element && unknown(element);
        const at = String((pattern.elements as readonly (Node | null)[]).indexOf(element));
        return inPattern(element, id, memberOf(source, at, placeOf(element)));
      }
      default: return undefined;
    }
  }

  function restOf(source: Value, pattern: Extract<Node, { type: 'ObjectPattern' }>, rest: Node): Value {
    if (source.kind !== 'object') return source.kind === 'instance' && isEnvironment(source.path) ? source : unknown(rest);
    const properties = new Map(source.properties);
    for (const property of pattern.properties)
      if (property.type === 'Property') properties.delete(keyName(property.key as Node, property.computed) ?? '');
    return { ...source, properties };
  }

  function writtenValue(id: Node): Value[] {
    const { parent } = id;
    if (parent?.type === 'AssignmentExpression' && parent.left === (id as unknown))
      return parent.operator === '=' || parent.operator === '||=' || parent.operator === '??='
        ? [valueOf(parent.right as Node)]
        : [unknown(parent)];
    if (parent?.type === 'VariableDeclarator') return parent.init ? [valueOf(parent.init as Node)] : [];
    if (parent?.type === 'FunctionDeclaration' || parent?.type === 'TSDeclareFunction') return [];
    return [unknown(id)];
  }

  /** `algorithms.push('none')` adds to the list. */
  function withPushes(value: ListValue, { kind, reads }: Binding): ListValue {
    const pushed = kind === 'import' ? [] : reads.flatMap((read) => {
      const { parent } = read;
      if (
        parent?.type !== 'MemberExpression' ||
        parent.object !== (read as unknown) ||
        parent.parent?.type !== 'CallExpression' ||
        parent.parent.callee !== (parent as unknown)
      )
        return [];
      return /^(?:push|unshift)$/.test(memberName(parent) ?? '') ? (parent.parent.arguments as Node[]) : [];
    });
    const items = pushed.filter(({ type }) => type !== 'SpreadElement').map(valueOf);
    return pushed.length === 0
      ? value
      : { ...value, items: [...value.items, ...items].slice(0, MAX_ITEMS), whole: value.whole && items.length === pushed.length };
  }

  // `options.algorithms = […]` after `const options = {…}` adds to the object; a computed write makes it open.
  function withMemberWrites(value: Value, binding: Binding): Value {
    if (value.kind === 'list') return withPushes(value, binding);
    if (value.kind !== 'object' || binding.kind === 'import') return value;
    const properties = new Map(value.properties);
    const within: WriteWithin[] = [];
    let { whole } = value;
    for (const read of binding.reads) {
      const target = read.parent;
      if (target?.type === 'CallExpression') whole = assignedInto(properties, target, read) && whole;
      if (target?.type !== 'MemberExpression' || target.object !== (read as unknown)) continue;
      const assignment = target.parent;
      const inner = assignment?.type === 'MemberExpression' && assignment.object === (target as unknown) ? writeWithin(target) : undefined;
      if (inner) within.push(inner);
      if (assignment?.type === 'UnaryExpression' && assignment.operator === 'delete') whole = false;
      if (assignment?.type !== 'AssignmentExpression' || assignment.left !== (target as unknown)) continue;
      const name = memberName(target);
      if (name === undefined) whole = false;
      else {
        const before = properties.get(name);
        const right = valueOf(assignment.right as Node);
        properties.set(name, {
          key: placeOf(target.property),
          at: placeOf(assignment),
          value: before ? choice(assignment, 'assigned', [before.value, right]) : right,
        });
      }
    }
    fillWithin(properties, within, 0);
    return { ...value, properties, whole };
  }

  /** `Object.assign(options, { … })`: as good as one assignment after the other. */
  function assignedInto(properties: Map<string, Property>, call: CallExpression, target: Node): boolean {
    if (call.arguments[0] !== (target as unknown) || chainText(call.callee as Node) !== 'Object.assign') return true;
    return (call.arguments as Node[]).slice(1)
      .map((one) => spreadInto(properties, one.type === 'SpreadElement' ? unknown(one) : valueOf(one))).every(Boolean);
  }

  interface WriteWithin { readonly names: readonly string[]; readonly target: Extract<Node, { type: 'MemberExpression' }>; readonly assignment: AssignmentExpression }

  /** `config.jwt.secret = …`, by the names behind `config`. */
  function writeWithin(first: Extract<Node, { type: 'MemberExpression' }>): WriteWithin | undefined {
    const names: string[] = [];
    for (let at = first; names.length <= MAX_NESTED; ) {
      const name = memberName(at);
      if (name === undefined) return undefined;
      names.push(name);
      const { parent } = at;
      if (parent?.type !== 'MemberExpression' || parent.object !== (at as unknown))
        return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === (at as unknown)
          ? { names, target: at, assignment: parent } : undefined;
      at = parent;
    }
    return undefined;
  }

  /** The objects under these names have some members more. */
  function fillWithin(properties: Map<string, Property>, writes: readonly WriteWithin[], depth: number): void {
    spend(writes.length);
    for (const [name, all] of grouped(writes, ({ names }) => names[depth])) {
      const before = properties.get(name);
      const own = all.filter(({ names }) => names.length === depth + 1).slice(0, MAX_ALTERNATIVES);
      const [first] = own;
      const deeper = all.filter(({ names }) => names.length > depth + 1);
      if (first)
        properties.set(name, lazyProperty({ key: placeOf(first.target.property), at: placeOf(first.assignment) }, () => {
          const values = own.map(({ assignment }) => valueOf(assignment.right as Node));
          return before || values.length > 1 ? choice(first.assignment, 'assigned', [...(before ? [before.value] : []), ...values]) : values[0]!;
        }));
      else if (before && deeper.length > 0)
        properties.set(name, lazyProperty(before, () => {
          const { value } = before;
          if (value.kind !== 'object') return value;
          const filled = new Map(value.properties);
          fillWithin(filled, deeper, depth + 1);
          return { ...value, properties: filled };
        }));
    }
  }

  // ---- modules ----

  function imported(node: Node, module: string, path: readonly string[]): Value {
    const real = path.filter((segment) => segment !== 'default');
    if (module === 'process' || module === 'node:process') return global(node, ['process', ...real]);
    return asked(module, path, placeOf(node)) ?? { kind: 'imported', module, path: real, at: placeOf(node), via: [] };
  }

  /** What another file of the project exports under this path, with the import as a step of the way. */
  function asked(module: string, path: readonly string[], at: Place): Value | undefined {
    const elsewhere = index.knows(module) ? undefined : project?.exported(file.path, module, path);
    return elsewhere && { ...elsewhere, via: [...elsewhere.via, { place: at, note: `import of ${path.at(-1) ?? module}` }] };
  }

  function importedBinding(
    specifier: Extract<Node, { type: 'ImportSpecifier' | 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier' }>,
  ): Value {
    const declaration = specifier.parent as Extract<Node, { type: 'ImportDeclaration' }>;
    const module = declaration.source.value;
    if (specifier.type === 'ImportNamespaceSpecifier') return imported(specifier, module, []);
    if (specifier.type === 'ImportDefaultSpecifier') return imported(specifier, module, ['default']);
    const { imported: name } = specifier;
    const exported = name.type === 'Literal' ? name.value : name.name;
    const prefix = environmentModules[module];
    if (prefix?.length === 0) return environment(specifier, exported, module);
    if (prefix?.[0] === exported) return global(specifier, [`import.meta.env`]);
    return imported(specifier, module, [exported]);
  }

  // ---- members ----

  function memberName(node: Extract<Node, { type: 'MemberExpression' }>): string | undefined {
    if (!node.computed)
      return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : (node.property as { name?: string }).name;
    const key = valueOf(node.property as Node);
    return key.kind === 'text' ? key.text : key.kind === 'plain' && typeof key.value === 'number' ? String(key.value) : undefined;
  }

  function member(node: Extract<Node, { type: 'MemberExpression' }>): Value {
    const name = memberName(node);
    const of = valueOf(node.object as Node);
    if (name === undefined) return anyMember(node, of);
    const value = memberOf(of, name, placeOf(node));
    return value.kind === 'unknown' ? unknown(node) : value;
  }

  /** `KEYS[kind]` with an unknown `kind` is one of the values of a small table. */
  function anyMember(node: Extract<Node, { type: 'MemberExpression' }>, of: Value): Value {
    if (isEnvironmentValue(of)) {
      const name = valueOf(node.property as Node);
      return name.kind === 'parameter' ? wrapped(node, 'variable', name) : unknown(node);
    }
    if (of.kind === 'object' && of.whole && of.properties.size > 0 && of.properties.size <= MAX_ALTERNATIVES)
      return choice(node, 'assigned', [...of.properties.values()].map(({ value }) => value));
    return unknown(node);
  }

  function memberOf(of: Value, name: string, at: Place): Value {
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
        const alternatives = of.alternatives.map((one) => memberOf(one, name, at)).filter((one) => !isUnset(one));
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
    return asked(of.module, path, at) ?? { ...of, path, at };
  }

  const givesEnvironment = ({ module, path, members }: Extract<Value, { kind: 'result' }>): boolean =>
    environmentGivers.some(
      (giver) => giver.module === module && giver.path === path.join('.') && giver.members.join('.') === members.join('.'),
    );

  const isEnvironment = (path: readonly string[]): boolean =>
    environmentObjects.has(path.join('.')) ||
    environmentObjects.has(path.slice(1).join('.')) ||
    (path.length === 1 && (path[0]?.endsWith('.env') ?? false));

  /** Globals, `process.env.X`, `exports.x` and fields outside classes that this file assigns: what they are given. */
  function assignedTo(target: string): Value | undefined {
    assignments ??= grouped(bindings.all('AssignmentExpression'), ({ left, operator }) => {
      const written = left.type === 'MemberExpression' && operator === '=' ? chainText(left as Node) : undefined;
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
    const values = all.map(({ right }) => valueOf(right as Node));
    const [first] = values;
    if (!first || values.length === 1) return first;
    const value: Value = { ...first, kind: 'choice', how: 'assigned', alternatives: distinctValues(values).slice(0, MAX_ALTERNATIVES) };
    // While one of them is being read, the answer is not all there is.
    if (!all.some(({ right }) => open.has(right as Node))) assigning.set(all, value);
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

  const ownInstance = (code: Code | undefined, node: Node): Value =>
    ({ kind: 'instance', module: OWN_CLASS, path: [], at: placeOf(node), via: [], ...(code && { code }) });

  // ---- objects, lists, enums, classes ----

  function list(node: Node, elements: readonly (Node | null)[]): ListValue {
    const items: Value[] = [];
    let whole = elements.length <= MAX_ITEMS;
    for (const element of elements.slice(0, MAX_ITEMS)) {
      if (element?.type !== 'SpreadElement') {
        if (element) items.push(valueOf(element));
        continue;
      }
      const spread = valueOf(element.argument as Node);
      if (spread.kind === 'list') items.push(...spread.items.slice(0, MAX_ITEMS - items.length));
      whole &&= spread.kind === 'list' && spread.whole && items.length < MAX_ITEMS;
    }
    spend(items.length);
    return { kind: 'list', items, whole, at: placeOf(node), via: [] };
  }

  const keyName = (key: Node, computed: boolean): string | undefined => {
    if (!computed && key.type === 'Identifier') return key.name;
    if (key.type === 'PrivateIdentifier') return `#${key.name}`;
    const value = valueOf(key);
    return value.kind === 'text' ? value.text : value.kind === 'plain' && typeof value.value === 'number' ? String(value.value) : undefined;
  };

  function object(node: ObjectExpression): ObjectValue {
    const properties = new Map<string, Property>();
    let whole = true;
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        whole = spreadInto(properties, valueOf(property.argument as Node)) && whole;
        continue;
      }
      const name = keyName(property.key as Node, property.computed);
      if (name === undefined) whole = false;
      else
        properties.set(
          name,
          lazyProperty({ key: placeOf(property.key), at: placeOf(property) }, () =>
            propertyValue(property as Extract<Node, { type: 'Property' }>),
          ),
        );
    }
    return { kind: 'object', properties, whole, at: placeOf(node), via: [] };
  }

  function propertyValue(property: Extract<Node, { type: 'Property' }>): Value {
    const value = valueOf(property.value as Node);
    return property.kind === 'get' ? returned(property as Node, value) : value;
  }

  /** False when the spread value is not wholly known. */
  function spreadInto(properties: Map<string, Property>, value: Value): boolean {
    if (value.kind === 'plain') return true;
    spend(value.kind === 'object' ? value.properties.size : properties.size);
    if (value.kind === 'object') {
      for (const [name, property] of value.properties) properties.set(name, property);
      return value.whole;
    }
    // `...(ttl ? { expiresIn: ttl } : {})`, `...(a && { b })`: what may be there is kept, the object stays open.
    if (value.kind === 'choice') spreadBranches(properties, value.alternatives);
    // `{ ...defaults, ...options }`: what stands before is what remains when the options don't give it.
    else
      for (const [name, property] of properties)
        properties.set(
          name,
          lazyProperty(property, () => ({
            kind: 'choice',
            how: 'default',
            alternatives: [{ kind: 'unknown', at: value.at, via: [] }, property.value],
            at: property.value.at,
            via: [],
          })),
        );
    return false;
  }

  function spreadBranches(properties: Map<string, Property>, branches: readonly Value[]): void {
    const given = branches.map((one) => { const own = new Map<string, Property>(); return { own, whole: spreadInto(own, one) }; });
    for (const { own } of given)
      for (const [name, property] of own)
        properties.set(
          name,
          properties.has(name) || given.every((other) => !other.whole || other.own.has(name)) ? property : maybe(property),
        );
  }

  function enumeration(node: Extract<Node, { type: 'TSEnumDeclaration' }>): ObjectValue {
    const properties = new Map<string, Property>();
    for (const one of node.body.members) {
      const name = keyName(one.id as Node, one.computed);
      if (name !== undefined && one.initializer)
        properties.set(name, { key: placeOf(one.id), at: placeOf(one), value: valueOf(one.initializer as Node) });
    }
    return { kind: 'object', properties, whole: false, at: placeOf(node), via: [] };
  }

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
    const home = homes.get(code);
    return home === self ? ownMember(code as Class, name, isStatic, false) : home?.classMember(code, name, isStatic);
  }

  function ownMember(owner: Class, name: string, isStatic: boolean, inherited: boolean): Value | undefined {
    for (const part of partsNamed(owner, name)) {
      if (part.static !== isStatic) continue;
      if (part.type === 'MethodDefinition')
        return part.kind === 'get' ? returned(part as Node, valueOf(part.value as Node)) : valueOf(part.value as Node);
      return field(owner, part as PropertyDefinition, name);
    }
    const assigned = isStatic ? [] : constructorAssignments(owner, name);
    const first = assigned[0];
    if (first) return assigned.length === 1 ? first : choice(owner as Node, 'assigned', assigned);
    if (inherited || !owner.superClass) return undefined;
    const parent = valueOf(owner.superClass as Node);
    if (parent.kind !== 'class') return undefined;
    return homes.get(parent.code) === self
      ? ownMember(parent.code as Class, name, isStatic, true)
      : classMember(parent.code, name, isStatic);
  }

  type Member = Extract<Class['body']['body'][number], { readonly key: unknown; readonly static: boolean }>;
  const membersOf = once((owner: Class) => grouped(owner.body.body.filter((part): part is Member => 'key' in part && 'static' in part), (part) =>
    keyName(part.key as Node, part.computed)));
  const partsNamed = (owner: Class, name: string): readonly Member[] => membersOf(owner).get(name) ?? [];

  function field(owner: Class, part: PropertyDefinition, name: string): Value {
    const assigned = constructorAssignments(owner, name);
    const step: Via = { place: placeOf(part.key), note: name };
    const start = part.value && (isChecked(part) ? refusingEmpty(valueOf(part.value as Node)) : valueOf(part.value as Node));
    const initial = start ? [{ ...start, via: [...start.via, step] }] : [];
    const all = [...initial, ...assigned];
    const first = all[0];
    if (!first) return typeInstance(part as unknown as Node) ?? unknown(part as Node);
    return all.length === 1 ? first : choice(part as Node, 'assigned', all);
  }

  /** `@IsNotEmpty() key = env.KEY ?? ''`: the program does not start with the empty text. */
  const isChecked = ({ decorators }: PropertyDefinition): boolean => decorators.some(({ expression }) => {
    const by = expression.type === 'CallExpression' ? valueOf(expression.callee as Node) : undefined;
    return by?.kind === 'imported' && Object.hasOwn(refusingDecorators, by.module) && refusingDecorators[by.module]!.has(by.path[0] ?? '');
  });

  function constructorAssignments(owner: Class, name: string): Value[] {
    const maker = partsNamed(owner, 'constructor').find((part) => part.type === 'MethodDefinition' && part.kind === 'constructor');
    if (maker?.type !== 'MethodDefinition') return [];
    const values: Value[] = [];
    for (const one of maker.value.params as Node[]) {
      if (one.type !== 'TSParameterProperty') continue;
      const [id] = boundNames(one);
      const binding = id && bindings.of(id);
      if (binding?.name === name) values.push(valueOfBinding(binding));
    }
    for (const assignment of assignmentsOf(owner).get(name) ?? [])
      values.push(assignment.operator === '=' ? valueOf(assignment.right as Node) : unknown(assignment as Node));
    return values;
  }

  let ownAssignments: ReadonlyMap<Class, readonly AssignmentExpression[]> | undefined;
  /** `this.x = …` by the member, in source order. */
  const assignmentsOf = once((owner: Class) => {
    ownAssignments ??= grouped(bindings.all('AssignmentExpression'), ({ left }) =>
      (left.type === 'MemberExpression' && left.object.type === 'ThisExpression' ? enclosingClass(left as Node) : undefined));
    return grouped(ownAssignments.get(owner) ?? [], ({ left }) => memberName(left as Extract<Node, { type: 'MemberExpression' }>));
  });

  // ---- calls ----

  function construct(node: NewExpression): Value {
    const callee = calleeOf(node);
    const first = node.arguments[0] as Node | undefined;
    if (callee.kind === 'class') return ownInstance(callee.code, node);
    const builder = macBuilder(node, callee);
    if (builder) return builder;
    if (callee.kind === 'imported') {
      const made = modelled(node, callee.module, true, callee.path);
      // An object of an imported class: its methods are found under `Class#method`.
      return made?.kind === 'wrapped' ? made : { kind: 'instance', module: callee.module, path: callee.path, at: placeOf(node), via: [] };
    }
    if (callee.kind !== 'instance' || callee.module !== GLOBAL) return unknown(node);
    switch (callee.path[0]) {
      case 'TextEncoder': return global(node, ['TextEncoder()']);
      case 'Date': return !first || isGuessable(valueOf(first)) ? wrapped(node, 'guessable', unknown(node)) : unknown(node);
      case 'URL':
        return node.arguments.length > 1
          ? template(node, (node.arguments as Node[]).slice(0, 2).reverse().map(valueOf))
          : first
            ? valueOf(first)
            : unknown(node);
      case 'String': return first ? valueOf(first) : unknown(node);
      case 'Set': case 'Map': case 'Array': return first ? valueOf(first) : unknown(node);
      case 'Uint8Array': { const of = first && valueOf(first); return of?.kind === 'wrapped' && of.by === 'mac' ? of : unknown(node); }
      default: return unknown(node);
    }
  }

  function calleeOf(node: CallExpression | NewExpression): Value {
    return valueOf(node.callee as Node);
  }

  function call(node: CallExpression): Value {
    const value = callValue(node);
    // A reader of configuration that is not in view: what stands in is seen all the same.
    const read = value.kind === 'unknown' || value.kind === 'result' ? readerDefaultOf(node) : undefined;
    const fallback = read && valueOf(read.value);
    if (!read || (fallback?.kind !== 'text' && fallback?.kind !== 'list')) return value;
    const isVariable = /^[A-Z][A-Z0-9_]+$/.test(read.name);
    return choice(node, 'default', [isVariable ? environment(node, read.name, read.name) : value, fallback]);
  }

  function callValue(node: CallExpression): Value {
    const callee = node.callee.type === 'ChainExpression' ? (node.callee.expression as Node) : (node.callee as Node);
    if (callee.type === 'Identifier' && callee.name === 'require' && !bindings.of(callee)) return required(node);
    const schema = environmentOfSchema(node, { isEnvironment: (one) => isEnvironmentValue(valueOf(one)), initOf, valueOf, placeOf });
    if (schema) return schema;
    const target = valueOf(callee);
    switch (target.kind) {
      case 'imported': return importedCall(node, target);
      case 'instance':
        return target.module === GLOBAL
          ? (macOf(node, GLOBAL, target.path) ?? globalCall(node, callee, target.path))
          : methodCall(node, callee);
      case 'function': return returned(node, target, node.arguments as Node[]);
      // A function that a call gave back: `createDecoder()(token)`.
      case 'result':
        return callee.type === 'MemberExpression'
          ? methodCall(node, callee)
          : { ...target, members: [...target.members, '()'], at: placeOf(node) };
      default: return methodCall(node, callee);
    }
  }

  const isEnvironmentValue = (value: Value): boolean => value.kind === 'instance' && value.module === GLOBAL && isEnvironment(value.path);

  /** The expression that a name of this file was declared with. */
  function initOf(node: Node): Node | undefined {
    const binding = bindings.of(node);
    return binding?.declaration.type === 'VariableDeclarator' && binding.writes.length === 0
      ? ((binding.declaration.init as Node | null) ?? undefined)
      : undefined;
  }

  function required(node: CallExpression): Value {
    const specifier = node.arguments[0] && valueOf(node.arguments[0] as Node);
    return specifier?.kind === 'text' ? imported(node, specifier.text, []) : unknown(node);
  }

  function importedCall(node: CallExpression, target: Extract<Value, { kind: 'imported' }>): Value {
    const first = node.arguments[0] as Node | undefined;
    const path = target.path.join('.');
    if (target.path.length > 1 && target.path.at(-1) === 'bind') return { ...target, path: target.path.slice(0, -1) };
    if ((target.module === 'util' || target.module === 'node:util') && path === 'promisify' && first) return valueOf(first);
    if (
      (target.module === 'fs' || target.module === 'node:fs' || target.module.startsWith('fs/') || target.module.startsWith('node:fs/')) &&
      /^(?:promises\.)?readFile(?:Sync)?$/.test(path)
    )
      return { kind: 'wrapped', by: 'file', of: first ? valueOf(first) : unknown(node), at: placeOf(node), via: [] };
    if ((target.module === 'path' || target.module === 'node:path') && (path === 'join' || path === 'resolve'))
      return template(node, (node.arguments as Node[]).flatMap((one, at) => (at > 0 ? [textAt(node, '/'), valueOf(one)] : [valueOf(one)])));
    const factory = configurationFactories.find((one) => one.module === target.module && one.path === path);
    const handed = factory && (node.arguments[factory.argument] as Node | undefined);
    if (handed) return valueOf(handed);
    if (describedConfigurations.has(target.module) && path === '' && first) return describedValues(valueOf(first), memberOf);
    const reader = environmentReaders.find((one) => one.module === target.module && one.path === path);
    if (reader) return environmentRead(node, first, reader.throws);
    return (
      modelled(node, target.module, false, target.path) ??
      macOf(node, target.module, target.path) ??
      mergeCall(node, target.module, path) ??
      parsedObject(node, target) ?? {
        kind: 'result',
        module: target.module,
        path: target.path,
        members: [],
        at: placeOf(node),
        via: [],
      }
    );
  }

  /** `settings.parse({ … })` of a schema from another file, `v.parse(schema, { … })`. */
  function parsedObject(node: CallExpression, { module, path }: Extract<Value, { kind: 'imported' }>): Value | undefined {
    if (index.knows(module) || !/^(?:parse|parseAsync|cast|castSync|validateSync)$/.test(path.at(-1) ?? '')) return undefined;
    const given = (node.arguments as Node[]).find((one) => one.type !== 'SpreadElement' && valueOf(one).kind === 'object');
    const value = given && valueOf(given);
    return value?.kind === 'object' ? { ...value, whole: false } : undefined;
  }

  function environmentRead(node: CallExpression, first: Node | undefined, throws = false): Value {
    const name = first && valueOf(first);
    if (name?.kind === 'parameter') return wrapped(node, 'variable', name);
    if (name?.kind !== 'text') return unknown(node);
    const read: Value = { kind: 'env', name: name.text, by: name.text, at: placeOf(node), via: [], ...(throws && { checked: true }) };
    const fallback = node.arguments[1] && valueOf(node.arguments[1] as Node);
    return fallback && (fallback.kind === 'text' || fallback.kind === 'plain') ? choice(node, 'default', [read, fallback]) : read;
  }

  /** The result of a modelled export: a key made of its material, or an argument handed through. */
  function modelled(node: CallExpression | NewExpression, module: string, isNew: boolean, path: readonly string[]): Value | undefined {
    for (const row of index.rows(module, isNew, path)) {
      if (row.passes !== undefined && row.passes >= 0) {
        const argument = node.arguments[row.passes] as Node | undefined;
        if (argument) return valueOf(argument);
      }
      if (!row.maker || row.maker.then) continue;
      // The material is the key or address, else the options that hold it; as a last resort the first argument.
      const positions = (['key', 'jwksUrl', 'options'] as const).map((role) =>
        row.signature.parameters.findIndex(({ roles }) => roles.includes(role)),
      );
      const material = node.arguments[positions.find((at) => at >= 0) ?? 0] as Node | undefined;
      const value = material ? valueOf(material) : unknown(node);
      return secretOfJwk(node, row.maker.makes, value) ?? wrapped(node, row.maker.makes, value);
    }
    return undefined;
  }

  // ---- MACs ----

  /** A call that gives a MAC at once: WebCrypto's `sign`, crypto-js. */
  function macOf(node: CallExpression, module: string, path: readonly string[]): Value | undefined {
    const real = module === GLOBAL && path[0] === 'globalThis' ? path.slice(1) : path;
    return index.rows(module, false, real).some(({ signing }) => signing?.mac && !signing.then)
      ? wrapped(node, 'mac', unknown(node))
      : undefined;
  }

  /** A builder that is still fed stays what it is, its last method gives the MAC, and texts made of a MAC are one. */
  function macAfter(node: CallExpression, of: Value, method = ''): Value | undefined {
    if (of.kind === 'wrapped' && of.by === 'mac') return keepingMethods.test(method) ? of : undefined;
    if (of.kind !== 'result' || of.members.length > 0) return undefined;
    const signing = builderRows(of.module, of.path)[0]?.signing;
    const at = signing?.then?.findIndex((call) => parseCall(call).path.at(-1) === method) ?? -1;
    if (!signing?.then || at < 0) return undefined;
    return at === signing.then.length - 1 ? wrapped(node, 'mac', unknown(node)) : of;
  }

  /** Rows of builders whose last method gives a MAC, called or constructed. */
  const builderRows = (module: string, path: readonly string[], ways: readonly boolean[] = [false, true]): readonly Modelled[] =>
    ways.flatMap((isNew) => index.rows(module, isNew, path)).filter(({ signing }) => signing?.mac && signing.then);

  /** `new Bun.CryptoHasher('sha256', key)`: with all that its row asks for, it is what a call would have given. */
  function macBuilder(node: NewExpression, callee: Value): Value | undefined {
    if (callee.kind !== 'imported' && (callee.kind !== 'instance' || callee.module !== GLOBAL)) return undefined;
    const isFull = builderRows(callee.module, callee.path, [true])
      .some(({ signature: { parameters } }) => parameters.every(({ optional }, at) => optional || node.arguments[at]));
    return isFull ? { kind: 'result', module: callee.module, path: callee.path, members: [], at: placeOf(node), via: [] } : undefined;
  }

  /** `importJWK({ kty: 'oct', k })`: a symmetric key, whose material is `k`. */
  function secretOfJwk(node: Node, makes: WrappedValue['by'], value: Value): Value | undefined {
    const [kty, k] = makes === 'jwk' && value.kind === 'object' ? ['kty', 'k'].map((name) => value.properties.get(name)?.value) : [];
    return k && kty?.kind === 'text' && kty.text === 'oct' ? wrapped(node, 'secret key', k) : undefined;
  }

  // ---- functions ----

  function functionOf(value: Value): AnyFunction | undefined {
    return value.kind === 'function' ? (value.code as AnyFunction) : undefined;
  }

  function returnsOf(fn: AnyFunction): readonly Value[] {
    const home = homes.get(fn);
    if (home && home !== self) return home.returnsOf(fn);
    if (fn.body && fn.body.type !== 'BlockStatement') return [valueOf(fn.body as Node)];
    const returns = returnStatements(fn);
    spend(returns.length);
    return returns.map((node): Value =>
      (node.argument ? valueOf(node.argument as Node) : { kind: 'plain', value: undefined, at: placeOf(node), via: [] }));
  }

  function returned(node: Node, value: Value, passed: readonly Node[] = []): Value {
    const fn = functionOf(value);
    if (!fn || ('generator' in fn && fn.generator)) return unknown(node);
    const values = returnsOf(fn);
    const [first] = values;
    if (!first) return unknown(node);
    const answer = values.length === 1 ? first : choice(node, '?:', values);
    return passed.length > 0 || fn.params.length > 0 ? substituted(answer, fn, passed) : answer;
  }

  /** `process.env[name]` whose name a call passes; a function that can throw is taken to refuse what is unset. */
  const namedVariable = (value: WrappedValue, fn: AnyFunction): Value => {
    if (value.by !== 'variable' || value.of.kind !== 'text') return value;
    return {
      kind: 'env',
      name: value.of.text,
      by: `process.env.${value.of.text}`,
      at: value.at,
      via: value.via,
      ...(throws(fn as Node) && { checked: true }),
    };
  };

  /** `secretOf('JWT_KEY')` with `name => process.env[name]`: parameters stand for what the call passes. */
  function substituted(value: Value, fn: AnyFunction, passed: readonly Node[]): Value {
    const argument = (one: Extract<Value, { kind: 'parameter' }>): Value | undefined => {
      const node = one.of === fn && one.index !== undefined ? passed[one.index] : undefined;
      return node && node.type !== 'SpreadElement'
        ? (one.path ?? []).reduce((of, name) => memberOf(of, name, placeOf(node)), valueOf(node))
        : undefined;
    };
    // Functions that call each other twice would double the answer at every step: what becomes too large is unknown as a
    // whole, for of a part of it the next function would make a large one again.
    let left = 2 * MAX_ITEMS;
    const all = (values: readonly Value[]): readonly Value[] => {
      const inner = values.map(inside);
      return inner.some((one, index) => one !== values[index]) ? inner : values;
    };
    const inside = (one: Value): Value => {
      if (left-- <= 0) return one;
      spend();
      switch (one.kind) {
        case 'parameter': return argument(one) ?? one;
        case 'instance': return (one.parameter && argument(one.parameter)) ?? one;
        case 'choice': {
          const alternatives = all(one.alternatives);
          return alternatives === one.alternatives ? one : { ...one, alternatives };
        }
        case 'template': {
          const parts = all(one.parts);
          return parts === one.parts ? one : { ...template({ ...fn, start: one.at.start, end: one.at.end } as Node, parts), at: one.at };
        }
        case 'wrapped': {
          const of = inside(one.of);
          return namedVariable(of === one.of ? one : { ...one, of }, fn);
        }
        case 'list': {
          const items = all(one.items);
          return items === one.items ? one : { ...one, items };
        }
        case 'object':
          spend(one.properties.size);
          return {
            ...one,
            properties: new Map(
              [...one.properties].map(([name, property]) => [name, lazyProperty(property, () => bounded(property.value))]),
            ),
          };
        default: return one;
      }
    };
    const bounded = (one: Value): Value => {
      const answer = inside(one);
      return left < 0 ? { kind: 'unknown', at: one.at, via: [] } : answer;
    };
    return bounded(value);
  }

  return self;
}

/** JSON from base64 text that nothing is known of; configuration from a variable is not meant. */
function isDecodedJson({ by, of }: WrappedValue): boolean {
  return (
    by === 'json' &&
    of.kind === 'wrapped' &&
    (of.by === 'base64' || of.by === 'base64url') &&
    (of.of.kind === 'unknown' || of.of.kind === 'parameter')
  );
}

const returnStatements = once((fn: AnyFunction): readonly Extract<Node, { type: 'ReturnStatement' }>[] => {
  const found: Extract<Node, { type: 'ReturnStatement' }>[] = [];
  const visit = (node: Node): void => {
    if (/Function/.test(node.type) || node.type === 'ClassDeclaration') return;
    if (node.type === 'ReturnStatement') found.push(node);
    else forEachChild(node, visit);
  };
  if (fn.body) forEachChild(fn.body as Node, visit);
  return found;
});

/** The names that a pattern binds, each with the property or element that does. */
const partsBinding = once((pattern: Node): ReadonlyMap<Node, Node> => {
  const parts = pattern.type === 'ObjectPattern' ? pattern.properties : pattern.type === 'ArrayPattern' ? pattern.elements
    : pattern.type === 'AssignmentPattern' ? [pattern.left] : [];
  return new Map((parts as readonly (Node | null)[]).flatMap((part) =>
    (part === null ? [] : boundNames(part.type === 'Property' ? (part.value as Node) : part).map((id) => [id, part] as const))));
});

const throws = once((node: Node): boolean => {
  if (node.type === 'ThrowStatement') return true;
  let found = false;
  forEachChild(node, (child) => { found ||= throws(child); });
  return found;
});

/** Configuration objects name half a program; only the members that somebody asks for are read. */
function lazyProperty({ key, at }: Pick<Property, 'key' | 'at'>, read: () => Value): Property {
  let value: Value | undefined;
  return { key, at, get value() { return (value ??= read()); } };
}

/** Read when asked for, like the property itself. */
const maybe = (property: Property): Property => ({
  key: property.key,
  at: property.at,
  maybe: true,
  get value() {
    return property.value;
  },
});

function distinctValues(values: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return values.filter(({ kind, at }) => {
    const key = `${kind}:${at.file.path}:${String(at.start)}:${String(at.end)}`;
    return !seen.has(key) && seen.add(key);
  });
}

const constantText = (value: Value): string | undefined =>
  value.kind === 'text'
    ? value.text
    : value.kind === 'plain' && (typeof value.value === 'number' || typeof value.value === 'boolean')
      ? String(value.value)
      : undefined;

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '**', '%', '|', '&', '^', '>>', '>>>', '<<']);

function calculate(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '**': return left ** right;
    case '%': return left % right;
    default: return undefined;
  }
}
