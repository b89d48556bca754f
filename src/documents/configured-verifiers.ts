// A configuration document → the verifiers of tokens that it sets up, as the models of platforms describe them: which claims they leave
// unchecked, where their keys come from, and which settings weaken them.
// Leaves alone: what a template may fill in or leave out, and what another file may add.

import { platforms } from '../models/platforms/all.ts';
import type { Effect, PlatformModel, SecretModel, SettingModel, VerifierModel, Way } from '../models/platforms/platform.ts';
import type { IdentityProvider } from '../models/tokens/identity-providers.ts';
import { isOwnHost, providerAt } from '../calls/trust.ts';
import { hostIn, type KeySet } from '../flows/key-sets.ts';
import { digitsIn, secondsOfText } from '../calls/arguments/times.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import { configTrees, isItem, placeOfNode, type ConfigNode } from '../syntax/config-tree.ts';
import { valueOfEntry } from './config-values.ts';
import { holds, isUnknown, MAX_STEPS, nodesAt, type Walk } from './ways.ts';

/** A verifier that configuration sets up. */
export interface ConfiguredVerifier {
  /** For messages: "Envoy's jwt_authn filter". */
  readonly name: string;
  readonly at: Place;
  /** Claims that a token of any other client, or of any other issuer, passes with. */
  readonly unchecked: readonly ('audience' | 'issuer')[];
  /** Claims that it compares. */
  readonly checked: readonly ('audience' | 'issuer')[];
  /** Where it fetches its keys, as written. */
  readonly addresses: readonly { readonly text: string; readonly at: Place }[];
  /** Whose tokens it verifies, when that is written out. */
  readonly provider?: IdentityProvider;
  /** What is absent here may stand in another file. */
  readonly isOverlaid?: true;
}

/** A setting that weakens a verifier or its tokens. */
export interface WeakSetting {
  readonly effect: Effect;
  /** "`on_error`", or what is missing. */
  readonly option: string;
  /** Of the verifier. */
  readonly name: string;
  /** Of a time; 0 otherwise. */
  readonly seconds: number;
  /** Where it stands, and how grave it is in this product, where that is not as usual. */
  readonly about: { readonly at: Place } & Pick<SettingModel, 'severity' | 'certainty'>;
}

export interface PlatformFacts {
  readonly configuredVerifiers: readonly ConfiguredVerifier[];
  readonly weakSettings: readonly WeakSetting[];
  readonly keySets: readonly KeySet[];
  /** Keys at places that the products define. */
  readonly keys: readonly NamedValue[];
}

const nothing: PlatformFacts = { configuredVerifiers: [], weakSettings: [], keySets: [], keys: [] };

export function platformFactsOf(file: SourceFile, document: ConfigDocument, left: string[]): PlatformFacts {
  const products = platforms.filter(({ words }) => words.some((word) => file.text.includes(word)));
  if (products.length === 0) return nothing;
  const reading: Reading = { file, steps: MAX_STEPS, isWhole: document.problems.length === 0 && !hasDirectives(file.text) };
  const roots = configTrees(document);
  const found = products.flatMap((product) => verifiersOf(product, roots, reading));
  if (reading.steps <= 0) left.push('Configuration with more mappings than are compared with the products known here.');
  return {
    configuredVerifiers: found.flatMap(({ verifier }) => verifier ?? []),
    weakSettings: distinctBy(found.flatMap(({ settings }) => settings), ({ effect, about: { at } }) => `${effect} ${String(at.start)}`),
    keySets: distinctBy(found.flatMap(({ keySets }) => keySets), ({ at }) => String(at.start)),
    keys: distinctBy(found.flatMap(({ keys }) => keys), ({ value: { at } }) => String(at.start)),
  };
}

function distinctBy<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

interface Reading extends Walk {
  readonly file: SourceFile;
  /** All of the document is in view, so that what is absent is absent. */
  readonly isWhole: boolean;
}

