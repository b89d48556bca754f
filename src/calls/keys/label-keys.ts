// HMACs whose key is a label and whose data is the secret: `createHmac('sha256', 'WebAppData').update(botToken)` derives a key, as
// HKDF does with its salt and info. Whoever reads the label still lacks the secret. A password is not hidden by a key in the code.

import { derivedFrom } from '../../models/secrets/secret-names.ts';
import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { originsOf, nameOfLeaf } from '../../values/origins.ts';
import { lastName, unwrapped } from '../../values/plain-nodes.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { signingsIn } from '../hand-rolled/hand-rolled.ts';
import type { KeyUse } from '../jwt-call.ts';

export function withoutLabels(uses: readonly KeyUse[], context: CodeContext, modules: readonly string[]): readonly KeyUse[] {
  if (!uses.some(isWritten)) return uses;
  const labels = signingsIn(context, modules)
    .filter(({ row, key, data }) => row.signing?.mac && key && data.length > 0 && data.every((one) => isSecret(one, context)))
    .map(({ key }) => madeBy(key!, context));
  return labels.length === 0 ? uses
    : uses.filter((use) => !isWritten(use) || !labels.some(({ start, end }) => use.at.start >= start && use.at.end <= end));
}

const isWritten = ({ call, value }: KeyUse): boolean => call === undefined && originsOf(value).every(({ value: leaf }) => leaf.kind === 'text');

/** `subtle.sign('HMAC', key, …)`: the key was imported where its name was declared. */
function madeBy(key: Node, { bindings }: CodeContext): Node {
  const declaration = bindings.of(unwrapped(key))?.declaration;
  const init = declaration?.type === 'VariableDeclarator' ? declaration.init : null;
  return init ? unwrapped(init) : key;
}

/** By the name of what it is read from, through encodings: `process.env.BOT_TOKEN`, `encode(this.options.masterKey)`. */
function isSecret(node: Node, { expressions }: CodeContext): boolean {
  const origins = originsOf(expressions.valueOf(node));
  return origins.length > 0 && origins.every(({ value, via }) => {
    const names = [nameOfLeaf(value) ?? lastName(unwrapped(node)), ...via.map(({ note }) => note)];
    return value.kind !== 'text' && value.kind !== 'template' && names.some(saysSecret);
  });
}

function saysSecret(name: string): boolean {
  const words = wordsOf(name);
  return derivedFrom.some((end) => ` ${words.join(' ')}`.endsWith(` ${end}`)) && !words.includes('public');
}
