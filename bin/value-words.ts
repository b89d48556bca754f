// A value → what is known of it, in words that hold no secret: texts are told only where they are ordinary words.

import { isHeaderOrAlgorithm, isOrdinaryName } from '../src/findings/ordinary.ts';
import { linesOf } from '../src/source/lines.ts';
import type { Value } from '../src/values/value.ts';

const most = 8;
const deepest = 4;

export function valueWords(value: Value, depth = 0): string {
  if (depth > deepest) return '…';
  const inner = (all: readonly Value[], between: string): string =>
    all.slice(0, most).map((one) => valueWords(one, depth + 1)).join(between) + (all.length > most ? `${between}…` : '');
  switch (value.kind) {
    case 'text': return isOrdinaryName(value.text) || isHeaderOrAlgorithm(value.text) ? `'${value.text}'` : `a text, written at ${placeWords(value)}`;
    case 'plain': return typeof value.value === 'number' || value.value === null || typeof value.value === 'boolean' || value.value === undefined ? String(value.value) : `a ${typeof value.value}`;
    case 'list': return `[${inner(value.items, ', ')}]${value.whole ? '' : ', and more that could not be followed'}`;
    case 'object': return `an object with ${[...value.properties.keys()].filter(isOrdinaryName).slice(0, most).join(', ') || 'members'}${value.whole ? '' : ', and more that could not be followed'}`;
    case 'env': return `the environment variable ${isOrdinaryName(value.name) ? value.name : 'at ' + placeWords(value)}`;
    case 'choice': return inner(value.alternatives, ` ${value.how === 'assigned' || value.how === 'default' ? 'or' : value.how} `);
    case 'template': return `a text made of ${inner(value.parts, ' and ')}`;
    case 'wrapped': return `${value.by} of ${valueWords(value.of, depth + 1)}`;
    case 'imported': return `imported from another module, which was not followed further (${placeWords(value)})`;
    case 'parameter': return `the parameter at ${placeWords(value)}: its callers decide`;
    case 'result': return `what a call at ${placeWords(value)} gives back`;
    case 'function': case 'class': return `a ${value.kind} at ${placeWords(value)}`;
    case 'instance': return `an object of a class of another module (${placeWords(value)})`;
    case 'unknown': return `not known: here the trail ends, at ${placeWords(value)}`;
  }
}

const placeWords = ({ at: { file, start } }: Value): string => `${file.path}:${String(linesOf(file.text).positionAt(start).line)}`;
