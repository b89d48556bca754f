// A token that is kept where every script of a page reads it: what is known of it.

import type { Place } from '../source/file.ts';
import type { ObjectValue } from '../values/value.ts';

export type CookieFlag = 'httpOnly' | 'secure' | 'sameSite';

export interface StoredToken {
  readonly at: Place;
  readonly where: 'localStorage' | 'sessionStorage' | 'cookie';
  /** The name it is kept under, where that is in view. */
  readonly name?: string;
  /** What a cookie lacks; for a cookie that a page writes, httpOnly is out of reach. */
  readonly missing: readonly CookieFlag[];
  readonly inPage: boolean;
  /** The options of a cookie, where a flag can be added. */
  readonly options?: ObjectValue;
}
