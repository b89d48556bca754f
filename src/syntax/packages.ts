// The parsers of others, each loaded when the first text needs it: a run in which nothing passes the gate never pays for one.
// Yarn's Plug'n'Play refuses to require an ES module, so there they are imported ahead, by whoever can wait for that.

import { createRequire } from 'node:module';
import { versions } from 'node:process';

interface Packages {
  'oxc-parser': typeof import('oxc-parser');
  'toml-eslint-parser': typeof import('toml-eslint-parser');
  htmlparser2: typeof import('htmlparser2');
  yaml: typeof import('yaml');
  'jsonc-parser': typeof import('jsonc-parser');
}

const require = createRequire(import.meta.url);
const known = new Map<keyof Packages, unknown>();

export function packageNamed<Name extends keyof Packages>(name: Name): Packages[Name] {
  if (!known.has(name)) known.set(name, require(name));
  return known.get(name) as Packages[Name];
}

/** The file that its name leads to. */
export const placeOfPackage = (name: keyof Packages): string => require.resolve(name);

/** Before the first text is read. Does nothing where a package can be required when it is needed. */
export async function packagesAhead(): Promise<void> {
  if (!('pnp' in versions)) return;
  known.set('oxc-parser', await import('oxc-parser'));
  known.set('toml-eslint-parser', await import('toml-eslint-parser'));
  known.set('htmlparser2', await import('htmlparser2'));
}
