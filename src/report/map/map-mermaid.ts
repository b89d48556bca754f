// A trust map → a Mermaid flowchart: service ─signs→ key ─verifies→ service. One arrow for all calls of a service with a key, which
// says of its verifiers what the least careful one leaves out.

import type { MapKey, MapService, MapUse, TrustMap } from '../../findings/trust-map.ts';
import { findingWords, keyLabel, serviceLabel, trustWords, usesOfKey, usesWithoutKey } from './map-words.ts';

export function mapMermaid(map: TrustMap): string {
  const open = usesWithoutKey(map);
  return [
    'flowchart LR',
    ...(map.uses.length === 0 ? ['  none["No JWT calls found"]'] : []),
    ...map.services.map((service) => `  ${service.id}["${quoted(serviceLabel(service))}"]`),
    ...map.keys.map((key) => `  ${key.id}{{"${[keyLabel(key), trustWords(key), findingWords(key.findings)].filter((words) => words !== '').map(quoted).join('<br/>')}"}}`),
    ...map.keys.flatMap((key) => [...arrows(key, map, 'sign'), ...arrows(key, map, 'verify')]),
    ...(open.length === 0 ? [] : ['  open{{"key not followed"}}', ...arrowsFor('open', open, map.services)]),
    ...map.keys.filter(({ kind }) => kind === 'shared secret').map(({ id }) => `  style ${id} stroke:#c00,stroke-width:3px`),
    '',
  ].join('\n');
}

const arrows = (key: MapKey, map: TrustMap, does: MapUse['does']): readonly string[] =>
  arrowsFor(key.id, usesOfKey(map, key).filter((use) => use.does === does), map.services);

const arrowsFor = (key: string, uses: readonly MapUse[], services: readonly MapService[]): readonly string[] =>
  services.flatMap(({ id }) => (['sign', 'verify'] as const).flatMap((does) => {
    const here = uses.filter((use) => use.service === id && use.does === does);
    if (here.length === 0) return [];
    const calls = [...new Set(here.map(({ by }) => by))].join(', ');
    const words = quoted([does === 'sign' ? `signs: ${calls}` : `verifies: ${calls}`, ...leftOut(here)].join('; '));
    return [does === 'sign' ? `  ${id} -->|"${words}"| ${key}` : `  ${key} -->|"${words}"| ${id}`];
  }));

function leftOut(uses: readonly MapUse[]): readonly string[] {
  const isSigning = uses[0]?.does === 'sign';
  const endless = uses.some(({ expiry }) => expiry === 'no');
  if (isSigning) return endless ? ['never expires'] : [];
  const missing = [
    ...(uses.some(({ audience }) => audience.checked === 'no') ? ['audience'] : []),
    ...(uses.some(({ issuer }) => issuer.checked === 'no') ? ['issuer'] : []), ...(endless ? ['expiry'] : []),
  ];
  return missing.length === 0 ? [] : [`no ${missing.join(', ')}`];
}

/** Mermaid reads entities by number; a word such as `end`, a bracket or a mark of its own is harmless within quotation marks. */
const quoted = (text: string): string => text.replace(/[#"<>`&|\\]/g, (sign) => `#${String(sign.charCodeAt(0))};`);
