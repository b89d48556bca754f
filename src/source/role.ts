// A path, relative to the root of the run → the role of the file, from the words in `models/file-roles.ts`.
// The name decides before the folder where it is the more telling one (a sample, a page, a test), then the outermost
// folder with a role, then what the name hints at.
// Leaves alone: imports, and content but for the signs of a compiler. What lies above the root says nothing: a project that is
// scanned from inside a folder called fixtures is a project. Of folders that the user points at, walk.ts says the same.

import { serviceWorkerNames } from '../models/places/runtimes.ts';
import { libraries } from '../models/libraries/all.ts';
import * as model from '../models/places/file-roles.ts';
import { isCode, languageOf, sampleEndings } from './language.ts';
import { copiedPackageIn } from './specifiers.ts';
import { tableKeys } from './untyped.ts';

export type FileRole = 'production' | 'development' | 'test' | 'example' | 'sample' | 'docs' | 'generated';

export function roleOf(path: string): FileRole {
  const cut = path.lastIndexOf('/');
  const name = nameOf(path.slice(cut + 1), path);
  const folder = folderOf(cut < 0 ? '' : path.slice(0, cut));
  if (folder.role === 'generated' || isGenerated(name) || copiedPackageIn(path, isModelled) !== undefined) return 'generated';
  if (isSample(name)) return 'sample';
  if (isPage(name)) return 'docs';
  if (isTest(name) || (folder.setUp && testSetups.has(name.parts[0]!)) || (folder.chartTests && name.words.at(-1) === 'values'))
    return 'test';
  if (folder.role) return folder.role;
  if (folder.scaffold && name.language !== 'yaml') return 'example';
  if (hasAny(name.middle, docsParts)) return 'docs';
  if (isExample(name) || isStandInKey(name, folder)) return 'example';
  return isDevelopment(name, folder) ? 'development' : 'production';
}

let modelled: ReadonlySet<string> | undefined;
const isModelled = (name: string): boolean => (modelled ??= new Set(libraries.map(({ package: one }) => one))).has(name);

