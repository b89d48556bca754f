// A trust map → text for a terminal: key by key, who signs and who verifies with it, then the calls whose key could not be followed.

import type { MapKey, MapUse, TrustMap } from '../../findings/trust-map.ts';
import { counted } from '../pretty.ts';
import { printable } from '../writing/printable.ts';
import { findingWords, keyLabel, serviceLabel, trustWords, usesOfKey, usesWithoutKey, useWords } from './map-words.ts';

export const nothingOnMap = 'No JWT calls found: nothing here signs or verifies tokens.\n';

export function mapText(map: TrustMap): string {
  if (map.uses.length === 0) return nothingOnMap;
  const open = usesWithoutKey(map);
  return [
    `Trust map: ${counted(map.services.length, 'service')}, ${counted(map.keys.length, 'key')}, ${counted(map.uses.length, 'place')} that sign or verify.`,
    ...map.keys.flatMap((key) => ['', ...keyLines(key, map)]),
    ...(open.length === 0 ? [] : ['', 'Key not followed: given by a caller, a module or a setting that is not in view', ...open.flatMap((use) => useLines(use, map))]),
    '',
  ].join('\n');
}

function keyLines(key: MapKey, map: TrustMap): readonly string[] {
  const uses = usesOfKey(map, key);
  const sides = [...uses.filter(({ does }) => does === 'sign'), ...uses.filter(({ does }) => does === 'verify')];
  const others = [...(key.signers.length === 0 ? ['signed by: nobody in view'] : []), ...(key.verifiers.length === 0 ? ['verified by: nobody in view'] : [])];
  return [
    `${keyLabel(key)}: ${trustWords(key)}`,
    ...key.fallbacks.map(({ file, line }) => `  falls back to a literal in ${printable(file)}:${String(line)}`),
    ...key.given.map(({ service, at }) => `  given to ${printable(service)} by ${printable(at.file)}:${String(at.line)}`),
    ...sides.flatMap((use) => useLines(use, map)),
    ...others.map((words) => `  ${words}`),
    ...findingLine(key.findings, '  '),
  ];
}

function useLines(use: MapUse, { services }: TrustMap): readonly string[] {
  const service = services.find(({ id }) => id === use.service)!;
  const by = use.package === undefined ? use.by : `${use.by} (${use.package})`;
  return [
    `  ${use.does === 'sign' ? 'signs   ' : 'verifies'}  ${serviceLabel(service)}: ${printable(by)} at ${printable(use.at.file)}:${String(use.at.line)}`,
    `            ${useWords(use)}`,
    ...findingLine(use.findings, '            '),
  ];
}

const findingLine = (counts: MapKey['findings'], indent: string): readonly string[] =>
  (counts.length === 0 ? [] : [`${indent}findings: ${findingWords(counts)}`]);
