// Code → the calls that read the claims of a token without a look at its signature: a library's decoders, and chains by hand
// (`JSON.parse(atob(token.split('.')[1]))`) of any length, over several statements, helpers and callbacks.

import type { CallContext } from '../../calls/call-project.ts';
import { parseCall } from '../../models/signature.ts';
import type { CallSignature } from '../../models/signature.ts';
import { forEachChild } from '../../syntax/code.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import { chainOf } from '../../values/chains.ts';
import { modulesOf, rowsFor } from '../../values/matching.ts';
import { oncePerFile } from '../../values/once.ts';
import { lastName, unwrapped } from '../../values/plain-nodes.ts';
import { spend } from '../../values/work.ts';
import { argumentFor, callersOf, framesOf, MAX_FRAMES, parameterOf } from './in-view.ts';
import type { Frame } from './in-view.ts';

export interface Decode {
  /** Its value is the claims. */
  readonly call: CallExpression;
  readonly token: Node;
  readonly name: string;
  readonly handRolled: boolean;
  /** The library is one that pages use to show who is signed in. */
  readonly forPages: boolean;
  /** The call of the function around, where only that says which token it is. */
  readonly frame?: Frame;
}

export const decodesOf = oncePerFile((context: CallContext): readonly Decode[] => [...byLibrary(context), ...byHand(context)]);

// ---- by a library ----

function byLibrary(context: CallContext): readonly Decode[] {
  const modules = modulesOf(context);
  return context.bindings.all('CallExpression').flatMap((call): readonly Decode[] => {
    const row = rowsFor(call, modules, context).find(
      ({ operation }) => operation?.kind === 'decode' && !operation.headerOnly && !operation.unsecured,
    );
    if (!row) return [];
    // A decoder that is made first takes its tokens later: `createDecoder()(token)`.
    const later = row.operation?.chain ? chainOf(call, row.operation.chain.map(parseCall), context).calls : [];
    return [{ call, row: row.signature }, ...later].flatMap((one) => decodeOf(one, row.library.forPages === true, context));
  });
}

interface Called { readonly call: CallExpression; readonly row: CallSignature }

function decodeOf({ call, row }: Called, forPages: boolean, context: CallContext): readonly Decode[] {
  const at = row.parameters.findIndex(({ roles }) => roles.includes('token'));
  const token = at >= 0 ? call.arguments[at] : undefined;
  return token ? [{ call, token, name: nameOf(call, context), handRolled: false, forPages }] : [];
}

export const nameOf = ({ callee }: CallExpression, { file }: CallContext): string =>
  file.text.slice(callee.start, Math.min(callee.end, callee.start + 160)).replace(/\s+/g, '');

// ---- by hand ----

/** Where the text comes a longer way, nobody sees that it is a token's. */
const MAX_DEPTH = 48;
const MAX_NODES = 400;

interface Search { readonly context: CallContext; left: number }
interface Split { readonly token: Node; readonly frame?: Frame | undefined }

function byHand(context: CallContext): readonly Decode[] {
  return context.bindings.all('CallExpression').flatMap((call): readonly Decode[] => {
    const [text] = call.arguments;
    if (nameOf(call, context) !== 'JSON.parse' || !text) return [];
    return splitsIn(text, undefined, { context, left: MAX_NODES }, 0).slice(0, 1)
      .map(({ token, frame }) => ({ call, token, name: 'JSON.parse', handRolled: true, forPages: false, ...(frame && { frame }) }));
  });
}

/** The texts whose second dot-separated part is read. */
function splitsIn(node: Node, frame: Frame | undefined, search: Search, depth: number): readonly Split[] {
  if (depth > MAX_DEPTH || search.left-- <= 0) return [];
  spend();
  const inner = (one: Node): readonly Split[] => splitsIn(one, frame, search, depth + 1);
  const at = unwrapped(node);
  if (at.type === 'Identifier') return ofName(at, frame, search, depth);
  if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && lastName(at.callee) === 'split') {
    const [by] = at.arguments;
    return by?.type === 'Literal' && by.value === '.' ? [{ token: at.callee.object, frame }] : inner(at.callee.object);
  }
  if (at.type === 'MemberExpression' && at.computed && isOtherPart(at.property)) return [];
  if (/Function/.test(at.type)) return [];
  const found: Split[] = [];
  forEachChild(at, (child) => { if (found.length === 0) found.push(...inner(child)); });
  return found;
}

/** Header and signature. */
const isOtherPart = (index: Node): boolean => index.type === 'Literal' && (index.value === 0 || index.value === 2);

function ofName(id: Node, frame: Frame | undefined, search: Search, depth: number): readonly Split[] {
  const { context } = search;
  const binding = context.bindings.of(id);
  if (!binding) return [];
  if (binding.kind === 'parameter') {
    const parameter = parameterOf(binding);
    if (!parameter || framesOf(frame) >= MAX_FRAMES) return [];
    return callersOf(parameter.fn, context).flatMap((call) => {
      const outer: Frame = { fn: parameter.fn, call, context };
      const given = argumentFor(parameter, outer);
      const found = given ? splitsIn(given.node, frame, search, depth + 1) : [];
      return found.map((one) => ({ token: one.token, frame: one.frame ? { ...outer, outer: one.frame } : outer }));
    });
  }
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator') return [];
  if (declaration.id.type === 'ArrayPattern') {
    const index = declaration.id.elements.findIndex((one) => one === binding.id);
    if (index !== 1 && declaration.id.elements.length > 1) return [];
  }
  const later = binding.writes.flatMap(({ parent }) => (parent?.type === 'AssignmentExpression' ? [parent.right] : []));
  for (const one of [...(declaration.init ? [declaration.init] : []), ...later]) {
    const found = splitsIn(one, frame, search, depth + 1);
    if (found.length > 0) return found;
  }
  return [];
}
