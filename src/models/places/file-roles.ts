// What the words of a path say about a file: is it a test, an example, a sample to copy, a page, a product of a build?
// From a survey of well-kept repositories and of configuration names.
// All lower case; a name is cut at its case changes and at everything that is no letter or digit, so `latest` and
// `attestation` hold no `test`.

/** Folders, by whole name. */
export const folderNames = {
  test: [
    'spec', 'specs', 'testdata', 'testutil', 'testutils', 'testhelper', 'testhelpers', 'testcontainers', 'testsuite', 'unittest',
    'unittests', 'dev-env', 'dev-server', 'bench', 'benchmark', 'benchmarks', 'certification', 'conformance', 'tap', 'suites',
  ],
  docs: ['doc', 'docs', 'documentation', 'wiki', 'storybook', 'stories', '.storybook', '.vitepress', '.docusaurus'],
  // Stand-ins: what they hold is nobody's, but a complete private key there is copied sooner or later.
  example: ['mock', 'certs', 'tutorial', 'tutorials', 'quickstart', 'quickstarts', 'cookbook', 'boilerplate', 'boilerplates'],
  generated: [
    'node_modules', 'bower_components', 'jspm_packages', 'vendor', 'vendored', 'third_party', 'third-party', '.yarn', 'dist', 'build',
    'out', 'generated', '__generated__', 'coverage', 'storybook-static', 'cdk.out', '.next', '.nuxt', '.output', '.svelte-kit',
    '.angular', '.turbo', '.vercel', '.netlify', '.wrangler', '.serverless', '.aws-sam', '.parcel-cache', '.cache',
  ],
  development: ['dev', 'development', '.devcontainer'],
} as const;

/** Folders, by any word of the name: `integration-tests`, `__mocks__`, `interop-test-files`, `example-apps`. */
export const folderWords = {
  test: ['test', 'tests', 'testing', 'e2e', 'fixture', 'fixtures', 'mock', 'mocks', 'cypress', 'playwright', 'vitest', 'jest'],
  example: ['example', 'examples', 'demo', 'demos', 'playground', 'playgrounds', 'sample', 'samples'],
} as const;

/** Folders, by the first or last word: `api-docs`, `docs-site`. */
export const folderEdges = { docs: ['docs'] } as const;

/** Names that are also what a product is about, as those of docs are. Below one of `sourceFolders` they are ordinary code. */
export const ambiguousFolders = [
  'vendor', 'build', 'out', 'coverage', 'certs', 'certification', 'conformance', 'tap', 'suites', 'cookbook', 'tutorial', 'tutorials',
] as const;
export const sourceFolders = [
  'src', 'lib', 'app', 'server', 'api', 'modules', 'features', 'pages', 'routes', 'components', 'controllers', 'services',
] as const;

/** What is tried out on users, not on code. */
export const notTests = ['ab', 'b', 'split', 'speed'] as const;

/** `templates/` is what a scaffolder writes when a word before it says so. Elsewhere it holds e-mails or Helm charts. */
export const templateFolders = ['template', 'templates'] as const;
export const scaffoldWords = [
  'create', 'cli', 'init', 'scaffold', 'scaffolds', 'generator', 'generators', 'starter', 'starters', 'schematics', 'plop',
] as const;

/**
 * Keys and certificates of a developer's machine: real keys, trusted by nobody. By a word of the file's name, or by a
 * server's usual file below a folder for such things.
 */
export const standInKeys = {
  extensions: ['pem', 'key', 'crt', 'cert', 'cer', 'p8', 'pkcs8'],
  words: [
    'localhost', 'local', 'dev', 'development', 'test', 'tests', 'example', 'sample', 'demo', 'snakeoil', 'selfsigned', 'dummy', 'fake',
    'mock',
  ],
  names: [
    'server', 'key', 'privkey', 'private', 'cert', 'certificate', 'selfsigned', 'ssl', 'tls', 'domain', 'cert-key', 'key-cert',
    'server-key', 'server-cert',
  ],
  folders: ['cert', 'certs', 'certificate', 'certificates', 'ssl', 'tls', 'https', 'artifacts'],
  /** Code that holds such keys: `dev_keystore.js`. */
  codeWords: ['keystore', 'jwks', 'keys', 'cert', 'certs', 'certificate', 'certificates'],
} as const;

/** Libraries that people copy into `lib/` as they are. */
export const copiedLibraries = [
  'jsonwebtoken', 'jose', 'jws', 'jwa', 'jwt-simple', 'jwt-decode', 'jsrsasign', 'node-forge', 'forge', 'sjcl', 'crypto-js', 'cryptojs',
] as const;
export const copiedInto = ['lib', 'libs'] as const;

