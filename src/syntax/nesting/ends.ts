// Text and a place in it → where the blank, name, comment, text, template or regular expression that begins there ends.
// An unclosed one ends with the text, or with its line where the language says so.



export const LF = 10;
export const NAME_CHARACTER = new Uint8Array(128);
for (const part of ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789_$\\'])
  for (let at = 0; at < part.length; at++) NAME_CHARACTER[part.charCodeAt(at)] = 1;

export const isBlank = (code: number): boolean =>
  code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f
  || code === 0x205f || code === 0x3000 || code === 0xfeff || code === 0x85;

export function skipBlank(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
}

export function spaceEnd(text: string, from: number): number {
  let at = from + 1;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

export function nameEnd(text: string, from: number): number {
  let at = from;
  const isName = (code: number): boolean => (code < 128 ? NAME_CHARACTER[code] === 1 : code >= 128 && !isBlank(code));
  while (isName(text.charCodeAt(at))) at++;
  return at;
}

export function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === 13 || code === 0x2028 || code === 0x2029) return at;
  }
  return text.length;
}

export function commentEnd(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? text.length : end + 2;
}

/** A text ends with its line where it is not closed. */
export function textEnd(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 0x5c) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === LF ? 2 : 1;
    else if (code === LF || code === 13) return at;
  }
  return text.length;
}

/** Behind the closing quote, or minus the place behind `${`. */
export function templateEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x60) return at + 1;
    if (code === 0x5c) at++;
    else if (code === 0x24 && text.charCodeAt(at + 1) === 0x7b) return -(at + 2);
  }
  return text.length;
}

/** Behind a regular expression; its line ends one that is not closed. */
export function expressionEnd(text: string, from: number): number {
  let isClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x5b) isClass = true;
    else if (code === 0x5d) isClass = false;
    else if (code === 0x2f && !isClass) return nameEnd(text, at + 1);
    else if (code === LF || code === 13 || code === 0x2028 || code === 0x2029) return at;
  }
  return text.length;
}
