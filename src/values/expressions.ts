// Expression → Value: constants, objects, classes, functions and environment reads followed to where they are written.
// The one place where reading is recursive. Depth and breadth are bounded; whatever is beyond is `unknown`.
// One file of `reading/` knows each kind of expression; they ask each other through the Reader that is put together here.

import type { CallExpression, NewExpression, Node } from '../syntax/code.ts';
import { lastOf } from './plain-nodes.ts';
import { callsOf } from './reading/calls.ts';
import { classesOf } from './reading/classes.ts';
import { functionOf, functionsOf } from './reading/functions.ts';
import { macsMadeOf } from './reading/macs-made.ts';
import { membersOf } from './reading/members.ts';
import { modulesOf } from './reading/modules.ts';
import { namesOf } from './reading/names.ts';
import { objectsOf } from './reading/objects.ts';
import { MAX_DEPTH, type Expressions, type Reader, type ReadingContext } from './reading/reader.ts';
import { textsOf } from './reading/texts.ts';
import { valueMakerOf } from './reading/value-maker.ts';
import type { Code, Value } from './value.ts';
import { spend } from './work.ts';

/** Conditions that tell development from production. */
export const ENVIRONMENT_TEST = /NODE_ENV|APP_ENV|isProd|isDev|isTest|IS_PROD|IS_DEV|production|development/;

// A function or class is read by the expressions of the file that holds it, whoever asks.
const homes = new WeakMap<object, Expressions>();

export function expressionsOf(context: ReadingContext): Expressions {
  const { file, project } = context;
  const known = new Map<Node, Value>();
  const open = new Set<Node>();
  let depth = 0;
  const maker = valueMakerOf(file);
  const { placeOf, unknown, choice, global } = maker;

  const calleeOf = (node: CallExpression | NewExpression): Value => valueOf(node.callee);
  const self: Expressions = {
    valueOf, calleeOf, functionOf, placeOf,
    memberOf: (value, name, at) => members.memberOf(value, name, at),
    classMember: (code, name, isStatic) => classes.classMember(code, name, isStatic),
    returnsOf: (fn) => functions.returnsOf(fn),
  };
  const reader: Reader = {
    ...context, ...maker, ...self, self, settle,
    isOpen: (node) => open.has(node),
    isRead: (node) => known.has(node),
    homeOf: (code) => homes.get(code),
    valueOfBinding: (binding) => names.valueOfBinding(binding),
    typeInstance: (id) => names.typeInstance(id),
    ownInstance: (code, node) => classes.ownInstance(code, node),
    imported: (node, module, path) => modules.imported(node, module, path),
    exportedElsewhere: (module, path, at) => modules.exportedElsewhere(module, path, at),
    orStandIn: (value, name, of, node) => members.orStandIn(value, name, of, node),
    memberName: (node) => members.memberName(node),
    keyName: (key, computed) => objects.keyName(key, computed),
    spreadInto: (properties, value) => objects.spreadInto(properties, value),
    template: (node, parts) => texts.template(node, parts),
    returned: (node, value, passed) => functions.returned(node, value, passed),
    environmentRead: (node, first, throws) => calls.environmentRead(node, first, throws),
    macAfter: (node, of, method) => macs.macAfter(node, of, method),
  };
  const texts = textsOf(reader);
  const names = namesOf(reader);
  const modules = modulesOf(reader);
  const members = membersOf(reader);
  const objects = objectsOf(reader);
  const classes = classesOf(reader);
  const calls = callsOf(reader);
  const functions = functionsOf(reader);
  const macs = macsMadeOf(reader);

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
      case 'Literal': return texts.literal(node);
      case 'TemplateLiteral': return texts.template(node, texts.templateParts(node));
      case 'Identifier': return names.identifier(node);
      case 'ThisExpression': return classes.ownInstance(classes.enclosingClass(node), node);
      case 'MemberExpression': return members.member(node);
      case 'ChainExpression': case 'TSAsExpression': case 'TSSatisfiesExpression': case 'TSNonNullExpression': case 'TSTypeAssertion':
      case 'ParenthesizedExpression': case 'TSInstantiationExpression':
        return valueOf(node.expression);
      case 'AwaitExpression': return valueOf(node.argument);
      case 'LogicalExpression': return choice(node, node.operator, [valueOf(node.left), valueOf(node.right)]);
      case 'ConditionalExpression': return conditional(node);
      case 'BinaryExpression':
        // `env | 'literal'`: a slip of the keyboard for `||`, and read as what was meant.
        if (node.operator === '|' && node.right.type === 'Literal' && typeof node.right.value === 'string')
          return choice(node, '||', [valueOf(node.left), valueOf(node.right)]);
        return node.operator === '+' ? texts.template(node, [valueOf(node.left), valueOf(node.right)]) : texts.arithmetic(node);
      case 'UnaryExpression': return texts.unary(node);
      case 'AssignmentExpression': return node.operator === '=' ? valueOf(node.right) : unknown(node);
      case 'SequenceExpression': return valueOf(lastOf(node));
      case 'ArrayExpression': return objects.list(node, node.elements);
      case 'ObjectExpression': return objects.object(node);
      case 'ArrowFunctionExpression': case 'FunctionExpression': case 'FunctionDeclaration':
        settle(node);
        return { kind: 'function', code: node, at: placeOf(node), via: [] };
      case 'ClassExpression': case 'ClassDeclaration':
        settle(node);
        return { kind: 'class', code: node, at: placeOf(node), via: [] };
      case 'NewExpression': return calls.construct(node);
      case 'CallExpression': return calls.call(node);
      case 'ImportExpression':
        return node.source.type === 'Literal' && typeof node.source.value === 'string'
          ? modules.imported(node, node.source.value, [])
          : unknown(node);
      case 'MetaProperty': return global(node, [`${node.meta.name}.${node.property.name}`]);
      default: return unknown(node);
    }
  }

  function conditional(node: Extract<Node, { type: 'ConditionalExpression' }>): Value {
    const either = choice(node, '?:', [valueOf(node.consequent), valueOf(node.alternate)]);
    const asked = file.text.slice(node.test.start, node.test.end);
    return either.kind === 'choice' && ENVIRONMENT_TEST.test(asked) ? { ...either, byEnvironment: true } : either;
  }

  return self;
}
