// A seed and an index → the input with that index, always the same one, whatever ran before it.
// Most are mutated fixtures; some hold planted secrets; some nest one construct or repeat one thing, mostly a little.

import { defaultSettings, type Settings } from '../../src/findings/options.ts';
import { constructs } from './depth.ts';
import { series } from './growth.ts';
import { mutated } from './mutate.ts';
import { plantedIn } from './planted.ts';
import { randomOf, type Random } from './random.ts';
import { formatOf, formats, type Format, type Seeds, type TextFile } from './seeds.ts';

export const kinds = ['mutate', 'planted', 'depth', 'growth'] as const;
export type Kind = (typeof kinds)[number];

export interface Input {
  /** -1: none of a run, but a part of one that is being made smaller. */
  readonly index: number;
  readonly kind: Kind;
  readonly name: string;
  readonly format: Format;
  readonly files: readonly TextFile[];
  readonly settings: Settings;
  /** Values that no report may hold. */
  readonly secrets: readonly string[];
  readonly hosts: Hosts;
}

/** Facts and findings of the scanner are asked always, these in a part of the inputs: they take longer. */
export interface Hosts {
  readonly eslint: boolean;
  /** The whole scanner, with the text on standard input. */
  readonly stdin: false | 'utf8' | 'utf16le';
  /** A second time at once, to see whether the answer stays. */
  readonly twice: boolean;
  /** What the offered changes make of the text is read, too. */
  readonly changes: boolean;
  /** Some of the reports are printed, each in its turn; of an input with planted secrets the main ones always are. */
  readonly reports: boolean;
}

export const onlyFacts: Hosts = { eslint: false, stdin: false, twice: false, changes: false, reports: true };

/** In which share of the inputs each is asked; the run tells in how many that was. */
const SHARES = { eslint: 0.02, stdin: 0.01, twice: 0.02, changes: 0.05, reports: 0.1 } as const;

export interface Choice { readonly seed: number; readonly format?: Format | undefined; readonly only?: Kind | undefined }

/** So that dates and tokens say the same tomorrow. */
export const TODAY = '2026-01-01';
const settings: Settings = { ...defaultSettings, preset: 'all', today: TODAY };

export function inputAt(index: number, { seed, format, only }: Choice, seeds: Seeds): Input {
  const random = randomOf(seed, index);
  const kind = only ?? kindFor(random);
  const made = makers[kind](random, format, seeds);
  const isDeep = made.files.some(({ text }) => text.length > LONG);
  return {
    index, kind, settings: { ...settings, includeTests: random.chance(0.5) }, secrets: [], ...made,
    hosts: {
      eslint: !isDeep && random.chance(SHARES.eslint),
      stdin: random.chance(SHARES.stdin) ? random.pick(['utf8', 'utf8', 'utf16le'] as const) : false,
      twice: random.chance(SHARES.twice),
      changes: random.chance(SHARES.changes),
      reports: random.chance(SHARES.reports),
    },
  };
}

/** ESLint's own parsers are asked about shorter texts only: how they bear the others is not ours to find out. */
const LONG = 20_000;

const kindFor = (random: Random): Kind => (random.chance(0.85) ? 'mutate' : random.chance(0.7) ? 'planted' : random.chance(0.6) ? 'depth' : 'growth');

type Made = Pick<Input, 'name' | 'format' | 'files'> & Partial<Pick<Input, 'secrets' | 'settings'>>;

