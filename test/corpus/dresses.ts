// A secret and a kind of file → the ways in which that file may hold it, one of them drawn.

import type { Random } from './random.ts';
import type { Secret } from './secrets.ts';

export const fileTypes = ['ts', 'js', 'vue', 'json', 'yaml', 'toml', 'env', 'properties', 'tf', 'dockerfile', 'sh', 'xml'] as const;
export type FileType = (typeof fileTypes)[number];

export interface Dressed { readonly dress: string; readonly text: string }
/** `name` is free in the file. */
type Dress = (name: string, secret: Secret, random: Random) => string | undefined;

export function dressed(type: FileType, name: string, secret: Secret, random: Random): Dressed {
  const own = secret.name ? (type === 'env' || type === 'sh' || type === 'dockerfile' ? snake(secret.name) : secret.name) : name;
  const dresses = Object.entries(dressesOf[type]);
  for (let tries = 0; tries < 50; tries++) {
    const [dress, write] = random.pick(dresses);
    const text = write(own, secret, random);
    if (text !== undefined) return { dress, text };
  }
  throw new Error(`no dress of ${type} fits ${secret.kind}`);
}

const snake = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
const quoted = (text: string): string => JSON.stringify(text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const indented = (text: string, by: string): string => text.split('\n').map((line) => by + line).join('\n');
const wrappedAt = (text: string, width: number): string => text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
const isWord = ({ form }: Secret): boolean => form === 'word';
const hasLines = ({ text }: Secret): boolean => text.includes('\n');
const canEncode = ({ encodable = false }: Secret): boolean => encodable;
const isDer = ({ kind }: Secret): boolean => kind === 'DER';
const isJwt = ({ kind }: Secret): boolean => kind === 'JWT';

const when = (fits: (secret: Secret) => boolean, write: (name: string, text: string, secret: Secret, random: Random) => string): Dress =>
  (name, secret, random) => (fits(secret) ? write(name, secret.text, secret, random) : undefined);
const notPair = ({ form }: Secret): boolean => form !== 'pair';
const pairOf = (text: string): readonly [string, string] => text.split(' ') as [string, string];

/** A literal of an object: names without quotes, texts in single ones. */
const literal = (json: string): string => quotedSingly(JSON.parse(json));
function quotedSingly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(quotedSingly).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([name, one]) => `${name}: ${quotedSingly(one)}`).join(', ')} }`;
  return `'${String(value).replaceAll('\n', '\\n')}'`;
}

const code: Readonly<Record<string, Dress>> = {
  'a literal': when(notPair, (name, text) => `export const ${name} = ${quoted(text)};`),
  'a template': when(notPair, (name, text) => `export const ${name} = \`${text}\`;`),
  'joined lines': when(hasLines, (name, text) => `export const ${name} =\n  ${text.split('\n').map((line) => `'${line}\\n'`).join(' +\n  ')};`),
  'a list of lines': when(hasLines, (name, text) => `export const ${name} = [\n${text.split('\n').map((line) => `  '${line}',`).join('\n')}\n].join('\\n');`),
  'split in two': when((secret) => isWord(secret) && secret.text.length > 60 && secret.kind !== 'DER' && (isJwt(secret) || !/^.{0,90}(?:AZDO|Q~|FFFFNRAL|atlasv1|T3Blbk)/.test(secret.text)), (name, text) =>
    `export const ${name} = '${text.slice(0, 36)}' +\n  '${text.slice(36)}';`),
  'a wrapped body': when(isDer, (name, text) => `export const ${name} =\n  ${wrappedAt(text, 64).split('\n').map((line) => `'${line}'`).join(' +\n  ')};`),
  'an object literal': when(({ form }) => form === 'object', (name, text) => `export const ${name} = ${literal(text)};`),
  'JSON in a text': when(({ form }) => form === 'object', (name, text) => `export const ${name} = JSON.parse(${quoted(text)});`),
  'in base64': when(canEncode, (name, text) => `export const ${name} = Buffer.from('${base64(text)}', 'base64');`),
  'a header': when(isWord, (name, text) => `export const ${name} = { headers: { Authorization: \`Bearer ${text}\` } };`),
  'two properties': when(({ name, form }) => form === 'pair' && name === 'AWS_KEYS', (_name, text) => `export const aws = { accessKeyId: '${pairOf(text)[0]}', secretAccessKey: '${pairOf(text)[1]}' };`),
  'an entry of the environment': when(({ kind }) => kind === 'dotenvx', (name, text) => `process.env.${name} = '${text}';`),
};

