// The fixtures, and a folder that the user names → texts to mutate, by format. Keys and tokens of fixtures are made at load
// time (test/support/fixture-placeholders.ts); all of it is invented. Leaves alone: what is too large to be changed thousands of times.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { languageOf } from '../../src/source/language.ts';
import { casesOf, isCaretLine } from '../../test/support/fixture-file.ts';

export interface TextFile { readonly path: string; readonly text: string }
/** The first file is the one that is mutated most; the others stand beside it. */
export interface Seed {
  readonly name: string;
  readonly format: Format;
  readonly files: readonly TextFile[];
  /** Stands behind the text once that is mutated. */
  readonly tail?: string;
}

export const formats = ['ts', 'tsx', 'js', 'markup', 'env', 'json', 'yaml', 'toml', 'properties', 'dockerfile', 'hcl', 'nginx', 'xml', 'lock', 'text'] as const;
export type Format = (typeof formats)[number];

export type Seeds = Readonly<Record<Format, readonly Seed[]>>;

export function formatOf(path: string): Format {
  const language = languageOf(path) ?? 'text';
  return language === 'jsx' ? 'tsx' : language === 'dts' ? 'ts' : language;
}

/** Larger texts cost more than they find. */
const LARGEST_SEED = 16_000;
/** Of a corpus: suites have tens of thousands of files. */
const MOST_OF_CORPUS = 60_000;

export function seedsIn(corpus?: string): Seeds {
  const all = [...fixtures(), ...rare(), ...(corpus === undefined ? [] : corpusIn(corpus))];
  return Object.fromEntries(formats.map((format) => [format, all.filter((seed) => seed.format === format)])) as unknown as Seeds;
}

/** Each file of a case is a seed of its own, with the others beside it. */
function fixtures(): Seed[] {
  return casesOf().flatMap(({ name, files }) => {
    const texts = files.map(({ file }) => ({ path: file.path, text: withoutClaims(file.text) }));
    return texts.filter(({ text }) => text.length <= LARGEST_SEED).map((main) => (
      { name: `${name}:${main.path}`, format: formatOf(main.path), files: [main, ...texts.filter((other) => other !== main)] }));
  });
}

const withoutClaims = (text: string): string => text.split('\n').filter((line) => !isCaretLine(line)).join('\n');

function corpusIn(folder: string): Seed[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size <= LARGEST_SEED)
    .sort()
    .slice(0, MOST_OF_CORPUS)
    .map((path) => {
      const name = relative(folder, path).split(sep).join('/');
      const format = formatOf(name);
      return { name: `corpus:${name}`, format, files: [{ path: name, text: readFileSync(path, 'utf8') }], tail: wordsFor[format] ?? '' };
    });
}

/** For texts of a suite of syntax, which the gate would clear otherwise: they hold no keys. */
const inCode = "\n/* require('jsonwebtoken') */\n";
const inSettings = '\n# JWT_SECRET: made-up\n';
const wordsFor: Partial<Readonly<Record<Format, string>>> = {
  ts: inCode, tsx: inCode, js: inCode, markup: inCode, yaml: inSettings, toml: inSettings, json: '\n// "jwtSecret": "made-up"\n',
};

const one = (path: string, text: string): Seed => ({ name: `rare:${path}`, format: formatOf(path), files: [{ path, text }] });

