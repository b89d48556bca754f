// A package name → the versions of it that tests can ask: those of test/installed, which the global set-up fetches, so that whoever
// only uses or demonstrates the checkout does not wait for them. An alias there (`"jose-4": "npm:jose@4.15.9"`) stands for the package it names.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isBelow } from '../src/values/versions.ts';

export interface Installed {
  readonly name: string;
  readonly version: string;
  /** The module behind a specifier of the package, e.g. `jose/jwt/verify`; the package itself when none is given. */
  load(specifier?: string): any;
  /** The text of one of its files. */
  read(path: string): string;
}

interface Manifest { readonly dependencies: Readonly<Record<string, string>> }

const here = new URL('.', import.meta.url);
const modules = new URL('installed/node_modules/', here);
const { dependencies } = JSON.parse(readFileSync(new URL('installed/package.json', here), 'utf8')) as Manifest;

const all: readonly Installed[] = Object.entries(dependencies)
  .map(([alias, range]) => installed(alias, /^npm:(.+)@[^@]+$/.exec(range)?.[1] ?? alias));

/** Oldest first. What Node has by itself is there in one version, its own. */
export function installedOf(name: string): readonly Installed[] {
  if (name.startsWith('node:') || name === 'global:') return [builtIn(name)];
  return all.filter((one) => one.name === name).sort((a, b) => (isBelow(a.version, b.version) ? -1 : 1));
}

export function newestOf(name: string): Installed {
  const newest = installedOf(name).at(-1);
  if (!newest) throw new Error(`${name} is not installed for tests`);
  return newest;
}

interface Range { readonly from?: string | undefined; readonly below?: string | undefined }

export const isInRange = ({ version }: Installed, { from, below }: Range): boolean =>
  !(from !== undefined && isBelow(version, from)) && !(below !== undefined && !isBelow(version, below));

function installed(alias: string, name: string): Installed {
  const require = createRequire(new URL('manifest.js', modules));
  const { version } = JSON.parse(readFileSync(new URL(`${alias}/package.json`, modules), 'utf8')) as { version: string };
  return {
    name, version,
    load: (specifier = name) => require(isOf(name, specifier) ? alias + specifier.slice(name.length) : specifier),
    read: (path) => readFileSync(new URL(`${alias}/${path}`, modules), 'utf8'),
  };
}

const isOf = (name: string, specifier: string): boolean => specifier === name || specifier.startsWith(`${name}/`);

function builtIn(name: string): Installed {
  const require = createRequire(import.meta.url);
  const load = (specifier = name): unknown => (name === 'global:' ? globalThis : require(specifier));
  return { name, version: process.versions.node, load, read: () => '' };
}
