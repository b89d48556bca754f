// A trust map → JSON, as docs/map.md describes it. Fields are added under the same `schema`; what is taken away or means something else
// gets the next one.

import type { Spot } from '../../facts/trust-uses.ts';
import type { TrustMap } from '../../findings/trust-map.ts';

export const mapSchema = 'jwtlint-map-1';

export function mapJson(map: TrustMap, tool: { readonly name: string; readonly version: string }): string {
  const shown = {
    schema: mapSchema, tool, services: map.services,
    keys: map.keys.map((key) => ({
      ...key, places: key.places.map(placed), fallbacks: key.fallbacks.map(placed),
      given: key.given.map(({ service, at }) => ({ service, ...placed(at) })),
    })),
    uses: map.uses.map(({ at, ...use }) => ({ ...use, ...placed(at) })),
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

const placed = ({ file, line }: Spot): { readonly file: string; readonly line: number } => ({ file, line });
