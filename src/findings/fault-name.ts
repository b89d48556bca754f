// Whatever was thrown → the kind of error it is, for a message. Names and messages of errors may quote what was read.

const kinds: ReadonlySet<string> = new Set([
  'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError',
]);

export function faultName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return kinds.has(error.name) ? error.name : 'Error';
}
