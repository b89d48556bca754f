// Keys that stand in specifications and readmes for everyone to copy, by the beginning of a public member.

/** `n` of RSA, `x` of EC and OKP, `k` of oct keys: the first 24 characters, base64url. */
export const publishedKeyMembers: ReadonlySet<string> = new Set([
  // RFC 7515 appendix A.1 to A.4 and RFC 7516 appendix A.1
  'AyM1SysPpbyDfgZld3umj1qz', 'ofgWCuLjybRlzo0tZWJjNiuS', 'f83OJ3D2xF1Bg8vub9tLe1gH', 'AekpBQ8ST8a8VcfVOTNl353v', 'oahUIoWw0K0usKNuOR6H4wkf',
  // RFC 7517 appendix A (the third is shorter than the rest)
  'MKBCTNIcKUSDii11ySs3526i', '0vx7agoebGcQSuuPiLJXZptN', 'GawgguFyGrWKav7AX4VKUg',
  // RFC 7520 section 3
  'AHKZLLOsCOzz5cY97ewNUajB', 'n4EPtAOCc9AlkeQHPzHStgAb', 'hJtXIZ2uSN5kbQfbtTNWbpdm',
  // RFC 8037 appendix A
  '11qYAYKxCrfVS_7TyWQHOg7h',
  // The RS256 sample of jwt.io
  'u1SU1LfVLPHCozMxH2Mo4lgO',
]);
