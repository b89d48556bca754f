// Keys that stand in specifications and readmes for everyone to copy, by the beginning of a public member.

/** `n` of RSA, `x` of EC and OKP, `k` of oct keys: the first 24 characters, base64url. */
export const publishedKeyMembers: ReadonlySet<string> = new Set([
  // RFC 7515 appendix A.1 to A.4 and RFC 7516 appendix A.1
  'AyM1SysPpbyDfgZld3umj1qz',
  'ofgWCuLjybRlzo0tZWJjNiuS',
  'f83OJ3D2xF1Bg8vub9tLe1gH',
  'AekpBQ8ST8a8VcfVOTNl353v',
  'oahUIoWw0K0usKNuOR6H4wkf',
  // RFC 7517 appendix A (the third is shorter than the rest)
  'MKBCTNIcKUSDii11ySs3526i',
  '0vx7agoebGcQSuuPiLJXZptN',
  'GawgguFyGrWKav7AX4VKUg',
  // RFC 7520 section 3
  'AHKZLLOsCOzz5cY97ewNUajB',
  'n4EPtAOCc9AlkeQHPzHStgAb',
  'hJtXIZ2uSN5kbQfbtTNWbpdm',
  // RFC 7520 section 5
  'wbdxI55VaanZXPY29Lg5hdmv',
  'YU4rRUzdmVqmRtWOs2OpDE_T',
  'uBo4kHPw6kbjx5l0xowrd_oY',
  'Ze2loSV3wrroKUN_4zhwGhCq',
  'mPUKT_bAWGHIhg0TpjjqVsP1',
  'XctOhJAkA-pD9Lh7ZgW_2A',
  'qC57l_uxcm7Nm3K-ct4GFjx8',
  'GZy6sIZ6wl9NJOKB-jnmVQ',
  // RFC 7518 appendix C
  'gI0GAILBdu7T53akrFmMyGcs',
  'weNJy2HscCSM6AEDTDg04biO',
  // RFC 8037 appendix A
  '11qYAYKxCrfVS_7TyWQHOg7h',
  '3p7bfXt9wbTTW2HC7OQ1Nz-D',
  // The RS256 sample of jwt.io
  'u1SU1LfVLPHCozMxH2Mo4lgO',
]);
