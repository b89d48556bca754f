// `jwtlint map`: three services and a gateway, drawn in each format; no secret in any of them; the same text every time.

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mapMermaid } from '../../src/report/map/map-mermaid.ts';
import { mapSchema } from '../../src/report/map/map-json.ts';
import { shownText } from '../../src/facts/shown-text.ts';
import { root } from '../support/fixture-file.ts';
import { folderWith, runCommand } from '../support/command.ts';

const patience = 120_000;

const manifest = (name: string): string =>
  JSON.stringify({ name: `@harbour/${name}`, scripts: { start: 'node src/index.js' }, dependencies: { jsonwebtoken: '^9.0.2', jose: '^6.0.0' } });

const harbour = {
  'package.json': JSON.stringify({ name: 'harbour', private: true, workspaces: ['services/*'] }),
  'services/auth/package.json': manifest('auth'),
  'services/auth/src/issue.ts': `import jwt from 'jsonwebtoken';

export const issue = (sub: string) =>
  jwt.sign({ sub }, process.env.JWT_SECRET!, { algorithm: 'HS256', expiresIn: '15m', issuer: 'https://auth.harbour.example' });
`,
  'services/orders/package.json': manifest('orders'),
  'services/orders/src/guard.ts': `import jwt from 'jsonwebtoken';

export const guard = (token: string) =>
  jwt.verify(token, process.env.JWT_SECRET!, { algorithms: ['HS256'], issuer: 'https://auth.harbour.example' });
export const late = (token: string) => jwt.verify(token, process.env.JWT_SECRET!, { algorithms: ['HS256'], ignoreExpiration: true });
`,
  'services/billing/package.json': manifest('billing'),
  'services/billing/src/tokens.ts': `import { readFileSync } from 'node:fs';
import jwt from 'jsonwebtoken';
import { createRemoteJWKSet, jwtVerify } from 'jose';

export const receipt = (sub: string) => jwt.sign({ sub }, readFileSync('keys/private.pem'), { algorithm: 'RS256', expiresIn: 600, audience: 'shop' });
const keys = createRemoteJWKSet(new URL('https://id.harbour.example/.well-known/jwks.json'));
export const customer = (token: string) => jwtVerify(token, keys, { audience: 'billing', issuer: 'https://id.harbour.example' });
export const checkedWith = (token: string, key: string) => jwt.verify(token, key, { algorithms: ['HS512'] });
`,
  'gateway/envoy.yaml': `http_filters:
  - name: envoy.filters.http.jwt_authn
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
      providers:
        harbour:
          issuer: https://id.harbour.example
          remote_jwks:
            http_uri: { uri: "https://id.harbour.example/.well-known/jwks.json", cluster: id, timeout: 5s }
`,
  'docker-compose.yml': `services:
  auth:
    image: harbour/auth
    environment: { JWT_SECRET: "\${JWT_SECRET}" }
  orders:
    image: harbour/orders
    environment: { JWT_SECRET: "\${JWT_SECRET}" }
`,
};

