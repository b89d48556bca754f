// The hook of coding agents, with events as each one's documents show them: refused is what brings an error in, in the words of that agent.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { agentNames, agentTable } from '../../bin/agent-table.ts';
import { folderWith, runCommand } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';

const safe = "import jwt from 'jsonwebtoken';\nexport const who = (token) => jwt.verify(token, process.env.KEY);\n";
const literal = "'harbour-lantern-4711'";
const unsafe = safe.replace('process.env.KEY', literal);

function asked(folder: string, event: unknown): { code: number | null; answer: unknown; err: string } {
  const input = typeof event === 'string' ? event : JSON.stringify(event);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'agent-hook'], { cwd: folder, input, encoding: 'utf8' });
  return { code: status, answer: stdout === '' ? undefined : JSON.parse(stdout), err: stderr };
}

const refused = { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: expect.stringContaining('src/a.ts:2') as string } };
const told = { decision: 'block', reason: expect.stringContaining('error no-hardcoded-secret') as string };

const claude = (cwd: string, tool: string, input: object, more: object = {}) => ({
  session_id: 's', transcript_path: '/t.jsonl', cwd, permission_mode: 'default', hook_event_name: 'PreToolUse', tool_name: tool, tool_input: input, tool_use_id: 'u', ...more,
});

describe('an edit that brings an error in is refused', () => {
  const cases: readonly (readonly [string, (folder: string) => unknown, unknown])[] = [
    ['Claude Code writes a file', (cwd) => claude(cwd, 'Write', { file_path: join(cwd, 'src/a.ts'), content: unsafe }), refused],
    ['Claude Code replaces a text', (cwd) => claude(cwd, 'Edit', { file_path: join(cwd, 'src/a.ts'), old_string: 'process.env.KEY', new_string: literal }), refused],
    ['Claude Code replaces several', (cwd) => claude(cwd, 'MultiEdit', {
      file_path: join(cwd, 'src/a.ts'), edits: [{ old_string: 'who', new_string: 'owner', replace_all: true }, { old_string: 'process.env.KEY', new_string: literal }],
    }), refused],
    ['Codex applies a patch', (cwd) => claude(cwd, 'apply_patch', {
      command: `*** Begin Patch\n*** Update File: src/a.ts\n@@\n import jwt from 'jsonwebtoken';\n-${safe.split('\n')[1]!}\n+${unsafe.split('\n')[1]!}\n*** End Patch`,
    }), refused],
    ['Codex adds a file', (cwd) => claude(cwd, 'apply_patch', {
      command: `*** Begin Patch\n*** Add File: src/a.ts\n${unsafe.trimEnd().split('\n').map((line) => `+${line}`).join('\n')}\n*** End Patch`,
    }), refused],
    ['Cursor writes a file', (cwd) => ({
      conversation_id: 'c', generation_id: 'g', hook_event_name: 'preToolUse', workspace_roots: [cwd], tool_name: 'Write',
      tool_input: { file_path: join(cwd, 'src/a.ts'), content: unsafe },
    }), { permission: 'deny', user_message: expect.any(String) as string, agent_message: expect.stringContaining('no-hardcoded-secret') as string }],
    ['Copilot creates a file', (cwd) => ({
      timestamp: 1, cwd, toolName: 'create', toolArgs: JSON.stringify({ path: 'src/a.ts', file_text: unsafe }),
    }), { permissionDecision: 'deny', permissionDecisionReason: expect.stringContaining('no-hardcoded-secret') as string }],
    ['VS Code replaces a text', (cwd) => claude(cwd, 'replace_string_in_file', {
      filePath: join(cwd, 'src/a.ts'), oldString: 'process.env.KEY', newString: literal,
    }), refused],
  ];
  test.each(cases)('%s', (_name, event, expected) => {
    const folder = folderWith({ 'src/a.ts': safe });
    const { code, answer } = asked(folder, event(folder));
    expect({ code, answer }).toEqual({ code: 0, answer: expected });
    expect(JSON.stringify(answer)).not.toContain('harbour-lantern');
    expect(readFileSync(join(folder, 'src/a.ts'), 'utf8')).toBe(safe);
  });
});

describe('told behind the edit', () => {
  test('by Claude Code, which shows the words to the model', () => {
    const folder = folderWith({ 'src/a.ts': unsafe });
    const input = { file_path: join(folder, 'src/a.ts'), old_string: 'process.env.KEY', new_string: literal };
    expect(asked(folder, claude(folder, 'Edit', input, { hook_event_name: 'PostToolUse', tool_response: { success: true } }))).toMatchObject({ code: 0, answer: told });
  });
  test('by Cursor, as context', () => {
    const folder = folderWith({ 'src/a.ts': unsafe });
    const event = { conversation_id: 'c', hook_event_name: 'postToolUse', workspace_roots: [folder], tool_name: 'Write', tool_input: { file_path: 'src/a.ts', content: unsafe } };
    expect(asked(folder, event).answer).toEqual({ additional_context: expect.stringContaining('no-hardcoded-secret') as string });
  });
});

