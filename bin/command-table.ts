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
  explain: {
    operands: 'RULE|FILE:LINE', scans: true,
    summary: 'what a rule finds, why, and what to do instead; or what was seen on a line, which rules looked, and what decided',
  },
  'print-config': { operands: '[FILE]', scans: true, summary: 'the settings that hold, for a file, and where each comes from' },
  baseline: {
    operands: 'create|update|prune', scans: true, words: ['create', 'update', 'prune'],
    summary: 'write what is found now to the file of --baseline (jwtlint-baseline.txt): new ones fail from then on; prune only takes out what is fixed',
  },
  report: { operands: 'FILE…', summary: 'merge reports that --format json wrote (parts, services; NAME=FILE puts NAME/ before its paths) and write them in any format; --against compares' },
  allow: {
    operands: 'FINGERPRINT', scans: true,
    summary: 'accept one finding, with a reason: as a comment in the syntax of its file, in the configuration or in the baseline; shows what it changes',
  },
  exceptions: { operands: '', scans: true, summary: 'all comments, acceptances and baseline entries, with reason, age, last day and owner' },
  history: { operands: '', scans: true, summary: 'keys and tokens that a commit of any branch had and that the files of today do not have; so many commits a run, and how to go on' },
  map: {
    operands: '[paths…]', scans: true,
    summary: 'the trust map: who signs and who verifies, with which key, and what each verifier compares; as text, json or mermaid (docs/map.md)',
  },
  init: { operands: '', summary: 'show configuration, hook, CI job and editor settings as a diff, and write what is not there yet once you say so' },
  doctor: {
    operands: '', scans: true,
    summary: 'what is set up here, and what a pull request could turn round; with --prove findings are planted in a copy of it: caught, or what swallowed them',
  },
  'agent-hook': {
    operands: '', scans: true,
    summary: 'the hook of a coding agent (Claude Code, Codex, Cursor, Copilot): judges the edit that stands on standard input, and refuses one that brings in an error; `init --agent` sets it up',
  },
  completion: { operands: 'bash|zsh|fish', words: ['bash', 'zsh', 'fish'], summary: 'a text that makes the shell complete commands, options and rules' },
  help: { operands: '[COMMAND]', summary: 'this text, or what a command takes' },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof commandTable;

export const commandRows: readonly (readonly [CommandName, CommandRow])[] = Object.entries(commandTable) as [CommandName, CommandRow][];

export const isCommand = (word: string | undefined): word is CommandName => word !== undefined && Object.hasOwn(commandTable, word);
