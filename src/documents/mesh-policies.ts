// A configuration document → what Istio checks and what it demands: RequestAuthentication refuses broken tokens only, and an
// AuthorizationPolicy asks that there is one. Both, of all files → the former without the latter.
// Leaves alone: templates, and whatever any policy over the same workload might demand.

import type { Place, SourceFile } from '../source/file.ts';
import type { ConfigDocument } from '../syntax/config-document.ts';
import { configTrees, placeOfNode, type ConfigNode } from '../syntax/config-tree.ts';
import { holds, isUnknown, MAX_STEPS, nodesAt, type Walk } from './ways.ts';

interface Scope {
  /** '' where whoever applies it says so. */
  readonly namespace: string;
  /** `app=api`; none for all workloads. */
  readonly labels: readonly string[];
  readonly targets: readonly string[];
}

/** `demands`: requests without a token are refused, or may be. */
export interface MeshPolicy extends Scope { readonly kind: 'checks' | 'demands' | 'other'; readonly at: Place }

export function meshPoliciesOf(file: SourceFile, document: ConfigDocument): readonly MeshPolicy[] {
  if (!file.text.includes('security.istio.io')) return [];
  const walk: Walk = { steps: MAX_STEPS };
  return configTrees(document).flatMap((root): MeshPolicy[] => {
    const kind = textAt(root, 'kind', walk);
    const [place] = nodesAt(root, 'kind', walk).flatMap((node) => placeOfNode(node, file.text) ?? []);
    if (!place || (kind !== 'RequestAuthentication' && kind !== 'AuthorizationPolicy')) return [];
    const isOpen = nodesAt(root, '**', walk).some(({ entry }) => entry !== undefined && isUnknown(entry));
    const role = kind === 'AuthorizationPolicy' ? (isOpen || demands(root, walk) ? 'demands' : 'other') : 'checks';
    // A template fills in the scope of what it checks: nobody knows which policy goes with it.
    return role === 'checks' && isOpen ? [] : [{ ...scopeOf(root, walk), kind: role, at: { file, ...place } }];
  });
}

const textAt = (node: ConfigNode, way: string, walk: Walk): string => nodesAt(node, way, walk)[0]?.entry?.value ?? '';

const scopeOf = (root: ConfigNode, walk: Walk): Scope => ({
  namespace: textAt(root, 'metadata.namespace', walk),
  labels: nodesAt(root, 'spec.selector.matchLabels.**', walk).flatMap(({ segment, entry }) => (entry ? [`${String(segment)}=${entry.value}`] : [])),
  targets: [...nodesAt(root, 'spec.targetRefs.[].name', walk), ...nodesAt(root, 'spec.targetRef.name', walk)].flatMap(({ entry }) => entry?.value ?? []),
});

function demands(root: ConfigNode, walk: Walk): boolean {
  const action = textAt(root, 'spec.action', walk).toUpperCase();
  if (action === 'CUSTOM') return true;
  if (action === 'AUDIT') return false;
  if (action === 'DENY') return holds({ way: 'spec.rules.[].from.[].source.notRequestPrincipals' }, root, walk);
  const rules = nodesAt(root, 'spec.rules.[]', walk);
  const asks = (rule: ConfigNode): boolean =>
    holds({ way: 'from.[].source.requestPrincipals' }, rule, walk) || holds({ way: 'when.[].key', is: /^request\.auth\./ }, rule, walk);
  // Without rules nothing is allowed. One without a principal may stand for the open paths.
  return rules.length === 0 || (rules.some(asks) && rules.every((rule) => asks(rule) || holds({ way: 'to' }, rule, walk) || holds({ way: 'from' }, rule, walk)));
}

/** Where meshes keep what holds for all of them. */
const ROOT = 'istio-system';

export interface Undemanded { readonly at: Place; /** There are policies, so they would be here. */ readonly hasPolicies: boolean }

export function undemanded(policies: readonly MeshPolicy[]): readonly Undemanded[] {
  const hasPolicies = policies.some(({ kind }) => kind !== 'checks');
  const demanding = policies.filter(({ kind }) => kind === 'demands');
  return policies.filter(({ kind }) => kind === 'checks')
    .filter((check) => !demanding.some((policy) => mayMeet(policy, check)))
    .map(({ at }) => ({ at, hasPolicies }));
}

function mayMeet(policy: Scope, check: Scope): boolean {
  const isNear = policy.namespace === check.namespace || policy.namespace === '' || check.namespace === '' || policy.namespace === ROOT || check.namespace === ROOT;
  return isNear && shareAny(policy.labels, check.labels) && shareAny(policy.targets, check.targets);
}

const shareAny = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === 0 || others.length === 0 || some.some((one) => others.includes(one));
