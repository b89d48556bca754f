// A fingerprint → as much of it as people type. `jwtlint allow` takes any beginning that is the only one.

export const shortPrint = (fingerprint: string, signs = 10): string => fingerprint.slice(0, signs);
