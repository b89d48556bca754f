// An expression → is it a whole record of a person, as a store gives it or a caller hands it over, and does code show
// that it holds a password? By the query it comes from, by its type, or by its name alone. Records whose columns were
// picked, or whose password was taken away, are none.

import { personWords, pickedWords, pickingCalls, queryCalls, recordTails } from '../../models/tokens/sensitive-claims.ts';
import type { Place } from '../../source/file.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import { boundNames } from '../../values/bindings.ts';
import type { Binding } from '../../values/bindings.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { sensitiveIn } from '../../secrets/words/sensitive-names.ts';
import { annotationOf, lastName, propertyOf, unwrapped } from '../../values/plain-nodes.ts';
import { grouped, once, oncePerFile } from '../../values/once.ts';

export interface RecordOrigin {
  readonly name: string;
  /** The query, or the parameter, that it comes from. */
  readonly from: Place;
  readonly by: 'query' | 'parameter';
  /** Where code says that such a record holds a password. */
  readonly password?: Place;
  /** It goes through a method of its class that may leave fields out. */
  readonly mayOmit?: true;
}

const isPassword = (name: string): boolean => sensitiveIn(name) === 'a password';
/** `user`, `foundUser`, `userDoc`; not `userId`. */
const isPerson = (name: string): boolean =>
  personWords.has(wordsOf(name).findLast((word) => !recordTails.has(word) && !/^\d+$/.test(word)) ?? '');

/** The record that a query gives, or that a name holds. */
export const recordOfQuery = (node: CallExpression, context: CodeContext): RecordOrigin | undefined => fromQuery(node, '', context);
export const recordOfName = (binding: Binding, context: CodeContext): RecordOrigin | undefined => recordOf(binding, context, 0);

const recordOf = once((binding: Binding, context: CodeContext, depth: number): RecordOrigin | undefined =>
  binding.kind === 'parameter' ? fromParameter(binding, context) : fromDeclaration(binding, context, depth));

/** Its password is taken away somewhere. */
export const isStripped = once(({ reads }: Binding): boolean =>
  reads.some(
    ({ parent }) =>
      parent?.type === 'MemberExpression' &&
      !parent.computed &&
      parent.property.type === 'Identifier' &&
      isPassword(parent.property.name) &&
      isTakenAway(parent),
  ));

// ---- by a query ----

