// The scripts of a pipeline → what they write to the log of the job, and what they hand on to later steps.

import { dumps, passers, shellOptionTrace } from '../../models/places/pipelines.ts';
import type { Place } from '../../source/file.ts';
import type { ShellCommand } from '../../syntax/shell.ts';
import type { Exposed, PipelineExposure } from './exposure.ts';
import { placeIn, secretOfVariable, type Pipeline, type Script, type Secret } from './pipeline.ts';
import { argumentsOf, chainOf, commandName, readsIn, shownBy } from './read-words.ts';

export function scriptExposures(script: Script, pipeline: Pipeline): readonly PipelineExposure[] {
  const seen: Seen = { script, pipeline, fresh: freshIn(script, pipeline), traced: undefined };
  return script.commands.flatMap((command) => exposuresOf(command, seen));
}

interface Seen {
  readonly script: Script;
  readonly pipeline: Pipeline;
  /** Variables that the script itself fills from a command, and whose names say secret: nothing knows their texts. */
  readonly fresh: ReadonlySet<string>;
  /** Where `set -x` stands, until it is told of or switched off. */
  traced: Place | undefined;
}

function exposuresOf(command: ShellCommand, seen: Seen): readonly PipelineExposure[] {
  const name = commandName(command);
  if (name === undefined) return [];
  if (name === 'set') noteTrace(command, seen);
  return [tracedBy, printedBy, dumpedBy, handedOnBy, builtBy].flatMap((told) => told(command, seen, name));
}

interface By { readonly at: Place; readonly by: string; readonly ways?: PipelineExposure['ways'] }

function exposure(how: Exposed, secret: Secret, { at, by, ways = [] }: By, { pipeline: { model } }: Seen): PipelineExposure {
  return { how, at, by, ways, name: secret.name, saysSecret: secret.saysSecret, product: model.product, hidden: model.hides };
}

const place = ({ start, end }: { readonly start: number; readonly end: number }, { script, pipeline }: Seen): Place =>
  placeIn(script.entry, start, end, pipeline.file);

// ---- printed ----

/** What tells the service that a text is a secret. */
const masks = /::add-mask::|issecret=true/i;
const settings = /::set-output\b|::save-state\b|##vso\[task\.setvariable/i;

function printedBy(command: ShellCommand, seen: Seen, name: string): readonly PipelineExposure[] {
  const { script, pipeline, fresh } = seen;
  const written = [...command.words, ...(command.input ? [command.input] : [])].map(({ text }) => text).join(' ');
  if (masks.test(written)) return [];
  const isSetting = settings.test(written);
  const shown = name === 'printenv' ? namedTo(command, seen) : shownBy(command, script, pipeline);
  const howOf = (isChanged: boolean): Exposed => (isSetting ? 'handed on' : isChanged ? 'changed' : 'printed');
  const found = shown.map((read) => exposure(howOf(read.changed), read, { at: place(read, seen), by: name }, seen));
  return found.length > 0 || isSetting ? found : freshPrinted(command, name, fresh, seen);
}

/** `printenv NAME`. */
function namedTo(command: ShellCommand, { script, pipeline }: Seen): ReturnType<typeof shownBy> {
  if (chainOf(command) === undefined) return [];
  return argumentsOf(command).flatMap(({ text, start, end }) => {
    const secret = /^\w+$/.test(text) ? secretOfVariable(text, script.variables, pipeline) : undefined;
    return secret ? [{ ...secret, start, end, changed: false }] : [];
  });
}

/** A printer is shown a variable that only this script knows. */
function freshPrinted(command: ShellCommand, name: string, fresh: ReadonlySet<string>, seen: Seen): readonly PipelineExposure[] {
  if (fresh.size === 0) return [];
  const pipeline = { ...seen.pipeline, model: { ...seen.pipeline.model, secrets: 'told' as const } };
  const variables = new Map(seen.script.variables);
  const told = [...fresh].map((one) => [one, { ...seen.script.entry, value: `\${{ secrets.${one} }}` }] as const);
  const script = { ...seen.script, variables: new Map([...variables, ...told]) };
  return shownBy(command, script, pipeline).map((read) => ({
    ...exposure(read.changed ? 'changed' : 'printed', read, { at: place(read, seen), by: name }, seen), hidden: false,
  }));
}

/** `TOKEN=$(vault read …)`, and nothing says `::add-mask::` of it. */
function freshIn({ commands, entry }: Script, { model }: Pipeline): ReadonlySet<string> {
  if (model.secrets !== 'told' || masks.test(entry.value)) return none;
  return new Set(commands.flatMap(({ words }) => words.length === 1 ? freshName.exec(words[0]!.text)?.[1] ?? [] : []));
}

