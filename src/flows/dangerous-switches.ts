// File → environment variables that it sets and that switch a check off: assignments in code; in every other text, a
// name with its value behind it, however the format writes that (`X=0`, `X: "0"`, `ENV X 0`, `- name: X` + `value: 0`).
// Leaves alone: comments, and variables that are only read.

import { dangerousVariables, relaxedEnvironments } from '../models/places/dangerous-variables.ts';
import type { Place, SourceFile } from '../source/file.ts';
import { isHandRun } from '../source/role.ts';
import { dependsOnEnvironment } from '../values/conditions/branches.ts';
import type { CodeContext } from '../values/code-context.ts';
import { wordsOf } from '../secrets/words/names.ts';
import { chainText, propertyOf } from '../values/plain-nodes.ts';
import { originsOf } from '../values/origins.ts';

export interface DangerousSwitch {
  readonly name: string;
  readonly effect: string;
  readonly at: Place;
  /** The statement or line that goes when the switch does. */
  readonly whole: Place;
  /** Set only where a condition about the environment holds, in a script for development, or in one that somebody starts by hand. */
  readonly inOneEnvironment: boolean;
  /** The file's name or kind says that production runs with it. */
  readonly inProduction: boolean;
}

export function switchesInCode(context: CodeContext): readonly DangerousSwitch[] {
  const { bindings, expressions, local } = context;
  return bindings.all('AssignmentExpression').flatMap((node): DangerousSwitch[] => {
    if (node.left.type !== 'MemberExpression' || !/^process\.env$/.test(chainText(node.left.object) ?? '')) return [];
    const name = propertyOf(node.left);
    const row = dangerousVariables.find((one) => one.name === name);
    if (!row) return [];
    const sets = originsOf(local.valueOf(node.right)).some(({ value }) =>
      value.kind === 'text'
        ? does(row.values, value.text)
        : value.kind === 'plain' && value.value !== undefined && value.value !== null && does(row.values, Number(value.value).toString()),
    );
    const statement = node.parent?.type === 'ExpressionStatement' ? node.parent : node;
    return sets ? [{
      name, effect: row.effect, at: expressions.placeOf(node), whole: expressions.placeOf(statement),
      // In code it holds for the program that sets it, and for nothing else.
      inOneEnvironment: dependsOnEnvironment(node, context) || isHandRun(context.file.path), inProduction: true,
    }] : [];
  });
}

const does = (values: readonly string[] | undefined, text: string): boolean =>
  values ? values.includes(text.trim().toLowerCase()) : text.trim() !== '';

// ---- other texts ----

/** Behind the name: a separator, or a line with `value:`; then the value, quoted or not. */
const VALUE =
  /^["']?(?:[ \t]{0,8}[=:][ \t]{0,8}|[ \t]{1,8}(?=[\w"'])|[ \t]{0,8},?\s{1,60}["']?value["']?[ \t]{0,4}:[ \t]{0,4})\\?["']?([\w.:[\]-]{1,100})/;

export function switchesInText(file: SourceFile): readonly DangerousSwitch[] {
  const found: DangerousSwitch[] = [];
  for (const row of dangerousVariables) found.push(...settingsOf(row.name, row.values, row.effect, file));
  if (isProductionFile(file.path))
    found.push(...settingsOf('NODE_ENV', relaxedEnvironments, 'makes frameworks take this for a development machine', file));
  return found.sort((a, b) => a.at.start - b.at.start);
}

function settingsOf(name: string, values: readonly string[] | undefined, effect: string, file: SourceFile): readonly DangerousSwitch[] {
  const found: DangerousSwitch[] = [];
  const { text } = file;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    const match = /\w/.test(text[at - 1] ?? '') ? null : VALUE.exec(text.slice(end, end + 250));
    if (!match || !does(values, match[1] ?? '')) continue;
    const whole = lineAround(file, at, end + match[0].length);
    const line = text.slice(whole.start, at);
    if (/^\s*(?:#|\/\/|;|<!--|\*)/.test(line) || /^(?:true|false|null)$/i.test(match[1] ?? '') && !values) continue;
    // A value on a line of its own says nothing without its name.
    const shown = match[0].includes('\n') ? end : end + match[0].length;
    found.push({ name, effect, at: { file, start: at, end: shown }, whole,
      inOneEnvironment: isForDevelopment(line), inProduction: isProductionFile(file.path) });
  }
  return found;
}

function lineAround(file: SourceFile, start: number, end: number): Place {
  const next = file.text.indexOf('\n', end);
  return { file, start: file.text.lastIndexOf('\n', start - 1) + 1, end: next < 0 ? file.text.length : next };
}

/** `"dev": "NODE_TLS_REJECT_UNAUTHORIZED=0 vite"`: the script says when. */
const isForDevelopment = (line: string): boolean => {
  const script = /^\s*"([\w:.-]{1,60})"\s*:/.exec(line)?.[1];
  return (
    script !== undefined &&
    wordsOf(script).some((word) =>
      /^(?:dev|develop|development|test|tests|e2e|local|debug|watch|emulator|emulators|seed|storybook)$/.test(word),
    )
  );
};

/** By a word of the path, or what images are built from. */
const isProductionFile = (path: string): boolean =>
  /(?:^|[/._-])(?:prod|production|live|staging|stage)(?:[/._-]|$)/i.test(path) ||
  /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.(?!dev|test|local)[\w-]+)?$/.test(path);
