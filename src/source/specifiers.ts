// A specifier → the package it means: `npm:jose@5`, `jsr:@panva/jose`, `https://esm.sh/jose@5.2.0`, `../vendor/jose/index.js`.
// The name, the version where one is written, and what is asked for inside. Leaves alone: plain names, which mean themselves.

import { copyFolders, jsrPackages, packageAddresses } from '../models/places/registries.ts';

export interface PackageSpecifier {
  readonly name: string;
  /** As written, without a leading v: `5`, `^5.2.0`. */
  readonly version?: string;
  /** `jwt` of `hono/jwt`; '' for the package itself. */
  readonly below: string;
}

const longest = 400;
const parts = /^((?:@[\w.-]{1,80}\/)?[\w.-]{1,100})(?:@v?([^/?]{1,60}))?(?:\/([^?#]{0,200}))?(?:[?#].*)?$/;

export function packageIn(specifier: string): PackageSpecifier | undefined {
  if (specifier.length > longest || !specifier.includes(':')) return undefined;
  const isJsr = /^jsr:\/?/.test(specifier);
  const address = isJsr ? /^jsr:\/?/ : packageAddresses.find((one) => one.test(specifier));
  const match = address && parts.exec(specifier.replace(address, ''));
  if (!match) return undefined;
  const [, name = '', written, below = ''] = match;
  const version = written?.split(/[-+]/)[0];
  const own = isJsr ? jsrPackages[name] : name;
  return own === undefined ? undefined : { name: own, below: below.replace(/\/$/, ''), ...(version && /\d/.test(version) && { version }) };
}

/** By the name of a package below a folder for copies: `libs/jsonwebtoken`, `vendor/@hapi/jwt/lib/index.js`, `vendor/jose.min.js`. */
export function copiedPackageIn(path: string, isPackage: (name: string) => boolean): string | undefined {
  const segments = path.slice(0, longest).split('/');
  for (const [index, segment] of segments.entries()) {
    const [first, second] = [segments[index + 1], segments[index + 2]];
    if (!copyFolders.has(segment) || first === undefined) continue;
    const names = first.startsWith('@') && second !== undefined ? [`${first}/${second}`] : [first];
    const found = names.map((name) => name.replace(/@v?\d[\w.]*$/, '').replace(/(?:\.(?:min|umd|esm|bundle))*\.[cm]?js$/, '')).find(isPackage);
    if (found !== undefined) return found;
  }
  return undefined;
}
