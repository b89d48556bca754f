// A key that many hold → what its finding advises: a key pair, and how a user of the library in use verifies with the public
// half. Nothing for keys of something else than tokens. A library that says nothing of key sets: jose, which runs everywhere.

import type { KeyUse } from '../calls/jwt-call.ts';
import jose from '../models/libraries/jose.ts';
import type { LibraryModel } from '../models/model.ts';

/** For messages: a sentence to follow what is wrong. */
export const keyPairAdvice = 'A service that only verifies needs no secret, just the public key of a key pair.';

/** For the help beside it: how that is written with the library. */
export function keyPairHelp(library: LibraryModel | undefined): string {
  const { code, with: taken } = library?.keySetVerifier ?? jose.keySetVerifier;
  return `With a key pair a service verifies so: ${code}${taken ? `, with ${taken.what} of ${taken.of}` : ''}.`;
}

/** Both, the sentence with the space before it. */
export interface KeyPairWords { readonly advice: string; readonly help?: string }
export const adviceOfLibrary = (library: LibraryModel | undefined): KeyPairWords => ({ advice: ` ${keyPairAdvice}`, help: keyPairHelp(library) });
export const noAdvice: KeyPairWords = { advice: '' };

/** For the key of a call; nothing where there is nothing to split. */
export const adviceForKey = (use: KeyUse | undefined): KeyPairWords =>
  (use?.call && use.slot !== 'private' && use.slot !== 'public' ? adviceOfLibrary(use.call.library) : noAdvice);
