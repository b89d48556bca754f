// Calls of one file → the variables that they take HMAC secrets from; those of all files → which of them one program signs
// with while another verifies.

import { grouped } from '../../values/once.ts';
import type { LibraryModel } from '../../models/model.ts';
import type { Place } from '../../source/file.ts';
import { originsOf } from '../../values/origins.ts';
import type { JwtCall } from '../jwt-call.ts';

export interface SecretUse {
  readonly kind: 'sign' | 'verify';
  /** The folder of the program. */
  readonly service: string;
  readonly variable: string;
  readonly at: Place;
  readonly library: LibraryModel;
}

export function* secretUsesOf(calls: readonly JwtCall[], service: string): Generator<SecretUse> {
  for (const { kind, setup, key, library } of calls) {
    if ((kind !== 'sign' && kind !== 'verify') || setup || key?.slot !== 'symmetric') continue;
    for (const { value } of originsOf(key.value))
      if (value.kind === 'env') yield { kind, service, variable: value.name, at: key.at, library };
  }
}

export interface SharedSecret {
  readonly verifier: SecretUse;
  readonly signer: SecretUse;
  /** No third program signs under this name: with several, each may have a key of its own, as lessons of one course have. */
  readonly isOnlySigner: boolean;
}

/** A program that only verifies, beside one that signs: two that do both may well have two keys under one name. */
export function* secretsShared(uses: readonly SecretUse[]): Generator<SharedSecret> {
  const idOf = ({ service, variable }: SecretUse): string => `${service}\0${variable}`;
  const done = new Set(uses.filter(({ kind }) => kind === 'sign').map(idOf));
  const signersOf = grouped(uses.filter(({ kind }) => kind === 'sign'), ({ variable }) => variable);
  for (const verifier of uses) {
    if (verifier.kind !== 'verify' || done.has(idOf(verifier))) continue;
    const all = signersOf.get(verifier.variable) ?? [];
    const signer = all.find(({ service }) => service !== verifier.service);
    if (!signer) continue;
    done.add(idOf(verifier));
    yield { verifier, signer, isOnlySigner: all.every(({ service }) => service === signer.service || service === verifier.service) };
  }
}
