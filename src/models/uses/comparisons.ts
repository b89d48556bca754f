// How bytes and texts are compared, and the words by which code names what it compares a signature with.

/** Methods of a text, of bytes or of a list that compare as they go: they stop at the first difference. */
export const comparingMethods: ReadonlySet<string> = new Set(['equals', 'localeCompare', 'compare', 'includes']);
/** The same as functions of two values. */
export const comparingFunctions: ReadonlySet<string> = new Set(['Buffer.compare', 'Object.is', 'isEqual', '_.isEqual', 'lodash.isEqual']);

/** https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b: throws when the lengths differ. */
export const constantTime = { modules: ['node:crypto', 'crypto'], name: 'timingSafeEqual' } as const;

/** Functions that turn bytes into text, or one text into another: a MAC stays one. `byteLength` only counts. */
export const converters =
  /^(?:from|of|apply|btoa|String|fromCharCode|fromCodePoint|encode\w*|stringify|escape|Uint8Array|Buffer)$|hex|base64|b64|(?:bytes|buffer)to|to(?:string|bytes|buffer)/i;
/** Methods by which a MAC goes from bytes to text, and from one text to another. */
export const keepingMethods =
  /^(?:toString|slice|subarray|substr(?:ing)?|to(?:Lower|Upper)Case|replace(?:All)?|trim|padEnd|map|join|split|reduce|concat|buffer|then)$/;
/** Methods that give a part of a text, or the text without something. */
export const cuttingMethods =
  /^(?:split|slice|subarray|substring|substr|replace|replaceAll|trim|toString|toLowerCase|toUpperCase|at|pop|shift|match|get)$/;

/** What a signature is called. */
export const signatureWords: ReadonlySet<string> = new Set(['signature', 'signatures', 'sig', 'sign', 'hmac', 'mac', 'signed']);
/** A signature as some vendors call it, and what is kept of a password: the company it keeps tells which. */
export const eitherWords: ReadonlySet<string> = new Set(['hash', 'digest']);
export const passwordWords = /passw|pwd|\bsalt/i;
/** Told to everyone, or looked at for a change only: whoever finds one out has gained nothing. */
export const publicMarks: ReadonlySet<string> = new Set(['nonce', 'etag', 'match', 'version', 'index', 'integrity', 'bucket', 'shard', 'color', 'colour']);
/** What lies in a store, or only looks for a change: nobody outside can try values against it one after the other. */
export const storedWords: ReadonlySet<string> = new Set([
  'hashed', 'password', 'passwd', 'pwd', 'stored', 'saved', 'cached', 'cache', 'previous', 'prev', 'last', 'current', 'old',
  'etag', 'checksum', 'fingerprint', 'nonce', 'challenge', 'key', 'id', 'version', 'index',
]);
