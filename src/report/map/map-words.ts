// A trust map → its words, the same in text and diagram: what a key is called, what it means that somebody holds it, what is compared.

import type { ClaimCheck } from '../../facts/trust-uses.ts';
import type { MapKey, MapService, MapUse, RuleCount, TrustMap } from '../../findings/trust-map.ts';
import { printable } from '../writing/printable.ts';

export function keyLabel({ from, name, places: [at] }: MapKey): string {
  const place = at ? `${at.file}:${String(at.line)}` : '';
  switch (from) {
    case 'variable': return printable(name);
    case 'literal': return printable(`literal in ${place}`);
    case 'file': return printable(`file ${name}`);
    case 'address': return printable(name);
    case 'export': return printable(`${name} (another module)`);
    case 'made here': return printable(`made at ${place}`);
    case 'unknown': return 'not followed';
  }
}

/** What follows from who holds it. */
export function trustWords({ kind, signers, verifiers, provider }: MapKey): string {
  const holders = new Set([...signers, ...verifiers]).size;
  switch (kind) {
    case 'shared secret': return `one HMAC secret, read by ${String(holders)} services: whoever verifies can also forge`;
    case 'one name': return `HMAC secret under one name in ${String(holders)} services: if it is one key, each can forge the tokens of the others`;
    case 'secret': return 'HMAC secret: whoever holds it can also forge; read by one service';
    case 'key pair': return signers.length > 0 && verifiers.length > 0 ? 'one key of a pair, or a pair under one name' : signers.length > 0 ? 'private key: only its holder signs' : 'public key: verifies, cannot forge';
    case 'fetched keys': return 'keys fetched from this address: verifies, cannot forge';
    case 'provider': return `keys of ${printable(provider ?? 'another party')}, fetched: verifies, cannot forge`;
    case 'unknown': return 'what kind of key it is does not show';
  }
}

export const serviceLabel = ({ folder, name }: MapService): string =>
  printable(folder === '' ? `the root${name === undefined ? '' : ` (${name})`}` : name === undefined || folder.endsWith(name) ? folder : `${folder} (${name})`);

export function useWords(use: MapUse): string {
  const algorithms = algorithmWords(use);
  if (use.does === 'sign') {
    const end = use.expiry === 'no' ? 'never expires' : use.lifetime !== undefined ? `expires ${printable(use.lifetime)}` : use.expiry === 'yes' ? 'expires' : 'expiry unknown';
    return [...algorithms, end, ...setWords('audience', use.audience), ...setWords('issuer', use.issuer)].join('; ');
  }
  return [...algorithms, checkWords('audience', use.audience), checkWords('issuer', use.issuer), `expiry ${expiryWords[use.expiry]}`].join('; ');
}

function algorithmWords({ does, algorithms, unlisted }: MapUse): readonly string[] {
  const listed = algorithms.length > 0 ? [algorithms.map((one) => printable(one)).join(', ')] : [];
  if (unlisted === undefined || does === 'sign') return listed.length > 0 || unlisted === undefined ? listed : ["the library's usual algorithm"];
  switch (unlisted) {
    case 'key': case 'one': return [...listed, 'algorithm bound to the key'];
    case 'key text': return [...listed, 'algorithms NOT listed (guessed by the key)'];
    case 'token': return [...listed, 'algorithms NOT listed (the token chooses)'];
    case 'throws': return [...listed, 'algorithms NOT listed (the call throws)'];
  }
}

const expiryWords = { yes: 'checked', no: 'NOT checked', unknown: 'unknown' } as const;

const setWords = (claim: string, { checked, value }: ClaimCheck): readonly string[] =>
  (checked === 'yes' ? [`${claim} ${value === undefined ? 'set' : printable(value)}`] : []);

function checkWords(claim: string, { checked, value, variable }: ClaimCheck): string {
  switch (checked) {
    case 'yes': return `${claim} checked${value === undefined ? '' : ` (${printable(value)})`}`;
    case 'no': return `${claim} NOT checked`;
    case 'unless unset': return `${claim} checked unless ${printable(variable ?? 'its variable')} is unset`;
    case 'unknown': return `${claim} unknown`;
  }
}

export const findingWords = (counts: readonly RuleCount[]): string =>
  counts.map(({ ruleId, count }) => (count === 1 ? ruleId : `${ruleId} ×${String(count)}`)).join(', ');

/** What is drawn and listed: each service with each key it uses, and the calls that are given none that could be followed. */
export const usesOfKey = ({ uses }: TrustMap, { id }: MapKey): readonly MapUse[] => uses.filter(({ keys }) => keys.includes(id));
export const usesWithoutKey = ({ uses }: TrustMap): readonly MapUse[] => uses.filter(({ keys }) => keys.length === 0);
