// Guards of the models → run: what lets requests through without a good token, by a word or by a method of one's own.

import { describe, expect, it } from 'vitest';
import nestPassport from '../../src/models/libraries/nestjs-passport.ts';
import passportModel from '../../src/models/libraries/passport.ts';
import { installedOf, newestOf } from '../installed.ts';

/** As passport-jwt answers a request without a token, and passport-anonymous any request. */
const refusing = { name: 'jwt', authenticate(this: any) { this.fail(new Error('No auth token'), 401); } };
const passing = { name: 'anonymous', authenticate(this: any) { this.pass(); } };

const request = { headers: {}, url: '/' };

/** Resolves where the request goes on, rejects where it is answered. */
const answered = (middleware: (...passed: unknown[]) => void): Promise<void> => new Promise((resolve, reject) => {
  const response = { setHeader: () => undefined, end: () => { reject(new Error('refused')); } };
  middleware({ ...request }, response, (error: unknown) => { if (error) reject(error instanceof Error ? error : new Error('refused')); else resolve(); });
});

const words = (passportModel.guards ?? []).flatMap(({ permissiveModes = {} }) => Object.keys(permissiveModes));

describe.each(installedOf('passport'))('passport $version', ({ load }) => {
  const passport = new (load().Passport)();
  passport.use(refusing).use(passing);

  it('asks for a token', async () => {
    await expect(answered(passport.authenticate(['jwt'], { session: false }))).rejects.toThrow();
  });

  it.each(words)('%s lets everybody in, before the token is asked for or after', async (word) => {
    await expect(answered(passport.authenticate(['jwt', word], { session: false }))).resolves.toBeUndefined();
    await expect(answered(passport.authenticate([word, 'jwt'], { session: false }))).resolves.toBeUndefined();
  });
});

describe('@nestjs/passport', () => {
  const { runs, decides } = nestPassport.guards[0]!.methods;
  const { AuthGuard } = newestOf('@nestjs/passport').load();
  newestOf('passport').load().use(refusing).use(passing);
  const context = { switchToHttp: () => ({ getRequest: () => ({ ...request }), getResponse: () => ({ setHeader: () => undefined, end: () => undefined }) }) };
  const goesOn = (guard: any): Promise<boolean> => guard[runs](context);

  it('stops requests as it comes', async () => {
    await expect(goesOn(new (AuthGuard('jwt'))())).rejects.toThrow();
  });

  it(`lets go on whatever ${decides} does not throw for`, async () => {
    const own = Object.assign(new (AuthGuard('jwt'))(), { [decides]: (_error: unknown, user: unknown) => user });
    expect(await goesOn(own)).toBe(true);
  });

  it('throws no error of its own at a method that looks for errors only', async () => {
    const own = Object.assign(new (AuthGuard('jwt'))(), {
      [decides]: (error: Error | null, user: unknown) => {
        if (error) throw error;
        return user;
      },
    });
    expect(await goesOn(own)).toBe(true);
  });
});
