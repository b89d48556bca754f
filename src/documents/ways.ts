// Ways of the models → the nodes of a document that stand at their ends, and whether a condition of a model holds there.

import type { Condition, Way } from '../models/platforms/platform.ts';
import type { ConfigEntry } from '../syntax/config-document.ts';
import { isItem, plainName, type ConfigNode } from '../syntax/config-tree.ts';
import { mentionsReference } from '../values/references.ts';

export interface Walk {
  /** Looks at nodes that are left. */
  steps: number;
}

/** A look at a node costs one; a gateway of a thousand routes takes some hundred thousand. */
export const MAX_STEPS = 4_000_000;

export function holds({ way, is, absent }: Condition, node: ConfigNode, walk: Walk, mayBeUnknown = false): boolean {
  const found = nodesAt(node, way, walk);
  if (absent) return found.length === 0;
  if (!is) return found.some(({ entry, children }) => children.size > 0 || (entry !== undefined && entry.kind !== 'null' && entry.value !== ''));
  return found.some(({ entry }) => entry !== undefined && (isUnknown(entry) ? mayBeUnknown : is.test(entry.value)));
}

export const isUnknown = ({ unknown, value }: ConfigEntry): boolean => unknown === true || mentionsReference(value);

const steps = new Map<Way, readonly string[]>();

/** The steps of a way. Names lie under what counts of them, items under their positions. */
function stepsOf(way: Way): readonly string[] {
  const known = steps.get(way);
  if (known) return known;
  const made = way === '' ? [] : way.split('.').map((step) => (/^(?:\*|\*\*|\[\]|\^|\/)$/.test(step) ? step : plainName(step)));
  steps.set(way, made);
  return made;
}

export function nodesAt(start: ConfigNode, way: Way, walk: Walk): readonly ConfigNode[] {
  let nodes: ReadonlySet<ConfigNode> = new Set([start]);
  for (const step of stepsOf(way)) {
    const next = new Set<ConfigNode>();
    for (const node of nodes) addStep(node, step, next, walk);
    if (next.size === 0) return [];
    nodes = next;
  }
  return [...nodes];
}

function addStep(node: ConfigNode, step: string, found: Set<ConfigNode>, walk: Walk): void {
  if (walk.steps-- <= 0) return;
  if (step === '**') return addAllBelow(node, found, walk);
  if (step === '^') { if (node.parent) found.add(node.parent); return; }
  if (step === '/') { found.add(rootOf(node)); return; }
  if (step !== '*' && step !== '[]') {
    const child = node.children.get(step);
    if (child) found.add(child);
    return;
  }
  for (const child of node.children.values()) {
    walk.steps--;
    if (isItem(child) === (step === '[]')) found.add(child);
  }
}

function rootOf(node: ConfigNode): ConfigNode {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}

function addAllBelow(node: ConfigNode, found: Set<ConfigNode>, walk: Walk): void {
  const open = [node];
  for (let next = open.pop(); next && walk.steps-- > 0; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const child of next.children.values()) open.push(child);
  }
}
