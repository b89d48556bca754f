// A path of a report → the same as a relative reference of RFC 3986, as SARIF wants it. Half of a surrogate pair, which no URI can hold,
// becomes a replacement character.

export const uriPath = (path: string): string => Buffer.from(path).toString().split('/').map(encodeURIComponent).join('/');
