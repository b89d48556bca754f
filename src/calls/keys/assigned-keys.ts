// Assignments to a modelled property → key uses: koa's `app.keys = [...]`.
// Only on what is known to be an instance of the module's class; any other `keys` is somebody else's.

import type { CodeContext } from '../../values/code-context.ts';
import type { KeyUse } from '../jwt-call.ts';
import { emptied } from './key-uses.ts';
import type { Modelled } from '../../values/library-index.ts';

export function assignedKeys({ bindings, expressions, local, index }: CodeContext): readonly KeyUse[] {
  if (index.assigned.length === 0) return [];
  return bindings.all('AssignmentExpression').flatMap(({ operator, left, right }): KeyUse[] => {
    if (operator !== '=' || left.type !== 'MemberExpression' || left.computed || left.property.type !== 'Identifier') return [];
    const { name } = left.property;
    const rows = index.assigned.filter(({ signature }) => signature.path.at(-1) === name);
    if (rows.length === 0) return [];
    const holder = local.valueOf(left.object);
    const row = rows.find(
      ({ module, signature }) =>
        holder.kind === 'instance' && holder.module === module && holder.path.join('.') === (signature.owner ?? []).join('.'),
    );
    return row?.mac ? [useOf(row.mac, expressions.valueOf(right), expressions.placeOf(right))] : [];
  });
}

const useOf = (mac: NonNullable<Modelled['mac']>, value: KeyUse['value'], at: KeyUse['at']): KeyUse =>
  ({ slot: 'symmetric', purpose: `the key of ${mac.purpose}`, value, at, algorithms: [], ...emptied(mac, value) });
