// A call → does it write a line of a log?

import { logMethods, logReceivers } from '../models/uses/disclosures.ts';
import type { CallExpression } from '../syntax/code.ts';
import { propertyOf, unwrapped } from '../values/plain-nodes.ts';

export function isLogCall({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || !logMethods.has(propertyOf(callee))) return false;
  const object = unwrapped(callee.object);
  const name = object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' ? propertyOf(object) : '';
  return logReceivers.test(name);
}
