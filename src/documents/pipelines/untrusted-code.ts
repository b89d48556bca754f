// Workflows of GitHub that check out the code of a stranger in a run that has secrets → what that code can take.
// The events that give secrets to pull requests of strangers run on the base branch, so that they are safe as long as nothing of the
// stranger is checked out and run.

import { guards, runsCode, strangersCode, strangersCommand, strangersEvents } from '../../models/places/pipelines.ts';
import type { Place } from '../../source/file.ts';
import { placeOfNode, type ConfigNode } from '../../syntax/config-tree.ts';
import { nodesAt } from '../ways.ts';
import type { PipelineExposure } from './exposure.ts';
import { secretsTold, type Pipeline } from './pipeline.ts';

interface Text { readonly text: string; readonly at: Place }

export function untrustedCode(pipeline: Pipeline): readonly PipelineExposure[] {
  const trigger = eventOf(pipeline);
  if (!trigger) return [];
  const jobs = nodesAt(pipeline.root, 'jobs.*', pipeline);
  const guarded = guardedJobs(jobs);
  return jobs.flatMap((job) => ofJob(job, guarded.has(String(job.segment)), trigger, pipeline));
}

/** `on: pull_request_target`, in a list, or with its settings below. */
function eventOf(pipeline: Pipeline): { readonly name: string; readonly at: Place } | undefined {
  const { root, file } = pipeline;
  const on = root.children.get('on') ?? root.children.get('true');
  for (const node of on ? [on, ...on.children.values()] : []) {
    const isName = node === on || typeof node.segment === 'number';
    const name = isName ? (node.entry?.value ?? '') : node.segment;
    const at = node.entry ?? placeOfNode(node, file.text);
    if (strangersEvents.has(name) && at) return { name, at: { file, start: at.start, end: at.end } };
  }
  return undefined;
}

function ofJob(job: ConfigNode, isGuarded: boolean, trigger: { name: string; at: Place }, pipeline: Pipeline): readonly PipelineExposure[] {
  const steps = [...(job.children.get('steps')?.children.values() ?? [])];
  const index = steps.findIndex((step) => checkoutOf(step, pipeline) !== undefined);
  const checkout = index < 0 ? undefined : checkoutOf(steps[index]!, pipeline);
  const secret = checkout && secretAtHand(job, pipeline);
  if (!checkout || !secret) return [];
  const after = steps.slice(index);
  const isRun = after.some((step) => runsCode.test(textOf(step, 'run')) || textOf(step, 'uses').startsWith('./'));
  const isStepGuarded = guards.test(textOf(steps[index]!, 'if'));
  return [{
    how: 'untrusted', at: checkout.at, name: secret.name, by: trigger.name, product: pipeline.model.product,
    saysSecret: true, hidden: false, ...((isGuarded || isStepGuarded || !isRun) && { guarded: true as const }),
    ways: [
      { at: trigger.at, says: `${trigger.name} runs with the secrets of the repository, whoever opened the pull request` },
      ...(secret.at ? [{ at: secret.at, says: `${secret.name} is at hand in the same job` }] : []),
    ],
  }];
}

function checkoutOf(step: ConfigNode, pipeline: Pipeline): Text | undefined {
  const run = entryOf(step, 'run');
  if (run && strangersCommand.test(run.value)) return placed(step, 'run', strangersCommand, pipeline);
  if (!/^actions\/checkout@/.test(textOf(step, 'uses'))) return undefined;
  const given = step.children.get('with');
  for (const name of ['ref', 'repository'])
    if (given && strangersCode.test(textOf(given, name))) return placed(given, name, strangersCode, pipeline);
  return undefined;
}

function placed(node: ConfigNode, name: string, form: RegExp, { file }: Pipeline): Text | undefined {
  const entry = entryOf(node, name);
  if (!entry) return undefined;
  const match = form.exec(file.text.slice(entry.start, entry.end));
  const start = entry.start + (match?.index ?? 0);
  return { text: entry.value, at: { file, start, end: match ? start + match[0].length : entry.end } };
}

const entryOf = (node: ConfigNode, name: string) => node.children.get(name)?.entry;
const textOf = (node: ConfigNode, name: string): string => entryOf(node, name)?.value ?? '';

// ---- what stands before it ----

/** With a condition that lets only known people through, or an environment that may ask for a review; and those that wait for one. */
function guardedJobs(jobs: readonly ConfigNode[]): ReadonlySet<string> {
  const found = new Set(jobs.filter((job) => guards.test(textOf(job, 'if')) || job.children.has('environment') || checksFirst(job))
    .map(({ segment }) => String(segment)));
  // As often as jobs can wait for each other.
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const job of jobs) if (needsOf(job).some((need) => found.has(need))) found.add(String(job.segment));
  }
  return found;
}

function needsOf(job: ConfigNode): readonly string[] {
  const needs = job.children.get('needs');
  return needs ? [needs, ...needs.children.values()].flatMap(({ entry }) => (entry ? [entry.value] : [])) : [];
}

/** A step that fails for those who may not. */
const checksFirst = (job: ConfigNode): boolean =>
  [...(job.children.get('steps')?.children.values() ?? [])].some((step) =>
    guards.test(`${textOf(step, 'uses')} ${textOf(step, 'name')}`) || (guards.test(textOf(step, 'if')) && /\bexit 1/.test(textOf(step, 'run'))));

// ---- what can be taken ----

/** A secret that the job reads, or a token of its own that may write. */
function secretAtHand(job: ConfigNode, pipeline: Pipeline): { readonly name: string; readonly at?: Place } | undefined {
  const { file, root } = pipeline;
  const around = root.children.get('env');
  const read = [...(around ? nodesAt(around, '**', pipeline) : []), ...nodesAt(job, '**', pipeline)]
    .flatMap(({ entry }) => (entry ? [entry] : []))
    .flatMap(({ value, keyStart, keyEnd }) => secretsTold(value).map(({ name }) => ({ name, at: { file, start: keyStart, end: keyEnd } })))
    .sort((one, other) => one.at.start - other.at.start);
  const secret = read.find(({ name }) => !isOwnToken(name));
  if (secret) return secret;
  const permissions = job.children.get('permissions') ?? root.children.get('permissions');
  const given = permissions ? [permissions, ...permissions.children.values()] : [];
  const write = given.find(({ entry }) => entry !== undefined && /^write(?:-all)?$/.test(entry.value));
  if (write?.entry) {
    const name = String(write.segment) === 'id-token' ? 'an OIDC token' : 'GITHUB_TOKEN';
    return { name, at: { file, start: write.entry.keyStart, end: write.entry.keyEnd } };
  }
  return permissions ? undefined : read[0];
}

const isOwnToken = (name: string): boolean => name === 'GITHUB_TOKEN' || name === 'github.token';