const makers: Readonly<Record<Kind, (random: Random, format: Format | undefined, seeds: Seeds) => Made>> = {
  mutate(random, wanted, seeds) {
    const format = wanted ?? formatFor(random);
    const { name, files, tail = '' } = random.pick(seeds[format]);
    const donor = (): string => random.pick(random.pick(seeds[random.chance(0.8) ? format : formatFor(random)]).files).text;
    const change = (file: TextFile): TextFile => ({ ...file, text: mutated(windowOf(file.text, random), donor(), random) + tail });
    const changed = files.slice(0, random.chance(0.1) ? MOST_FILES : 1)
      .map((file, index) => (index === 0 || random.chance(0.2) ? change(file) : file));
    return { name, format, files: changed };
  },
  planted(random, wanted, seeds) {
    const format = wanted ?? formatFor(random);
    const isWhole = random.chance(0.5);
    const planted = plantedIn(format, isWhole, random);
    if (planted === undefined) return makers.mutate(random, wanted, seeds);
    const { path, text, secrets } = planted;
    const changed = isWhole ? text : mutated(text, random.pick(seeds[format]).files[0]!.text, random);
    const kept = secrets.filter(({ frame }) => changed.includes(frame)).map(({ value }) => value);
    return { name: `planted:${path}`, format, files: [{ path, text: changed }], secrets: kept };
  },
  depth(random, format) {
    const among = format === undefined ? constructs : constructs.filter(({ make }) => formatOf(make(1).path) === format);
    const { name, make } = random.pick(among.length > 0 ? among : constructs);
    const depth = random.size(random.chance(0.995) ? 100 : 40_000);
    const file = make(depth);
    return { name: `${name} × ${depth}`, format: formatOf(file.path), files: [file] };
  },
  growth(random, format) {
    const among = format === undefined ? series : series.filter(({ make }) => formatOf(make(1).files[0]!.path) === format);
    const { name, make } = random.pick(among.length > 0 ? among : series);
    const count = 1 + random.size(24);
    const grown = make(count);
    return { name: `${name} × ${count}`, format: formatOf(grown.files[0]!.path), files: grown.files, ...(grown.settings && { settings: grown.settings }) };
  },
};

/** Some lines of a long text, and what it imports for them: small inputs are many inputs. */
function windowOf(text: string, random: Random): string {
  const window = random.size(LARGEST_WINDOW);
  const lines = text.split('\n');
  if (lines.length <= window || random.chance(WHOLE)) return text;
  const from = random.below(lines.length - window + 1);
  const shown = lines.slice(from, from + window).join('\n');
  const isOutside = (index: number): boolean => index < from || index >= from + window;
  const imports = lines.filter((line, index) => isOutside(index) && /^import|require\(/.test(line));
  const isUsed = (line: string): boolean => (line.match(/[\w$]{2,}/g) ?? []).some((word) => !importing.has(word) && shown.includes(word));
  const used = imports.filter(isUsed);
  // Without any the gate would clear it.
  const kept = new Set(used.length > 0 ? used : imports);
  return lines.filter((line, index) => !isOutside(index) || kept.has(line) || /^(?:<script|---|\[)/.test(line)).join('\n');
}

const importing = new Set(['import', 'from', 'as', 'type', 'const', 'let', 'var', 'require']);
const LARGEST_WINDOW = 8;
/** The share of texts that are taken as they are, however long. */
const WHOLE = 0.015;

/** Folders of fixtures have more; the first ones say enough. */
const MOST_FILES = 6;

const weights: Readonly<Record<Format, number>> = {
  ts: 8, tsx: 2, js: 2, markup: 2, env: 2, json: 3, yaml: 3, toml: 2, properties: 1, dockerfile: 1, hcl: 2, nginx: 1, xml: 1,
  lock: 1, text: 1,
};
const weighted: readonly Format[] = formats.flatMap((format) => Array.from({ length: weights[format] }, () => format));
const formatFor = (random: Random): Format => random.pick(weighted);

/** The ladder of `--only depth`: each construct at each of these depths. */
export const depths = [10, 100, 1000, 5000, 20_000, 100_000, 1_000_000] as const;
/** What a file may have at most is a matter of its size. */
const LARGEST_FILE = 2 * 1024 * 1024;

/** Each construct at each depth whose text a scan would read. */
export function rungAt(index: number): Input | undefined {
  const construct = constructs[Math.floor(index / depths.length)];
  const depth = depths[index % depths.length]!;
  if (construct === undefined || construct.make(1).text.length * depth > LARGEST_FILE * 200) return undefined;
  const file = construct.make(depth);
  if (file.text.length > LARGEST_FILE) return undefined;
  return {
    index, kind: 'depth', name: `${construct.name} × ${depth}`, format: formatOf(file.path), files: [file], settings, secrets: [],
    hosts: onlyFacts,
  };
}

export const rungs = (): number => constructs.length * depths.length;
