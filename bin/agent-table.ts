// The coding agents whose hooks are known: where each one's hooks stand in a repository, and the text that sets ours up there.

export interface AgentRow {
  /** Posix, from the top of the repository. */
  readonly path: string;
  readonly hooks: Readonly<Record<string, unknown>>;
}

/** Without npx, which takes longer to start than the judgement. */
const command = 'node node_modules/jwtlint/dist/cli.js agent-hook';
/** Seconds: what takes longer is a fault, and must not hold an agent up. */
const timeout = 15;

const matched = (matcher: string, path: string): AgentRow => ({
  path, hooks: { hooks: { PreToolUse: [{ matcher, hooks: [{ type: 'command', command, timeout }] }] } },
});

export const agentTable = {
  'claude-code': {
    path: '.claude/settings.json',
    hooks: {
      hooks: {
        PreToolUse: [{
          matcher: 'Write|Edit|MultiEdit',
          hooks: [{ type: 'command', command: 'node "$CLAUDE_PROJECT_DIR/node_modules/jwtlint/dist/cli.js" agent-hook', timeout }],
        }],
      },
    },
  },
  codex: matched('apply_patch|Edit|Write', '.codex/hooks.json'),
  cursor: { path: '.cursor/hooks.json', hooks: { version: 1, hooks: { preToolUse: [{ matcher: 'Write', command, timeout }], postToolUse: [{ matcher: 'Write', command, timeout }] } } },
  copilot: { path: '.github/hooks/jwtlint.json', hooks: { version: 1, hooks: { preToolUse: [{ type: 'command', bash: command, powershell: command, timeoutSec: timeout }] } } },
} as const satisfies Readonly<Record<string, AgentRow>>;

export type AgentName = keyof typeof agentTable;

export const agentNames = Object.keys(agentTable) as AgentName[];