/** What fixtures show once or not at all. */
function rare(): Seed[] {
  const call = "import jwt from 'jsonwebtoken';\nexport const who = (token) => jwt.verify(token, 'made-up-key-for-fuzzing', { algorithms: ['HS256', 'none'] });\n";
  return [
    one('src/Page.vue', `<template><p :title="a > b ? '{{' : x">{{ who }}</p></template>\n<script setup lang="ts">\n${call}</script>\n<script>\nexport default { name: 'x' };\n</script>\n<style>p { color: red }</style>\n`),
    one('src/Page.svelte', `<script context="module">\n${call}</script>\n<script lang="ts">\nlet key = 'made-up';\n</script>\n{#if a}<p on:click={() => who(a)}>{key}</p>{:else}<!-- c -->{/if}\n`),
    one('src/index.html', `<!doctype html>\n<html><head><script type="module">\n${call}</script><script src="x.js"></script><script type="application/json">{"jwtSecret":"x"}</script></head><body><!-- <script> --><p onclick="f('</script>')">x</p></body></html>\n`),
    one('src/pages/index.astro', `---\n${call}const key = 'made-up';\n---\n<p>{key}</p>\n<script>\nlocalStorage.setItem('token', key);\n</script>\n`),
    one('wrangler.toml', 'name = "x"\n# c\n[vars]\nJWT_SECRET = "made-up-key"\nSESSION_SECRET = \'\'\'literal\'\'\'\nMULTI = """\nline\\\n  more"""\n[[services]]\nname = "a"\n[env.production]\nvars = { JWT_SECRET = "x", n = [1, 2.5e3, 1979-05-27T07:32:00Z] }\na.b."c d" = true\n'),
    one('config/app.toml', 'jwt.secret = "made-up"\n[jwt]\nexpiry = "100y"\nalgorithms = [ "none", "HS256", ]\n[session]\nsecret = "x\\u0041\\U0001F600"\n'),
    one('config.yaml', '%YAML 1.2\n---\nbase: &base\n  jwt_secret: made-up-key\n  list: [a, *base, {b: c}]\nprod:\n  <<: *base\n  ? complex\n  : value\n  text: |-\n    JWT_SECRET=x\n  folded: >+2\n      more\n\n  tag: !!binary aGVsbG8=\n  "quoted\\n": \'it\'\'s\'\n...\n---\nsecond: document # c\n'),
    one('deploy/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Values.name }}\nstringData:\n  JWT_SECRET: {{ .Values.secret | default "made-up" | quote }}\n{{- if .Values.x }}\ndata:\n  SESSION_SECRET: bWFkZS11cA==\n{{- end }}\n'),
    one('.env', "export JWT_SECRET='made-up'\nSESSION_SECRET=\"a${JWT_SECRET:-b}c\" # c\nPRIVATE_KEY=\"-----BEGIN PRIVATE KEY-----\\nMIIB\\n-----END PRIVATE KEY-----\"\nMULTI=\"a\nb\"\nEMPTY=\n  SPACED = x\nJWT_SECRET: y\n"),
    one('package.json', '{ "name": "made-up", "version": "1.0.0", "dependencies": { "jsonwebtoken": "^8.5.1", "jose": "*" }, "jwtlint": { "preset": "all" }, "scripts": { "start": "node x --jwt-secret=made-up" } }\n'),
    one('package-lock.json', '{ "name": "x", "lockfileVersion": 3, "packages": { "": { "dependencies": { "jsonwebtoken": "^8.5.1" } }, "node_modules/jsonwebtoken": { "version": "8.5.1", "integrity": "sha512-x" } } }\n'),
    one('yarn.lock', '# yarn lockfile v1\n\n"jsonwebtoken@^8.5.1", jsonwebtoken@8:\n  version "8.5.1"\n  resolved "https://example.test/x"\n  dependencies:\n    jws "^3.2.2"\n'),
    one('pnpm-lock.yaml', "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      jsonwebtoken:\n        specifier: ^8.5.1\n        version: 8.5.1\npackages:\n  jsonwebtoken@8.5.1:\n    resolution: {integrity: sha512-x}\n"),
    one('bun.lock', '{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "jsonwebtoken": "^8.5.1" } } }, "packages": { "jsonwebtoken": ["jsonwebtoken@8.5.1", "", {}, "sha512-x"], } }\n'),
    one('notes.md', '# Keys\n\n```env\nJWT_SECRET=made-up\n```\n-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAK\n-----END RSA PRIVATE KEY-----\n'),
    one('Dockerfile', 'FROM node:22\nARG JWT_SECRET=made-up\nENV JWT_SECRET=${JWT_SECRET:-x} \\\n  SESSION_SECRET="y z"\nRUN echo $JWT_SECRET\n'),
  ];
}
