// Where configuration enters a program: objects whose members are environment variables, and calls that read one.

/** Globals; a member of one is an environment variable. */
export const environmentObjects: ReadonlySet<string> = new Set(['process.env', 'import.meta.env', 'Bun.env']);

/** Calls of globals; the first argument names the variable. */
export const environmentCalls: ReadonlySet<string> = new Set(['Deno.env.get']);

/** Modules each of whose exports is an environment variable (SvelteKit's static modules, Cloudflare's `env`). */
export const environmentModules: Readonly<Record<string, readonly string[]>> = {
  '$env/static/private': [], '$env/static/public': [], '$env/dynamic/private': ['env'], '$env/dynamic/public': ['env'],
  'cloudflare:workers': ['env'], 'astro:env/server': [], 'astro:env/client': [],
};

/** Readers that name a variable or a configuration path first and may take a fallback second. */
export const environmentReaders: readonly { readonly module: string; readonly path: string }[] = [
  { module: '@nestjs/config', path: 'ConfigService#get' },
  { module: '@nestjs/config', path: 'ConfigService#getOrThrow' },
  { module: 'config', path: 'get' },
  { module: 'env-var', path: 'get' },
];