const none: ReadonlySet<string> = new Set();
const freshName = /^([A-Za-z_]\w{0,80}(?:token|secret|password|passwd|private_?key|api_?key))="?(?:\$\(|`)/i;

// ---- all variables, all commands ----

function dumpedBy(command: ShellCommand, seen: Seen, name: string): readonly PipelineExposure[] {
  if (!isDump(command, name)) return [];
  const secrets = [...secretsAround(seen)];
  const [first] = secrets;
  const [word] = command.words;
  if (!first || !word) return [];
  const ways = first.at ? [{ at: first.at, says: `${first.name} is one of them` }] : [];
  return [exposure('dumped', first, { at: place(word, seen), by: name, ways }, seen)];
}

function isDump(command: ShellCommand, name: string): boolean {
  const given = argumentsOf(command).map(({ text }) => text);
  const isAll = [name, ...given].join(' ').match(dumps) !== null;
  if (!isAll) return false;
  let last = command;
  for (let next = command.next; next; next = next.next) {
    const then = commandName(next);
    if (then === undefined || !passers.has(then)) return false;
    last = next;
  }
  return last.output === 'log';
}

/** Secrets among the variables of the script. */
function* secretsAround({ script: { variables }, pipeline }: Seen): Generator<Secret & { readonly at?: Place }> {
  for (const [name, { keyStart, keyEnd }] of variables) {
    const secret = secretOfVariable(name, variables, pipeline);
    if (secret) yield { ...secret, at: { file: pipeline.file, start: keyStart, end: keyEnd } };
  }
  for (const name of pipeline.told) yield { name, saysSecret: true };
}

function noteTrace(command: ShellCommand, seen: Seen): void {
  const given = argumentsOf(command).map(({ text }) => text);
  const isOff = given.some((text, index) => /^\+\w*x/.test(text) || (text === 'xtrace' && given[index - 1] === '+o'));
  if (isOff) seen.traced = undefined;
  else if (given.some((text) => shellOptionTrace.test(text)))
    seen.traced = place({ start: command.words[0]!.start, end: command.words.at(-1)!.end }, seen);
}

/** The first command with a secret in its words tells of `set -x`. */
function tracedBy(command: ShellCommand, seen: Seen): readonly PipelineExposure[] {
  if (!seen.traced) return [];
  const { traced, script, pipeline } = seen;
  for (const { text, start } of command.words) {
    const [read] = readsIn(text, script, pipeline);
    if (!read) continue;
    seen.traced = undefined;
    const at = place({ start: start + read.start, end: start + read.end }, seen);
    return [exposure('traced', read, { at: traced, by: 'set -x', ways: [{ at, says: 'this command is printed with its value' }] }, seen)];
  }
  return [];
}

// ---- handed on ----

const stepFiles = /GITHUB_(?:ENV|OUTPUT|STATE)/;

/** `echo "X=$SECRET" >> "$GITHUB_ENV"`. */
function handedOnBy(command: ShellCommand, seen: Seen): readonly PipelineExposure[] {
  if (command.output !== 'file' || !stepFiles.test(command.file?.text ?? '')) return [];
  const { script, pipeline } = seen;
  const [by = ''] = stepFiles.exec(command.file?.text ?? '') ?? [];
  return [...command.words, ...(command.input ? [command.input] : [])].flatMap(({ text, start }) =>
    readsIn(text, script, pipeline).filter(({ saysSecret }) => saysSecret).map((read) =>
      exposure('handed on', read, { at: place({ start: start + read.start, end: start + read.end }, seen), by }, seen)));
}

/** `docker build --build-arg TOKEN=$TOKEN`. */
function builtBy(command: ShellCommand, seen: Seen, name: string): readonly PipelineExposure[] {
  if (!/^(?:docker|podman|buildah|kaniko|executor)$/.test(name)) return [];
  const { script, pipeline } = seen;
  return command.words.flatMap(({ text, start }, index) => {
    const isArgument = /^--build-arg(?:=|$)/.test(text) || command.words[index - 1]?.text === '--build-arg';
    return (isArgument ? readsIn(text, script, pipeline) : []).filter(({ saysSecret }) => saysSecret).map((read) =>
      exposure('in an image', read, { at: place({ start: start + read.start, end: start + read.end }, seen), by: '--build-arg' }, seen));
  });
}

