// Expressions of a workflow that give more than one secret, or a part of one, to what they are written for.

import type { ConfigNode } from '../../syntax/config-tree.ts';
import { nodesAt } from '../ways.ts';
import type { Exposed, PipelineExposure } from './exposure.ts';
import { placeIn, saysSecret, type Pipeline } from './pipeline.ts';

const everySecret = /\btoJSON\(\s*secrets\s*\)/i;
const partOfSecret = /\bfromJSON\(\s*secrets\.([A-Za-z_][\w-]*)\s*\)(?:\.|\[')([A-Za-z_][\w.-]{0,100})/i;

export function givenAway(pipeline: Pipeline): readonly PipelineExposure[] {
  const { root, model } = pipeline;
  const found = model.secrets === 'told' ? nodesAt(root, '**', pipeline).flatMap((node) => inExpressions(node, pipeline)) : [];
  return [...found, ...tracing(pipeline)];
}

function inExpressions(node: ConfigNode, pipeline: Pipeline): readonly PipelineExposure[] {
  const { entry } = node;
  if (entry?.kind !== 'text' || !entry.value.includes('secrets')) return inherited(node, pipeline);
  const every = everySecret.exec(entry.value);
  const part = partOfSecret.exec(entry.value);
  const told = (how: Exposed, name: string, by: string, match: RegExpExecArray): PipelineExposure => ({
    how, name, by, at: placeIn(entry, match.index, match.index + match[0].length, pipeline.file), product: pipeline.model.product,
    saysSecret: true, hidden: false, ways: [],
  });
  return [
    ...(every ? [told('everything', 'all secrets', 'toJSON(secrets)', every)] : []),
    ...(part && saysSecret(part[2]!) ? [told('part', part[2]!, part[1]!, part)] : []),
    ...buildArguments(node, pipeline),
  ];
}

/** `secrets: inherit` for a workflow of another repository. */
function inherited({ parent, entry, segment }: ConfigNode, { file, model }: Pipeline): readonly PipelineExposure[] {
  const uses = parent?.children.get('uses')?.entry?.value ?? '';
  if (segment !== 'secrets' || entry?.value !== 'inherit' || !/^[\w.-]+\/[\w.-]+\/.*\.ya?ml@/.test(uses)) return [];
  return [{
    how: 'passed on', name: 'all secrets', by: uses.split('@')[0]!, at: { file, start: entry.start, end: entry.end }, product: model.product, saysSecret: true,
    hidden: false, ways: [],
  }];
}

const publicArgument = /^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|PUBLIC|EXPO_PUBLIC|GATSBY)_/;

/** `build-args:` of docker/build-push-action: what ends up in the image's history. */
function buildArguments({ segment, entry }: ConfigNode, { file, model }: Pipeline): readonly PipelineExposure[] {
  if (segment !== 'build-args' || !entry) return [];
  return [...entry.value.matchAll(/^[ \t]*([A-Za-z_]\w{0,100})=\$\{\{[^}\n]{0,100}\bsecrets\.(\w{1,100})/gm)].flatMap(([text, name, secret], _index): PipelineExposure[] => {
    const start = entry.value.indexOf(text);
    return saysSecret(secret!) && !publicArgument.test(name!)
      ? [{
        how: 'in an image', name: secret!, by: 'build-args', at: placeIn(entry, start, start + text.length, file), product: model.product, saysSecret: true,
        hidden: false, ways: [],
      }]
      : [];
  });
}

/** `CI_DEBUG_TRACE: "true"`: every command and every variable. */
function tracing(pipeline: Pipeline): readonly PipelineExposure[] {
  const { model, root, file } = pipeline;
  const maps = model.variables.flatMap((name) => nodesAt(root, `**.${name}`, pipeline));
  return (model.traces ?? []).flatMap((name) => maps.flatMap((map) => map.children.get(name.toLowerCase().replaceAll('_', '')) ?? []).flatMap(({ entry }): PipelineExposure[] =>
    entry && /^(?:true|1|yes)$/i.test(entry.value)
      ? [{
        how: 'dumped', name: 'every secret', by: name, at: { file, start: entry.keyStart, end: entry.keyEnd }, product: model.product, saysSecret: true,
        hidden: model.hides, ways: [],
      }]
      : []));
}
