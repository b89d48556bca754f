// Where a secret may stand in what is scanned: every language and format that is read, and every neighbourhood of a
// finding. A position makes the text of a file from its values, with something that is found beside each of them, so that
// the lines with the value are shown. Forms that a place can't hold are left out there.

export type Form = 'letters' | 'mixed' | 'digits' | 'short' | 'shortWord' | 'passphrase' | 'base64' | 'base64url' | 'hex' | 'unicode' | 'quotes' | 'symbols' | 'uuid' | 'long';

const forms: readonly Form[] = [
  'letters', 'mixed', 'digits', 'short', 'shortWord', 'passphrase', 'base64', 'base64url', 'hex', 'unicode', 'quotes', 'symbols', 'uuid', 'long',
];

export interface Position {
  readonly what: string;
  readonly path: string;
  /** One value and its number → the lines around it. */
  readonly block: (value: string, at: number) => string;
  readonly before?: string;
  readonly after?: string;
  readonly without?: readonly Form[];
}

const single = (value: string): string => `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
const double = (value: string): string => JSON.stringify(value);
const template = (value: string): string => `\`${value.replace(/[\\`$]/g, '\\$&')}\``;
const yamlSingle = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const escaped = (value: string): string => encodeURIComponent(value).replace(/['()]/g, '');

const head = "import jwt from 'jsonwebtoken';\n";
/** Found in code: a key that is written there. */
const sign = (at: number): string => `export const s${at} = jwt.sign({ sub: id }, 'secret', { expiresIn: '5m' });\n`;
const code = (what: string, block: Position['block'], more: Partial<Position> = {}): Position =>
  ({ what, path: `src/${what.replace(/\W+/g, '-')}.ts`, before: head, ...more, block: (value, at) => block(value, at) });
const beside = (what: string, line: (value: string, at: number) => string, more: Partial<Position> = {}): Position =>
  code(what, (value, at) => `${line(value, at)}\n${sign(at)}`, more);
const file = (what: string, path: string, block: Position['block'], more: Partial<Position> = {}): Position => ({ what, path, block, ...more });

/** What can't stand without quotes. */
const spaced: readonly Form[] = ['passphrase', 'quotes'];
const odd: readonly Form[] = [...spaced, 'symbols', 'unicode'];
const wordy: readonly Form[] = ['passphrase', 'base64', 'base64url', 'hex', 'unicode', 'quotes', 'symbols', 'uuid', 'digits'];

/** Found in settings. One value in several files is one problem, so each file has its own. */
const weak = (what: string): string => `hunter${Array.from(what).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7)}`;

const tls = (at: number): string => `export NODE_TLS_REJECT_UNAUTHORIZED=0 # ${at}\n`;

export const positions: readonly Position[] = [
  // --- the key itself ---
  code('key slot', (v, at) => `export const a${at} = jwt.sign({}, ${single(v)});\n`),
  code('key slot in double quotes', (v, at) => `export const a${at} = jwt.sign({}, ${double(v)});\n`),
  code('key slot with a method', (v, at) => `export const a${at} = jwt.sign({}, ${single(v)}.trim());\n`),
  code('key slot as bytes', (v, at) => `export const a${at} = jwt.sign({}, Buffer.from(${single(v)}, 'utf8'));\n`),
  code('key slot as hex bytes', (v, at) => `export const a${at} = jwt.sign({}, Buffer.from(${single(v)}, 'hex'));\n`),
  code('key slot in a template', (v, at) => `export const a${at} = jwt.sign({}, ${template(v)});\n`),
  code('part of a template', (v, at) => `export const a${at} = jwt.sign({}, \`a-\${process.env.X}-${v.replace(/[\\`$]/g, '\\$&')}\`, { algorithm: 'none' });\n`),
  code('fallback', (v, at) => `export const a${at} = jwt.sign({}, process.env.JWT_SECRET || ${single(v)});\n`),
  code('nullish fallback', (v, at) => `export const a${at} = jwt.sign({}, process.env.JWT_SECRET ?? ${double(v)});\n`),
  code('default parameter', (v, at) => `export const a${at} = (key = ${single(v)}) => jwt.sign({}, key);\n`),
  code('second branch', (v, at) => `export const a${at} = jwt.sign({}, flag ? 'secret' : ${single(v)});\n`),
  code('half of a sum', (v, at) => `export const a${at} = jwt.sign({}, 'secret' + ${single(v)});\n`),
  code('second of a list', (v, at) => `export const a${at} = session({ secret: ['secret', ${single(v)}] });\n`, { before: "import session from 'express-session';\n" }),
  code('constant', (v, at) => `const k${at} = ${single(v)};\nexport const a${at} = jwt.verify(t, k${at}, { algorithms: ['none'] });\n`),
  code('enum', (v, at) => `enum E${at} { A = ${single(v)} }\nexport const a${at} = jwt.sign({}, E${at}.A);\n`),
  code('class field', (v, at) => `class C${at} { private readonly k = ${single(v)}; sign() { return jwt.sign({}, this.k); } }\n`),
  code('destructuring default', (v, at) => `const { key: k${at} = ${single(v)} } = options;\nexport const a${at} = jwt.sign({}, k${at});\n`),
  code('several lines', (v, at) => `export const a${at} = jwt.sign({}, \`secret\n${v.replace(/[\\`$]/g, '\\$&')}\nend\`);\n`),
  code('split by a backslash', (v, at) => `export const a${at} = jwt.sign({}, 'secret\\\n${single(v).slice(1)});\n`),
  // --- beside a finding in code ---
  beside('object value', (v, at) => `const o${at} = { region: ${single(v)} };`),
  beside('object key', (v, at) => `const o${at} = { ${single(v)}: true };`),
  beside('computed member', (v, at) => `const o${at} = table[${single(v)}];`),
  beside('case label', (v, at) => `function f${at}(x) { switch (x) { case ${single(v)}: return 1; } }`),
  beside('comparison', (v, at) => `const o${at} = input === ${single(v)};`),
  beside('argument', (v, at) => `run('node', [${single(`--jwt-secret=${v}`)}]); // ${at}`),
  beside('argument behind a flag', (v, at) => `run('node', ['--jwt-secret', ${single(v)}]); // ${at}`),
  beside('command in one text', (v, at) => `run(${single(`node server --password ${v} --port 3000`)}); // ${at}`),
  beside('password of an address', (v, at) => `const o${at} = ${single(`postgres://app:${escaped(v)}@db:5432/app`)};`),
  beside('raw password of an address', (v, at) => `const o${at} = ${single(`redis://:${v}@cache:6379`)};`, { without: spaced }),
  beside('query of an address', (v, at) => `const o${at} = ${single(`https://localhost/login?token=${escaped(v)}`)};`),
  beside('path of an address', (v, at) => `const o${at} = ${single(`https://localhost/hooks/${escaped(v)}`)};`),
  beside('path', (v, at) => `app.get(${single(`/login/${escaped(v)}`)}); // ${at}`),
  beside('regular expression', (v, at) => `const o${at} = /^${v}$/;`, { without: ['quotes', 'symbols', 'base64'] }),
  beside('comment above', (v, at) => `// ${v} ${at}`),
  beside('comment behind', (v, at) => `const o${at} = 1; // the old key was ${v}`),
  beside('block comment', (v, at) => `/*\n * ${v}\n */ ${at};`),
  beside('documentation', (v, at) => `/** @example sign(${v}) ${at} */`, { without: ['base64'] }),
  beside('tagged template', (v, at) => `const o${at} = sql${template(v)};`),
  beside('template around a variable', (v, at) => `const o${at} = \`\${a}${v.replace(/[\\`$]/g, '\\$&')}\${b}\`;`),
  beside('claim', (v, at) => `const o${at} = { sub: ${double(v)}, role: 'user' };`),
  beside('message', (v, at) => `if (o${at}) throw new Error(${single(`Invalid ${v}`)});`),
  beside('literal type', (v, at) => `type T${at} = ${single(v)} | 'user';`),
  beside('map', (v, at) => `const o${at} = new Map([[${single(v)}, 'user']]);`),
  beside('header', (v, at) => `const o${at} = { headers: { 'x-api-key': ${single(v)} } };`),
  beside('basic header', (v, at) => `const o${at} = { Authorization: ${single(`Basic ${v}`)} };`),
  beside('number', (v, at) => `const o${at} = ${/^\d+$/.test(v) ? v : `0x${Buffer.from(v).toString('hex').slice(0, 20)}`};`, { without: [...wordy.filter((form) => form !== 'digits'), 'letters', 'mixed', 'short', 'shortWord', 'long'] }),
  beside('text of an element', (v, at) => `const o${at} = <p>${v}</p>;`, { path: 'src/element.tsx', without: ['quotes', 'symbols'] }),
  beside('text of an element on its own line', (v, at) => `const o${at} = <p>\n  ${v}\n</p>;`, { path: 'src/element-lines.tsx', without: ['quotes', 'symbols'] }),
  beside('attribute of an element', (v, at) => `const o${at} = <p title="${v}" />;`, { path: 'src/attribute.tsx', without: ['quotes', 'symbols'] }),
  beside('same line', (v, at) => `const o${at} = f(${single(v)}, jwt.sign({}, 'secret'));`),
  code('long line', (v, at) => `const x${at}=[${'1,'.repeat(300)}];f(${single(v)});jwt.sign({},"secret");g(${single(v)});const y${at}=[${'1,'.repeat(300)}];`),
  code('edge of a long line', (v, at) => `jwt.sign({},"secret${at}");f("${'-'.repeat(330 - (at % 16) * 3)}",${single(v)});const y${at}=[${'1,'.repeat(300)}];\n`),
  // --- broken source ---
  ...(['text', 'bare word', 'comment', 'open text'] as const).map((kind): Position => beside(`broken source ${kind}`, (v, at) => ({
    text: `const o${at} = f(${single(v)});`, 'bare word': `const o${at} = f(x ${v} y);`, comment: `// ${v}`, 'open text': `const o${at} = '${v}`,
  })[kind], { after: 'const = ;\n', ...(kind === 'text' ? {} : { path: `src/broken-${kind.replace(' ', '-')}.ts` }),
    // Only so many broken statements are stepped over.
    ...(kind === 'bare word' || kind === 'open text' ? { without: forms.filter((form) => !/^(?:letters|passphrase)$/.test(form)) } : {}) })),
  // --- pages and components ---
  file('text of a page', 'web/page.html', (v, at) => `<p>${v}</p><script>import jwt from 'jsonwebtoken'; jwt.sign({ a: ${at} }, 'secret');</script>\n`, { without: ['quotes', 'symbols'] }),
  file('text of a component', 'web/part.vue', (v) => `<template><p>${v}</p></template>\n`, { before: "<script>import jwt from 'jsonwebtoken'; export const s = jwt.sign({}, 'secret');</script>\n", without: ['quotes', 'symbols'] }),
  // --- .env ---
  file('variable', 'a/.env', (v, at) => `REGION_${at}=${v}\nJWT_SECRET_${at}=secret\n`, { without: ['quotes'] }),
  file('secret variable', 'b/.env', (v, at) => `JWT_SECRET_${at}=${v}\nSESSION_SECRET_${at}=secret\n`, { without: ['quotes'] }),
  file('variable in quotes', 'c/.env', (v, at) => `REGION_${at}="${v}"\nJWT_SECRET_${at}=secret\n`, { without: ['quotes', 'symbols'] }),
  file('comment in .env', 'd/.env', (v, at) => `# ${v}\nJWT_SECRET_${at}=secret\n`),
  file('comment behind a variable', 'e/.env', (v, at) => `PORT=3000 # ${v}\nJWT_SECRET_${at}=secret\n`),
  file('several lines of .env', 'f/.env', (v, at) => `PEM_${at}="first\n${v}\nlast"\nJWT_SECRET_${at}=secret\n`, { without: ['quotes', 'symbols'] }),
  file('address in .env', 'g/.env', (v, at) => `DATABASE_URL_${at}=mysql://app:${v}@db/app\nJWT_SECRET_${at}=secret\n`, { without: spaced }),
  // --- YAML ---
  ...([
    ['value', (v) => `zone: ${v}`], ['value in quotes', (v) => `zone: ${yamlSingle(v)}`], ['value in double quotes', (v) => `zone: ${double(v)}`],
    ['key', (v) => `${double(v)}: true`], ['list', (v) => `zone:\n      - ${double(v)}`], ['bare list', (v) => `zone:\n      - ${v}`],
    ['block', (v) => `zone: |\n      ${v}`], ['folded', (v) => `zone: >-\n      first\n      ${v}`], ['comment', (v) => `zone: eu # ${v}`],
    ['flow', (v) => `zone: { a: [${double(v)}] }`], ['command', (v) => `command: node server --jwt-secret ${v}`], ['anchor', (v, at) => `zone: &a${at} ${double(v)}`],
  ] as [string, (v: string, at: number) => string][]).map(([what, line]): Position => file(`YAML ${what}`, `yaml/${what.replaceAll(' ', '-')}.yaml`,
    (v, at) => `part${at}:\n    ${line(v, at)}\n    jwtSecret: ${weak(what)}\n`, /quotes|key|^list|flow|anchor/.test(what) ? {} : { without: odd })),
  file('broken YAML', 'yaml/broken.yaml', (v, at) => `part${at}:\n    zone: ${double(v)}\n    jwtSecret: secret\n`, { after: 'x: [\n  - "y\n' }),
  // --- TOML ---
  ...([
    ['value', (v) => `zone = ${double(v)}`], ['literal', (v) => `zone = '${v}'`], ['lines', (v) => `zone = """\nfirst\n${v}\n"""`],
    ['list', (v) => `zone = ["eu", ${double(v)}]`], ['comment', (v) => `zone = 1 # ${v}`], ['key', (v) => `${double(v)} = 1`],
  ] as [string, (v: string) => string][]).map(([what, line]): Position => file(`TOML ${what}`, `toml/${what}.toml`,
    (v, at) => `[part${at}]\n${line(v)}\nJWT_SECRET = "${weak(`TOML ${what}`)}"\n`, { without: /literal|lines/.test(what) ? odd : [] })),
  file('broken TOML', 'toml/broken.toml', (v, at) => `[part${at}]\nzone = ${double(v)}\nJWT_SECRET = "secret"\n`, { after: 'x = = 1\n' }),
  // --- JSON ---
  ...([
    ['value', (v) => `"zone": ${double(v)}`], ['key', (v) => `${double(v)}: true`], ['list', (v) => `"zone": ["eu", ${double(v)}]`],
    ['address', (v) => `"zone": ${double(`amqp://app:${v}@queue`)}`],
  ] as [string, (v: string) => string][]).map(([what, line]): Position => file(`JSON ${what}`, `json/${what}.json`,
    (v, at) => `"part${at}": {\n  ${line(v)},\n  "jwtSecret": "${weak(`JSON ${what}`)}"\n},\n`, { before: '{\n', after: '"end": 1\n}\n', without: what === 'address' ? spaced : [] })),
  file('comment of JSON', 'json/comment.jsonc', (v, at) => `"part${at}": {\n  // ${v}\n  "jwtSecret": "${weak('comment of JSON')}"\n},\n`, { before: '{\n', after: '"end": 1\n}\n' }),
  file('broken JSON', 'json/broken.json', (v, at) => `"part${at}": {\n  "zone": ${double(v)},\n  "jwtSecret": "secret"\n},\n`, { before: '{\n', after: '"end" 1 ]\n' }),
  file('bare word of broken JSON', 'json/bare.json', (v, at) => `"part${at}": {\n  "jwtSecret": "secret", "zone": ${v}\n},\n`, { before: '{\n', after: '}\n', without: odd }),
  // --- other texts ---
  file('Dockerfile ENV', 'docker/a/Dockerfile', (v, at) => `ENV REGION_${at}=${v}\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n`),
  file('Dockerfile ENV with a space', 'docker/b/Dockerfile', (v, at) => `ENV REGION_${at} ${v}\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n`),
  file('Dockerfile ARG', 'docker/c/Dockerfile', (v, at) => `ARG REGION_${at}=${v}\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n`),
  file('Dockerfile RUN', 'docker/d/Dockerfile', (v, at) => `RUN npm run start --jwt-secret=${v} # ${at}\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n`),
  file('shell variable', 'sh/a.sh', (v, at) => `export REGION=${v}\n${tls(at)}`),
  file('shell text', 'sh/b.sh', (v, at) => `echo "${v}"\n${tls(at)}`),
  file('shell argument', 'sh/c.sh', (v, at) => `node server.js --password ${v}\n${tls(at)}`),
  file('here document', 'sh/d.sh', (v, at) => `cat <<END\n${v}\nEND\n${tls(at)}`),
  file('shell line split by a backslash', 'sh/e.sh', (v, at) => `curl \\\n  -H "x-api-key: ${v}" \\\n  localhost\n${tls(at)}`),
  file('properties', 'conf/app.properties', (v, at) => `db.region=${v}\n${tls(at)}`),
  file('properties with spaces', 'conf/b.properties', (v, at) => `db.region : ${v}\n${tls(at)}`),
  file('XML', 'conf/a.xml', (v, at) => `<region>${v}</region>\n${tls(at)}`),
  file('Python', 'conf/a.py', (v, at) => `REGION = ${double(v)}\n${tls(at)}`),
  file('Markdown', 'notes/a.md', (v, at) => `The key is \`${v}\`.\n    ${tls(at)}`),
  file('plain text', 'notes/b.txt', (v, at) => `${v}\n${tls(at)}`),
  file('Makefile', 'conf/Makefile', (v, at) => `\tREGION=${v} node server\n\t${tls(at)}`),
  // --- suppressions ---
  beside('suppression that names no rule', (v, at) => `// jwtlint-disable-next-line ${v}\nconst o${at} = 1;`),
  beside('suppression with a reason', (v, at) => `// jwtlint-disable-next-line no-hardcoded-secret -- the key ${v}\nexport const r${at} = jwt.sign({}, 'secret');`),
  beside('unused suppression', (v, at) => `// jwtlint-disable-next-line no-weak-secret -- ${v}\nconst o${at} = 1;`),
  beside('suppression with a wrong date', (v, at) => `// jwtlint-disable-next-line no-weak-secret -- x until=${v}\nconst o${at} = 1;`),
];
