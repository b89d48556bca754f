// A trust map → text for a terminal: key by key, who signs and who verifies with it, then the calls whose key could not be followed.

import type { MapKey, MapUse, TrustMap } from '../../findings/trust-map.ts';
import { counted } from '../pretty.ts';
import { printable } from '../writing/printable.ts';
import { findingWords, keyLabel, serviceLabel, trustWords, usesOfKey, usesWithoutKey, useWords } from './map-words.ts';

export const nothingOnMap = 'No JWT calls found: nothing in view signs or verifies tokens. Sessions that a framework signs by itself are not drawn.\n';

export function mapText(map: TrustMap): string {
  if (map.uses.length === 0) return nothingOnMap;
  const open = usesWithoutKey(map);
  return [
    `Trust map: ${counted(map.services.length, 'service')}, ${counted(map.keys.length, 'key')}, ${counted(map.uses.length, 'place')} that sign or verify.`,
    ...map.keys.flatMap((key) => ['', ...keyLines(key, map)]),
    ...(open.length === 0 ? [] : ['', 'Key not followed: given by a caller, a module or a setting that is not in view', ...groupedLines(open, map)]),
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
    ...groupedLines(sides, map),
    ...others.map((words) => `  ${words}`),
    ...findingLine(key.findings, '  '),
  ];
}

/** Calls that differ in their place alone are told once. */
function groupedLines(uses: readonly MapUse[], { services }: TrustMap): readonly string[] {
  const groups = new Map<string, { readonly head: string; readonly after: readonly string[]; readonly places: string[] }>();
  for (const use of uses) {
    const service = services.find(({ id }) => id === use.service)!;
    const by = use.package === undefined ? use.by : `${use.by} (${use.package})`;
    const head = `  ${sideWords(use)} ${serviceLabel(service)}: ${printable(by)}`;
    const after = [
      `             ${useWords(use)}`, ...(use.keyName === undefined ? [] : [`             key: ${printable(use.keyName)}`]),
      ...findingLine(use.findings, '             '),
    ];
    const known = groups.get([head, ...after].join('\n'));
    const place = `${printable(use.at.file)}:${String(use.at.line)}`;
    if (known) known.places.push(place);
    else groups.set([head, ...after].join('\n'), { head, after, places: [place] });
  }
  return [...groups.values()].flatMap(({ head, after, places }) => [`${head} at ${placeWords(places)}`, ...after]);
}

const sideWords = ({ does, isSetUp }: MapUse): string => (isSetUp ? `can ${does}` : does === 'sign' ? 'signs' : 'verifies').padEnd(10);

function placeWords(places: readonly string[]): string {
  const more = places.length - MOST_PLACES;
  return more > 1 ? `${places.slice(0, MOST_PLACES).join(', ')} and ${String(more)} more places` : places.join(', ');
}

const MOST_PLACES = 4;

const findingLine = (counts: MapKey['findings'], indent: string): readonly string[] =>
  (counts.length === 0 ? [] : [`${indent}findings: ${findingWords(counts)}`]);