export const testFiles = {
  /** The whole name before the first dot: `test.js`, `mocks.ts`. */
  names: ['test', 'tests', 'e2e', 'mocks', 'fixture', 'fixtures', 'bench', 'benchmark', 'perf', 'fuzz'],
  /** Runners, whatever follows: `jest.config.js`, `vitestSetup.ts`, `karma.conf.js`. */
  runners: ['vitest', 'jest', 'cypress', 'playwright', 'karma', 'mocha', 'jasmine', 'wdio', 'nightwatch', 'detox', 'testcafe'],
  /** The first or last of several words: `setupTests`, `mock-server`, `user_test`. */
  edges: ['test', 'tests', 'testing', 'e2e', 'mock', 'mocks', 'fixture', 'fixtures'],
  /** A word between dots: `user.spec.ts`, `app.e2e-spec.ts`, `docker-compose.test.yml`. */
  parts: [
    'test', 'tests', 'tst', 'spec', 'specs', 'e2e', 'cy', 'mock', 'mocks', 'fixture', 'fixtures', 'bench', 'benchmark', 'perf', 'fuzz',
  ],
  /** Any word of an environment file's name: `.env.test.local`, `.env.emulated`. */
  envWords: ['test', 'tests', 'testing', 'e2e', 'ci', 'emulated', 'emulator', 'mock', 'spec', 'cypress', 'playwright', 'vitest', 'jest'],
  /** Setting up the tests of the folder named so: `integration/setup.ts`. */
  setups: ['setup', 'teardown', 'global-setup', 'globalsetup'],
  setUpIn: ['integration', 'acceptance', 'functional', 'unit'],
  /** https://github.com/helm/chart-testing renders a chart with each `ci/*-values.yaml`. */
  chartValuesIn: 'ci',
} as const;

/** `test.controller.ts` belongs to a product about tests. */
export const productParts = [
  'controller', 'service', 'module', 'entity', 'router', 'routes', 'route', 'model', 'schema', 'component', 'dto', 'resolver', 'repository',
  'guard', 'strategy', 'page', 'layout', 'store',
] as const;

/** `example.ts`, `config.sample.json`, `.env.example`, `env-example-relational`. */
export const exampleWords = ['mock', 'example', 'examples', 'sample', 'samples', 'demo', 'demos', 'playground'] as const;
export const exampleEnds = ['example', 'examples', 'demo', 'demos'] as const;
export const sampleWords = ['example', 'examples', 'sample', 'samples'] as const;
/** Formats of plain text that a program loads; a sample of one is copied, an example of anything else is read. */
export const loadedFormats = ['properties', 'conf', 'ini', 'cfg', 'cnf', 'tfvars', 'tf', 'hcl', 'config'] as const;

export const docsFiles = {
  extensions: ['md', 'mdx', 'markdown', 'rst', 'adoc'],
  names: ['readme', 'changelog', 'changes', 'history', 'contributing', 'license', 'licence', 'copying', 'notice', 'authors', 'security'],
  parts: ['stories', 'story'],
} as const;

export const generatedFiles = {
  names: [
    'deno.lock', 'packages.lock.json', 'project.assets.json', '.pnp.cjs', '.pnp.js', '.pnp.loader.mjs',
  ],
  extensions: ['map', 'snap', 'lock', 'tsbuildinfo'],
  /** A word between dots, as in `app.min.js`. */
  parts: ['min', 'bundle', 'bundled', 'chunk', 'generated', 'gen', 'pb'],
  endings: ['_pb', '-min', '.min', '-bundle', '_generated', '-generated'],
} as const;

export const developmentFiles = {
  names: ['launchsettings.json'],
  words: ['dev', 'development', 'develop'],
  /** In code, `local` is a login strategy, a storage or a place; in configuration it is somebody's own machine. */
  configWords: ['local', 'localhost'],
  /** `docker-compose.override.yml` */
  composeWords: ['override', 'build', 'debug', 'deps'],
  /** Compose files of the services that a developer starts beside the program, unless the folders around say that they are deployed. */
  composeFolders: ['docker', '.docker'],
  deployFolders: ['deploy', 'deployment', 'deployments', 'prod', 'production', 'staging', 'release', 'self-host', 'selfhost', 'self-hosted', 'selfhosted', 'self-hosting', 'install'],
  /** `config.local.ts` is configuration too. */
  configNames: ['config', 'configuration', 'environment', 'env', 'settings'],
  /** Whatever else a name says, with one of these it is no developer's own: `.env.production.local`. */
  butNot: ['prod', 'production', 'live', 'stage', 'staging'],
} as const;

/** Words about things, one file a language. Folders by any word; files by their beginning, or by a language as their whole name. */
export const translations = {
  folders: ['i18n', 'i18next', 'l10n', 'locale', 'locales', 'translation', 'translations', 'lang', 'langs', 'languages', 'intl'],
  files: ['messages', 'translation', 'translations', 'locale', 'strings', 'lang', 'i18n'],
  languages: `ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn
    mr ms my nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh zu`.split(/\s+/),
} as const;

/** Folders of what people run by hand. */
export const programFolders = ['script', 'scripts', 'bin', 'cli', 'tools', 'tool', 'commands', 'cmd', 'hack'] as const;

/** Of these, those that nobody installs: what a developer starts for one task. */
export const handRunFolders = ['script', 'scripts', 'hack', 'tools', 'tool'] as const;
/** Programs that ask their own server whether it is alive, by a file's name. */
export const selfChecks = /^health[-_]?check\b/i;

/** Where a build service looks for what to run. Folders by whole name, files by the beginning of theirs. */
export const pipelines = {
  folders: [
    '.github', '.circleci', '.gitlab', '.buildkite', '.woodpecker', '.gitea', '.forgejo', '.semaphore', '.azure-pipelines', '.drone',
  ],
  /** `.depot/workflows/`: below a hidden folder only, a product may have workflows of its own. */
  belowHidden: ['workflows', 'pipelines', 'ci'],
  files: [
    '.gitlab-ci', 'azure-pipelines', 'bitbucket-pipelines', '.travis', '.drone', '.woodpecker', '.cirrus', 'appveyor', 'cloudbuild',
    'buildspec', 'codefresh', 'circle',
  ],
} as const;
