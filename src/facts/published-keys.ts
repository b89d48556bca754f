// Facts of a file → which secrets end up in what browsers download, by the prefix of a variable or by the settings of a
// bundler, and what shows that they are secrets: a use as a key, a name, or the value itself.

import type { KeyUse } from '../calls/jwt-call.ts';
import type { Published } from '../documents/published.ts';
import { judgeSecret } from '../secrets/secrets.ts';
import type { NameClass, NamedValue } from '../secrets/words/named-values.ts';
import { isPublishableName, nameSays } from '../secrets/words/names.ts';
import { originsOf } from '../values/origins.ts';
import type { Origin } from '../values/origins.ts';
import type { EnvValue } from '../values/value.ts';
import type { Facts } from './facts.ts';

export interface PublishedKey {
  readonly origin: Origin & { readonly value: EnvValue };
  readonly uses: [KeyUse, ...KeyUse[]];
  readonly published: NonNullable<ReturnType<Facts['publishes']>>;
}

/** Each variable once, where it is first read as a key, with all that it is used for. */
export function publishedKeys({ keyUses, publishes }: Facts): Iterable<PublishedKey> {
  const found = new Map<string, PublishedKey>();
  for (const use of keyUses)
    for (const origin of use.slot === 'public' ? [] : originsOf(use.value)) {
      const { value } = origin;
      const published = value.kind === 'env' ? publishes(value.name) : undefined;
      if (value.kind !== 'env' || !published) continue;
      const known = found.get(value.name);
      if (known) known.uses.push(use);
      else found.set(value.name, { origin: { ...origin, value }, uses: [use], published });
    }
  return found.values();
}

/** The value itself shows it, whatever its name says: a private key, or a token that opens an account. */
export function secretContentOf({ value }: NamedValue, { privateKeys, tokens, providerTokens }: Facts): string | undefined {
  const covers = ({ at }: { readonly at: NamedValue['keyAt'] }): boolean => at.start < value.at.end && at.end > value.at.start;
  if (privateKeys.some(covers)) return 'a private key';
  if (tokens.some((token) => covers(token) && token.role === 'service_role')) return 'a token with the role service_role';
  const token = providerTokens.find((one) => covers(one) && one.use === 'live' && !one.sample && one.checksum !== 'fails');
  return token && `a token of ${token.provider}`;
}

/** What a name promises. `likely`: other names of the kind are harmless. */
export function secretName({ says, name }: Pick<NamedValue, 'says' | 'name'>): 'proven' | 'likely' | undefined {
  if (says === 'signing secret' || says === 'private key') return 'proven';
  return says === 'other secret' && isServerOnly(name, says) ? 'likely' : undefined;
}

export interface CopiedSecret {
  /** The variable that it takes, where that one's name says secret and its own does not. */
  readonly variable?: string;
  readonly certainty: 'proven' | 'likely';
}

/** A secret by its own name, or by that of the variable it takes. */
export function copiedSecret({ name, path, value }: Published): CopiedSecret | undefined {
  if (value.kind === 'plain' || value.kind === 'function' || value.kind === 'object' || isPublishableName(name)) return undefined;
  const origins = originsOf(value).map(({ value: origin }) => origin);
  const says = nameSays(path);
  const isNamed =
    says !== undefined &&
    isServerOnly(name, says) &&
    !origins.every((origin) => origin.kind === 'text' && isNothing(origin.text, name, says));
  if (isNamed) return { certainty: certaintyOf(says) };
  for (const origin of origins) {
    const variable = origin.kind === 'env' ? origin.name : undefined;
    const meant = variable === undefined ? undefined : nameSays([variable]);
    if (variable !== undefined && meant !== undefined && !isPublishableName(variable) && isServerOnly(variable, meant))
      return { variable, certainty: certaintyOf(meant) };
  }
  return undefined;
}

const certaintyOf = (says: NameClass): 'proven' | 'likely' => (says === 'other secret' ? 'likely' : 'proven');
/** Flags and analytics keys carry the words of other secrets, too; of those only names of server credentials count. */
export const isServerOnly = (name: string, says: NameClass): boolean => says !== 'other secret' || /secret|service_?role/i.test(name);
const isNothing = (text: string, name: string, says: NameClass): boolean =>
  ['empty', 'reference', 'placeholder', 'not a secret'].includes(judgeSecret(text, { name, says }).class);
