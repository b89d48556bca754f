// A file of a pipeline → its scripts with their commands, and what is a secret in them.

import { bearerWords, otherTokens } from '../../models/uses/disclosures.ts';
import { jobTokens, pipelineKeys, type PipelineModel } from '../../models/places/pipelines.ts';
import { neutralTails, publicWords } from '../../models/secrets/secret-names.ts';
import { nameSays, wordsOf } from '../../secrets/words/names.ts';
import type { Place, SourceFile } from '../../source/file.ts';
import type { ConfigEntry } from '../../syntax/config-document.ts';
import type { ConfigNode } from '../../syntax/config-tree.ts';
import { shellCommands, type ShellCommand } from '../../syntax/shell.ts';
import { nodesAt, type Walk } from '../ways.ts';

export interface Pipeline extends Walk {
  readonly file: SourceFile;
  readonly model: PipelineModel;
  readonly root: ConfigNode;
  /** Names of variables that the file says are secrets. */
  readonly told: ReadonlySet<string>;
}

export interface Script {
  readonly entry: ConfigEntry;
  readonly node: ConfigNode;
  /** Its job, by the outermost names of its path. */
  readonly job: string;
  readonly commands: readonly ShellCommand[];
  readonly variables: ReadonlyMap<string, ConfigEntry>;
}

export function pipelineOf(file: SourceFile, model: PipelineModel, root: ConfigNode): Pipeline {
  const walk: Walk = { steps: MAX_STEPS };
  const told = (model.secretsAt ?? []).flatMap((way) => nodesAt(root, way, walk)).map(({ segment }) => String(segment));
  return { ...walk, file, model, root, told: new Set(told) };
}

const MAX_STEPS = 400_000;

export function scriptsOf(pipeline: Pipeline): readonly Script[] {
  const nodes = new Set(pipeline.model.scripts.flatMap((way) => nodesAt(pipeline.root, way, pipeline)));
  return [...nodes].flatMap((node): Script[] => {
    const { entry } = node;
    if (entry?.kind !== 'text') return [];
    const job = jobOf(entry, pipeline.model);
    return [{ entry, node, job, commands: shellCommands(entry.value), variables: variablesAt(node, pipeline) }];
  });
}

export const jobOf = ({ path }: ConfigEntry, { jobDepth }: PipelineModel): string => path.slice(0, jobDepth).join('\0');

/** The nearest of each name wins. */
export function variablesAt(node: ConfigNode, { model }: Pipeline): ReadonlyMap<string, ConfigEntry> {
  const found = new Map<string, ConfigEntry>();
  for (let at: ConfigNode | undefined = node.parent; at; at = at.parent)
    for (const name of model.variables)
      for (const { segment, entry } of at.children.get(name)?.children.values() ?? [])
        if (entry && !found.has(String(segment))) found.set(String(segment), entry);
  return found;
}

// ---- what is a secret ----

export interface Secret { readonly name: string; readonly saysSecret: boolean }

/** `secrets.X`, `secrets['X']`, whatever they are handed through; a comparison with it is no secret. */
const secretRead = /\bsecrets(?:\.([A-Za-z_][\w-]*)|\[\s*'([^']{1,100})'\s*\])/;
const asksOnly = /[=!]=|[<>]|\b(?:contains|startsWith|endsWith|hashFiles)\(/;

/** What is between `${{` and `}}`. */
export function secretOfExpression(inner: string): Secret | undefined {
  const match = secretRead.exec(asksOnly.test(inner) || /\bsecrets\b[^&|]*&&/.test(inner) ? (/&&([^]*)/.exec(inner)?.[1] ?? '') : inner);
  const name = match?.[1] ?? match?.[2] ?? (/\bgithub\.token\b/.test(inner) ? 'github.token' : undefined);
  return name === undefined ? undefined : { name, saysSecret: saysSecret(name) };
}

const expression = /\$\{\{([^]{0,2000}?)\}\}/g;

/** All secrets that a text reads by expressions. */
export const secretsTold = (text: string): readonly Secret[] =>
  [...text.matchAll(expression)].flatMap(([, inner = '']) => secretOfExpression(inner) ?? []);

/** A variable that scripts see under this name. */
export function secretOfVariable(name: string, variables: ReadonlyMap<string, ConfigEntry>, { model, told }: Pipeline): Secret | undefined {
  const bound = variables.get(name);
  if (bound) {
    const [secret] = secretsTold(bound.value);
    if (secret) return secret;
    const macro = /^\$\(?([A-Za-z_][\w.]*)\)?$/.exec(bound.value)?.[1];
    const isFilledIn = macro !== undefined && macro !== name && model.secrets === 'named' && saysSecret(macro);
    return isFilledIn ? { name: macro, saysSecret: true } : undefined;
  }
  if (model.secrets === 'told') return undefined;
  return told.has(name) || jobTokens.test(name) || saysSecret(name) ? { name, saysSecret: true } : undefined;
}

/** Among the secrets of a pipeline `X_TOKEN` and `X_KEY` open something, too. */
export function saysSecret(name: string): boolean {
  if (nameSays([name]) !== undefined) return true;
  const words = wordsOf(name);
  const last = words.findLast((word) => !neutralTails.has(word) && !/^\d+$/.test(word)) ?? '';
  const isOther = (word: string): boolean => publicWords.has(word) || (otherTokens.has(word) && last === 'token' && !bearerWords.has(word));
  return pipelineKeys.has(last) && !words.some(isOther);
}

// ---- places ----

/** Where a stretch of a script stands in the file: block scalars have lost their indentation, what is folded or escaped has no places. */
export function placeIn(entry: ConfigEntry, start: number, end: number, file: SourceFile): Place {
  const source = file.text.slice(entry.start, entry.end);
  const [from, to] = [offsetIn(source, entry.value, start), offsetIn(source, entry.value, end)];
  return from === undefined || to === undefined || to <= from
    ? { file, start: entry.start, end: entry.end }
    : { file, start: entry.start + from, end: entry.start + to };
}

function offsetIn(source: string, value: string, offset: number): number | undefined {
  if (source === value) return offset;
  const before = value.slice(0, offset);
  const line = before.split('\n').length - 1;
  const column = before.length - (before.lastIndexOf('\n') + 1);
  let at = 0;
  for (let left = line; left > 0; left--) {
    at = source.indexOf('\n', at) + 1;
    if (at === 0) return undefined;
  }
  const written = lineAt(source, at);
  const read = lineAt(value, before.length - column);
  return written.endsWith(read) ? at + written.length - read.length + column : undefined;
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end).replace(/\r$/, '');
}
