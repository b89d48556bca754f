// A key slot → names by which two slots are known to hold the same key: the variable, the parameter, the import, the
// value. Texts become a hash with a key of this process, so nothing that is kept can give a secret away. What is not
// known, or is made of something unknown, has no name; a fallback stands for nothing, since it is there for the other.

import { createHmac, randomBytes } from 'node:crypto';
import type { JwtCall, KeyUse } from '../jwt-call.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { once } from '../../values/once.ts';
import { originsOf } from '../../values/origins.ts';
import type { Origin } from '../../values/origins.ts';
import type { Value } from '../../values/value.ts';

const processKey = randomBytes(32);
const hashed = (text: string): string => createHmac('sha256', processKey).update(text).digest('base64url').slice(0, 22);

/** Once: every call of a file is compared with its other calls. */
export const identitiesOfKey = once(({ value, slot }: Pick<KeyUse, 'value' | 'slot'>): readonly string[] => {
  const origins = originsOf(value);
  const wanted = origins.filter(({ fallback }) => fallback === undefined);
  const names = (wanted.length > 0 ? wanted : origins).map((origin) => nameOf(origin, slot === 'private' || slot === 'public'));
  return [...new Set(names.filter((name) => name !== undefined))];
});

/** The variables of other keys that stand in when this one's is not set: `REFRESH_SECRET || JWT_SECRET`. */
export const standInsOfKey = once(({ value, slot }: Pick<KeyUse, 'value' | 'slot'>): readonly string[] =>
  originsOf(value).flatMap((origin) =>
    origin.fallback && origin.value.kind === 'env' ? (nameOf(origin, slot === 'private' || slot === 'public') ?? []) : []));

/** The key of a call; behind a wrapper that of the library's own call; else the registration, or the service of a class, that has it. */
export function identitiesOfCall({ key, wraps, registration, heldIn = wraps?.heldIn }: JwtCall): readonly string[] {
  const use = key ?? wraps?.key;
  if (use) return identitiesOfKey(use);
  const setup = registration?.at ?? wraps?.registration?.at;
  const held = setup ?? heldIn;
  return held ? [`${setup ? 'registration' : 'service'} ${held.file.path}:${String(held.start)}`] : [];
}

function nameOf({ value, wrappers }: Origin, isPair: boolean): string | undefined {
  // Derived and random keys differ from what they are made of, and from each other.
  if (
    wrappers.some(
      ({ by }) => by === 'derived' || by === 'random' || by === 'jwks' || by === 'file' || by === 'guessable' || by === 'variable',
    )
  )
    return undefined;
  return nameOfValue(value, isPair);
}

function nameOfValue(value: Value, isPair: boolean): string | undefined {
  switch (value.kind) {
    case 'text': return value.text === '' ? undefined : `text ${hashed(value.text)}`;
    case 'env': return `env ${isPair ? pairName(value.name) : value.name}`;
    case 'imported':
      return value.path.length === 0
        ? undefined
        : `import ${homeOf(value.module, value.at.file.path)} ${value.path.map((name) => (isPair ? pairName(name) : name)).join('.')}`;
    case 'parameter':
      return value.of && value.path
        ? `parameter ${value.at.file.path}:${String(value.of.start)} ${String(value.index)} ${value.path.join('.')}`
        : undefined;
    case 'template': {
      const parts = value.parts.map((part) => nameOfValue(part, isPair));
      return parts.includes(undefined) ? undefined : `joined ${parts.join(' ')}`;
    }
    default: return undefined;
  }
}

/** `JWT_PRIVATE_KEY` and `JWT_PUBLIC_KEY` are two halves of one. */
const pairName = (name: string): string => wordsOf(name).filter((word) => !/^(?:private|public|priv|pub|pem)$/.test(word)).join(' ');

/** A relative specifier means the same file only from the same folder. */
const homeOf = (module: string, path: string): string =>
  module.startsWith('.') ? `${path.slice(0, path.lastIndexOf('/') + 1)}${module}` : module;
