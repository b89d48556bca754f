// Behaviours of the models → run on a version of every range: is what the row claims what the library does?
// The row is the claim, the probe runs it; a row that is wrong, or that no installed version runs, fails.

import { describe, expect, it } from 'vitest';
import { libraries } from '../../src/models/libraries/all.ts';
import type { Behaviour, LibraryModel, OperationModel } from '../../src/models/model.ts';
import { isBelow } from '../../src/values/versions.ts';
import { installedOf, isInRange } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { probeOf, signerOf } from '../support/model-probes.ts';
import type { Probe } from '../support/model-probes.ts';
import {
  certificateLabel, headerOf, hmac, none, privatePem, publicJwkText, publicPem, publicPkcs1,
  secret, shortPrivatePem, shortPublicPem, signed, soon,
} from '../support/model-tokens.ts';
import type { Claims, Key } from '../support/model-tokens.ts';

interface Claimed {
  readonly name: string;
  readonly call?: string;
  readonly from?: string;
  readonly below?: string;
  readonly behaviours: readonly Behaviour[];
}
interface Run { readonly title: string; readonly pkg: Installed; readonly behaviour: Behaviour }

const claimed: readonly Claimed[] = libraries.flatMap((library: LibraryModel) => [
  ...(library.behaviours ? [{ name: library.package, behaviours: library.behaviours }] : []),
  ...(library.operations ?? []).flatMap((row: OperationModel) =>
    (row.behaviours ? [{ ...row, name: library.package, behaviours: row.behaviours }] : [])),
]);

const rowFor = (behaviours: readonly Behaviour[], version: string): Behaviour | undefined =>
  behaviours.find(({ below }) => below === undefined || isBelow(version, below));

const runs: readonly Run[] = claimed.flatMap((row) => installedOf(row.name).filter((pkg) => isInRange(pkg, row)).flatMap((pkg): Run[] => {
  const behaviour = rowFor(row.behaviours, pkg.version);
  return behaviour ? [{ title: `${pkg.name} ${pkg.version}${row.call === undefined ? '' : ` ${row.call}`}`, pkg, behaviour }] : [];
}));
const verifying = runs.flatMap((run) => {
  const probe = probeOf(run.pkg, callIn(run));
  return probe ? [{ ...run, probe }] : [];
});
const signing = runs.flatMap((run) => {
  const sign = callIn(run) === undefined ? signerOf(run.pkg) : undefined;
  return sign ? [{ ...run, sign }] : [];
});

function callIn({ title, pkg }: Run): string | undefined {
  return title.slice(`${pkg.name} ${pkg.version} `.length) || undefined;
}

it.each(claimed)('every range of $name $call is run by a version in it', ({ name, call, behaviours }) => {
  const run = [...verifying, ...signing].filter(({ title }) => title.startsWith(`${name} `) && title.endsWith(call ?? ''))
    .map(({ behaviour }) => behaviour);
  expect(behaviours.filter((row) => !run.includes(row)).map(({ below }) => `below ${below ?? 'nothing'}`)).toEqual([]);
});

const accepts = async (probe: Probe, ...with_: Parameters<Probe['verify']>): Promise<boolean> => {
  try {
    await probe.verify(...with_);
    return true;
  } catch {
    return false;
  }
};
const anyOf = async (answers: readonly Promise<boolean>[]): Promise<boolean> => (await Promise.all(answers)).includes(true);
const noKeys: readonly Key[] = [undefined, null, ''];

