// Words by which a file may tell that a secret leaves the program, or that a switch undoes a check: part of the gate.

import { dangerousVariables } from '../models/places/dangerous-variables.ts';
import { urlParameters } from '../models/uses/disclosures.ts';
import { latin1 } from '../source/gate.ts';
import type { GateWord } from '../source/gate.ts';

type Context = NonNullable<GateWord['context']>;

/** On a line that writes a log, an answer or an error. */
const isHandedOut: Context = (bytes, start, end) => {
  const line = latin1(bytes, start - 120, start).split('\n').at(-1) ?? '';
  return /(?:console|[lL]og(?:ger)?|res|response|reply)\.\w{2,10}\(|Error\(/.test(line) && !/^["'`]/.test(latin1(bytes, end, end + 1));
};
const namesToken: Context = (bytes, _start, end) => /token|jwt/i.test(latin1(bytes, end, end + 60));
/** `?access_token=${`, `'?jwt=' +`, `searchParams.set('id_token'`. */
const isInAddress: Context = (bytes, start, end) =>
  /[?&]$|searchParams\s{0,9}\.\s{0,9}(?:set|append)\(\s{0,9}["'`]$/.test(latin1(bytes, start - 60, start)) &&
  /^=?["'`$]/.test(latin1(bytes, end, end + 2));
const isCookieOfToken: Context = (bytes, _start, end) => /^\(\s{0,9}["'`][\w-]{0,30}(?:token|jwt)/i.test(latin1(bytes, end, end + 60));
const isSubtle: Context = (bytes, start) => latin1(bytes, start - 7, start) === 'subtle.';

const secretNames = [
  'authorization', 'process.env', 'secret', 'private_key', 'privatekey', 'accesstoken', 'access_token', 'refreshtoken', 'refresh_token',
  'idtoken', 'id_token',
];
const cookieCalls = ['cookie', 'Cookies.set', 'cookies().set', 'cookieStore.set', 'cookies.set'];

export const exposureWords: readonly GateWord[] = [
  ...secretNames.map((word) => ({ word, context: isHandedOut })),
  ...[...urlParameters].map((word) => ({ word, context: isInAddress })),
  ...['localStorage', 'sessionStorage'].map((word) => ({ word, context: namesToken })),
  ...cookieCalls.map((word) => ({ word, context: isCookieOfToken })),
  ...['generateKey', 'deriveKey'].map((word) => ({ word, context: isSubtle })),
];

export const switchWords: readonly GateWord[] = dangerousVariables.map(({ name }) => ({ word: name }));
