// Own models as a JSON tree → what the schema can't say about them: are the texts of calls readable, does a file have a
// path that the project's imports can lead to? And the models themselves, once all is well.

import { didYouMean } from '../../findings/nearest.ts';
import { hiddenInProse, masked } from '../../findings/ordinary.ts';
import { positionalRoles, type LibraryModel } from '../../models/model.ts';
import { callFault } from '../../models/signature.ts';
import { dataOf, itemsOf, memberOf, type JsonNode } from '../../syntax/json-tree.ts';
import type { ConfigProblem } from './config-check.ts';

export const modelsIn = (node: JsonNode | undefined): readonly LibraryModel[] =>
  itemsOf(node).map((model) => dataOf(model) as LibraryModel);

export const modelProblems = (node: JsonNode | undefined): ConfigProblem[] =>
  itemsOf(node).flatMap((model) => [...packageProblems(memberOf(model, 'package')), ...callProblems(model)]);

function packageProblems(node: JsonNode | undefined): ConfigProblem[] {
  const name = textOf(node);
  if (node === undefined || name === undefined || !/^\.\.?\/|^\/|\\/.test(name) || (name.startsWith('./') && !name.includes('/../')))
    return [];
  return [{ offset: node.start, message: '"package" of a file starts with "./", seen from the folder of this configuration' }];
}

const tables = ['operations', 'keys', 'secretUses', 'signatures', 'guards'] as const;

function callProblems(model: JsonNode): ConfigProblem[] {
  const rows = tables.flatMap((table) => itemsOf(memberOf(model, table)));
  const calls = [
    ...rows.flatMap((row) => [memberOf(row, 'call'), ...itemsOf(memberOf(row, 'chain'))]),
    ...itemsOf(memberOf(model, 'passes')),
  ];
  return calls.flatMap(faultOf);
}

function faultOf(node: JsonNode | undefined): ConfigProblem[] {
  const call = textOf(node);
  const fault = call === undefined ? undefined : callFault(call);
  if (node === undefined || fault === undefined) return [];
  const word = /^'([^']+)\??' is not/.exec(fault)?.[1];
  const said = word === undefined ? fault : fault.replaceAll(word, shown(word));
  return [{ offset: node.start, message: `"${shown(call!)}" ${said}${word === undefined ? '' : didYouMean(word, positionalRoles)}` }];
}

/** A call is told but for what is no ordinary word: a configuration, too, may hold a secret in the wrong place. */
const shown = (text: string): string => masked(text, hiddenInProse(text));

const textOf = (node: JsonNode | undefined): string | undefined => (node?.type === 'string' ? node.value as string : undefined);
