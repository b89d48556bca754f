// Options of the models → run on every installed version: does each check what its role says, in its unit and form, and is
// every name that a table under ignoresUnknownOptions leaves out ignored in silence?

import { describe, expect, it } from 'vitest';
import { libraries } from '../../src/models/libraries/all.ts';
import type { Behaviour, OperationModel, OptionDetail, OptionModel, OptionTable, Role } from '../../src/models/model.ts';
import { isBelow } from '../../src/values/versions.ts';
import { installedOf, isInRange } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { elysiaJwt, probeOf } from '../support/model-probes.ts';
import type { Probe } from '../support/model-probes.ts';
import { claimsOf, headerOf, hmac, secret, soon } from '../support/model-tokens.ts';
import type { Claims } from '../support/model-tokens.ts';

interface Asked {
  readonly title: string;
  readonly pkg: Installed;
  readonly probe: Probe;
  readonly table: OptionTable;
  readonly ignoresUnknownOptions: boolean;
  readonly behaviour?: Behaviour | undefined;
}

/** A verifier, and the table that the last argument of its probe is read with. */
const asked: readonly Asked[] = libraries.flatMap((library) => installedOf(library.package).flatMap((pkg): Asked[] => {
  const behaviour = library.behaviours?.find(({ below }) => below === undefined || isBelow(pkg.version, below));
  const ofTheirOwn = (library.operations ?? []).filter((row) => row.behaviours && isInRange(pkg, row));
  return [undefined, ...ofTheirOwn].flatMap((call): Asked[] => {
    const probe = probeOf(pkg, call?.call);
    const row = probe && (call ?? operationOf(library.operations ?? [], probe, pkg));
    const options = row?.options && (probe?.inside === undefined ? row.options : innerTable(row.options[probe.inside]));
    if (!probe || !row || !options) return [];
    const title = `${pkg.name} ${pkg.version} ${row.call}`;
    return [{ title, pkg, probe, table: inVersion(options, pkg), ignoresUnknownOptions: row.ignoresUnknownOptions ?? false, behaviour }];
  });
}));

function operationOf(operations: readonly OperationModel[], { call }: Probe, pkg: Installed): OperationModel | undefined {
  const isMeant = (row: OperationModel): boolean =>
    (call === undefined ? row.kind === 'verify' && row.options !== undefined : row.call.startsWith(call));
  return operations.find((row) => isInRange(pkg, row) && isMeant(row));
}

/** What this version reads: older ones ignore the rest like any other name. */
function inVersion(table: OptionTable, pkg: Installed): OptionTable {
  const isRead = (model: OptionModel): boolean =>
    model === null || typeof model === 'string' || !('from' in model) || isInRange(pkg, { from: model.from });
  return Object.fromEntries(Object.entries(table).filter(([, model]) => isRead(model)));
}

function innerTable(option: OptionModel | undefined): OptionTable {
  return option !== null && typeof option === 'object' && 'nested' in option ? option.nested : {};
}

type Options = Readonly<Record<string, unknown>>;

type Algorithms = readonly string[] | null;

const accepts = async ({ probe }: Asked, token: string, more?: Options, algorithms: Algorithms = ['HS256']): Promise<boolean> => {
  try {
    await probe.verify(token, secret, algorithms ?? undefined, more);
    return true;
  } catch {
    return false;
  }
};

type Check = Asked & OptionDetail & { readonly option: string };

const checks: readonly Check[] = asked.flatMap((one) => Object.entries(one.table).flatMap(([option, model]): Check[] => {
  const detail = typeof model === 'string' ? { role: model } : model;
  return detail && 'role' in detail ? [{ ...one, ...detail, option }] : [];
}));
const checking = (...roles: readonly Role[]): readonly Check[] => checks.filter(({ role }) => roles.includes(role));

const CLAIMS: Readonly<Partial<Record<Role, string>>> = { audience: 'aud', issuer: 'iss', subject: 'sub', jti: 'jti' };

