// The file of a pipeline → how it gives secrets away.

import { pipelineModels } from '../../models/places/pipelines.ts';
import type { SourceFile } from '../../source/file.ts';
import type { ConfigDocument } from '../../syntax/config-document.ts';
import { configTrees } from '../../syntax/config-tree.ts';
import type { PipelineExposure } from './exposure.ts';
import { givenAway } from './given-away.ts';
import { keptExposures } from './kept-files.ts';
import { pipelineOf, scriptsOf } from './pipeline.ts';
import { scriptExposures } from './script-exposures.ts';
import { untrustedCode } from './untrusted-code.ts';

export function pipelineExposuresOf(file: SourceFile, document: ConfigDocument, left: string[]): readonly PipelineExposure[] {
  const model = pipelineModels.find(({ path }) => path.test(file.path));
  const [root] = model ? configTrees(document) : [];
  if (!model || !root) return [];
  const pipeline = pipelineOf(file, model, root);
  const scripts = scriptsOf(pipeline);
  const found = [
    ...scripts.flatMap((script) => scriptExposures(script, pipeline)), ...keptExposures(scripts, pipeline), ...givenAway(pipeline),
    ...(model.secrets === 'told' ? untrustedCode(pipeline) : []),
  ];
  if (pipeline.steps <= 0) left.push('A pipeline with more steps than are looked at.');
  // Anchors repeat a script.
  return [...new Map(found.map((one) => [`${one.how} ${one.name} ${String(one.at.start)}`, one])).values()];
}
