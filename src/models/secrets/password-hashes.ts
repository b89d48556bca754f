// Stored forms of passwords: what is written is not the secret, and is made to be compared. Sources: crypt(5), passlib, the PHC
// string format, RFC 2307, Django, Werkzeug.

export const passwordHashes: readonly RegExp[] = [
  // PHC: argon2, scrypt, PBKDF2, yescrypt and their like.
  /^\$(?:argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d+)?|bcrypt-sha256|yescrypt|7)\$/,
  // crypt(5): MD5, bcrypt, SHA-256, SHA-512, yescrypt, gost-yescrypt, Apache's and Sun's MD5, SHA-1, NT.
  /^\$(?:1|2[abxy]?|3|5|6|y|gy|apr1|md5|sha1)[$,]/,
  /^\$P\$B[\w./]{20,}$/,
  /^\{(?:SSHA|SHA|SMD5|MD5|CRYPT|SSHA256|SSHA512|SHA256|SHA512|PBKDF2(?:-SHA\d+)?|ARGON2)\}/i,
  /^(?:pbkdf2_sha(?:1|256)|scrypt|argon2|bcrypt(?:_sha256)?|md5|sha1)\$/,
  /^(?:pbkdf2:sha\d+(?::\d+)?|scrypt(?::\d+){3})\$/,
  /^SCRAM-SHA-(?:1|256|512)\$\d+:/,
];