describe('a claim', () => {
  it.each(checking('audience', 'issuer', 'subject', 'jti'))('$title $option: compared, presence: $presence', async (check) => {
    const claim = CLAIMS[check.role] ?? '';
    const right = check.ignores === 'text' ? ['right'] : 'right';
    const accepted = (claims: Claims): Promise<boolean> => accepts(check, hmac(secret, claims), { [check.option]: right });
    expect(await accepted({ [claim]: 'right' })).toBe(true);
    expect(await accepted({ [claim]: 'wrong' })).toBe(false);
    expect(await accepted({ exp: soon() })).toBe(check.presence === 'if present');
  });

  it.each(checking('audience', 'issuer'))('$title $option: ignores $ignores, unset $omitted', async (check) => {
    const wrong = hmac(secret, { [CLAIMS[check.role] ?? '']: 'wrong' });
    expect(await accepts(check, wrong, { [check.option]: ['right'] })).toBe(check.ignores === 'list');
    expect(await accepts(check, wrong, { [check.option]: undefined })).toBe(check.omitted !== 'throws');
    expect(await accepts(check, wrong, { [check.option]: 'right' })).toBe(check.ignores === 'text');
  });

  const expected = checking('audience', 'issuer').filter(({ ignores }) => ignores !== 'text');

  it.each(expected)('$title $option: an empty text is $behaviour.emptyClaim', async (check) => {
    const unchecked = check.omitted !== 'throws' && check.behaviour?.emptyClaim === 'unchecked';
    expect(await accepts(check, hmac(secret, { [CLAIMS[check.role] ?? '']: 'wrong' }), { [check.option]: '' })).toBe(unchecked);
  });

  it.each(checking('required'))('$title $option: must be there', async (check) => {
    expect(await accepts(check, hmac(secret), { [check.option]: ['exp'] })).toBe(true);
    expect(await accepts(check, hmac(secret, { sub: 'x' }), { [check.option]: ['exp'] })).toBe(false);
  });

  it.each(checking('tokenType'))('$title $option: the kind of the token', async (check) => {
    expect(await accepts(check, hmac(secret, undefined, 256, { typ: 'at+jwt' }), { [check.option]: 'at+jwt' })).toBe(true);
    expect(await accepts(check, hmac(secret), { [check.option]: 'at+jwt' })).toBe(false);
  });
});

describe('a time', () => {
  const factorOf = ({ unit }: Check): number => (unit === 'milliseconds' ? 1000 : 1);
  /** Issued, or expired, a hundred seconds ago. */
  const ago = soon() - 600 - 100;

  it.each(checking('maxAge'))('$title $option: a number of $unit, digits $digits, if present: $presence', async (check) => {
    const old = hmac(secret, { iat: ago });
    const accepted = (value: unknown, token = old): Promise<boolean> => accepts(check, token, { [check.option]: value });
    if (check.unit !== undefined) {
      expect(await accepted(200 * factorOf(check))).toBe(true);
      expect(await accepted(50 * factorOf(check))).toBe(false);
      expect(await accepted(200 * factorOf(check), hmac(secret, { exp: soon() }))).toBe(check.presence === 'if present');
    }
    // A span as text: '50s' is over.
    expect(await accepted('50s')).toBe(check.ignores === 'text');
    if (check.digits === undefined || check.ignores === 'text') return;
    expect(await accepted('50000')).toBe(false);
    expect(await accepted('200000')).toBe(check.digits === 'milliseconds');
  });

  it.each(checking('clockTolerance').filter(({ unit }) => unit !== undefined))('$title $option: a number of $unit', async (check) => {
    const expired = hmac(secret, { sub: 'x', exp: ago });
    expect(await accepts(check, expired, { [check.option]: 200 * factorOf(check) })).toBe(true);
    expect(await accepts(check, expired, { [check.option]: 50 * factorOf(check) })).toBe(false);
  });

  it.each(checking('ignoreExpiration', 'checkExpiration'))('$title $option: switches expiry off', async (check) => {
    const expired = hmac(secret, { exp: ago });
    expect(await accepts(check, expired, { [check.option]: check.role === 'ignoreExpiration' })).toBe(true);
    expect(await accepts(check, expired, { [check.option]: check.role === 'checkExpiration' })).toBe(false);
  });
});

