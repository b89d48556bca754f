// The text of a configuration and an acceptance → the text with it as the first entry of "allow". Comments and order stay.

import { entriesOf, itemsOf, memberOf, parseJsonTree } from '../../syntax/json-tree.ts';
import type { Allowed } from '../../findings/options.ts';

/** Undefined when the text is no object. `isManifest`: the configuration is the value of its key `jwtlint`. */
export function withAcceptance(text: string, entry: Allowed, isManifest: boolean): string | undefined {
  const tree = parseJsonTree(text);
  if (!tree.ok) return undefined;
  const root = isManifest ? memberOf(tree.root, 'jwtlint') : tree.root;
  if (root?.type !== 'object') return undefined;
  const pad = isManifest ? '    ' : '  ';
  const allow = memberOf(root, 'allow');
  if (allow?.type === 'array')
    return inserted(text, allow.start + 1, `\n${pad}  ${written(entry)}${itemsOf(allow).length > 0 ? ',' : `\n${pad}`}`);
  return inserted(text, root.start + 1, `\n${pad}"allow": [\n${pad}  ${written(entry)}\n${pad}]${entriesOf(root).length > 0 ? ',' : '\n'}`);
}

const written = (entry: Allowed): string => `{ ${Object.entries(entry).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(', ')} }`;

const inserted = (text: string, at: number, added: string): string =>
  text.slice(0, at) + (text.includes('\r\n') ? added.replaceAll('\n', '\r\n') : added) + text.slice(at);