describe('jwtlint map', () => {
  it.each([['text', []], ['json', ['--format', 'json']], ['mermaid', ['--format', 'mermaid']]])('draws three services and a gateway as %s', async (name, args) => {
    const folder = folderWith(harbour);
    const { code, out, err } = await runCommand(folder, 'map', ...args);
    expect([code, err]).toEqual([0, '']);
    await expect(out).toMatchFileSnapshot(join(root, `test/bin/map/harbour.${name}`));
    expect((await runCommand(folder, 'map', ...args)).out).toBe(out);
  }, patience);

  it('draws what paths name, with paths from the root', async () => {
    const { out } = await runCommand(folderWith(harbour), 'map', 'services/billing', '--format', 'json');
    const { schema, services, keys, uses } = JSON.parse(out) as { schema: string; services: { folder: string }[]; keys: { kind: string }[]; uses: { file: string }[] };
    expect([schema, services.map(({ folder }) => folder)]).toEqual([mapSchema, ['services/billing']]);
    expect(keys.map(({ kind }) => kind)).toEqual(['key pair', 'fetched keys']);
    expect(new Set(uses.map(({ file }) => file))).toEqual(new Set(['services/billing/src/tokens.ts']));
  }, patience);

  it('says so where nothing signs or verifies', async () => {
    const folder = folderWith({ 'a.ts': "export const a = 'b';\n" });
    expect(await runCommand(folder, 'map')).toMatchObject({ code: 0, out: expect.stringMatching(/^No JWT calls found/) });
    expect(JSON.parse((await runCommand(folder, 'map', '--format', 'json')).out)).toMatchObject({ services: [], keys: [], uses: [] });
    expect((await runCommand(folder, 'map', '--format', 'mermaid')).out).toBe('flowchart LR\n  none["No JWT calls found"]\n');
  }, patience);

  it('refuses what it does not write, and what is for scans', async () => {
    const folder = folderWith({ 'a.ts': '' });
    expect(await runCommand(folder, 'map', '--format', 'sarif')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('map has the formats text, json, mermaid, not "sarif"') });
    expect(await runCommand(folder, 'map', '--format', 'json=map.json')).toMatchObject({ code: 2, err: expect.stringContaining('one format, to standard output') });
    expect(await runCommand(folder, 'map', '--staged')).toMatchObject({ code: 2, err: expect.stringContaining('are for scans') });
    expect(await runCommand(folder, 'map', 'no-such')).toMatchObject({ code: 2, err: expect.stringContaining('no such file or folder') });
  }, patience);

  it('holds no secret, wherever the project has one, and knows one text in two services for one key', async () => {
    const drawn = Buffer.from(Array.from({ length: 30 }, (_, at) => (at * 47 + 31) % 251)).toString('base64url');
    const [word, other] = ['harbour-crane-dev-only', 'berth-dev-only'];
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const sign = (key: string): string => `import jwt from 'jsonwebtoken';\nexport const s = (sub) => jwt.sign({ sub }, ${key}, { algorithm: 'HS256', expiresIn: '1h', issuer: '${drawn}' });\n`;
    const verify = (key: string): string => `import jwt from 'jsonwebtoken';\nexport const v = (t) => jwt.verify(t, ${key}, { algorithms: ['HS256'], audience: '${drawn}' });\n`;
    const folder = folderWith({
      'services/a/package.json': manifest('a'), 'services/a/src/a.js': sign(`'${word}'`), 'services/a/src/c.js': sign(`process.env.KEY || '${other}'`),
      'services/a/src/d.js': sign(`'${drawn}'`), 'services/a/src/e.js': `import jwt from 'jsonwebtoken';\njwt.sign({}, ${JSON.stringify(pem)}, { algorithm: 'RS256' });\n`,
      'services/b/package.json': manifest('b'), 'services/b/src/b.js': verify(`'${word}'`),
      'services/b/src/j.js': `import { createRemoteJWKSet, jwtVerify } from 'jose';
const keys = createRemoteJWKSet(new URL('https://crane:${word}@id.harbour.example/keys?token=${drawn}'));
export const v = (t) => jwtVerify(t, keys, { audience: 'b' });\n`,
    });
    for (const format of ['text', 'json', 'mermaid']) {
      const { code, out, err } = await runCommand(folder, 'map', ...(format === 'text' ? [] : ['--format', format]));
      expect(code).toBe(0);
      for (const secret of [word, other, drawn, pem.slice(40, 80)]) expect([format, `${out}${err}`.includes(secret)]).toEqual([format, false]);
      expect(out).toContain('id.harbour.example/keys');
    }
    const { out } = await runCommand(folder, 'map');
    expect(out).toContain('literal in services/a/src/a.js:2: one HMAC secret, read by 2 services: whoever verifies can also forge');
    expect(out).toContain('  falls back to a literal in services/a/src/c.js:2');
  }, patience);
});

describe('the map', () => {
  it('masks what looks drawn and keeps names', () => {
    expect(['https://login.microsoftonline.com/00000000-1111-2222-3333-444444444444/v2.0', 'JWT_ACCESS_TOKEN_SIGNING_SECRET_V2', `k/${'a1'.repeat(20)}/b`].map(shownText))
      .toEqual(['https://login.microsoftonline.com/00000000-1111-2222-3333-444444444444/v2.0', 'JWT_ACCESS_TOKEN_SIGNING_SECRET_V2', 'k/••••/b']);
  });

  it('lets no name of a project write into the diagram', () => {
    const [at, no] = [{ file: 'a.ts', line: 1, start: 0, end: 1 }, { checked: 'no' }] as const;
    const use = { does: 'verify', by: 'v', service: 's1', keys: [], at, algorithms: [], audience: no, issuer: no, expiry: 'yes', findings: [] } as const;
    const text = mapMermaid({ services: [{ id: 's1', folder: 'a"] --> x["<b>`&' }], keys: [], uses: [use] });
    expect(text.split('\n')[1]).toBe('  s1["a#34;] --#62; x[#34;#60;b#62;#96;#38;"]');
  });

  it('is described with each of its fields', async () => {
    const page = readFileSync(join(root, 'docs/map.md'), 'utf8');
    const { out } = await runCommand(folderWith(harbour), 'map', '--format', 'json');
    const map = JSON.parse(out) as Record<'services' | 'keys' | 'uses', object[]>;
    const fields = [...Object.keys(map), ...[...map.services, ...map.keys, ...map.uses].flatMap((one) => Object.keys(one))];
    expect([...new Set(fields)].filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
    expect(page).toContain(mapSchema);
  }, patience);
});
