// Named values → the secrets that somebody else gave out, for logging in there: client secrets, webhook secrets, API secrets.
// Their names are also those of labels and settings, so they must look drawn. Leaves alone: what its form tells better.

import { isCopied } from '../documents/published.ts';
import { isTelling } from '../secrets/secrets.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import { overlapsOf } from '../values/node-index.ts';
import type { TextValue } from '../values/value.ts';
import type { Facts } from './facts.ts';
import { isServerOnly } from './published-keys.ts';

export function drawnCredentials(
  { namedValues, privateKeys, tokens, providerTokens, published, keyLiterals }: Facts,
): readonly (NamedValue & { readonly value: TextValue })[] {
  const told = [...privateKeys, ...tokens, ...providerTokens, ...keyLiterals.map(({ literal }) => literal)];
  const byForm = overlapsOf(told.map(({ at }) => at));
  return namedValues.flatMap((named) => {
    const { value, says, name } = named;
    if (says !== 'other secret' || !isServerOnly(name, says) || value.kind !== 'text') return [];
    if (byForm.first(value.at) || isCopied(published, value.at)) return [];
    return isTelling(value.text, named) ? [{ ...named, value }] : [];
  });
}
