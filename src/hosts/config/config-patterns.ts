// Own forms of tokens as a JSON tree → what the schema can't say about them: is the shape one that costs a bounded time, and is
// there a word in it by which most files are cleared?

import { parseShape } from '../../models/secrets/token-shape.ts';
import { itemsOf, memberOf, type JsonNode } from '../../syntax/json-tree.ts';
import type { ConfigProblem } from './config-check.ts';

const shortestWord = 3;
const shortestToken = 12;

export const patternProblems = (node: JsonNode | undefined): ConfigProblem[] =>
  itemsOf(node).flatMap((pattern) => {
    const shape = memberOf(pattern, 'shape');
    const message = shape?.type === 'string' ? faultOf(shape.value as string, memberOf(pattern, 'near') !== undefined) : undefined;
    return shape && message !== undefined ? [{ offset: shape.start, message: `"shape" ${message}` }] : [];
  });

function faultOf(written: string, isNear: boolean): string | undefined {
  const shape = parseShape(written);
  if (!shape)
    return 'takes characters, classes such as [A-Z0-9], and counts such as {32}, {20,40} or ?; no group, no alternative, no open repetition';
  if (shape.length[0] < shortestToken) return `must be at least ${shortestToken} characters long, or ordinary words will match`;
  return shape.word.length < shortestWord && !isNear
    ? `needs ${shortestWord} fixed characters in a row, or "near": a word that stands beside such tokens`
    : undefined;
}