describe('a name', () => {
  it.each(checking('algorithms').filter(({ ignores }) => ignores === 'text'))('$title $option: a text is ignored', async (check) => {
    expect(await accepts(check, hmac(secret), { [check.option]: 'HS512' }, null)).toBe(true);
  });

  /** What people write for a check, and a value that would refuse the token. */
  const names: Readonly<Record<string, unknown>> = {
    audience: 'right', aud: 'right', allowedAud: 'right', issuer: 'right', iss: 'right', allowedIss: 'right',
    subject: 'right', sub: 'right', allowedSub: 'right', algorithms: ['HS512'], algorithm: 'HS512', alg: 'HS512',
    maxAge: 1, maxTokenAge: 1, maxAgeSec: 1, requiredClaims: ['exp'], required: ['exp'], typ: 'other', checkTyp: 'other',
  };
  const token = (): string => hmac(secret, { aud: 'wrong', iss: 'wrong', sub: 'wrong', iat: soon() - 700 });
  const named = asked.filter(({ probe }) => !probe.publicOnly)
    .flatMap((one) => Object.entries(names).map(([name, value]) => ({ ...one, name, value, isModelled: Object.hasOwn(one.table, name) })));

  it.each(named.filter(({ ignoresUnknownOptions, isModelled }) => ignoresUnknownOptions && !isModelled))('$title: $name is not read', async (one) => {
    // Where the probe gives the algorithm itself, it stands beside.
    expect(await accepts(one, token(), { [one.name]: one.value })).toBe(true);
  });

  const read = named.filter(({ isModelled, name, table, probe }) => isModelled && table[name] !== null && !probe.single);

  it.each(read)('$title: $name is read', async (one) => {
    const options = { [one.name]: formOf(one.table[one.name], one.value) };
    expect(await accepts(one, token(), options, one.name.startsWith('alg') ? null : ['HS256'])).toBe(false);
  });

  /** Registrations that set up signing only. The verifier beside them is given no options. */
  const registrations = libraries.flatMap((library) => (library.operations ?? []).filter(({ side, ignoresUnknownOptions }) => side === 'sign' && ignoresUnknownOptions)
    .flatMap(({ call, options = {} }) => installedOf(library.package).map((pkg) => ({ title: `${pkg.name} ${pkg.version} ${call}`, pkg, options }))));
  const forSigning = registrations.flatMap((one) => Object.entries(names).map(([name, value]) => ({ ...one, name, value })));

  it.each(forSigning)('$title: $name checks nothing, and signs only where it is modelled', async ({ pkg, name, value, options }) => {
    const plugin = elysiaJwt(pkg, { secret, [name]: value });
    expect(await plugin.verify(token())).toMatchObject({ aud: 'wrong' });
    const bare = elysiaJwt(pkg, { secret });
    const made = [await plugin.sign({}), await bare.sign({})].map((one: string) => ({ ...claimsOf(one), header: headerOf(one), iat: 0 }));
    if (!Object.hasOwn(options, name)) expect(made[0]).toEqual(made[1]);
    else expect(made[0]).not.toEqual(made[1]);
  });
});

/** In the form that the library looks at. */
function formOf(model: OptionModel | undefined, value: unknown): unknown {
  const ignoresText = model !== null && typeof model === 'object' && 'ignores' in model && model.ignores === 'text';
  return ignoresText && typeof value === 'string' ? [value] : value;
}
