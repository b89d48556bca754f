// Tree → who declares each name, who reads it, who writes it; and every node's parent. One walk a file.
// Types are skipped: only names that exist at run time are bound. `with` and direct eval are not modelled.

import { forEachChild } from '../syntax/code.ts';
import type { AnyFunction, CodeTree, JSXIdentifier, Node } from '../syntax/code.ts';

export type Kind = 'const' | 'let' | 'var' | 'parameter' | 'function' | 'class' | 'import' | 'catch' | 'enum' | 'namespace';

export interface Binding {
  readonly name: string;
  readonly kind: Kind;
  /** The identifier that declares it. */
  readonly id: Identifier;
  /** The declarator, function, class, import specifier, parameter pattern … that holds `id`. */
  readonly declaration: Node;
  /** Identifiers that read it, in source order. */
  readonly reads: Node[];
  /** Identifiers that are assigned later (`x = …`, `x += …`, `x++`, `for (x of …)`), the declaration excluded. */
  readonly writes: Node[];
}

export interface Bindings {
  /** The binding an identifier stands for; undefined for globals. */
  of(identifier: Node): Binding | undefined;
  /** Top-level binding by name. */
  top(name: string): Binding | undefined;
  /** Every node of the given type, in source order. */
  all<T extends IndexedType>(type: T): readonly NodeOf<T>[];
}

/** A name, in whatever part it stands. */
export type Identifier = NodeOf<'Identifier'>;

/** The nodes whose `type` may be T; some of the parser's interfaces share two. */
export type NodeOf<T extends Node['type']> = NodesByType[T];
type NodesByType = { readonly [T in Node['type']]: Typed<T, Node> };
type Typed<T, N> = N extends { type: infer U } ? (T extends U ? N : never) : never;

interface Scope {
  readonly names: Map<string, Binding>;
  readonly parent: Scope | undefined;
  /** `var` and function declarations rise to here. */
  readonly isFunction: boolean;
}

interface Pending { readonly id: Identifier | JSXIdentifier; readonly name: string; readonly scope: Scope; readonly write: boolean }

// Kept per type for the readers of facts: the walk meets every node anyway.
const INDEXED = [
  'CallExpression', 'NewExpression', 'ImportDeclaration', 'VariableDeclarator', 'Property', 'PropertyDefinition', 'AssignmentExpression',
  'ImportExpression', 'TSImportEqualsDeclaration', 'ExpressionStatement', 'JSXOpeningElement', 'MemberExpression', 'ClassDeclaration',
  'ClassExpression', 'ExportNamedDeclaration', 'ExportDefaultDeclaration', 'ExportAllDeclaration', 'TSExportAssignment',
  'BinaryExpression', 'AssignmentPattern', 'TSEnumMember', 'TemplateLiteral', 'IfStatement', 'ThrowStatement', 'CatchClause',
  'LogicalExpression', 'SwitchStatement',
] as const;
const isIndexed: ReadonlySet<string> = new Set(INDEXED);
export type IndexedType = (typeof INDEXED)[number];

export function bindingsOf(tree: CodeTree): Bindings {
  const top = scopeIn(undefined, true);
  const pending: Pending[] = [];
  const resolved = new Map<Node, Binding>();
  const index = new Map<string, Node[]>();
  walkAll(tree.body, top, walker(pending, index, resolved));
  for (const reference of pending) resolve(reference, resolved);
  return {
    of: (id) => resolved.get(id),
    top: (name) => top.names.get(name),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- they are kept by their type
    all: <T extends IndexedType>(type: T) => (index.get(type) ?? []) as unknown as readonly NodeOf<T>[],
  };
}

const scopeIn = (parent: Scope | undefined, isFunction: boolean): Scope => ({ names: new Map(), parent, isFunction });

function resolve({ id, name, scope, write }: Pending, resolved: Map<Node, Binding>): void {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const binding = at.names.get(name);
    if (!binding) continue;
    resolved.set(id, binding);
    (write ? binding.writes : binding.reads).push(id);
    return;
  }
}

function declare(scope: Scope, id: Identifier, kind: Kind, declaration: Node, resolved: Map<Node, Binding>): void {
  const { name } = id;
  let home = scope;
  if (kind === 'var') while (!home.isFunction && home.parent) home = home.parent;
  const before = home.names.get(name);
  if (before && (kind === 'var' || kind === 'function')) {
    // A second `var` or an overload of the same name: a later write of one binding.
    before.writes.push(id);
    resolved.set(id, before);
    return;
  }
  const binding: Binding = { name, kind, id, declaration, reads: [], writes: [] };
  home.names.set(name, binding);
  resolved.set(id, binding);
}

/** Identifiers that a pattern binds, defaults and type annotations left out. */
export function boundNames(pattern: Node): Identifier[] {
  const names: Identifier[] = [];
  const open: Node[] = [pattern];
  for (let at = open.pop(); at; at = open.pop())
    switch (at.type) {
      case 'Identifier': names.push(at); break;
      case 'AssignmentPattern': open.push(at.left); break;
      case 'RestElement': open.push(at.argument); break;
      case 'TSParameterProperty': open.push(at.parameter); break;
      case 'ArrayPattern': open.push(...at.elements.filter((element) => element !== null).reverse()); break;
      case 'ObjectPattern':
        open.push(...at.properties.map((property) => (property.type === 'RestElement' ? property : property.value)).reverse());
        break;
      default: break;
    }
  return names;
}

