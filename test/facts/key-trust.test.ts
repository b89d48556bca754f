// Private keys that are written down → what of the program relies on them: by either half, in code, in a file that is named
// from somewhere above, in a variable.

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import { proofsOf, witnessesOf } from '../../src/facts/proofs.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (key: typeof privateKey): string => key.export({ type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'pem' }).toString();
const another = createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const escaped = (pem: string): string => pem.trimEnd().replaceAll('\n', '\\n');

const verifying = (key: string, more = ''): string =>
  `import jwt from 'jsonwebtoken';\nimport { readFileSync } from 'node:fs';\nimport { importJWK, jwtVerify } from 'jose';\n${more}\nexport const c = (t) => jwt.verify(t, ${key}, { algorithms: ['RS256'] });\n`;
const read = (path: string): string => verifying(`readFileSync(${path})`);

function trustedIn(files: Readonly<Record<string, string>>, path = 'test/private.pem'): string[] {
  const facts = Object.entries({ ...files, [path]: pemOf(privateKey) }).map(([name, text]) => factsOf(sourceFileOf(name, text)));
  const key = facts.find(({ file }) => file.path === path)!.privateKeys[0]!;
  const answer = (all: typeof facts): string[] => proofsOf(all.flatMap(witnessesOf), { common: false, lists: [] }).trustedAt(key.at).map(({ half, by, at }) => `${half} ${by} ${at.file.path}`);
  expect(answer([...facts].reverse())).toEqual(answer(facts));
  return answer(facts);
}

describe('a private key is relied on', () => {
  const publicFile = { 'api/keys/public.pem': pemOf(publicKey) };
  const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));

  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['by its public half in code', { 'src/a.ts': verifying(`\`${pemOf(publicKey)}\``) }, ['public jwt.verify src/a.ts']],
    ['by one in another place of the file', { 'src/a.ts': verifying('key', `const key = "${escaped(pemOf(publicKey))}";`) }, ['public jwt.verify src/a.ts']],
    ['by a JWK', { 'src/a.ts': `import { importJWK, jwtVerify } from 'jose';\nexport const c = async (t) => jwtVerify(t, await importJWK(${jwk}, 'RS256'));\n` }, ['public jwtVerify src/a.ts']],
    ['by a file, seen from a folder above', { ...publicFile, 'api/src/a.ts': read("'keys/public.pem'") }, ['public jwt.verify api/src/a.ts']],
    ['by a file, seen from the code', { ...publicFile, 'api/src/a.ts': read("`${__dirname}/../keys/public.pem`") }, ['public jwt.verify api/src/a.ts']],
    ['by a variable', { '.env': `JWT_PUBLIC_KEY="${escaped(pemOf(publicKey))}"\n`, 'src/a.ts': verifying('process.env.JWT_PUBLIC_KEY') }, ['public jwt.verify src/a.ts']],
    ['by what loads it', { 'src/a.ts': "import jwt from 'jsonwebtoken';\nimport { readFileSync } from 'node:fs';\nexport const s = (sub) => jwt.sign({ sub }, readFileSync('test/private.pem'), { algorithm: 'RS256' });\n" }, ['private jwt.sign src/a.ts']],
    ['not by another key', { 'src/a.ts': verifying(`\`${pemOf(another)}\``) }, []],
    ['not by another file', { ...publicFile, 'web/src/a.ts': read("'keys/public.pem'") }, []],
    ['not by another variable', { '.env': `OTHER="${escaped(pemOf(publicKey))}"\n`, 'src/a.ts': verifying('process.env.JWT_PUBLIC_KEY') }, []],
    ['not by a variable of a sample', { '.env.example': `JWT_PUBLIC_KEY="${escaped(pemOf(publicKey))}"\n`, 'src/a.ts': verifying('process.env.JWT_PUBLIC_KEY') }, []],
    ['not by tests', { 'test/a.ts': verifying(`\`${pemOf(publicKey)}\``) }, []],
    ['not by a public half that nobody uses', { ...publicFile, 'src/a.ts': "import jwt from 'jsonwebtoken';\n" }, []],
  ])('%s', (_, files, expected) => {
    expect(trustedIn(files)).toEqual(expected);
  });
});
