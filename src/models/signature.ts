// A `call` of a model → its parts. Text in, parts out; no library is known here.
//
//   call       = ["new "] callee "(" [parameter {", " parameter}] ")" | callee " = " parameter
//   callee     = [owner "#" | "*."] [name {"." name}]
//   parameter  = ("self" | "_" | role {"|" role}) ["?"] | "'" text "'"
//
// `default` names the module itself and leaves no path. A call without a name is legal in `chain` only: there it is the
// returned function being called. Own models of users are checked with `callFault` before anything calls `parseCall`.

import { positionalRoles } from './model.ts';
import type { Role } from './model.ts';

export interface CallSignature {
  readonly isNew: boolean;
  /** `instance`: a method of an object of class `owner`; `any`: a member chain on whatever object. */
  readonly receiver?: 'instance' | 'any';
  /** The exported class, only with receiver `instance`; [] when the module itself is that class. */
  readonly owner?: readonly string[];
  /** Member names from the export (or receiver) on; [] is the module, or in `chain` the returned function, called. */
  readonly path: readonly string[];
  readonly parameters: readonly Parameter[];
  /** No call: the property is assigned its one parameter. */
  readonly assigned?: true;
}

export interface Parameter {
  /** [] for `_` (an argument that means nothing to us) and for `self`. Two roles: text is the first, an object the second. */
  readonly roles: readonly Role[];
  readonly optional: boolean;
  /** The module's own export is passed here. */
  readonly self?: boolean;
  /** The argument must be this text. */
  readonly text?: string;
}

type Parsed = { readonly ok: true; readonly signature: CallSignature } | { readonly ok: false; readonly fault: string };

const known = new Map<string, CallSignature>();

/** Throws for a text that is no call: a fault of a model, not of the code being read. */
export function parseCall(call: string): CallSignature {
  const before = known.get(call);
  if (before) return before;
  const parsed = readCall(call);
  if (!parsed.ok) throw new Error(`model call '${call}': ${parsed.fault}`);
  known.set(call, parsed.signature);
  return parsed.signature;
}

/** What is wrong with a call text, in words for a configuration error; undefined when it is fine. */
export function callFault(call: string): string | undefined {
  const parsed = readCall(call);
  return parsed.ok ? undefined : parsed.fault;
}

function readCall(call: string): Parsed {
  const assigned = assignmentOf(call);
  if (assigned) return assigned;
  const open = call.indexOf('(');
  if (open < 0 || !call.endsWith(')')) return { ok: false, fault: 'has no parameter list' };
  const isNew = call.startsWith('new ');
  const callee = calleeOf(call.slice(isNew ? 'new '.length : 0, open));
  if (!callee) return { ok: false, fault: 'has no readable callee' };
  const parameters: Parameter[] = [];
  for (const word of wordsOf(call.slice(open + 1, -1))) {
    const parameter = parameterOf(word);
    if (!parameter) return { ok: false, fault: `'${word}' is not one of our words for a parameter` };
    parameters.push(parameter);
  }
  return { ok: true, signature: { isNew, ...callee, parameters } };
}

function assignmentOf(call: string): Parsed | undefined {
  const [target = '', word, ...more] = call.split(' = ');
  if (word === undefined || more.length > 0) return undefined;
  const [callee, parameter] = [calleeOf(target), parameterOf(word)];
  return callee && callee.path.length > 0 && parameter
    ? { ok: true, signature: { isNew: false, assigned: true, ...callee, parameters: [parameter] } }
    : { ok: false, fault: 'is no readable assignment' };
}

function calleeOf(text: string): Pick<CallSignature, 'receiver' | 'owner' | 'path'> | undefined {
  if (text.startsWith('*.')) return withPath(pathOf(text.slice(2)), { receiver: 'any' });
  const hash = text.indexOf('#');
  if (hash < 0) return withPath(pathOf(text), {});
  const owner = pathOf(text.slice(0, hash));
  return owner && withPath(pathOf(text.slice(hash + 1)), { receiver: 'instance', owner });
}

function withPath<Rest>(path: readonly string[] | undefined, rest: Rest): (Rest & { path: readonly string[] }) | undefined {
  return path && { ...rest, path };
}

function pathOf(text: string): readonly string[] | undefined {
  if (text === '' || text === 'default') return [];
  const names = text.split('.');
  return names.every((name) => /^[\w$]+$/.test(name)) ? names : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((word) => word.trim());
}

function parameterOf(word: string): Parameter | undefined {
  const text = /^'([^']+)'$/.exec(word)?.[1];
  if (text !== undefined) return { roles: [], optional: false, text };
  const optional = word.endsWith('?');
  const name = optional ? word.slice(0, -1) : word;
  if (name === 'self') return { roles: [], optional, self: true };
  if (name === '_') return { roles: [], optional };
  const roles = name.split('|');
  return roles.every(isPositional) ? { roles, optional } : undefined;
}

function isPositional(word: string): word is Role {
  return (positionalRoles as readonly string[]).includes(word);
}
