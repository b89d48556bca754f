// Words of a shell → the secrets that they become, and in which form.

import { changers, passers, printers } from '../../models/places/pipelines.ts';
import { shellCommands, type ShellCommand, type ShellWord } from '../../syntax/shell.ts';
import { secretOfExpression, secretOfVariable, type Pipeline, type Script, type Secret } from './pipeline.ts';

export interface Read extends Secret {
  /** In the word's text. */
  readonly start: number;
  readonly end: number;
  readonly changed: boolean;
}

/** How far commands within commands are read. */
const DEEPEST = 4;

const part =
  /\\.|\$\{\{(?<told>[^]{0,2000}?)\}\}|(?<open>\$\(|`)|\$\{(?:env:)?(?<sign>[#!]?)(?<braced>\w{1,200})(?<how>[^}]{0,200})\}|\$(?:env:)?(?<plain>[A-Za-z_]\w{0,200})|(?<quote>['"])|%(?<batch>[A-Za-z_]\w{0,200})%/gi;

/** `length` and the like of a variable, which tell nothing of it, are left out. */
export function readsIn(text: string, script: Script, pipeline: Pipeline, depth = 0): readonly Read[] {
  const found: Read[] = [];
  const search = new RegExp(part);
  let quoted = false;
  for (let match = search.exec(text); match; match = search.exec(text)) {
    const { told, open, sign = '', braced, how = '', plain, quote, batch } = match.groups!;
    const end = search.lastIndex;
    const add = (secret: Secret | undefined, changed = false): void => {
      if (secret) found.push({ ...secret, start: match.index, end, changed });
    };
    if (told !== undefined) add(secretOfExpression(told));
    else if (quote === '"') quoted = !quoted;
    else if (quote !== undefined && !quoted) search.lastIndex = behindQuote(text, end, found);
    else if (open !== undefined) search.lastIndex = substituted(text, match.index, { found, script, pipeline, depth });
    else if (braced !== undefined && sign === '' && !/^:?\+/.test(how)) add(secretOfVariable(braced, script.variables, pipeline), /^(?::\d|[#%/^,@])/.test(how));
    else if (plain !== undefined || batch !== undefined) add(secretOfVariable((plain ?? batch)!, script.variables, pipeline));
  }
  return found;
}

/** Between single quotes only what the service itself puts in is no plain text. */
function behindQuote(text: string, from: number, found: Read[]): number {
  const close = text.indexOf("'", from);
  const end = close < 0 ? text.length : close + 1;
  for (const match of text.slice(from, end).matchAll(/\$\{\{([^]{0,2000}?)\}\}/g)) {
    const secret = secretOfExpression(match[1]!);
    if (secret) found.push({ ...secret, start: from + match.index, end: from + match.index + match[0].length, changed: false });
  }
  return end;
}

interface Within { readonly found: Read[]; readonly script: Script; readonly pipeline: Pipeline; readonly depth: number }

/** `$(…)`: what its commands would print; `$(NAME)` may be a variable. */
function substituted(text: string, at: number, { found, script, pipeline, depth }: Within): number {
  const head = text[at] === '`' ? 1 : 2;
  const end = endOfSubstitution(text, at);
  const inner = text.slice(at + head, end - 1);
  // `pwd` is a command.
  if (pipeline.model.macros && /^(?!pwd$)[A-Za-z_][\w.]{0,200}$/.test(inner)) {
    const secret = secretOfVariable(inner, script.variables, pipeline);
    if (secret) found.push({ ...secret, start: at, end, changed: false });
  } else if (depth < DEEPEST && inner.length < LONGEST)
    for (const read of shellCommands(inner).flatMap((command) => shownBy(command, script, pipeline, depth + 1)))
      found.push({ ...read, start: at + head + read.start, end: at + head + read.end });
  return end;
}

const LONGEST = 4000;

function endOfSubstitution(text: string, at: number): number {
  if (text[at] === '`') {
    const close = text.indexOf('`', at + 1);
    return close < 0 ? text.length : close + 1;
  }
  let open = 0;
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === '(') open++;
    else if (text[index] === ')' && --open === 0) return index + 1;
  }
  return text.length;
}

/** What a command writes to where its text is looked for, by what it reads, through all that it is piped into. */
export function shownBy(command: ShellCommand, script: Script, pipeline: Pipeline, depth = 0): readonly Read[] {
  const name = commandName(command);
  if (name === undefined || !printers.has(name)) return [];
  const chain = chainOf(command);
  const isChanged = chain?.includes('changed') ?? false;
  if (chain === undefined) return [];
  const words = name === 'cat' || name === 'tee' ? [] : argumentsOf(command);
  const given = command.input ? [command.input] : [];
  return [...words, ...given].flatMap(({ text, start }) => {
    const reads = readsIn(text, script, pipeline, depth);
    return reads.map((read) => ({ ...read, start: start + read.start, end: start + read.end, changed: read.changed || isChanged }));
  });
}

/** What a command and those behind it do to a text; undefined where it does not come out. */
export function chainOf(command: ShellCommand): readonly ('as it is' | 'changed')[] | undefined {
  const steps: ('as it is' | 'changed')[] = [];
  let last = command;
  for (let next = command.next; next && steps.length < 20; next = next.next) {
    const name = commandName(next);
    if (name !== undefined && passers.has(name)) steps.push('as it is');
    else if (name !== undefined && changers.has(name) && !isMask(next)) steps.push('changed');
    else return undefined;
    last = next;
  }
  return last.output === 'log' || isSummary(last) ? steps : undefined;
}

/** The page of a run, which everyone who sees the run can read. */
const isSummary = ({ file }: ShellCommand): boolean => file !== undefined && /GITHUB_STEP_SUMMARY/.test(file.text);

// Stars in place of what was there, or nothing but a count.
function isMask(command: ShellCommand): boolean {
  const mask = commandName(command) === 'grep' ? /^-[abd-pr-zA-Z0-9_]*[qc]\w*$/ : /[/|#,](?:\*+|[xX]{3,}|\[?REDACTED\]?)[/|#,]/;
  return command.words.some(({ text }) => mask.test(text));
}

/** Without what only stands in front: `sudo`, variables that are set for it. */
export function commandName({ words }: ShellCommand): string | undefined {
  const first = words.find(({ text }) => !isFront(text))?.text.replace(/^["']|["']$/g, '');
  return first?.slice(first.lastIndexOf('/') + 1).toLowerCase();
}

const isFront = (text: string): boolean => /^[A-Za-z_]\w*\+?=/.test(text) || /^(?:sudo|command|exec|nohup|time|builtin)$/.test(text);

export function argumentsOf({ words }: ShellCommand): readonly ShellWord[] {
  return words.slice(words.findIndex(({ text }) => !isFront(text)) + 1);
}