/** Templates that fill in or leave out more than a value. */
const hasDirectives = (text: string): boolean =>
  /\{\{-?\s{0,20}(?:if|else|range|with|include|template|tpl|define|block|end|toYaml|\.[\w.]{1,80}\s{0,20}\|\s{0,20}toYaml)\b|\{%/.test(text);

interface Found extends Pick<PlatformFacts, 'keySets' | 'keys'> { readonly verifier?: ConfiguredVerifier; readonly settings: readonly WeakSetting[] }

function verifiersOf({ verifiers }: PlatformModel, roots: readonly ConfigNode[], reading: Reading): readonly Found[] {
  return verifiers.flatMap((model) => {
    const nodes = new Set(roots.flatMap((root) => model.at.flatMap((way) => nodesAt(root, way, reading))));
    return [...nodes]
      .filter((node) => node.children.size > 0 && model.notNamed?.test(String(node.segment)) !== true)
      .filter((node) => (model.when ?? []).every((one) => holds(one, node, reading)))
      .map((node) => foundAt(node, model, reading));
  });
}

function foundAt(node: ConfigNode, model: VerifierModel, reading: Reading): Found {
  const { file } = reading;
  const place = placeOfVerifier(node, model, reading);
  const at: Place | undefined = place && { file, ...place };
  if (!at) return { settings: [], keySets: [], keys: [] };
  const addresses = entriesAt(model.keys ?? [], node, reading);
  const isVerifier = model.verifiesWith === undefined || model.verifiesWith.some((way) => holds({ way }, node, reading));
  const unchecked = isVerifier && reading.isWhole ? claims.filter((claim) => compares(model[claim], node, reading) === false) : [];
  const checked = claims.filter((claim) => compares(model[claim], node, reading) === true);
  const provider = [...addresses, ...entriesAt(model.issuers ?? [], node, reading)].map(({ value }) => providerOf(value)).find(Boolean);
  return {
    ...(isVerifier && unchecked.length + checked.length + addresses.length > 0 && {
      verifier: {
        name: model.name, at, unchecked, checked,
        addresses: addresses.map(({ value, start, end }) => ({ text: value, at: { file, start, end } })),
        ...(provider && { provider }), ...(model.isOverlaid && { isOverlaid: true }),
      },
    }),
    settings: (model.settings ?? []).flatMap((setting) => settingsAt(node, setting, { model, at, reading })),
    keySets: addresses.flatMap((entry) => keySetAt(entry, file)),
    keys: (model.secrets ?? []).flatMap((secret) => keysAt(node, secret, reading)),
  };
}

/** A whole document is marked where it says what it is. */
function placeOfVerifier(node: ConfigNode, { when = [] }: VerifierModel, reading: Reading): ReturnType<typeof placeOfNode> {
  const saying = node.parent ? undefined : when.filter(({ absent }) => !absent).flatMap(({ way }) => nodesAt(node, way, reading)).at(-1);
  return placeOfNode(saying ?? node, reading.file.text);
}

const providerOf = (address: string): IdentityProvider | undefined => providerAt(address.toLowerCase().replace(/^https?:\/\//, ''));

const claims = ['audience', 'issuer'] as const;

/** Undefined: the product has no setting for it. */
const compares = (rows: VerifierModel['audience'], node: ConfigNode, reading: Reading): boolean | undefined =>
  rows?.some((row) => holds(typeof row === 'string' ? { way: row } : row, node, reading, true));

const entriesAt = (ways: readonly Way[], node: ConfigNode, reading: Reading): readonly ConfigEntry[] =>
  ways.flatMap((way) => nodesAt(node, way, reading)).flatMap(({ entry }) => (entry && !isUnknown(entry) ? [entry] : []));

function keySetAt({ value, start, end }: ConfigEntry, file: SourceFile): readonly KeySet[] {
  const host = hostIn(value);
  const at = { file, start, end };
  return host === undefined ? [] : [{ at, address: { text: value, at, host }, isOwn: isOwnHost(host) }];
}

function keysAt(node: ConfigNode, { way, encoding, when = [] }: SecretModel, reading: Reading): readonly NamedValue[] {
  if (!when.every((one) => holds(one, node, reading))) return [];
  const { file } = reading;
  return entriesAt([way], node, reading).map((entry): NamedValue => ({
    name: entry.name, path: entry.path.filter((segment) => typeof segment === 'string').slice(-4).join('.'), says: 'signing secret',
    keyAt: { file, start: entry.keyStart, end: entry.keyEnd }, value: valueOfEntry(file, entry), in: 'config', ...(encoding && { encoding }),
  }));
}

// ---- settings ----

interface Around { readonly model: VerifierModel; readonly at: Place; readonly reading: Reading }

function settingsAt(node: ConfigNode, setting: SettingModel, { model, at, reading }: Around): readonly WeakSetting[] {
  if (!(setting.when ?? []).every((one) => holds(one, node, reading))) return [];
  const { file } = reading;
  const weakened = (option: string, place: Omit<Place, 'file'> | undefined, seconds = 0): WeakSetting => ({
    effect: setting.effect, name: model.name, option, seconds,
    about: {
      at: place ? { file, ...place } : at,
      ...(setting.severity && { severity: setting.severity }), ...(setting.certainty && { certainty: setting.certainty }),
    },
  });
  const nodes = nodesAt(node, setting.way, reading);
  if ('absent' in setting) return nodes.length === 0 && reading.isWhole ? [weakened(`Leaving ${setting.way} out`, undefined)] : [];
  if ('lacks' in setting) {
    if (!reading.isWhole || nodes.some((list) => mayHold(list, setting.lacks))) return [];
    return [weakened(`Leaving ${setting.lacks} out of ${setting.way}`, nodes[0] && placeOfNode(nodes[0], file.text))];
  }
  return nodes.flatMap((found): WeakSetting[] => {
    const place = placeOfNode(found, file.text);
    const seconds = measured(found, setting);
    return place && seconds !== undefined ? [weakened(namedBy(found), place, seconds)] : [];
  });
}

/** Undefined where the setting is not what the model tells of. */
function measured({ entry }: ConfigNode, setting: Exclude<SettingModel, { absent: true } | { lacks: string }>): number | undefined {
  if ('there' in setting) return 0;
  if (!entry || isUnknown(entry)) return undefined;
  if ('is' in setting) return setting.is.test(entry.value) ? 0 : undefined;
  const number = digitsIn({ text: entry.value });
  const seconds = number === undefined ? secondsOfText(entry.value) : number * SECONDS[setting.unit];
  return seconds !== undefined && seconds > setting.above * SECONDS[setting.unit] ? seconds : undefined;
}

const SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const;

const mayHold = ({ children, entry }: ConfigNode, item: string): boolean =>
  [...[...children.values()].map((child) => child.entry), entry].some((one) => one !== undefined && (isUnknown(one) || one.value === item));

/** The name of a setting; of an item, the name of its list. */
function namedBy(node: ConfigNode): string {
  let named = node;
  while (named.parent && isItem(named)) named = named.parent;
  return String(named.segment);
}
