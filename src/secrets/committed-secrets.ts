// Named values of one file → the signing secrets in it that look drawn and that nothing else reports: those that a service runs
// with, kept out of git, and those of samples and tests that everyone can read. Of all files: which of the first are also there.

import type { Place, SourceFile } from '../source/file.ts';
import { judgeSecret } from './secrets.ts';
import type { NamedValue } from './words/named-values.ts';

export interface DrawnSecret {
  readonly path: string;
  readonly text: string;
  readonly at: Place;
  /** Committed where nothing reports it: a sample or the settings of tests. Else it is what a service runs with, kept out of git. */
  readonly isShown: boolean;
}

export function drawnSecrets(namedValues: readonly NamedValue[], file: SourceFile): readonly DrawnSecret[] {
  const isShown = !file.ignoredByGit && (file.role === 'sample' || file.role === 'example' || file.role === 'test');
  if (!isShown && !file.ignoredByGit) return [];
  return namedValues.flatMap((named): DrawnSecret[] => {
    const { value, path, says } = named;
    if (value.kind !== 'text' || says !== 'signing secret' || judgeSecret(value.text, named).class !== 'random') return [];
    return [{ path, text: value.text, at: value.at, isShown }];
  });
}

/** The first place of each text counts. */
export function copiesOfShown(secrets: readonly DrawnSecret[]): readonly { readonly secret: DrawnSecret; readonly shown: DrawnSecret }[] {
  const committed = new Map(secrets.filter(({ isShown }) => isShown).map((one) => [one.text, one] as const).reverse());
  return secrets.flatMap((secret) => {
    const shown = secret.isShown ? undefined : committed.get(secret.text);
    return shown ? [{ secret, shown }] : [];
  });
}