/** Reads one node; says in which scope its children stand, or that none of them is of interest. */
type Walk = (node: Node, scope: Scope) => Scope | undefined;

// Without recursion, so that no tree is too deep for it.
function walkAll(body: readonly Node[], top: Scope, walk: Walk): void {
  const open = [...body].reverse();
  const scopes = open.map(() => top);
  let parent: Node;
  let inner: Scope | undefined;
  const push = (child: Node): void => {
    child.parent = parent;
    open.push(child);
    scopes.push(inner!);
  };
  for (let node = open.pop(); node; node = open.pop()) {
    parent = node;
    inner = walk(node, scopes.pop()!);
    const first = open.length;
    // Of a decorated parameter only its type is read.
    if (inner && node.type === 'Identifier') {
      if (node.typeAnnotation) push(node.typeAnnotation);
    } else if (inner) forEachChild(node, push);
    reverseFrom(open, first);
  }
}

/** The last in comes out first, and children are walked in source order. */
function reverseFrom(nodes: Node[], first: number): void {
  for (let from = first, to = nodes.length - 1; from < to; from++, to--) {
    const node = nodes[from]!;
    nodes[from] = nodes[to]!;
    nodes[to] = node;
  }
}

function walker(pending: Pending[], index: Map<string, Node[]>, resolved: Map<Node, Binding>): Walk {
  const declareAll = (pattern: Node, kind: Kind, declaration: Node, scope: Scope): void => {
    for (const id of boundNames(pattern)) declare(scope, id, kind, declaration, resolved);
  };
  const refer = (id: Identifier | JSXIdentifier, scope: Scope, write: boolean): void => {
    pending.push({ id, name: id.name, scope, write });
  };
  const walkFunction = (fn: AnyFunction, outer: Scope): Scope => {
    const own = scopeIn(outer, true);
    const { id, params } = fn;
    if (id && fn.type === 'FunctionExpression') declare(own, id, 'function', fn, resolved);
    for (const parameter of params) declareAll(parameter, 'parameter', parameter, own);
    return own;
  };

  return (node, scope) => {
    const parent = node.parent ?? undefined;
    if (isIndexed.has(node.type)) {
      const list = index.get(node.type);
      if (list) list.push(node);
      else index.set(node.type, [node]);
    }

    switch (node.type) {
      case 'Identifier':
        // Declaring identifiers were resolved by their declaration; the rest are references.
        if (!resolved.has(node) && !isName(node, parent)) refer(node, scope, isWritten(node, parent));
        return node.typeAnnotation ? scope : undefined;
      case 'JSXIdentifier':
        if (!resolved.has(node) && parent?.type !== 'JSXAttribute') refer(node, scope, false);
        return undefined;
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) declare(scope, specifier.local, 'import', specifier, resolved);
        return scope;
      case 'TSImportEqualsDeclaration':
        declare(scope, node.id, 'import', node, resolved);
        return scope;
      case 'VariableDeclaration': {
        const kind = node.kind === 'var' ? 'var' : node.kind === 'let' ? 'let' : 'const';
        for (const declarator of node.declarations) declareAll(declarator.id, kind, declarator, scope);
        return scope;
      }
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id) declare(scope, node.id, 'function', node, resolved);
        return walkFunction(node, scope);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'TSEmptyBodyFunctionExpression':
        return walkFunction(node, scope);
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const own = scopeIn(scope, false);
        if (node.id) declare(node.type === 'ClassDeclaration' ? scope : own, node.id, 'class', node, resolved);
        return own;
      }
      case 'TSEnumDeclaration':
        declare(scope, node.id, 'enum', node, resolved);
        return scope;
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier') declare(scope, node.id, 'namespace', node, resolved);
        return scopeIn(scope, true);
      case 'CatchClause': {
        const own = scopeIn(scope, false);
        if (node.param) declareAll(node.param, 'catch', node, own);
        return own;
      }
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
      case 'StaticBlock':
        return scopeIn(scope, false);
      default:
        return scope;
    }
  };
}

/** A property name, label, or key: an identifier that refers to nothing. */
function isName(node: Node, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.property === node && !parent.computed;
    case 'Property':
      return parent.key === node && !parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
      return parent.key === node && !parent.computed;
    case 'TSEnumMember':
      return parent.id === node;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ExportAllDeclaration':
    case 'MetaProperty':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ImportAttribute':
      return true;
    case 'ExportSpecifier':
      return parent.exported === node && parent.local !== node;
    case 'TSPropertySignature':
    case 'TSMethodSignature':
    case 'TSNamedTupleMember':
    case 'TSTypeParameter':
    case 'TSTypePredicate':
      return true;
    default:
      return false;
  }
}

function isWritten(node: Node, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case 'AssignmentExpression': return parent.left === node;
    case 'UpdateExpression': return true;
    case 'ForInStatement': case 'ForOfStatement': return parent.left === node;
    case 'AssignmentPattern': return parent.left === node;
    case 'RestElement': case 'ArrayPattern': return true;
    case 'Property': return parent.value === node && parent.parent?.type === 'ObjectPattern';
    default: return false;
  }
}