/** Far enough for a licence, a prologue and helpers. */
const HEADER = 3000;
/** A compiler's last line, or what it writes first: TypeScript, Babel and SWC; esbuild. */
const compilerWrote = /^Object\.defineProperty\(exports, ?["']__esModule["'], ?\{|^var __toCommonJS = /m;
const mapLine = /\n\/\/# sourceMappingURL=[^\n]{1,200}\s*$/;

/** The role of a file whose text is known too: what a compiler wrote is edited by nobody. */
export function roleOfText(path: string, text: string): FileRole {
  const role = roleOf(path);
  if ((role !== 'production' && role !== 'development') || !/\.[cm]?jsx?$/i.test(path)) return role;
  return compilerWrote.test(text.slice(0, HEADER)) || mapLine.test(text.slice(-300)) ? 'generated' : role;
}

const docsExtensions: ReadonlySet<string> = new Set(model.docsFiles.extensions);
const docsNames: ReadonlySet<string> = new Set(model.docsFiles.names);
const docsParts: ReadonlySet<string> = new Set(model.docsFiles.parts);

const pipelineFolders: ReadonlySet<string> = new Set(model.pipelines.folders);
const belowHidden: ReadonlySet<string> = new Set(model.pipelines.belowHidden);

/** A file that a build service runs: the values in it are mostly for the run of a test. */
export function isPipeline(path: string): boolean {
  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  if (
    folders.some(
      (folder, index) => pipelineFolders.has(folder) || (index > 0 && belowHidden.has(folder) && folders[index - 1]!.startsWith('.')),
    )
  )
    return true;
  return /\.ya?ml$/.test(name) && model.pipelines.files.some((start) => name.startsWith(`${start}.`) || name.startsWith(`${start}-`));
}

const handRunFolders: ReadonlySet<string> = new Set(model.handRunFolders);
/** A script that a developer starts for one task, or one that asks the server beside it whether it is alive. */
export const isHandRun = (path: string): boolean => {
  const folders = path.toLowerCase().split('/');
  return model.selfChecks.test(folders.pop() ?? '') || folders.some((folder) => handRunFolders.has(folder));
};

const programFolders: ReadonlySet<string> = new Set(model.programFolders);

/** A program of the command line, by its first line or by a folder for such. */
export const isProgram = (path: string, text: string): boolean =>
  text.startsWith('#!') || path.toLowerCase().split('/').slice(0, -1).some((folder) => programFolders.has(folder));

const translationFolders: ReadonlySet<string> = new Set(model.translations.folders);
const translationFiles: ReadonlySet<string> = new Set(model.translations.files);
const languages: ReadonlySet<string> = new Set(model.translations.languages);

/** `i18n-messages/sv.json`, `messages.de.yml`, `pt-BR.json`: what stands under `password` there is a label. */
export function isTranslation(path: string): boolean {
  const folders = path.split('/');
  const parts = (folders.pop() ?? '').toLowerCase().split('.');
  const [name = ''] = parts;
  if (folders.some((folder) => hasAny(wordsOf(folder), translationFolders))) return true;
  const isLanguage = (part: string): boolean => languages.has(part.split(/[-_]/, 1)[0]!) && /^[a-z]{2,3}(?:[-_][a-z]{2,4})?$/.test(part);
  // Resource bundles of Java: the texts of the default language stand in the file without one.
  if (/^(?:\w{0,60}messages|strings|labels|\w{0,60}bundle)(?:_\w{1,20})?\.properties$/.test(parts.join('.'))) return true;
  // `sw.js` is a service worker, `sw.json` is Swahili.
  if (serviceWorkerNames.test(path)) return false;
  return (
    parts.length > 1 &&
    (isLanguage(name) ||
      (translationFiles.has(name.split(/[-_]/, 1)[0]!) && [...parts.slice(1, -1), name.slice(name.search(/[-_]/) + 1)].some(isLanguage)))
  );
}

// --- names ---

interface Name {
  readonly lower: string;
  readonly language: ReturnType<typeof languageOf>;
  readonly isCode: boolean;
  /** Between the dots, lower case; a leading dot is dropped. */
  readonly parts: readonly string[];
  /** The parts after the first, without the extension. */
  readonly middle: readonly string[];
  readonly extension: string;
  /** Words of the first part, cut at case changes. */
  readonly words: readonly string[];
}

function nameOf(written: string, path: string): Name {
  const language = languageOf(path);
  const lower = written.toLowerCase();
  const parts = lower.replace(/^\./, '').split('.');
  return {
    lower,
    language,
    isCode: language !== undefined && isCode(language),
    parts,
    middle: parts.slice(1, -1),
    extension: parts.length > 1 ? parts.at(-1)! : '',
    words: wordsOf(written.replace(/^\./, '').split('.', 1)[0]!),
  };
}

/** `vitestSetup` → vitest, setup; `E2ETests` → e2e, tests; `__mocks__` → mocks. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll('E2E', '-e2e-')
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (_, before: string | undefined, after: string, last: string) =>
      before === undefined ? `${last}-` : `${before}-${after}`)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

const hasAny = (words: readonly string[], among: ReadonlySet<string>): boolean => words.some((word) => among.has(word));
const edgesOf = (words: readonly string[]): readonly string[] => (words.length > 1 ? [words[0]!, words.at(-1)!] : []);

const generatedNames: ReadonlySet<string> = new Set(model.generatedFiles.names);
const generatedExtensions: ReadonlySet<string> = new Set(model.generatedFiles.extensions);
const generatedParts: ReadonlySet<string> = new Set(model.generatedFiles.parts);

// What a lockfile pins is chosen by people, and gets installed.
function isGenerated({ language, lower, parts, middle, extension, isCode }: Name): boolean {
  if (language === 'lock') return false;
  if (generatedNames.has(lower) || generatedExtensions.has(extension) || hasAny(middle, generatedParts)) return true;
  return isCode && model.generatedFiles.endings.some((ending) => parts[0]!.endsWith(ending));
}

// `README`, `LICENSE.txt`; but `security.ts` and `history.json` are what they are.
function isPage({ language, parts, extension }: Name): boolean {
  if (docsExtensions.has(extension)) return true;
  return language === 'text' && docsNames.has(parts[0]!) && (extension === '' || extension === 'txt' || extension === 'html');
}

const sampleWords: ReadonlySet<string> = new Set(model.sampleWords);
const exampleWords: ReadonlySet<string> = new Set(model.exampleWords);
const exampleEnds: ReadonlySet<string> = new Set(model.exampleEnds);
const loadedFormats: ReadonlySet<string> = new Set(model.loadedFormats);

function isSample({ language, isCode, parts, extension, lower }: Name): boolean {
  if (language === 'env')
    return (
      lower.split(/[^a-z0-9]+/).some((word) => word === 'template' || sampleWords.has(word)) ||
      sampleEndings.has(lower.split(/[-_.]/).at(-1)!)
    );
  if (extension === 'example' || extension === 'sample') return true;
  // `stack.template` alone is CloudFormation; `wrangler.toml.template` and `nginx.conf.template` are to be filled in.
  if (sampleEndings.has(extension)) return parts.length > 2;
  const loaded = language === 'text' ? loadedFormats.has(extension) : !isCode && language !== undefined;
  return loaded && parts.slice(0, -1).some((part) => isSamplePart(part));
}

// `app.template.yaml` is CloudFormation's, so `template` tells a sample only in names of environment files.
function isSamplePart(part: string): boolean {
  const words = part.split(/[^a-z0-9]+/);
  return sampleWords.has(words[0]!) || sampleWords.has(words.at(-1)!);
}

function isExample({ words, middle, parts, isCode }: Name): boolean {
  if (exampleWords.has(parts[0]!)) return true;
  if (isCode && hasAny(middle, exampleWords)) return true;
  // `demoMode` and `sampleRate` are features; a name that ends so, or begins with `example`, is one.
  const [first, last] = edgesOf(words);
  return first === 'example' || (last !== undefined && exampleEnds.has(last));
}

const keyExtensions: ReadonlySet<string> = new Set(model.standInKeys.extensions);
const standInWords: ReadonlySet<string> = new Set(model.standInKeys.words);
const keyFileNames: ReadonlySet<string> = new Set(model.standInKeys.names);
const keyFolders: ReadonlySet<string> = new Set(model.standInKeys.folders);
const keyCodeWords: ReadonlySet<string> = new Set(model.standInKeys.codeWords);

/** `localhost-key.pem`, `cert/server.key`, `dev_keystore.js`. */
function isStandInKey({ extension, isCode, lower, parts, words }: Name, folder: Folder): boolean {
  if (isCode) return hasAny(words, standInWords) && hasAny(words, keyCodeWords);
  if (!keyExtensions.has(extension)) return false;
  return hasAny(lower.split(/[^a-z0-9]+/), standInWords) || (folder.keys && keyFileNames.has(parts[0]!));
}

const testNames: ReadonlySet<string> = new Set(model.testFiles.names);
const testRunners: ReadonlySet<string> = new Set(model.testFiles.runners);
const testEdges: ReadonlySet<string> = new Set(model.testFiles.edges);
const testParts: ReadonlySet<string> = new Set(model.testFiles.parts);
const testEnvWords: ReadonlySet<string> = new Set(model.testFiles.envWords);
const testSetups: ReadonlySet<string> = new Set(model.testFiles.setups);
const notTests: ReadonlySet<string> = new Set(model.notTests);
const productParts: ReadonlySet<string> = new Set(model.productParts);

function isTest({ language, lower, words, parts, middle, isCode }: Name): boolean {
  if (language === 'env') return hasAny(lower.split(/[^a-z0-9]+/), testEnvWords);
  if (middle.some((part) => hasAny(part.split(/[^a-z0-9]+/), testParts))) return true;
  if (hasAny(middle, productParts)) return false;
  const [first, last] = edgesOf(words);
  if (first === undefined || last === undefined) return testNames.has(parts[0]!) || testRunners.has(parts[0]!);
  if (testRunners.has(first) || testRunners.has(last) || testEdges.has(first)) return true;
  if (testEdges.has(last)) return !notTests.has(words.at(-2)!);
  // `user-spec.js` is Jasmine's; `openapi-spec.yaml` and `ApiSpec.ts` are specifications.
  return isCode && (parts[0]!.endsWith('-spec') || parts[0]!.endsWith('_spec')) && !first.endsWith('api');
}

const developmentNames: ReadonlySet<string> = new Set(model.developmentFiles.names);
const developmentWords: ReadonlySet<string> = new Set(model.developmentFiles.words);
const localWords: ReadonlySet<string> = new Set(model.developmentFiles.configWords);
const composeWords: ReadonlySet<string> = new Set(model.developmentFiles.composeWords);
const composeFolders: ReadonlySet<string> = new Set(model.developmentFiles.composeFolders);
const deployFolders: ReadonlySet<string> = new Set(model.developmentFiles.deployFolders);
const configNames: ReadonlySet<string> = new Set(model.developmentFiles.configNames);
const releasedWords: ReadonlySet<string> = new Set(model.developmentFiles.butNot);

function isDevelopment(name: Name, folder: Folder): boolean {
  const all = [...name.words, ...name.parts.slice(1).flatMap((part) => part.split(/[^a-z0-9]+/))];
  if (hasAny(all, releasedWords)) return false;
  if (folder.development || developmentNames.has(name.lower)) return true;
  if (name.isCode) return isDevelopmentCode(name);
  if (folder.local || hasAny(all, developmentWords) || hasAny(all, localWords)) return true;
  return all.includes('compose') && (folder.besideProgram || hasAny(all, composeWords));
}

function isDevelopmentCode({ parts, middle, words }: Name): boolean {
  if (developmentWords.has(parts[0]!) || hasAny(middle, developmentWords)) return true;
  if (words.length > 1 && developmentWords.has(words.at(-1)!)) return true;
  return configNames.has(parts[0]!) && hasAny(middle, localWords);
}

// --- folders ---

interface Folder {
  readonly role?: 'test' | 'docs' | 'example' | 'generated';
  readonly development: boolean;
  /** Called `local`: somebody's own machine, if what lies in it is configuration. */
  readonly local: boolean;
  /** For what runs beside the program on a developer's machine. */
  readonly besideProgram: boolean;
  readonly scaffold: boolean;
  /** Its `setup.ts` sets up tests. */
  readonly setUp: boolean;
  /** Its `*-values.yaml` are what a chart is rendered with in tests. */
  readonly chartTests: boolean;
  /** Below a folder for certificates. */
  readonly keys: boolean;
}

type SegmentRole = NonNullable<Folder['role']> | 'development';
interface Segment {
  readonly lower: string;
  readonly words: readonly string[];
  readonly role: SegmentRole | undefined;
  readonly ambiguous: boolean;
}

const wholeNames: ReadonlyMap<string, SegmentRole> = new Map(
  tableKeys(model.folderNames).flatMap((role) => model.folderNames[role].map((name) => [name, role] as const)),
);
const anyWords: ReadonlyMap<string, SegmentRole> = new Map([
  ...model.folderWords.test.map((word) => [word, 'test'] as const),
  ...model.folderWords.example.map((word) => [word, 'example'] as const),
]);
const edgeDocs: ReadonlySet<string> = new Set(model.folderEdges.docs);
const ambiguousFolders: ReadonlySet<string> = new Set(model.ambiguousFolders);
const sourceFolders: ReadonlySet<string> = new Set(model.sourceFolders);
const templateFolders: ReadonlySet<string> = new Set(model.templateFolders);
const scaffoldWords: ReadonlySet<string> = new Set(model.scaffoldWords);
const copiedLibraries: ReadonlySet<string> = new Set(model.copiedLibraries);
const copiedInto: ReadonlySet<string> = new Set(model.copiedInto);
const setUpIn: ReadonlySet<string> = new Set(model.testFiles.setUpIn);

// Files come sorted, so the folder of one is nearly always the folder of the last.
let lastPath: string | undefined;
let lastFolder: Folder = folderFrom([]);

function folderOf(path: string): Folder {
  if (path !== lastPath) [lastFolder, lastPath] = [folderFrom(path === '' ? [] : path.split('/')), path];
  return lastFolder;
}

function folderFrom(names: readonly string[]): Folder {
  const segments = names.map(segmentOf);
  const inSource = segments.findIndex(({ lower }) => sourceFolders.has(lower));
  const roles = segments.map((segment, index) => {
    if (index > 0 && copiedLibraries.has(segment.lower) && copiedInto.has(segments[index - 1]!.lower)) return 'generated';
    return segment.ambiguous && inSource >= 0 && inSource < index ? undefined : segment.role;
  });
  const role = roles.find((each) => each !== undefined && each !== 'development');
  return {
    ...(role && { role }),
    development: roles.includes('development'),
    local: segments.some(({ lower }) => lower === 'local'),
    besideProgram: segments.some(({ lower }) => composeFolders.has(lower)) && !segments.some(({ lower }) => deployFolders.has(lower)),
    scaffold: isScaffold(segments),
    setUp: setUpIn.has(segments.at(-1)?.lower ?? ''),
    chartTests: segments.at(-1)?.lower === model.testFiles.chartValuesIn,
    keys: segments.some(({ lower }) => keyFolders.has(lower)),
  };
}

// At the root, `templates/react/…` is a scaffold's and `templates/x.yaml` a chart's.
function isScaffold(segments: readonly Segment[]): boolean {
  const at = segments.findIndex(({ lower }) => templateFolders.has(lower));
  if (at < 0) return false;
  return (at === 0 && segments.length > 1) || segments.slice(0, at).some(({ words }) => hasAny(words, scaffoldWords));
}

function segmentOf(name: string): Segment {
  const lower = name.toLowerCase();
  const words = wordsOf(name);
  const role = wholeNames.get(lower) ?? roleOfWords(words);
  return { lower, words, role, ambiguous: role === 'docs' || ambiguousFolders.has(lower) };
}

function roleOfWords(words: readonly string[]): SegmentRole | undefined {
  const at = words.findIndex((word) => anyWords.has(word));
  if (at >= 0) return anyWords.get(words[at]!) === 'test' && notTests.has(words[at - 1] ?? '') ? undefined : anyWords.get(words[at]!);
  return edgesOf(words).some((word) => edgeDocs.has(word)) ? 'docs' : undefined;
}
