// A call and the others of its file → the options it is given in vain: under a name that it does not read, or in a form that
// it skips. Leaves alone: what means nothing to any reader, what is written again where it is read, what another call reads.

import type { Place } from '../../source/file.ts';
import { once } from '../../values/once.ts';
import { isFalse } from '../../values/origins.ts';
import type { IgnoredOption, JwtCall, Part } from '../jwt-call.ts';

export interface LostOption extends IgnoredOption { readonly role: NonNullable<IgnoredOption['role']> }

export const lostOptions = (call: JwtCall, calls: readonly JwtCall[]): readonly LostOption[] =>
  call.ignored.filter((option): option is LostOption =>
    option.role !== undefined &&
    !call.parts[option.role] &&
    // `ignoreExpiration: false` asks for what happens anyway.
    !(option.role === 'ignoreExpiration' && isFalse(option.value)) &&
    !isReadBy(calls, option) &&
    !isForTheOtherSide(call, option.role));

/** One object for `sign` and `verify`: each reads its own. */
const isReadBy = (calls: readonly JwtCall[], { at }: IgnoredOption): boolean => placesRead(calls).has(placeKey(at));

const placesRead = once((calls: readonly JwtCall[]): ReadonlySet<string> =>
  new Set(calls.flatMap(({ parts }) => Object.values(parts).map((part) => placeKey(part.at)))));
const placeKey = ({ file, start, end }: Place): string => `${file.path}:${String(start)}:${String(end)}`;

/** A registration sets up both sides: a lifetime is for signing, a check for verifying. */
const isForTheOtherSide = ({ setup, operation, kind }: JwtCall, means: LostOption['role']): boolean =>
  setup && operation.side !== 'sign' && (means === 'lifetime') !== (kind === 'sign');

/** What this library reads in its place; nothing for a list that only a signer would get: it was meant to check. */
export const readInstead = ({ operation }: JwtCall, { value, instead }: LostOption): string | undefined =>
  operation.side === 'sign' && value.kind === 'list' ? undefined : instead;

/** The form in which the library skips this option, where it has it here. */
export const ignoredForm = ({ ignores, value }: Part): 'list' | 'text' | undefined =>
  (ignores === 'list' && value.kind === 'list') || (ignores === 'text' && value.kind === 'text') ? ignores : undefined;
