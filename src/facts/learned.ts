// Functions and classes that hand a parameter on to a key slot → key uses at their callers. A wrapper itself is judged
// where it stands; what only the caller causes, a literal key passed in, is found at the caller.

import type { Node } from '../syntax/code.ts';
import type { AnyCall, CodeContext } from './code-context.ts';
import type { KeyUse } from './facts.ts';
import { originsOf } from './origins.ts';
import type { Code, ParameterValue } from './value.ts';

/** One parameter that ends up as a key. */
export interface Learned {
  readonly index: number;
  readonly path: readonly string[];
  readonly use: KeyUse;
}

export type LearnedByCode = ReadonlyMap<Code, readonly Learned[]>;

/** A wrapper of a wrapper of a wrapper is still followed; more is rare. */
const MAX_ROUNDS = 3;

/** All key uses that calls of learned functions make, and what this file teaches others. */
export function learnedUses(own: readonly KeyUse[], calls: readonly AnyCall[], context: CodeContext): { readonly uses: readonly KeyUse[]; readonly learned: LearnedByCode } {
  const learned = new Map<Code, Learned[]>();
  const uses: KeyUse[] = [];
  let fresh: readonly KeyUse[] = own;
  for (let round = 0; round < MAX_ROUNDS && (fresh.length > 0 || round === 0); round++) {
    const before = learned.size;
    for (const use of fresh) for (const parameter of parametersOf(use)) add(learned, parameter, use);
    if (round > 0 && learned.size === before) break;
    fresh = calls.flatMap((call) => usesAt(call, learned, context)).filter((use) => !uses.some((known) => known.at.start === use.at.start && known.purpose === use.purpose));
    uses.push(...fresh);
  }
  return { uses, learned };
}

function parametersOf(use: KeyUse): readonly (ParameterValue & { readonly of: Code; readonly index: number })[] {
  if (use.slot === 'public') return [];
  return originsOf(use.value).flatMap(({ value, wrappers }) => (!wrappers.some(({ by }) => by === 'variable') && value.kind === 'parameter' && value.of && value.index !== undefined ? [{ ...value, of: value.of, index: value.index }] : []));
}

function add(learned: Map<Code, Learned[]>, { of, index, path = [] }: ParameterValue & { readonly of: Code; readonly index: number }, use: KeyUse): void {
  const known = learned.get(of) ?? [];
  if (known.some((one) => one.index === index && one.path.join('.') === path.join('.'))) return;
  learned.set(of, [...known, { index, path, use }]);
}

function usesAt(call: AnyCall, learned: LearnedByCode, context: CodeContext): readonly KeyUse[] {
  const code = codeOf(call, context);
  const known = code && (learned.get(code) ?? context.project?.learned(code));
  return (known ?? []).flatMap(({ index, path, use }): KeyUse[] => {
    const argument = call.arguments[index] as Node | undefined;
    if (!argument || argument.type === 'SpreadElement') return [];
    const at = context.expressions.placeOf(argument);
    const value = path.reduce((of, name) => context.expressions.memberOf(of, name, at), context.expressions.valueOf(argument));
    return [{ ...use, value, at, through: [use.at, ...(use.through ?? [])] }];
  });
}

/** The project's own function or class that is called; other files are only asked where they may teach something. */
function codeOf(call: AnyCall, { local, expressions, project, bindings, file }: CodeContext): Code | undefined {
  const near = local.calleeOf(call);
  if (near.kind === 'function' || near.kind === 'class') return near.code;
  if (!project) return undefined;
  const module = importedFrom(call.callee as Node, bindings);
  if (module === undefined || !project.teaches(file.path, module)) return undefined;
  const far = expressions.calleeOf(call);
  return far.kind === 'function' || far.kind === 'class' ? far.code : undefined;
}

/** The module that the callee's root name comes from, also through `const service = new Service(…)`. */
function importedFrom(callee: Node, bindings: CodeContext['bindings'], depth = 0): string | undefined {
  if (depth > 6) return undefined;
  if (callee.type === 'MemberExpression') return importedFrom(callee.object as Node, bindings, depth + 1);
  if (callee.type === 'NewExpression' || callee.type === 'CallExpression') return importedFrom(callee.callee as Node, bindings, depth + 1);
  if (callee.type !== 'Identifier') return undefined;
  const declaration = bindings.of(callee)?.declaration;
  if (declaration?.type === 'VariableDeclarator' && declaration.init) {
    const init = declaration.init as Node;
    const [source] = init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require' ? init.arguments : [];
    return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : importedFrom(init, bindings, depth + 1);
  }
  const statement = declaration?.parent;
  return statement?.type === 'ImportDeclaration' ? statement.source.value : undefined;
}
