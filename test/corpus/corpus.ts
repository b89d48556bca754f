// A seed → files of twelve types with valid keys and tokens among look-alikes, and how well the rules tell them apart.
// In each file stands one secret, in a dress that the type allows, and ten look-alikes in plain ones. A finding counts for
// the secret when it touches its dress; every other warning or error is a false report.

import { factsOf } from '../../src/facts/facts-of.ts';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import { startRuleRun } from '../../src/findings/run-rules.ts';
import type { Rule } from '../../src/findings/rule.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import type { SourceFile } from '../../src/source/file.ts';
import { dressed, fileTypes, type FileType } from './dresses.ts';
import { lookAlikeFrom } from './look-alikes.ts';
import { letters, randomFrom, type Random } from './random.ts';
import { secretFrom } from './secrets.ts';

const secretCount = 2000;
const lookAlikesEach = 10;

interface Made { readonly file: SourceFile; readonly what: string; readonly dress: string; readonly start: number; readonly end: number; readonly lookAlikes: readonly { readonly kind: string; readonly start: number; readonly end: number }[] }

export interface Measured {
  readonly secrets: number;
  readonly lookAlikes: number;
  readonly found: number;
  /** By kind and dress. */
  readonly missed: readonly string[];
  readonly false: readonly string[];
}

export function measured(seed: number, rules: readonly Rule[]): Measured {
  const random = randomFrom(seed);
  const made = Array.from({ length: secretCount }, (_, index) => fileFrom(random, index));
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const each of made) {
    const places = findingsIn(each.file, rules).map(({ ruleId, range }) => ({ ruleId, start: range.start.offset, end: range.end.offset }));
    if (!places.some((place) => touches(place, each))) missed.push(`${each.what}, ${each.dress}, in ${each.file.path}`);
    for (const place of places.filter((one) => !touches(one, each)))
      wrong.push(`${place.ruleId} on ${each.lookAlikes.find((one) => touches(place, one))?.kind ?? 'the file'} in ${each.file.path}`);
  }
  return { secrets: made.length, lookAlikes: made.length * lookAlikesEach, found: made.length - missed.length, missed, false: wrong };
}

/** Warnings and errors. Without the long list of words: which key signs a token is another question, and takes time. */
function findingsIn(file: SourceFile, rules: readonly Rule[]): readonly Finding[] {
  if (!mayHoldFacts(Buffer.from(file.text), file.language)) return [];
  const together = startRuleRun(rules, { ...defaultSettings, today: '2026-01-01' }, undefined, { common: false, lists: [] });
  together.add(factsOf(file));
  return [...together.finished(() => undefined)].flatMap(({ findings }) => findings).filter(({ severity }) => severity !== 'info');
}

interface Stretch { readonly start: number; readonly end: number }
const touches = (one: Stretch, other: Stretch): boolean => one.start < other.end && one.end > other.start;

export function fileFrom(random: Random, index: number): Made {
  const type = random.pick(fileTypes);
  const secret = secretFrom(random);
  const { dress, text: written } = dressed(type, nameFrom(random), secret, random);
  const { open, close, entry, path } = frames[type];
  const at = random.number(lookAlikesEach + 1);
  let text = open;
  let [start, end] = [0, 0];
  const lookAlikes: { kind: string; start: number; end: number }[] = [];
  const put = (): void => { start = text.length; text += `${written}\n`; end = text.length - 1; };
  for (let count = 0; count < lookAlikesEach; count++) {
    if (count === at && type !== 'toml') put();
    const one = lookAlikeFrom(random);
    const from = text.length;
    text += `${entry(nameFrom(random), one.text)}\n`;
    lookAlikes.push({ kind: one.kind, start: from, end: text.length - 1 });
  }
  // A table of TOML goes on to the end, so there the secret stands last.
  if (at === lookAlikesEach || type === 'toml') put();
  return { file: sourceFileOf(path(index), text + close), what: secret.kind, dress, start, end, lookAlikes };
}

const nameFrom = (random: Random): string => `${random.pick(['value', 'entry', 'item', 'part', 'field'])}${random.text(letters, 6)}`;

interface Frame { readonly open: string; readonly close: string; readonly path: (index: number) => string; readonly entry: (name: string, text: string) => string }

const double = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;
const inCode = (name: string, text: string): string => `export const ${name} = ${JSON.stringify(text)};`;

const frames: Readonly<Record<FileType, Frame>> = {
  ts: { open: '', close: '', path: (index) => `src/m${index}.ts`, entry: inCode },
  js: { open: '', close: '', path: (index) => `lib/m${index}.js`, entry: inCode },
  vue: { open: '<script lang="ts">\n', close: '</script>\n<template><p>hello</p></template>\n', path: (index) => `src/M${index}.vue`, entry: inCode },
  json: { open: '{\n', close: '"last": true\n}\n', path: (index) => `config/c${index}.json`, entry: (name, text) => `"${name}": ${JSON.stringify(text)},` },
  yaml: { open: '', close: '', path: (index) => `deploy/c${index}.yaml`, entry: (name, text) => `${name}: ${JSON.stringify(text)}` },
  toml: { open: '', close: '', path: (index) => `config/c${index}.toml`, entry: (name, text) => `${name} = ${JSON.stringify(text)}` },
  env: { open: '', close: '', path: () => '.env.production', entry: (name, text) => `${name.toUpperCase()}=${double(text)}` },
  properties: { open: '', close: '', path: (index) => `config/c${index}.properties`, entry: (name, text) => `app.${name}=${text}` },
  tf: { open: 'locals {\n', close: '}\n', path: (index) => `infra/c${index}.tf`, entry: (name, text) => `  ${name} = ${double(text)}` },
  dockerfile: { open: 'FROM node:24-slim\n', close: '', path: () => 'Dockerfile', entry: (name, text) => `ENV ${name.toUpperCase()}=${double(text)}` },
  sh: { open: '#!/bin/sh\n', close: '', path: (index) => `scripts/s${index}.sh`, entry: (name, text) => `${name.toUpperCase()}='${text.replaceAll("'", '')}'` },
  xml: { open: '<configuration>\n', close: '</configuration>\n', path: (index) => `config/c${index}.xml`, entry: (name, text) => `  <${name}>${text.replaceAll('<', '&lt;')}</${name}>` },
};
