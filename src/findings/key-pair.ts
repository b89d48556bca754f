// A key that many hold → what its finding advises: a key pair, and how a user of the library in use verifies with the public
// half. Nothing for keys of something else than tokens. A library that says nothing of key sets: jose, which runs everywhere.

import type { KeyUse } from '../calls/jwt-call.ts';
import jose from '../models/libraries/jose.ts';
import type { LibraryModel } from '../models/model.ts';

/** A sentence to follow what is wrong. */
export function keyPairAdvice(library: LibraryModel | undefined): string {
  const { code, with: taken } = library?.keySetVerifier ?? jose.keySetVerifier;
  return `A service that only verifies needs no secret, just the public key of a key pair: ${code}${taken ? `, with ${taken.what} of ${taken.of}` : ''}.`;
}

/** The same for the key of a call, with the space before it; '' where there is nothing to split. */
export const adviceForKey = (use: KeyUse | undefined): string =>
  (use?.call && use.slot !== 'private' && use.slot !== 'public' ? ` ${keyPairAdvice(use.call.library)}` : '');
