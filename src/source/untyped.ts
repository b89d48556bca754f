// What the language gives without a type (JSON, keys of a table, errors of the system) → the type that it has, asked where it can be.

/** An object as JSON has it, no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys of a table of our own, which holds no others. */
export const tableKeys = <T extends object>(table: T): readonly (keyof T & string)[] => Object.keys(table) as (keyof T & string)[];

/** One row for each key. */
export const tableOf = <K extends string, V>(keys: readonly K[], rowOf: (key: K) => V): Readonly<Record<K, V>> =>
  Object.fromEntries(keys.map((key) => [key, rowOf(key)])) as Record<K, V>;

/** `ENOENT` and the like; undefined for what is no error of the system. */
export const codeOfError = (error: unknown): string | undefined =>
  (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined);