const assignments = (write: (name: string, value: string) => string): Readonly<Record<string, Dress>> => ({
  'two lines': when(({ name, form }) => form === 'pair' && name === 'AWS_KEYS', (_name, text) => `${write('AWS_ACCESS_KEY_ID', pairOf(text)[0])}\n${write('AWS_SECRET_ACCESS_KEY', pairOf(text)[1])}`),
  'under its name': when(({ kind }) => kind === 'dotenvx', (name, text) => write(name, text)),
});

const dressesOf: Readonly<Record<FileType, Readonly<Record<string, Dress>>>> = {
  ts: code, js: code, vue: code,
  json: {
    ...assignments((name, value) => `"${name}": "${value}",`),
    'a text': when(notPair, (name, text) => `"${name}": ${quoted(text)},`),
    'an object': when(({ form }) => form === 'object', (name, text) => `"${name}": ${text},`),
    'a broken object': when(({ form }) => form === 'object', (name, text) => `"${name}": ${JSON.stringify(JSON.parse(text), null, 2)},`),
    'JSON in a text of JSON': when(notPair, (name, text) => `"${name}": ${quoted(quoted(text))},`),
    'in base64': when(canEncode, (name, text) => `"${name}": "${base64(text)}",`),
  },
  yaml: {
    ...assignments((name, value) => `${name}: ${value}`),
    'a block': when(notPair, (name, text) => `${name}: |\n${indented(text, '  ')}`),
    'in quotes': when(notPair, (name, text) => `${name}: ${quoted(text)}`),
    plain: when(isWord, (name, text) => `${name}: ${text}`),
    'a wrapped body': when(isDer, (name, text) => `${name}: |\n${indented(wrappedAt(text, 64), '  ')}`),
    folded: when(isJwt, (name, text) => `${name}: >-\n${indented(wrappedAt(text, 64), '  ')}`),
    'in base64': when(canEncode, (name, text) => `${name}: ${base64(text)}`),
    'in wrapped base64': when((secret) => canEncode(secret) && !isJwt(secret), (name, text) => `${name}: |\n${indented(wrappedAt(base64(text), 76), '    ')}`),
    mapping: when(({ kind }) => kind === 'JWK', (name, text) => `${name}:\n${Object.entries(JSON.parse(text) as object).map(([key, value]) => `  ${key}: ${String(value)}`).join('\n')}`),
    list: when(({ kind }) => kind === 'JWKS', (name, text) => `${name}:\n${(JSON.parse(text) as { keys: object[] }).keys.map((jwk) => Object.entries(jwk).map(([key, value], at) => `  ${at === 0 ? '-' : ' '} ${key}: ${quoted(String(value))}`).join('\n')).join('\n')}`),
  },
  toml: {
    ...assignments((name, value) => `${name} = "${value}"`),
    'a basic text': when(notPair, (name, text) => `${name} = ${quoted(text)}`),
    'a literal text': when(notPair, (name, text) => `${name} = '''\n${text}\n'''`),
    'a table': when(({ kind }) => kind === 'JWK', (name, text) => `[${name}]\n${Object.entries(JSON.parse(text) as object).map(([key, value]) => `${key} = ${quoted(String(value))}`).join('\n')}`),
    'in base64': when(canEncode, (name, text) => `${name} = "${base64(text)}"`),
  },
  env: {
    ...assignments((name, value) => `${name}=${value}`),
    'over lines': when((secret) => hasLines(secret), (name, text) => `${snake(name)}="${text}"`),
    'with escapes': when(({ form }) => form === 'lines', (name, text) => `${snake(name)}="${text.replaceAll('\n', '\\n')}"`),
    plain: when(isWord, (name, text) => `${snake(name)}=${text}`),
    exported: when(isWord, (name, text) => `export ${snake(name)}='${text}'`),
    'JSON in single quotes': when(({ form }) => form === 'object', (name, text) => `${snake(name)}='${text}'`),
    'JSON with escapes': when(({ form }) => form === 'object', (name, text) => `${snake(name)}=${quoted(text)}`),
    'in base64': when(canEncode, (name, text) => `${snake(name)}=${base64(text)}`),
    'in a comment': when(isWord, (name, text) => `# ${snake(name)}=${text}`),
  },
  properties: {
    ...assignments((name, value) => `${name} = ${value}`),
    'with escapes': when(({ form }) => form !== 'pair', (name, text) => `app.${name}=${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`),
    'continued lines': when(({ form, kind }) => form === 'lines' && kind !== 'PuTTY', (name, text) => `app.${name}=${text.split('\n').join('\\n\\\n    ')}`),
    'in base64': when(canEncode, (name, text) => `app.${name}:${base64(text)}`),
    'continued token': when(isJwt, (name, text) => `app.${name}=${wrappedAt(text, 70).replaceAll('\n', '\\\n  ')}`),
  },
  tf: {
    ...assignments((name, value) => `  ${name} = "${value}"`),
    'a text': when(notPair, (name, text) => `  ${name} = ${quoted(text)}`),
    'a here document': when(notPair, (name, text) => `  ${name} = <<-EOT\n${indented(text, '    ')}\n  EOT`),
    decoded: when(canEncode, (name, text) => `  ${name} = base64decode("${base64(text)}")`),
  },
  dockerfile: {
    ...assignments((name, value) => `ENV ${name}=${value}`),
    'an argument': when(isWord, (name, text) => `ARG ${snake(name)}=${text}`),
    'an echo': when(({ form }) => form === 'lines', (name, text) => `RUN echo "${text.replaceAll('\n', '\\n\\\n')}" > /run/${name}`),
    decoded: when(canEncode, (name, text) => `RUN echo ${base64(text)} | base64 -d > /run/${name}`),
    'a variable': when(({ form }) => form === 'object', (name, text) => `ENV ${snake(name)}='${text}'`),
    'a header': when(isWord, (_name, text) => `RUN curl -H "Authorization: Bearer ${text}" https://shop.io/build`),
  },
  sh: {
    ...assignments((name, value) => `export ${name}="${value}"`),
    'a here document': when(notPair, (name, text) => `cat > /run/${name} <<'EOF'\n${text}\nEOF`),
    exported: when(notPair, (name, text) => `export ${snake(name)}='${text}'`),
    'wrapped like mail': when(isJwt, (name, text) => `cat > /run/${name} <<'EOF'\n${wrappedAt(text, 76)}\nEOF`),
    decoded: when(canEncode, (name, text) => `${snake(name)}=$(echo '${base64(text)}' | base64 -d)`),
    'in an address': when(isJwt, (_name, text) => `curl "https://shop.io/hook?token=${text.replaceAll('.', '%2E')}&x=1"`),
  },
  xml: {
    ...assignments((name, value) => `  <add key="${name}" value="${value}" />`),
    'an element': when(({ form }) => form !== 'pair' && form !== 'object', (name, text) => `  <${name}>${text}</${name}>`),
    'character data': when(notPair, (name, text) => `  <${name}><![CDATA[${text}]]></${name}>`),
    'an attribute': when(({ form }) => form === 'lines', (name, text) => `  <add key="${name}" value="${text.replaceAll('\n', '&#10;')}" />`),
    'in base64': when(canEncode, (name, text) => `  <${name} encoding="base64">${base64(text)}</${name}>`),
  },
};
