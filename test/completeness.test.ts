// Nothing that was not analysed passes as clean: a file that its words do not clear and that was not analysed to its end
// makes the run exit 2, whatever kept us from it; what can still be had is reported. No file of the project switches it off.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { collected, scan, type ScanOptions } from '../rules/scan.ts';
import { mostGated, mostSearched } from '../src/source/size-limits.ts';
import { folderWith, runCommand } from './support/command.ts';
import { root } from './support/fixture-file.ts';
import { signedToken } from './support/signed-token.ts';

const insecure = "import jwt from 'jsonwebtoken';\nexport const who = (token, key) => jwt.verify(token, key, { algorithms: ['none'] });\n";
const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

async function scanned(files: Readonly<Record<string, string | Uint8Array>>, options: ScanOptions = {}) {
  const { findings, incomplete, diagnostics, summary } = await collected(scan({ root: folderWith(files), ...options }));
  return { found: findings.map(({ file, ruleId }) => `${file} ${ruleId}`), incomplete, kinds: diagnostics.map(({ file, kind }) => `${file} ${kind}`), summary };
}

describe('a run with a file that was not analysed to its end', () => {
  it('exits 2, says which and why, and passes with --allow-incomplete alone', async () => {
    const folder = folderWith({
      'broken.js': `${insecure}const = 5;\n`, 'cut.yaml': 'jwt:\n  secret: [\n', 'plain.js': 'const = 5;\n',
      'jwtlint.config.json': '{ "failOn": "never" }',
    });
    const ran = await runCommand(folder, '--format', 'json');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('jwtlint: not analysed to the end: broken.js (syntax), cut.yaml (syntax). The run fails for it; --allow-incomplete accepts it.\n');
    const report = JSON.parse(ran.out) as { diagnostics: { file: string; incomplete?: true }[]; summary: { files: { incomplete: number } }; findings: unknown[] };
    expect(report.diagnostics.map(({ file, incomplete }) => [file, incomplete])).toEqual([['broken.js', true], ['cut.yaml', true]]);
    expect([report.summary.files.incomplete, report.findings.length > 0]).toEqual([2, true]);
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(root, 'report-schema.json'), 'utf8')) as object);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    const allowed = await runCommand(folder, '--allow-incomplete');
    expect([allowed.code, allowed.err.includes('--allow-incomplete accepts that.')]).toEqual([0, true]);
  });

  it('is not let off by the configuration of the project', async () => {
    const ran = await runCommand(folderWith({ 'a.js': `${insecure}const = 5;\n`, 'jwtlint.config.json': '{ "allowIncomplete": true }' }));
    expect([ran.code, ran.err]).toEqual([2, 'jwtlint: jwtlint.config.json:1:3: unknown key\n']);
  });
});

describe('what is too large', () => {
  const padding = '// nothing to see here\n'.repeat(100);

  it('is cleared by its words, or incomplete and searched for keys and tokens', async () => {
    const { found, incomplete, kinds } = await scanned({
      'clean.js': padding, 'tokens.js': `${padding}const t = '${signedToken()}';\n${insecure}`, 'key.txt': `${padding}${pem}`, '.env': `# ${padding.replaceAll('\n', ' ')}`,
    }, { maxFileSize: 1000 });
    expect(found).toEqual(['key.txt no-private-key', 'tokens.js no-token-literal']);
    expect(incomplete).toEqual(['.env', 'key.txt', 'tokens.js']);
    expect(kinds).toEqual(['.env', 'clean.js', 'key.txt', 'tokens.js'].map((file) => `${file} too-large`));
  });

  it('holds for standard input, too', async () => {
    const at = (content: string) => scanned({}, { stdin: { filename: 'a.js', content }, maxFileSize: 1000 });
    expect(await at(padding)).toMatchObject({ found: [], incomplete: [] });
    expect(await at(`${padding}const t = '${signedToken()}';\n`)).toMatchObject({ found: ['a.js no-token-literal'], incomplete: ['a.js'] });
  });

  it('has limits of its own', async () => {
    const folder = folderWith({ 'searched.js': `const t = '${signedToken()}';\n`, 'gated.js': insecure, 'huge.js': '' });
    truncateSync(join(folder, 'searched.js'), mostSearched);
    truncateSync(join(folder, 'gated.js'), mostSearched + 1);
    truncateSync(join(folder, 'huge.js'), mostGated + 1);
    const { findings, incomplete } = await collected(scan({ root: folder }));
    expect(findings.map(({ file, ruleId }) => `${file} ${ruleId}`)).toEqual(['searched.js no-token-literal']);
    expect(incomplete).toEqual(['gated.js', 'huge.js', 'searched.js']);
  });

  it('can’t be made small by a configuration that no one could read', async () => {
    const folder = folderWith({ 'a.js': '', 'jwtlint.config.json': '{ "maxFileSize": 900000000 }' });
    truncateSync(join(folder, 'a.js'), mostGated + 1);
    expect((await collected(scan({ root: folder }))).incomplete).toEqual(['a.js']);
  });
});

