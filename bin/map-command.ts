// `jwtlint map [paths…]`: who signs and who verifies, with which key. Looks, and judges nothing: findings are only counted where they
// stand. 0, or 2 when not all could be looked at.

import type { Rule } from '../src/findings/rule.ts';
import { trustMapOf, type TrustMap } from '../src/findings/trust-map.ts';
import { trustUsesOf, type FileTrust } from '../src/facts/trust-uses.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { mapJson } from '../src/report/map/map-json.ts';
import { mapMermaid } from '../src/report/map/map-mermaid.ts';
import { mapText } from '../src/report/map/map-text.ts';
import { printable } from '../src/report/writing/printable.ts';
import type { Arguments } from './arguments.ts';
import { stoppable } from './stopping.ts';
import type { Output } from './streams.ts';
import { UsageError } from './usage-error.ts';

interface Asked {
  readonly rules: readonly Rule[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly options: ScanOptions;
  readonly formats: Arguments['formats'];
  readonly includeTests: boolean;
}

interface Io { readonly stdout: Output; readonly stderr: Output }

const writers: Readonly<Record<string, (map: TrustMap, tool: Asked['tool']) => string>> = { text: mapText, json: mapJson, mermaid: mapMermaid };

export async function mapCommand({ rules, tool, options, formats, includeTests }: Asked, io: Io): Promise<number> {
  const write = writerFor(formats);
  if (options.staged || options.since !== undefined || options.base !== undefined)
    throw new UsageError('map draws all that is there: --staged, --since and --base are for scans');
  return stoppable(async (signal) => {
    const heard = new Map<string, FileTrust>();
    const { baseline: _baseline, ...plain } = options;
    const scanned = await collected(scanWith(rules, { ...plain, signal }, {
      heard: (facts) => {
        if (facts.file.role === 'production' || includeTests) heard.set(facts.file.path, trustUsesOf(facts));
      },
    }));
    const say = (line: string): void => io.stderr.write(`jwtlint: ${printable(line)}\n`);
    for (const path of scanned.missing) say(`no such file or folder: ${path}`);
    for (const { file, message } of scanned.diagnostics.filter(({ incomplete }) => incomplete)) say(`${file}: ${message}`);
    for (const note of scanned.notes) say(note);
    io.stdout.write(write(trustMapOf([...heard.values()], scanned.findings), tool));
    const isWhole = scanned.missing.length === 0 && !signal.aborted && (scanned.incomplete.length === 0 || scanned.allowIncomplete);
    return isWhole ? 0 : 2;
  });
}

function writerFor(formats: Asked['formats']): (map: TrustMap, tool: Asked['tool']) => string {
  const [first, ...more] = formats;
  if (first === undefined) return mapText;
  if (more.length > 0 || first.file !== undefined) throw new UsageError('map writes one format, to standard output');
  const write = Object.hasOwn(writers, first.name) ? writers[first.name] : undefined;
  if (write === undefined) throw new UsageError(`map has the formats ${Object.keys(writers).join(', ')}, not "${first.name}"`);
  return write;
}
