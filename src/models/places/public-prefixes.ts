// What a bundler copies into the files that browsers download: variables by their prefix, settings by their place. And
// names that are public by design. Sources: the documentation of each tool.

export interface PublicPrefix {
  readonly prefix: string;
  readonly tool: string;
  /** The prefix is also a plain word: it counts only where one of these packages is a dependency. */
  readonly onlyWith?: readonly string[];
}

/** Longer ones stand before those they begin with. */
export const publicPrefixes: readonly PublicPrefix[] = [
  { prefix: 'NEXT_PUBLIC_', tool: 'Next.js' },
  { prefix: 'NUXT_PUBLIC_', tool: 'Nuxt' },
  { prefix: 'EXPO_PUBLIC_', tool: 'Expo' },
  { prefix: 'BUN_PUBLIC_', tool: 'Bun' },
  { prefix: 'NX_PUBLIC_', tool: 'Nx' },
  { prefix: 'NX_', tool: 'Nx', onlyWith: ['nx'] },
  { prefix: 'VITE_', tool: 'Vite' },
  { prefix: 'REACT_APP_', tool: 'Create React App' },
  { prefix: 'VUE_APP_', tool: 'Vue CLI' },
  { prefix: 'NG_APP_', tool: '@ngx-env/builder' },
  { prefix: 'GATSBY_', tool: 'Gatsby' },
  { prefix: 'STORYBOOK_', tool: 'Storybook' },
  { prefix: 'REDWOOD_ENV_', tool: 'RedwoodJS' },
  { prefix: 'PUBLIC_', tool: 'SvelteKit, Astro or Rsbuild', onlyWith: ['@sveltejs/kit', 'astro', '@rsbuild/core', '@rslib/core'] },
];

/** Ends of names whose value is made to be seen. */
export const publishableNames: readonly string[] = [
  'ANON_KEY', 'PUBLISHABLE_KEY', 'PUBLISHABLE_DEFAULT_KEY', 'SITE_KEY', 'SITEKEY', 'CLIENT_ID', 'PUBLIC_KEY', 'PUBLIC_TOKEN', 'DSN',
  'FIREBASE_API_KEY', 'MAPS_API_KEY', 'MAPS_KEY', 'MAP_KEY', 'MAPBOX_TOKEN', 'MAPBOX_ACCESS_TOKEN', 'MEASUREMENT_ID', 'APP_ID', 'URL',
  'POSTHOG_KEY', 'POSTHOG_API_KEY', 'TOKEN_ADDRESS', 'TOKEN_SYMBOL', 'TOKEN_DECIMALS', 'SEARCH_API_KEY', 'SEARCH_KEY', 'KEY_PREFIX',
];

/** Settings whose values are copied, whatever their names. */
export interface PublishedSection {
  /** Of the file's name, or of its path. */
  readonly file: RegExp;
  /** Names of the objects around the values, from the outside in. */
  readonly path: readonly string[];
  /** For messages: "… of Next.js". */
  readonly how: string;
  /** The file's name is also that of others: one of these packages must be a dependency, where dependencies are known. */
  readonly onlyWith?: readonly string[];
  /** The outermost name is that of a constant, not of a property. */
  readonly declared?: true;
  /** A word that its text holds. */
  readonly onlyBeside?: string;
}

const next = /(?:^|\/)next\.config\.[cm]?[jt]s$/;
const nuxt = /(?:^|\/)nuxt\.config\.[cm]?[jt]s$/;
const vite = /(?:^|\/)(?:vite|electron\.vite|astro|quasar)\.config\.[cm]?[jt]s$/;
const rsbuild = /(?:^|\/)(?:rsbuild|rspack|vue|umi|\.umirc)(?:\.config)?\.[cm]?[jt]s$/;
const expo = /(?:^|\/)app(?:\.config)?\.(?:[cm]?[jt]s|json)$/;
const angular = /(?:^|\/)environments\/environment(?:[.-][\w-]+)?\.ts$/;

export const publishedSections: readonly PublishedSection[] = [
  { file: next, path: ['env'], how: 'env of Next.js' },
  { file: next, path: ['publicRuntimeConfig'], how: 'publicRuntimeConfig of Next.js' },
  { file: nuxt, path: ['runtimeConfig', 'public'], how: 'runtimeConfig.public of Nuxt' },
  { file: nuxt, path: ['publicRuntimeConfig'], how: 'publicRuntimeConfig of Nuxt' },
  { file: nuxt, path: ['env'], how: 'env of Nuxt' },
  { file: vite, path: ['define'], how: 'define of Vite' },
  { file: vite, path: ['vite', 'define'], how: 'define of Vite' },
  { file: vite, path: ['renderer', 'define'], how: 'define of Vite' },
  { file: rsbuild, path: ['define'], how: 'define of the bundler' },
  { file: rsbuild, path: ['source', 'define'], how: 'define of Rsbuild' },
  { file: expo, path: ['expo', 'extra'], how: 'extra of Expo' },
  { file: expo, path: ['extra'], how: 'extra of Expo', onlyBeside: 'expo' },
  // Nx gives Nest applications such a file too: src/documents/published.ts leaves out folders of servers.
  { file: angular, path: ['environment'], how: 'the environment file of Angular', declared: true, onlyWith: ['@angular/core'] },
];

/** Files in which such plugins are used. */
export const bundlerSettings = /(?:^|\/)(?:webpack|rollup|esbuild|rspack|rsbuild|craco|vite|metro|tsup)\.(?:config(?:\.[\w-]{1,30})?|[\w-]{1,30})\.[cm]?[jt]s$/;

/** Plugins of webpack and its like: the first argument is copied. */
export const publishingPlugins: readonly string[] = ['DefinePlugin', 'EnvironmentPlugin'];
