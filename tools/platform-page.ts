// The models of platforms → docs/platforms.md: what is judged in the configuration of each product, with its own keys.

import { platforms } from '../src/models/platforms/all.ts';
import type { Effect, PlatformModel, SecretModel, SettingModel, VerifierModel, Way } from '../src/models/platforms/platform.ts';

/** The rule that tells of an effect. A row more here for each effect: the compiler asks for it. */
const RULES: Readonly<Record<Effect, string>> = {
  unsigned: 'no-alg-none',
  unread: 'no-decode-without-verify',
  expired: 'no-disabled-verification',
  invalid: 'no-disabled-verification',
  off: 'no-disabled-verification',
  tolerance: 'no-disabled-verification',
  endless: 'require-expiration',
  missing: 'no-anonymous-access',
  lifetime: 'no-long-lived-token',
  'in url': 'no-token-in-url',
  'plain keys': 'no-insecure-jwks',
  'unchecked host': 'no-insecure-jwks',
  'any algorithm': 'require-algorithms',
  'hmac by default': 'require-algorithms',
  'hmac for public key': 'no-algorithm-confusion',
  'hmac for all': 'no-shared-secret',
  unaddressed: 'require-audience',
};

export function platformPage(): string {
  const products = [...platforms].sort((one, other) => (one.product < other.product ? -1 : 1));
  return [
    '# Platforms',
    '',
    'Configuration in YAML, JSON, TOML, HCL, XML and that of nginx that sets up verifiers of tokens, and what is judged in it. Keys are written as their product writes',
    'them; `*` is any name, `[]` any item of a list. Absence is told only where the whole document is in view: what a template may fill in',
    'is left alone. Literal secrets are found in every configuration file, whichever product reads it.',
    '',
    ...products.flatMap(section),
  ].join('\n');
}

function section({ product, source, verifiers }: PlatformModel): string[] {
  const rows = verifiers.flatMap((verifier) =>
    [...claimRows(verifier), ...(verifier.secrets ?? []).map(secretRow), ...(verifier.settings ?? []).map(settingRow)]);
  return [`## ${product}`, '', `Keys as in <${source}>.`, '', '| key | told | rule |', '| --- | --- | --- |', ...new Set(rows), ''];
}

const claimRows = ({ audience, issuer, keys = [] }: VerifierModel): string[] => [
  ...(audience ? [row(namesOf(audience), 'none of these is there', 'require-audience')] : []),
  ...(issuer ? [row(namesOf(issuer), 'none of these is there', 'require-issuer')] : []),
  ...(keys.length > 0 ? [row(keys.map(keyName).join(', '), 'an `http:` address outside of the own network', 'no-insecure-jwks')] : []),
];

const namesOf = (rows: NonNullable<VerifierModel['audience']>): string =>
  rows.map((one) => (typeof one === 'string' ? keyName(one) : `${keyName(one.way)} ${one.absent ? 'left out' : `that matches \`${one.is?.source ?? ''}\``}`)).join(', ');

const secretRow = ({ way, opens }: SecretModel): string =>
  row(keyName(way), opens ? 'a published word or a drawn value' : 'a key that is written out', opens ? 'no-weak-secret' : 'no-secret-in-config');

const settingRow = (setting: SettingModel): string => row(keyName(setting.way), stateOf(setting), RULES[setting.effect]);

function stateOf(setting: SettingModel): string {
  if ('absent' in setting) return 'left out';
  if ('lacks' in setting) return `without \`${setting.lacks}\``;
  if ('above' in setting) return `above ${String(setting.above)} ${setting.unit}`;
  if ('there' in setting) return 'there';
  const { source } = 'mentions' in setting ? setting.mentions : setting.is;
  const [, word] = /^\^(\w+)\$$/.exec(source) ?? [];
  return word === undefined ? `matches \`${source.replaceAll('|', '\\|')}\`` : `\`${word}\``;
}

/** Without the steps that only lead out of a verifier. */
const keyName = (way: Way): string => `\`${way.replace(/^(?:\^\.)+/, '').replaceAll('.[]', '[]')}\``;
const row = (key: string, what: string, rule: string): string => `| ${key} | ${what} | [${rule}](rules/${rule}.md) |`;
