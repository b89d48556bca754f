// What a coding agent says of a tool call, on standard input of its hook → the files as they will be or are after it, and how that agent
// wants to be answered. The members are named alike in few ways, so they are looked for by name and not by tool: Claude Code, Codex,
// Cursor, GitHub Copilot and VS Code were read in their documents of 2026.
// Leaves alone: commands of a shell, which may write anything; the commit's own gate sees what they wrote.

import { filesOfPatch, isPatch, type Edited } from './agent-patch.ts';
import { UsageError } from './usage-error.ts';

type Members = Readonly<Record<string, unknown>>;

export interface AgentEvent {
  /** `before`: nothing is written yet, and the answer can prevent it. */
  readonly moment: 'before' | 'after';
  readonly cwd?: string;
  readonly files: readonly Edited[];
  /** What standard output takes so that the agent reads these words. */
  answer(words: string): string;
}

/** Undefined for what is no event of a tool; an event that changes no file has none. */
export function agentEventIn(text: string): AgentEvent | undefined {
  const event = recordIn(text);
  const name = event && textOf(event, ['hook_event_name', 'hookEventName']);
  const moment = name === undefined ? momentOfCopilot(event) : momentsByName[name.toLowerCase()];
  if (event === undefined || moment === undefined) return undefined;
  const input = inputOf(event);
  const cwd = textOf(event, ['cwd']) ?? firstRoot(event);
  const answer = name === undefined ? copilot : isCursor(event) ? cursor[moment] : claude[moment];
  return { moment, ...(cwd !== undefined && { cwd }), files: input === undefined ? [] : filesIn(input, event), answer };
}

const momentsByName: Readonly<Record<string, AgentEvent['moment']>> = { pretooluse: 'before', posttooluse: 'after', afterfileedit: 'after' };

/** Its command line names no event, and only what comes before a tool has no result. */
const momentOfCopilot = (event: Members | undefined): AgentEvent['moment'] | undefined =>
  (event && 'toolName' in event && !('toolResult' in event) ? 'before' : undefined);

const isCursor = (event: Members): boolean => 'conversation_id' in event || 'cursor_version' in event;

/** Cursor tells of the folders that are open. */
const firstRoot = ({ workspace_roots: roots }: Members): string | undefined => (Array.isArray(roots) && typeof roots[0] === 'string' ? roots[0] : undefined);

const written = (answer: Members): string => `${JSON.stringify(answer)}\n`;
/** Codex and VS Code took it over. */
const claude: Readonly<Record<AgentEvent['moment'], AgentEvent['answer']>> = {
  before: (words) => written({ hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: words } }),
  after: (words) => written({ decision: 'block', reason: words }),
};
const cursor: typeof claude = {
  before: (words) => written({ permission: 'deny', user_message: 'jwtlint found misuse of a token or a secret in this edit.', agent_message: words }),
  after: (words) => written({ additional_context: words }),
};
const copilot: AgentEvent['answer'] = (words) => written({ permissionDecision: 'deny', permissionDecisionReason: words });

// ---- what a call changes ----

const pathNames = ['file_path', 'filePath', 'path', 'notebook_path', 'target_file'];
const wholeNames = ['content', 'contents', 'file_text', 'fileText'];
const oldNames = ['old_string', 'oldString', 'old_str'];
const newNames = ['new_string', 'newString', 'new_str'];
const listNames = ['edits', 'replacements'];
const patchNames = ['patch', 'input', 'command'];

/** `tool_input`; in the command line of Copilot a text that holds it; in Cursor's event of an edit the event itself. */
function inputOf(event: Members): Members | undefined {
  const given = event['tool_input'] ?? event['toolInput'] ?? event['toolArgs'];
  if (given === undefined) return event;
  return typeof given === 'string' ? recordIn(given) ?? { patch: given } : asRecord(given);
}

function filesIn(input: Members, event: Members): Edited[] {
  const patch = textOf(input, patchNames);
  if (patch !== undefined && isPatch(patch)) return filesOfPatch(patch);
  const path = textOf(input, pathNames);
  const whole = textOf(input, wholeNames);
  if (path !== undefined && whole !== undefined) return [{ path, after: () => whole, before: () => originalIn(event) }];
  const listed = listNames.flatMap((name) => listOf(input[name])).map(asRecord);
  const steps = (listed.length > 0 ? listed : [input]).flatMap((one) => stepIn(one, path));
  const paths = [...new Set(steps.map((step) => step.path))];
  return paths.map((one) => replaced(one, steps.filter((step) => step.path === one)));
}

/** Claude Code says what a file held that was written over. */
function originalIn(event: Members): string | undefined {
  const answer = asRecord(event['tool_response']);
  return answer && (answer['type'] === 'create' ? '' : textOf(answer, ['originalFile']));
}

interface Step { readonly path: string; readonly old: string; readonly now: string; readonly everywhere: boolean }

function stepIn(given: Members | undefined, outer: string | undefined): Step[] {
  const path = given && (textOf(given, pathNames) ?? outer);
  const [old, now] = [given && textOf(given, oldNames), given && textOf(given, newNames)];
  const everywhere = given?.['replace_all'] === true || given?.['replaceAll'] === true;
  return path === undefined || old === undefined || now === undefined ? [] : [{ path, old, now, everywhere }];
}

function replaced(path: string, steps: readonly Step[]): Edited {
  const back = [...steps].reverse().map((step) => ({ ...step, old: step.now, now: step.old }));
  return { path, after: (before) => inTurn(before, steps), before: (after) => inTurn(after, back) };
}

/** Each step reads the whole text, and a text that is replaced by two of itself doubles it. */
const mostCharacters = 256e6;
const longestText = 16e6;

function inTurn(text: string, steps: readonly Step[]): string | undefined {
  let done: string | undefined = text;
  let read = 0;
  for (const step of steps) {
    if (done === undefined) return undefined;
    const grown: number = step.everywhere && step.old !== '' ? done.length / step.old.length * step.now.length : step.now.length;
    read += done.length + 1000;
    if (read > mostCharacters || done.length + grown > longestText) throw new UsageError('the edits are more than can be followed');
    done = afterStep(done, step);
  }
  return done;
}

/** Nothing replaced by something makes a new file. */
function afterStep(text: string, { old, now, everywhere }: Step): string | undefined {
  if (old === '') return text === '' ? now : undefined;
  const at = text.indexOf(old);
  if (at < 0) return undefined;
  return everywhere ? text.split(old).join(now) : text.slice(0, at) + now + text.slice(at + old.length);
}

// ---- texts ----

function recordIn(text: string): Members | undefined {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asRecord = (value: unknown): Members | undefined =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Members : undefined);

const textOf = (members: Members, names: readonly string[]): string | undefined =>
  names.map((name) => members[name]).find((value) => typeof value === 'string');
