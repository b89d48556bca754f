// Words that models were once written in → the ones that mean the same now. Whoever still writes one is told the other.

export const formerWords: ReadonlyMap<string, string> = new Map([
  // of libraries and their calls
  ['also', 'aliases'], ['macs', 'secretUses'], ['does', 'kind'], ['fails', 'onInvalid'], ['then', 'chain'], ['runs', 'selfContained'],
  ['closed', 'ignoresUnknownOptions'], ['protects', 'purpose'], ['opens', 'permissiveModes'],
  // of options
  ['means', 'role'], ['of', 'side'], ['open', 'rejectsUnknownOptions'], ['otherwise', 'whenScalar'],
  // roles
  ['handsOn', 'returnRaw'], ['passesInvalid', 'allowInvalid'], ['mandatory', 'credentialsRequired'], ['admission', 'accessMode'],
]);