describe('a zero byte', () => {
  it('silences nothing', async () => {
    // One by one: a key that stands in two files is one finding.
    const files = {
      'a.js': `const odd = 'a\0b';\n${insecure}`, 'b.js': `// \0\n${insecure}`, '.env': 'ODD=\0\nJWT_SECRET=secret\n', 'd.env': 'JWT_SECRET=secret\n# \0\n',
      'e.txt': `\0\n${pem}`, 'f.json': '{ "odd": "\0", "jwtSecret": "secret" }', 'g.yaml': 'odd: "\0"\njwtSecret: secret\n',
      'h.yaml': 'jwtSecret: secret\n# \0\n', 'i.toml': 'jwtSecret = "secret"\n# \0\n',
      'j.ts': `ok();\n\0\n${insecure}`, 'k.env': '\0JWT_SECRET=secret\n',
    };
    for (const [file, text] of Object.entries(files)) {
      const { found, incomplete } = await scanned({ [file]: text });
      expect([file, found.length > 0 || incomplete.length > 0]).toEqual([file, true]);
      if (/js$|env$|txt$/.test(file)) expect(incomplete).toEqual([]);
    }
  });

  it('among many makes no program of what its name calls code: noise in a comment is a comment', async () => {
    const noise = Buffer.concat([Buffer.from('/*'), Buffer.from(randomBytes(20_000).map((byte) => (byte === 0x2a ? 0 : byte))), Buffer.from('*/\n')]);
    expect((await scanned({ 'a.js': Buffer.concat([noise, Buffer.from(insecure)]) })).found).toEqual(['a.js no-alg-none']);
  });

  it('makes a binary where the name does not say text and much else is no text', async () => {
    const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), randomBytes(5000), Buffer.from("import jwt from 'jsonwebtoken'"), Buffer.from(pem)]);
    expect(await scanned({ 'logo.png': picture, picture, 'a.js': insecure })).toMatchObject({ found: ['a.js no-alg-none'], incomplete: [], kinds: ['picture binary'] });
  });

  it('behind a mark of UTF-16 hides no 8-bit text', async () => {
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`# comment\n${pem}`)]);
    expect((await scanned({ '.env': marked })).found).toEqual(['.env no-private-key']);
  });
});

describe('what is no reason to fail', () => {
  it('is a template that is no YAML, of which every line was read', async () => {
    // One value in two halves: no masking makes YAML of it.
    const broken = 'cookieSecret: anchor\njwtIssuer: "{{ .a }}\n  {{ .b }}": x\n';
    const ofLines = (more: string) => scanned({ 'templates/a.yaml': `cookieSecret: anchor\nauth:\n  jwtSecret: {{ .Values.key }}\n jwtIssuer: x\n# end\n${more}` });
    expect(await ofLines('')).toMatchObject({ incomplete: [], kinds: ['templates/a.yaml syntax'] });
    expect((await ofLines('keys:\n  - jwt\n')).incomplete).toEqual(['templates/a.yaml']);
    expect((await scanned({ 'templates/a.yaml': broken })).incomplete).toEqual(['templates/a.yaml']);
  });

  it.each([
    ['a.json', '{ "jwtSecret": "s", "a": {{ .Values.a }}, "b": "x" }'],
    ['a.json', '{ "jwtSecret": "s", "a": {{ .a | quote }}, {{- if .x }} "c": 1, {{- end }} "b": ["{{ .y }}", {{ z }}] }'],
    ['a.json', '{{/* note */}}\n{ "jwtSecret": "{{ .x | default "y" }}",\n "b": 1 }'],
    ['a.json', '{ {{ .key }}: 1, "jwtSecret": "s", "a": {{ if .x }}"b"{{ else }}"c"{{ end }} }'],
    ['a.json', '{% if a %}{ "jwtSecrets": [{% for x in y %}"{{ x }}",{% endfor %} "last"] }{% endif %}'],
    ['a.toml', 'jwt_secret = {{ x }}\nb = "{{ y }}"\n'],
    ['a.toml', '{{ if x }}\n[{{ name }}]\njwt_secret = [{{ x }}, "b"]\n{{ end }}\n'],
  ])('is %s that is whole but for its templates: %s', async (path, text) => {
    expect(await scanned({ [path]: text })).toMatchObject({ incomplete: [], kinds: [`${path} syntax`] });
  });

  it.each([
    ['a.json', '{ "note": "{{ x }}", "jwtSecret": "abc", "b": }'],
    ['a.json', '{ "jwtSecret": "{{ x }}" "b": [1, }'],
    ['a.json', '{ "jwtSecret": "s", "a": {{ x }}, "b" "c" }'],
    ['a.json', '{ "jwtSecret": "s", {{ "b": 2 }'],
    ['a.json', '{ "jwtSecret": "s", "a": {{ x }}, "b": 1'],
    ['a.toml', 'jwt_secret = "{{ x }}"\nb = = 1\n'],
    ['a.toml', 'jwt_secret = {{ x }}\nb = \n'],
  ])('but not %s that is broken beside them: %s', async (path, text) => {
    expect((await scanned({ [path]: text })).incomplete).toEqual([path]);
  });
});