describe.each(verifying)('$title verifies', ({ behaviour, probe }) => {
  /** By the kind of key that it takes. */
  const ordinary = (claims?: Claims): Promise<boolean> =>
    (probe.publicOnly
      ? accepts(probe, signed(privatePem, claims), publicPem, ['RS256'])
      : accepts(probe, hmac(secret, claims), secret, ['HS256']));


  it('accepts a good token, and one without exp', async () => {
    expect(await ordinary()).toBe(true);
    expect(await ordinary({ sub: 'x' })).toBe(true);
    expect(await ordinary({ exp: soon() - 3600 })).toBe(probe.signatureOnly === true);
    expect(await accepts(probe, hmac(`${secret}!`), secret, ['HS256'])).toBe(false);
  });

  it(`none in the list: ${behaviour.noneListed}`, async () => {
    const lists = [['none'], ['none', 'HS256'], ['HS256', 'none']];
    const withKey = await anyOf(lists.map((list) => accepts(probe, none(), secret, list)));
    const without = await anyOf(lists.flatMap((list) => noKeys.map((key) => accepts(probe, none(), key, list))));
    expect(withKey).toBe(behaviour.noneListed === 'accepts');
    expect(without).toBe(behaviour.noneListed !== 'refuses');
  });

  it(`no key and no list: ${behaviour.noneUnlisted}`, async () => {
    const accepted = await anyOf([...noKeys, secret].map((key) => accepts(probe, none(), key)));
    expect(accepted).toBe(behaviour.noneUnlisted !== 'refuses');
  });

  it(`empty key: text ${behaviour.emptyText}, bytes ${behaviour.emptyBytes}`, async () => {
    expect(await accepts(probe, hmac(''), '', ['HS256'])).toBe(behaviour.emptyText === 'accepts');
    expect(await accepts(probe, hmac(''), Buffer.alloc(0), ['HS256'])).toBe(behaviour.emptyBytes === 'accepts');
  });

  if (!probe.single) it(`HMAC and RSA in one list: ${behaviour.mixedFamilies}`, async () => {
    const lists = [['HS256', 'RS256'], ['RS256', 'HS256']];
    const forged = await anyOf(lists.map((list) => accepts(probe, hmac(publicPem), publicPem, list)));
    expect(forged).toBe(behaviour.mixedFamilies === 'confuses');
  });

  it(`no list: ${behaviour.algorithmsOmitted}`, async () => {
    const forgedWith = (text: string): Promise<boolean> => accepts(probe, hmac(text), text);
    const seen = {
      hs256: await accepts(probe, hmac(secret), secret),
      hs512: await accepts(probe, hmac(secret, undefined, 512), secret),
      genuine: await accepts(probe, signed(), publicPem),
      forged: await anyOf([publicPem, publicPkcs1].map(forgedWith)),
      // A guess goes wrong for some text of the same key.
      forgedOther: await anyOf([certificateLabel, publicJwkText, publicPkcs1, privatePem].map(forgedWith)),
    };
    const refused = { hs256: false, hs512: false, genuine: false, forged: false, forgedOther: false };
    expect(seen).toMatchObject({
      key: { hs256: true, hs512: true, genuine: true, forged: false },
      'key text': { hs256: true, genuine: true, forgedOther: true },
      token: { hs256: true, hs512: true, genuine: true, forged: true },
      one: { hs256: true, hs512: false, genuine: false },
      throws: refused,
    }[behaviour.algorithmsOmitted]);
  });

  it(`keys that are too short: HMAC ${behaviour.shortHmac ?? 'accepts'}, RSA ${behaviour.shortRsa ?? 'accepts'}`, async () => {
    if (!probe.publicOnly) expect(await accepts(probe, hmac('x'), 'x', ['HS256'])).toBe(behaviour.shortHmac !== 'refuses');
    expect(await accepts(probe, signed(privatePem), publicPem, ['RS256'])).toBe(true);
    expect(await accepts(probe, signed(shortPrivatePem), shortPublicPem, ['RS256'])).toBe(behaviour.shortRsa !== 'refuses');
  });

  it(`exp as a text: ${behaviour.textExpiry ?? 'refuses'}`, async () => {
    expect(await ordinary({ exp: '1h' })).toBe(behaviour.textExpiry === 'never expires' || probe.signatureOnly === true);
  });
});

describe.each(signing)('$title signs', ({ behaviour, sign }) => {
  /** The algorithm that the header of the token names. */
  const made = async (key: Key, algorithm?: string): Promise<string> => {
    try {
      const token = await Promise.race([sign({ sub: 'x' }, key, algorithm), settled()]);
      return typeof token === 'string' && token.startsWith('eyJ') ? String(headerOf(token)['alg']) : 'throws';
    } catch {
      return 'throws';
    }
  };

  it('a good token', async () => {
    expect(await made(secret, 'HS256')).toBe('HS256');
  });

  it(`none: ${behaviour.noneSigned ?? 'throws'}`, async () => {
    expect(await made(secret, 'none') === 'none').toBe(behaviour.noneSigned === 'emits');
    expect((await Promise.all(noKeys.map((key) => made(key, 'none')))).includes('none')).toBe(behaviour.noneSigned !== undefined);
  });

  it(`empty keys that sign: ${behaviour.emptySigned?.join() ?? 'none'}`, async () => {
    const text = await Promise.all([made('', 'HS256'), made('')]);
    expect(text.some((one) => one !== 'throws')).toBe(behaviour.emptySigned?.includes('text') === true);
    expect(await made(Buffer.alloc(0), 'HS256') !== 'throws').toBe(behaviour.emptySigned?.includes('bytes') === true);
  });

  it(`a short RSA key: ${behaviour.shortRsaSigned ?? 'throws'}`, async () => {
    // One knows HMAC alone, and signs everything with it.
    const knowsRsa = await made(privatePem, 'RS256') === 'RS256';
    expect(knowsRsa && await made(shortPrivatePem, 'RS256') === 'RS256').toBe(behaviour.shortRsaSigned === 'signs');
  });
});

/** A promise that never settles has made no token. */
const settled = (): Promise<void> => new Promise((done) => { setTimeout(done, 500); });