function fromDeclaration(binding: Binding, context: CodeContext, depth: number): RecordOrigin | undefined {
  const { declaration, writes } = binding;
  if (declaration.type !== 'VariableDeclarator') return undefined;
  // `const { password, ...rest } = user`: the rest of a record without it; `const { user } = …`: whatever it is.
  const { id } = declaration;
  if (
    id.type === 'ObjectPattern' &&
    id.properties.some((one) => one.type === 'Property' && one.key.type === 'Identifier' && isPassword(one.key.name))
  )
    return undefined;
  const isRest =
    id.type === 'ObjectPattern' && id.properties.some((one) => one.type === 'RestElement' && one.argument === binding.id);
  if (id.type === 'ObjectPattern' && !isRest) return undefined;
  const sources = [
    declaration.init,
    ...writes.map(({ parent }) => (parent?.type === 'AssignmentExpression' ? parent.right : null)),
  ];
  for (const source of sources) {
    const query = source && queryBehind(source);
    const found =
      query?.type === 'CallExpression'
        ? fromQuery(query, binding.name, context)
        : query?.type === 'Identifier' && isRest
          ? ofOther(query, context, depth)
          : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Rests of rests are followed this far. */
const MAX_RESTS = 12;

function ofOther(node: Node, context: CodeContext, depth: number): RecordOrigin | undefined {
  const other = depth < MAX_RESTS ? context.bindings.of(node) : undefined;
  return other && !isStripped(other) ? recordOf(other, context, depth + 1) : undefined;
}

/** `(await db.query(…)).rows[0]`: the query that gave it. */
function queryBehind(node: Node): Node {
  const at = unwrapped(node);
  if (at.type !== 'MemberExpression') return at;
  const isRow = at.computed ? at.property.type === 'Literal' : /^(?:rows|recordset)$/.test(propertyOf(at));
  return isRow ? queryBehind(at.object) : at;
}

interface Step { readonly name: string; readonly passed: readonly Node[] }

/** `User.findOne({ email }).select('+password').lean()`: the calls of the chain, and what it starts from. */
function chainOf(node: CallExpression): { readonly steps: readonly Step[]; readonly root: Node } {
  const steps: Step[] = [];
  let at: Node = node;
  for (;;) {
    if (at.type === 'CallExpression') {
      steps.push({ name: lastName(at.callee), passed: at.arguments });
      at = at.callee;
    } else if (at.type === 'MemberExpression') at = at.object;
    else if (at.type === 'ChainExpression' || at.type === 'TSNonNullExpression') at = at.expression;
    else return { steps, root: at };
  }
}

function fromQuery(node: CallExpression, name: string, context: CodeContext): RecordOrigin | undefined {
  const { steps } = chainOf(node);
  const calls = (called: string): boolean => steps.some((step) => step.name === called);
  if (!steps.some((step) => queryCalls.test(step.name)) && !(calls('select') && calls('from'))) return undefined;
  const text = textOf(node, context);
  if (!isPerson(name) && !wordsOf(text.slice(0, 200)).some((word) => personWords.has(word))) return undefined;
  const picked = steps.map((step) => pickedBy(step, context));
  const asked = picked.find((one) => typeof one === 'object');
  if (picked.includes('some') && typeof asked !== 'object') return undefined;
  const password =
    typeof asked === 'object'
      ? asked
      : (steps
          .flatMap(({ passed }) => passed)
          .map((one) => writtenPassword(one, context))
          .find(Boolean) ?? passwordOf(name, context));
  return { name: name || 'the record', from: context.expressions.placeOf(node), by: 'query', ...(password && { password }) };
}

/** Columns are picked, in one of the ways of picking them; a Place: and the password is among them. */
function pickedBy({ name, passed }: Step, context: CodeContext): 'all' | 'some' | Place {
  const isPicking = pickingCalls.has(name);
  const texts = passed.map((one) => ({ one, text: textOf(one, context) }));
  if (isPicking) {
    const plus = texts.find(({ text }) => /["'`\s]\+\w{0,20}(?:pass|pwd)/i.test(text));
    if (plus) return context.expressions.placeOf(plus.one);
    return texts.length === 0 || texts.some(({ text }) => /["'`]\*|["'`]\+/.test(text)) ? 'all' : 'some';
  }
  // SQL: `SELECT *`, or the columns by name.
  const sql = texts.find(({ one, text }) => isText(one) && /\bselect\b/i.test(text));
  if (sql) {
    const columns = /\bselect\b([\s\S]{0,2000}?)\bfrom\b/i.exec(sql.text)?.[1] ?? '*';
    return /\bpassword\w*\b/i.test(columns) ? context.expressions.placeOf(sql.one) : columns.includes('*') ? 'all' : 'some';
  }
  // Mongoose and MongoDB take the columns as a second argument; ORMs as an option.
  const second = passed[1];
  if (
    second &&
    queryCalls.test(name) &&
    (isText(second) ||
      (second.type === 'ObjectExpression' &&
        second.properties.length > 0 &&
        second.properties.every((one) => one.type === 'Property' && one.value.type === 'Literal' && typeof one.value.value === 'number')))
  )
    return 'some';
  const option = passed
    .flatMap((one) => (one.type === 'ObjectExpression' ? one.properties : []))
    .find((one) => one.type === 'Property' && one.key.type === 'Identifier' && pickingCalls.has(one.key.name));
  if (!option) return 'all';
  return /\b(?:password|passwordHash|hash)\s{0,3}:\s{0,3}true/.test(textOf(option, context)) &&
    !/^omit|^exclude/.test(textOf(option, context))
    ? context.expressions.placeOf(option)
    : 'some';
}

const isText = (node: Node): boolean => (node.type === 'Literal' && typeof node.value === 'string') || node.type === 'TemplateLiteral';

/** `User.create({ email, password })`. */
function writtenPassword(node: Node, context: CodeContext): Place | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  for (const one of node.properties) {
    if (one.type !== 'Property') continue;
    if (one.key.type === 'Identifier' && isPassword(one.key.name)) return context.expressions.placeOf(one);
    const inner = /^(?:data|create)$/.test(one.key.type === 'Identifier' ? one.key.name : '')
      ? writtenPassword(one.value, context)
      : undefined;
    if (inner) return inner;
  }
  return undefined;
}

// ---- by a parameter ----

function fromParameter(binding: Binding, context: CodeContext): RecordOrigin | undefined {
  const type = typeText(binding, context);
  const names = [binding.name, ...(type === undefined ? [] : [type])];
  const isPicked =
    wordsOf(binding.name).some((word) => pickedWords.has(word)) ||
    (type !== undefined && (/[{<|&]/.test(type) || wordsOf(type).some((word) => pickedWords.has(word))));
  if (isPicked || !names.some(isPerson) || boundNames(binding.declaration).length !== 1 || binding.declaration.type === 'ObjectPattern')
    return undefined;
  const declared = typedPassword(binding, context);
  if (declared === 'none') return undefined;
  const password = declared ?? passwordOf(binding.name, context);
  return { name: binding.name, from: context.expressions.placeOf(binding.id), by: 'parameter', ...(password && { password }) };
}

function typeText({ id }: Binding, { file }: CodeContext): string | undefined {
  const annotation = annotationOf(id);
  return annotation ? file.text.slice(annotation.start, annotation.end).replace(/^:\s*/, '').slice(0, 200) : undefined;
}

/** The password of the class that the parameter is typed with; `none`: the class is in view and gives none away. */
function typedPassword({ id }: Binding, { expressions }: CodeContext): Place | 'none' | undefined {
  const value = expressions.valueOf(id);
  if (value.kind !== 'instance' || !value.code) return undefined;
  for (const part of value.code.body.body) {
    if (part.type !== 'PropertyDefinition' || part.key.type !== 'Identifier' || !isPassword(part.key.name)) continue;
    const at = expressions.classMember(value.code, part.key.name, false)?.at;
    // `@Column({ select: false })`, `@Exclude()`: stores and serializers leave it out.
    const isHidden =
      at !== undefined &&
      part.decorators.some((one) =>
        /select:\s{0,3}false|^@Exclude\b/.test(at.file.text.slice(one.start, Math.min(one.end, one.start + 500))),
      );
    return at && !isHidden ? at : 'none';
  }
  return 'none';
}

// ---- what code says of the password ----

/** `user.password` anywhere in the file, read and not taken away. */
function passwordOf(name: string, context: CodeContext): Place | undefined {
  const [read] = passwordReads(context).get(name) ?? [];
  return read && context.expressions.placeOf(read);
}

/** By the name before the dot. */
const passwordReads = oncePerFile(({ bindings }: CodeContext) => grouped(bindings.all('MemberExpression'), (node) =>
  node.object.type === 'Identifier' && !node.computed && node.property.type === 'Identifier' && isPassword(node.property.name)
    && !isTakenAway(node)
    ? node.object.name
    : undefined));

/** `delete user.password`, `user.password = undefined`. */
function isTakenAway(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'UnaryExpression') return parent.operator === 'delete';
  if (parent?.type !== 'AssignmentExpression' || parent.left !== node) return false;
  const { right } = parent;
  return (
    (right.type === 'Identifier' && right.name === 'undefined') ||
    (right.type === 'Literal' && !right.value) ||
    (right.type === 'UnaryExpression' && right.operator === 'void')
  );
}

const textOf = (node: Node, { file }: CodeContext): string => file.text.slice(node.start, Math.min(node.end, node.start + 3000));
