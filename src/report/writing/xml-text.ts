// Text → the same in XML 1.0, between tags and in attributes. What XML has no place for, and what a terminal would obey, becomes a
// replacement character; line breaks and tabs in attributes stay what they are.

const none = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const special = /[<>&"'\n\r\t]|##(?=\[|vso\[)/gi;

export const xmlText = (text: string): string =>
  Buffer.from(text).toString().replace(none, '\uFFFD').replace(special, (signs) => `&#${signs.charCodeAt(0)};${signs.slice(1)}`);

/** `<name a="1" b="2">`, or closed in itself. */
export const tag = (name: string, attributes: Readonly<Record<string, string | number>>, isClosed = false): string =>
  `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`).join('')}${isClosed ? '/>' : '>'}`;

export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
