// The commands there are: what stands behind each, and what it does. Help, README and completion are made from these rows; a
// new command is a row here and its run in cli.ts, where the compiler asks for it.

export interface CommandRow {
  /** What stands behind the name. */
  readonly operands: string;
  readonly summary: string;
  /** It scans, so it takes the options of a scan. */
  readonly scans?: true;
  /** The first operands there are, where they are few. */
  readonly words?: readonly string[];
}

export const commandTable = {
  rules: { operands: '', summary: 'the rules there are' },
  explain: { operands: 'RULE', summary: 'what a rule finds, why, and what to do instead' },
  'print-config': { operands: '[FILE]', scans: true, summary: 'the settings that hold, for a file, and where each comes from' },
  baseline: {
    operands: 'create|update|prune', scans: true, words: ['create', 'update', 'prune'],
    summary: 'write what is found now to the file of --baseline (jwtlint-baseline.txt): new ones fail from then on; prune only takes out what is fixed',
  },
  help: { operands: '[COMMAND]', summary: 'this text, or what a command takes' },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof commandTable;

export const commandRows: readonly (readonly [CommandName, CommandRow])[] = Object.entries(commandTable) as [CommandName, CommandRow][];

export const isCommand = (word: string | undefined): word is CommandName => word !== undefined && Object.hasOwn(commandTable, word);
