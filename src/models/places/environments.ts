// Where configuration enters a program: objects whose members are environment variables, and calls that read one.

/** Globals; a member of one is an environment variable. */
export const environmentObjects: ReadonlySet<string> = new Set(['process.env', 'import.meta.env', 'Bun.env']);

/** Images with nothing in them but what runs code: the code comes from the project. */
export const runtimeImages: ReadonlySet<string> = new Set(['node', 'bun', 'deno', 'javascript-node', 'typescript-node']);

/** Calls of globals; the first argument names the variable. */
export const environmentCalls: ReadonlySet<string> = new Set(['Deno.env.get']);

/** Modules each of whose exports is an environment variable (SvelteKit's static modules, Cloudflare's `env`). */
export const environmentModules: Readonly<Record<string, readonly string[]>> = {
  '$env/static/private': [], '$env/static/public': [], '$env/dynamic/private': ['env'], '$env/dynamic/public': ['env'],
  'cloudflare:workers': ['env'], 'astro:env/server': [], 'astro:env/client': [],
};

/** Of those, the modules with which nothing is built while a variable that is imported is not set. */
export const builtInModules: ReadonlySet<string> = new Set(['$env/static/private', '$env/static/public']);

/** Readers that name a variable or a configuration path first and may take a fallback second. */
export const environmentReaders: readonly {
  readonly module: string;
  readonly path: string;
  /** Refuses what is unset. */ readonly throws?: true;
}[] = [
  { module: '@nestjs/config', path: 'ConfigService#get' },
  { module: '@nestjs/config', path: 'ConfigService#getOrThrow', throws: true },
  { module: 'config', path: 'get', throws: true },
  { module: 'env-var', path: 'get' },
];

/** Functions of a project's own that read configuration, by the words of their names: the name comes first, a default behind it. */
export const readerWords = {
  /** Anywhere in the name of the function, or the last of what it is a method of. */
  about: new Set(['env', 'environ', 'environment', 'config', 'configuration', 'cfg', 'conf', 'nconf', 'setting', 'settings']),
  /** Names of methods that say nothing else. */
  reads: new Set(['get', 'getOrDefault', 'getOr', 'optional', 'string', 'str', 'array', 'read', 'value', 'lookup', 'fetch', 'getString', 'param']),
  /** First words of what does something else with a name and a text. */
  writes: new Set([
    'set', 'add', 'save', 'write', 'update', 'delete', 'remove', 'unset', 'define', 'register', 'store', 'put', 'mock', 'stub', 'has', 'is', 'check',
    'validate', 'assert', 'expect', 'test', 'log', 'describe', 'rename', 'replace', 'append', 'with', 'use', 'create', 'compare',
  ]),
} as const;

/** Calls that give the whole environment, by global name or export; `members` is where in the answer it stands. */
export const environmentGivers: readonly { readonly module: string; readonly path: string; readonly members: readonly string[] }[] = [
  { module: 'global:', path: 'Deno.env.toObject', members: [] },
  { module: 'global:', path: 'useRuntimeConfig', members: [] },
  { module: 'dotenv', path: 'config', members: ['parsed'] },
  { module: 'hono/adapter', path: 'env', members: [] },
];

/** Calls that hand back a function of configuration they are given: Nest's named factories. */
export const configurationFactories: readonly { readonly module: string; readonly path: string; readonly argument: number }[] = [
  { module: '@nestjs/config', path: 'registerAs', argument: 1 },
];

/** Words of the libraries that check an environment against a schema: zod, joi, yup, valibot, envalid, znv, t3. */
export const schemaWords = {
  /** Apply a schema to a value. */
  applies: new Set([
    'parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'validate', 'validateSync', 'validateAsync', 'cast', 'castSync', 'attempt',
    'assert',
  ]),
  /** Take the environment first, then the table of variables. */
  readsFirst: new Set(['cleanEnv', 'customCleanEnv', 'parseEnv']),
  /** Their object argument lists the members of a schema. */
  lists: new Set(['object', 'strictObject', 'looseObject', 'keys', 'shape', 'extend', 'append', 'interface', 'type']),
  /** Take an object of sections, each a table of variables. */
  sectioned: new Set(['createEnv']),
  sections: new Set(['server', 'client', 'shared']),
} as const;

/** Methods by which commander, yargs and their like take an option of the command line, and what goes on in its place. */
export const commandOptionWords = {
  describe: new Set(['option', 'requiredOption', 'add_argument', 'addArgument']),
  /** Take the option first, then what goes on in its place. */
  field: new Set(['String']),
  /** Take an object of options by name. */
  list: new Set(['options']),
  /** Members that hold such an object. */
  tables: new Set(['options', 'flags', 'args']),
  /** As a method and as a member. */
  standsIn: 'default',
  /** Members that hold what stands in for several options, by name. */
  standIns: new Set(['default', 'defaults']),
  /** Where a list of options says it of each. */
  listed: 'defaultValue',
} as const;

/** Decorators of a field that refuse the empty text before a program starts, by module; the class is checked as a whole. */
export const refusingDecorators: Readonly<Record<string, ReadonlySet<string>>> = {
  'class-validator': new Set([
    'IsNotEmpty', 'Length', 'MinLength', 'IsByteLength', 'Matches', 'IsHexadecimal', 'IsBase64', 'IsUUID', 'IsStrongPassword', 'IsIn',
    'IsEnum',
  ]),
};

/** A text in which some such library is at work. */
export const schemaText =
  /\b(?:cleanEnv|createEnv|parseEnv|envsafe|envSchema|EnvSchema|validationSchema|validateEnv|requiredEnv|z\s*\.\s*object|Joi\s*\.\s*object|joi\s*\.\s*object|yup\s*\.\s*object|convict)\b/;

/** Modules that are called with a table of `{ env, default }` and give an object with `get(path)`. */
export const describedConfigurations: ReadonlySet<string> = new Set(['convict']);
