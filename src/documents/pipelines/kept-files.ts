// The files that scripts of a job write secrets to, and what the job keeps: artifacts, caches → secrets that go with them.

import type { Kept } from '../../models/places/pipelines.ts';
import type { Place } from '../../source/file.ts';
import type { ConfigEntry } from '../../syntax/config-document.ts';
import type { ConfigNode } from '../../syntax/config-tree.ts';
import { holds, nodesAt } from '../ways.ts';
import type { PipelineExposure } from './exposure.ts';
import { jobOf, placeIn, type Pipeline, type Script, type Secret } from './pipeline.ts';
import { readsIn } from './read-words.ts';

interface Written extends Secret { readonly path: string; readonly job: string; readonly at: Place }

export function keptExposures(scripts: readonly Script[], pipeline: Pipeline): readonly PipelineExposure[] {
  const { model, file } = pipeline;
  const written = scripts.flatMap((script) => writtenBy(script, pipeline));
  if (written.length === 0) return [];
  return model.keeps.flatMap((kept) => nodesAt(pipeline.root, kept.at, pipeline).flatMap((node): PipelineExposure[] => {
    const { entry } = node;
    if (!entry || !(kept.when ?? []).every((one) => holds(one, node, pipeline))) return [];
    const covers = coveredBy(entry.value, withHidden(kept, node, pipeline));
    const found = written.find((one) => one.job === jobOf(entry, model) && covers(one.path));
    if (!found) return [];
    const at = placeOfPath(entry, found.path, pipeline);
    const ways = [{ at: found.at, says: `${found.name} is written to ${found.path} here` }];
    return [{
      how: 'kept', at, name: found.name, by: found.path, keptAs: kept.as, product: model.product, saysSecret: found.saysSecret,
      hidden: false, ways,
    }];
  })).filter(({ at }) => at.file === file);
}

function writtenBy(script: Script, pipeline: Pipeline): readonly Written[] {
  return script.commands.flatMap(({ words, input, output, file }): Written[] => {
    const path = output === 'file' && file ? plainPath(file.text) : undefined;
    if (path === undefined) return [];
    const given = [...words, ...(input ? [input] : [])];
    return given.flatMap(({ text, start }) => readsIn(text, script, pipeline).map(({ name, saysSecret, ...read }) =>
      ({ name, saysSecret, path, job: script.job, at: placeIn(script.entry, start + read.start, start + read.end, pipeline.file) })));
  });
}

const jobFolder = /^\$(?:\{?GITHUB_WORKSPACE\}?|\{?CI_PROJECT_DIR\}?)\/|^\$\{\{ ?github\.workspace ?\}\}\//;

/** From the folder of the job. What lies in a place that only the shell knows, or is thrown away, is no file of it. */
function plainPath(word: string): string | undefined {
  const path = word.replace(/["']/g, '').replace(jobFolder, '').replace(/^\.\//, '');
  return /[$`]/.test(path) || path.startsWith('/dev/') || path.startsWith('/tmp/') || path === '' ? undefined : path;
}

const everything =
  /^(?:\.|\.\/|\*\*|\*\*\/\*|\.\/\*\*|\*|\$\{\{ ?github\.workspace ?\}\}\/?|\$\(Build\.SourcesDirectory\)|\$\(System\.DefaultWorkingDirectory\))$/;

function coveredBy(paths: string, hidden: boolean): (path: string) => boolean {
  const lines = paths.split('\n').map((line) => line.trim()).filter(Boolean);
  const [left, taken] = [lines.filter((line) => line.startsWith('!')), lines.filter((line) => !line.startsWith('!'))];
  const isLeftOut = (path: string): boolean =>
    (!hidden && path.split('/').some((part) => part.startsWith('.') && part !== '.')) || left.some((line) => isAt(line.slice(1), path));
  const isTaken = (line: string, path: string): boolean => isAt(line, path) || (everything.test(line) && !/^[~/]/.test(path));
  return (path) => !isLeftOut(path) && taken.some((line) => isTaken(line, path));
}

/** The file itself, a folder around it, or a pattern without brackets. */
function isAt(line: string, path: string): boolean {
  const kept = line.replace(/^["']|["']$/g, '').replace(/^\.\//, '').replace(/\/$/, '');
  if (path === kept || path.startsWith(`${kept}/`)) return true;
  if (!kept.includes('*') || kept.length > 200) return false;
  const [first = '', ...rest] = kept.split(/\*+/);
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return rest.at(-1) === '' || path.endsWith(rest.at(-1) ?? '');
}

/** Names that begin with a dot stay out of artifacts, by the version of what uploads them. */
function withHidden({ hiddenFiles, when = [] }: Kept, node: ConfigNode, pipeline: Pipeline): boolean {
  if (!hiddenFiles) return true;
  if (nodesAt(node, hiddenFiles.way, pipeline).some(({ entry }) => entry?.value === 'true')) return true;
  const [uses] = when.slice(0, 1).flatMap(({ way }) => nodesAt(node, way, pipeline)).map(({ entry }) => entry?.value ?? '');
  const [, major, minor] = /@v(\d{1,4})(?:\.(\d{1,4}))?/.exec(uses ?? '') ?? [];
  const [sinceMajor = 0, sinceMinor = 0] = hiddenFiles.since.split('.').map(Number);
  if (major === undefined) return false;
  return Number(major) < sinceMajor || (Number(major) === sinceMajor && minor !== undefined && Number(minor) < sinceMinor);
}

function placeOfPath(entry: ConfigEntry, path: string, { file }: Pipeline): Place {
  const at = entry.value.indexOf(path);
  return at < 0 ? { file, start: entry.start, end: entry.end } : placeIn(entry, at, at + path.length, file);
}
