// A path → the language its text is read in, by name and extension alone. Undefined: nothing that anybody reads as text
// (images, fonts, archives, cipher text), so the file is not even opened.
// Leaves alone: content. JSX in a `.js` file is the parser's business; what has no reader of its own is 'text', which is
// searched for keys and tokens and nothing else.

import { tableKeys } from './untyped.ts';

/** `markup`: pages and components whose `<script>` elements hold the code. */
export type CodeLanguage = 'js' | 'jsx' | 'ts' | 'tsx' | 'dts' | 'markup';
/** `lock`: what a package manager installs, version by version. */
export type Language =
  CodeLanguage | 'env' | 'json' | 'yaml' | 'toml' | 'properties' | 'dockerfile' | 'hcl' | 'nginx' | 'xml' | 'lock' | 'text';
/** Short names for the closing line of a run. */
export type Kind =
  | 'typescript' | 'javascript' | 'markup' | 'env' | 'json' | 'yaml' | 'toml' | 'properties' | 'dockerfile' | 'hcl' | 'nginx' | 'xml' | 'text';

export const isCode = (language: Language): language is CodeLanguage => /^(?:jsx?|tsx?|dts|markup)$/.test(language);

const extensions: Readonly<Record<Language | 'none', string>> = {
  js: 'js mjs cjs es6',
  jsx: 'jsx',
  ts: 'ts mts cts',
  tsx: 'tsx',
  dts: '',
  markup: 'html htm vue svelte astro',
  env: 'env',
  json: 'json jsonc json5 jwk jwks webmanifest code-workspace tfstate',
  yaml: 'yaml yml',
  toml: 'toml',
  properties: 'properties npmrc ini',
  dockerfile: 'dockerfile containerfile',
  hcl: 'tf tfvars hcl tofu nomad',
  nginx: 'nginx',
  xml: 'xml',
  lock: '',
  // Named so that `.env.md` or `.env.html` is a page about variables, not a list of them.
  text: [
    'md mdx markdown rst adoc txt css scss less sh py rb go java kt cs php lock',
    // A source map holds the sources as they were written.
    'map',
    // Key stores and keys in DER are no text, but what they are is read off their first bytes (key-store.ts).
    'p12 pfx jks jceks keystore der',
  ].join(' '),
  none: [
    'png jpg jpeg jfif gif webp avif bmp ico icns tif tiff psd ai eps heic svg svgz drawio fig sketch xcf',
    'woff woff2 ttf otf eot',
    'mp3 mp4 m4a m4v mov avi mkv webm ogg oga ogv wav flac aac mid glb gltf fbx obj stl riv lottie',
    'zip gz tgz bz2 xz zst br 7z rar tar jar war ear whl gem deb rpm apk aab ipa dmg iso msi crx xpi nupkg vsix asar',
    'pdf doc docx xls xlsx ppt pptx odt ods odp epub pages numbers',
    'exe dll so dylib a o obj lib bin wasm node class pyc pyd pdb elf',
    'db sqlite sqlite3 mdb parquet avro orc npy npz h5 onnx pb pt pth safetensors gguf tflite rdb mmdb',
    // Cipher text, and stores that nothing tells from it.
    'bks gpg pgp age enc kdbx',
    'lockb tsbuildinfo swp ds_store',
  ].join(' '),
};

const byExtension: ReadonlyMap<string, Language | 'none'> = new Map(
  tableKeys(extensions).flatMap((language) =>
    extensions[language].split(' ').filter(Boolean).map((extension) => [extension, language] as const)),
);

/** Endings that people put behind the real one: `.env.example`, `ormconfig.json.example`, `wrangler.toml.template`. */
export const sampleEndings: ReadonlySet<string> = new Set([
  'example', 'examples', 'sample', 'template', 'tmpl', 'dist', 'default', 'defaults',
]);
const spareEndings: ReadonlySet<string> = new Set(['bak', 'backup', 'old', 'orig', 'save']);

const lockfiles: ReadonlySet<string> = new Set(['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']);
/** Lockfiles of NuGet, which have no reader. */
const plainLockfiles: ReadonlySet<string> = new Set(['packages.lock.json', 'project.assets.json']);
/** Settings of products that have lines of `name = value` under an ending that says nothing. */
const settingsOfLines = /^\.npmrc$|^postgrest\b.*\.conf$/;
const settingsInXml = /^(?:web|app|nuget|machine)(?:\.[\w-]+)?\.config$/;
const envNames: ReadonlySet<string> = new Set(['.env', 'env', 'dotenv', '.dotenv', '.envrc', '.flaskenv']);
/** What may follow or precede `env` where no dot marks it: `env-example-relational`, `env.sample`, `sample_env`. */
const envWords: ReadonlySet<string> = new Set([
  'example', 'sample', 'template', 'dist', 'default', 'defaults', 'local', 'test', 'dev', 'development', 'prod', 'production', 'staging',
  'ci',
]);

/** By the name of the file, or of a folder that is its own. */
const ofNginx = /nginx[\w.-]*\.conf$|(?:^|\/)(?:nginx|conf\.d|sites-(?:available|enabled))\/(?:[\w.-]+\/)*[\w.-]+\.conf$/i;

export function languageOf(path: string): Language | undefined {
  if (path.endsWith('.conf') && ofNginx.test(path)) return 'nginx';
  const language = languageOfName(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
  return language === 'none' ? undefined : language;
}

export function kindOf(path: string): Kind {
  const language = languageOf(path) ?? 'text';
  if (language === 'lock') return 'text';
  if (!isCode(language)) return language;
  return language === 'markup' ? 'markup' : language === 'js' || language === 'jsx' ? 'javascript' : 'typescript';
}

/** Does the name say that this is text? Others may turn out to be binary. */
export function isTextByName(path: string): boolean {
  const language = languageOf(path);
  return language !== undefined && (language !== 'text' || byExtension.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase()));
}

/** Is this a file of `NAME=value` lines by its name? For looking after files that git ignores. */
export const isEnvPath = (path: string): boolean => languageOf(path) === 'env';

function languageOfName(name: string): Language | 'none' {
  if (lockfiles.has(name)) return 'lock';
  if (plainLockfiles.has(name)) return 'text';
  if (/^(?:dockerfile|containerfile)(?:\.|$)/.test(name)) return 'dockerfile';
  if (settingsOfLines.test(name)) return 'properties';
  if (settingsInXml.test(name)) return 'xml';
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1);
  const known = dot < 0 ? undefined : byExtension.get(extension);
  if (known === 'ts' && isDeclaration(name.slice(0, dot))) return 'dts';
  if (known !== undefined) return known;
  if (dot > 0 && (sampleEndings.has(extension) || spareEndings.has(extension))) return languageOfName(name.slice(0, dot));
  return isEnvName(name) ? 'env' : 'text';
}

// `x.d.ts`, and TypeScript 5's `x.d.css.ts` for modules that are not code.
const isDeclaration = (stem: string): boolean => stem.endsWith('.d') || stem.includes('.d.');

function isEnvName(name: string): boolean {
  if (envNames.has(name) || name.startsWith('.env.') || name.startsWith('.envrc.') || name.startsWith('.dev.vars')) return true;
  const words = name.split(/[-_.]/).filter(Boolean);
  if (words[0] === 'env') return envWords.has(words[1] ?? '');
  return words.length === 2 && words[1] === 'env' && envWords.has(words[0]!);
}
