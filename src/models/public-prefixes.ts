// Prefixes of variables that a bundler copies into what browsers download, and names that are public by design.

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
