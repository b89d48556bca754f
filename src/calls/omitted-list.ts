// A call that verifies → what chooses the algorithm where the call lists none: the token, the text of the key, or the key's type.

import type { Behaviour } from '../models/model.ts';
import type { JwtCall } from './jwt-call.ts';
import { isMisplaced } from './arguments/options.ts';

/** Undefined: algorithms are listed, or not all that the call is given is in view. */
export const chosenWithoutList = (call: JwtCall): Behaviour['algorithmsOmitted'] | undefined =>
  (isOpen(call) && !isSaidElsewhere(call) ? call.behaviour?.algorithmsOmitted : undefined);

/** It verifies, and all that it is given is in view: no algorithm is among it. */
const isOpen = (call: JwtCall): boolean =>
  call.kind === 'verify' && call.isComplete && !listsAlgorithms(call) && !call.operation.unsecured && !call.parts.skipVerification;

export const listsAlgorithms = ({ parts, defaults }: JwtCall): boolean =>
  (parts.algorithms ?? parts.algorithm ?? defaults.algorithms) !== undefined;

/** A list in the wrong place is reported as that, one left out of a registration that has the key at the registration. Where
 *  a registration has no key, each call brings its own, and says what it is for. */
const isSaidElsewhere = (call: JwtCall): boolean =>
  call.registration?.key !== undefined || (call.setup && call.key === undefined) || isMisplaced(call, 'algorithms', 'algorithm');