describe('nothing is said', () => {
  const silent: readonly (readonly [string, string, (folder: string) => unknown])[] = [
    ['of an edit that is fine', safe, (cwd) => claude(cwd, 'Edit', { file_path: join(cwd, 'src/a.ts'), old_string: 'KEY', new_string: 'JWT_KEY' })],
    ['of an error that was there before', unsafe, (cwd) => claude(cwd, 'Edit', { file_path: join(cwd, 'src/a.ts'), old_string: 'who', new_string: 'whoever' })],
    ['of an old error behind the edit', unsafe, (cwd) => claude(cwd, 'Write', { file_path: join(cwd, 'src/a.ts'), content: unsafe }, {
      hook_event_name: 'PostToolUse', tool_response: { type: 'update', originalFile: `${unsafe}// more\n` },
    })],
    ['where the edit cannot succeed', safe, (cwd) => claude(cwd, 'Edit', { file_path: join(cwd, 'src/a.ts'), old_string: 'nowhere', new_string: literal })],
    ['of a command of the shell', safe, (cwd) => claude(cwd, 'Bash', { command: `echo "${unsafe}" > src/a.ts` })],
    ['of a file outside of the project', safe, (cwd) => claude(cwd, 'Write', { file_path: '/elsewhere/a.ts', content: unsafe })],
    ['of a warning', safe, (cwd) => claude(cwd, 'Write', { file_path: join(cwd, 'test/a.test.ts'), content: unsafe })],
  ];
  test.each(silent)('%s', (_name, before, event) => {
    const folder = folderWith({ 'src/a.ts': before });
    expect(asked(folder, event(folder))).toEqual({ code: 0, answer: undefined, err: '' });
  });

  test.each(['', '{', '[]', '{}', '{"hook_event_name":"SessionStart"}', '\0'])('that would read like a refusal of %j, but that nothing was checked', (text) => {
    expect(asked(folderWith({}), text)).toEqual({ code: 1, answer: undefined, err: expect.stringContaining('nothing was checked') as string });
  });
});

test('a mistake in the configuration refuses no edit, and says that nothing was checked', () => {
  const folder = folderWith({ 'src/a.ts': safe, 'jwtlint.config.jsonc': '{ "presett": "all" }' });
  const { code, answer, err } = asked(folder, claude(folder, 'Write', { file_path: join(folder, 'src/a.ts'), content: unsafe }));
  expect({ code, answer }).toEqual({ code: 1, answer: undefined });
  expect(err).toMatch(/nothing was checked: .*presett/);
});

describe('init --agent', () => {
  test.each(agentNames)('%s: writes its hook once, and says what to add where one is', async (name) => {
    const folder = folderWith({});
    const { path, hooks } = agentTable[name];
    expect((await runCommand(folder, 'init', '--agent', name)).code).toBe(0);
    expect(existsSync(join(folder, path))).toBe(false);
    expect((await runCommand(folder, 'init', '--agent', name, '--yes')).code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, path), 'utf8'))).toEqual(hooks);
    const other = folderWith({ [path]: '{}' });
    expect((await runCommand(other, 'init', '--agent', name, '--yes')).err).toContain(`${path} is there; add to it`);
    expect(readFileSync(join(other, path), 'utf8')).toBe('{}');
  }, 60_000);

  test('refuses a name that is none', async () => {
    expect(await runCommand(folderWith({}), 'init', '--agent', 'emacs')).toMatchObject({ code: 2, err: expect.stringContaining('claude-code, codex, cursor, copilot') as string });
  });
});

test.each([
  ['edits that double a text again and again', (cwd: string) => claude(cwd, 'MultiEdit', {
    file_path: join(cwd, 'src/a.ts'), edits: Array.from({ length: 60 }, () => ({ old_string: 'j', new_string: 'jj', replace_all: true })),
  }), 'the edits are more than can be followed'],
  ['a folder that is a file', (cwd: string) => claude(join(cwd, 'src/a.ts'), 'Write', { file_path: 'a.ts', content: unsafe }), 'the folder that the event names is none'],
] as const)('%s: nothing was checked, in words', (_name, event, words) => {
  const folder = folderWith({ 'src/a.ts': safe });
  expect(asked(folder, event(folder))).toEqual({ code: 1, answer: undefined, err: `jwtlint: agent-hook: nothing was checked: ${words}\n` });
});
