// `jwtlint explain FILE:LINE`: what was seen on a line, which rules looked, and what decided: whether the file was looked at, its role,
// levels, evidence, suppressions, and what a base or a baseline knows. Masked like every report.

import { factsOf } from '../src/facts/facts-of.ts';
import { mayMatter } from '../src/facts/gate.ts';
import type { Facts } from '../src/facts/facts.ts';
import { maskedLines } from '../src/findings/excerpt.ts';
import type { Finding } from '../src/findings/finding.ts';
import type { Rule } from '../src/findings/rule.ts';
import { isOn, levelOf, settingsFor } from '../src/findings/settings/settings.ts';
import { configAt } from '../src/hosts/config/folder-configs.ts';
import { gatedScan } from '../src/hosts/gated-scan.ts';
import { planUnderPolicy } from '../src/hosts/policy.ts';
import type { Plan, ScanOptions } from '../src/hosts/run-options.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { projectOf } from '../src/project/project-of.ts';
import { resolverIn } from '../src/project/resolution.ts';
import { printable } from '../src/report/writing/printable.ts';
import { shortPrint } from '../src/report/short-print.ts';
import { namesWith } from '../src/secrets/words/names.ts';
import { tokensWith } from '../src/secrets/tokens/provider-tokens.ts';
import { hintsOf } from '../src/source/hints.ts';
import { ignoredBy } from '../src/source/ignores.ts';
import { languageOf } from '../src/source/language.ts';
import { linesOf } from '../src/source/lines.ts';
import { readNamed } from '../src/source/reading.ts';
import { rootFiles } from '../src/source/root-files.ts';
import { defaultMaxFileSize, sizeLimitOf } from '../src/source/size-limits.ts';
import type { Place } from '../src/source/file.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { ownIgnoreFile } from '../src/source/walking/run.ts';
import { walk } from '../src/source/walk.ts';
import { indexWith } from '../src/values/library-index.ts';
import { UsageError } from './usage-error.ts';
import { valueWords } from './value-words.ts';

interface Asked {
  readonly rules: readonly Rule[];
  readonly options: ScanOptions;
  readonly root: string;
  /** Seen from the root. */
  readonly file: string;
  readonly line: number;
}

/** `src/a.ts:12`, and whatever column stands behind it. */
export function lineNamed(operand: string): { readonly file: string; readonly line: number } | undefined {
  const [, file, line] = /^(.+?):(\d{1,9})(?::\d{1,9})?$/.exec(operand) ?? [];
  return file === undefined ? undefined : { file, line: Number(line) };
}

export async function lineExplained({ rules, options, root, file, line }: Asked): Promise<string> {
  const disk = rootFiles(root);
  const plan = planUnderPolicy(rules, root, options, configAt(rules, root, options.config, disk, file).config);
  const read = readNamed(root, file, sizeLimitOf(file, plan.maxFileSize ?? defaultMaxFileSize));
  if (read === undefined) throw new UsageError(`no such file: ${file}`);
  if (!Buffer.isBuffer(read)) return `${file}: not looked at: ${read.message}\n`;
  const stop = notLookedAt(file, read, plan, disk.readFile(ownIgnoreFile) ?? '', options.noIgnore === true);
  if (stop !== undefined) return `${file}: ${stop}\n`;
  const listing = await walk({
    root, paths: [], ignore: plan.ignore, useIgnoreFiles: options.noIgnore !== true, maxFileSize: plan.maxFileSize ?? defaultMaxFileSize,
  });
  const project = projectOf({
    readFile: (path) => disk.readFile(path), resolve: resolverIn(root, disk), files: () => listing.files.map(({ path }) => path),
    index: indexWith(plan.models), tokens: tokensWith(plan.secretPatterns), names: namesWith(plan.secretNames),
    hints: hintsOf(plan.paths, plan.services),
  });
  const source = sourceFileOf(file, read.toString('utf8'), project.hints);
  const lines = linesOf(source.text);
  if (line < 1 || line > lines.count) throw new UsageError(`${file} has ${String(lines.count)} lines`);
  const facts = factsOf(source, project);
  const { paths: _paths, minCertainty: _min, ...whole } = options;
  const everything: ScanOptions = { ...whole, preset: 'all', inlineIgnores: false, config: false };
  const [now, all] = [await collected(gatedScan(rules, options)), await collected(scanWith(rules, everything))];
  const isHere = (one: Finding): boolean => one.file === file && one.range.start.line <= line && one.range.end.line >= line;
  const isStep = ({ evidence }: Finding): boolean => evidence.some((step) => step.file === file && step.range.start.line === line);
  const keys = new Set(rules.filter(({ category }) => category === 'keys').map(({ id }) => id));
  const marks = all.findings.filter((one) => one.file === file && keys.has(one.ruleId))
    .map(({ range }) => ({ file: source, start: range.start.offset, end: range.end.offset }));
  const seen = seenOn(facts, line);
  return [
    `${file}:${String(line)}`, `  | ${maskedLines(facts, marks)(line - 1).masked.trim()}`, '',
    `The file is ${source.language}, ${project.hints.roleOf(file) ?? source.role}, and runs ${facts.runtime === 'unknown' ? 'where nothing in it says' : `as ${facts.runtime}`}.`,
    ...(source.role === 'production' ? [] : [`Its role lowers what is found: ${source.role}, from its path.`]),
    ...facts.problems.map(({ message }) => `Not read to its end: ${message}`),
    '', 'Seen on the line', ...(seen.length === 0 ? ['  nothing that a rule asks for'] : seen.map((one) => `  ${one}`)),
    '', 'What rules said', ...verdicts(rules, plan, file, now.findings.filter(isHere), all.findings.filter(isHere)).map((one) => `  ${one}`),
    ...now.findings.filter((one) => isStep(one) && !isHere(one)).map((one) => `  a step of ${one.ruleId} at ${one.file}:${String(one.range.start.line)}`),
    '',
  ].map(printable).join('\n');
}

function notLookedAt(file: string, bytes: Uint8Array, plan: Plan, ignores: string, noIgnore: boolean): string | undefined {
  if (languageOf(file) === undefined) return 'not looked at: by its name it is no text';
  if (!noIgnore && ignoredBy(ignores, [])(file)) return `not looked at: ${ownIgnoreFile} covers it; --no-ignore looks at it`;
  if (!noIgnore && ignoredBy('', plan.ignore)(file)) return 'not looked at: "ignore" of the configuration covers it; --no-ignore looks at it';
  const gate = mayMatter(file, bytes, languageOf(file) ?? 'text', indexWith(plan.models).libraries, tokensWith(plan.secretPatterns), namesWith(plan.secretNames));
  return gate ? undefined : 'no word in it that a finding needs, so it was cleared without being read in full';
}

function seenOn(facts: Facts, line: number): string[] {
  const lines = linesOf(facts.file.text);
  const isHere = ({ file, start, end }: Place): boolean =>
    file.path === facts.file.path && lines.positionAt(start).line <= line && lines.positionAt(end).line >= line;
  return [
    ...facts.jwtCalls.filter(({ at }) => isHere(at)).flatMap((call) => [
      `${call.name}, which ${deeds[call.kind]} a token (${call.library.package}${call.version === undefined ? '' : ` ${call.version}`}); ${call.isComplete ? 'all it is given is in view' : 'some of what it is given is not in view, so nothing is said of what is missing'}`,
      ...Object.entries(call.parts).map(([role, { value, option }]) => `  ${role}${option === undefined ? '' : ` (${option})`}: ${valueWords(value)}`),
      ...(call.kind === 'verify' ? [`  its issuer is ${call.trust === 'unknown' ? 'not known' : call.trust}`] : []),
    ]),
    ...facts.keyUses.filter(({ at }) => isHere(at)).map(() => 'a place that takes a key'),
    ...facts.namedValues.filter(({ keyAt }) => isHere(keyAt)).map(() => 'a value under a name that says secret'),
    ...facts.tokens.filter(({ at }) => isHere(at)).map(() => 'a token'),
    ...facts.privateKeys.filter(({ at }) => isHere(at)).map(() => 'a private key'),
    ...facts.providerTokens.filter(({ at }) => isHere(at)).map(() => 'a token of a provider'),
  ];
}

const deeds: Readonly<Record<Facts['jwtCalls'][number]['kind'], string>> = { sign: 'signs', verify: 'verifies', decode: 'decodes', configure: 'prepares the work with' };

/** First what was reported, then what was found and lost, then what is switched off. */
function verdicts(rules: readonly Rule[], plan: Plan, file: string, now: readonly Finding[], all: readonly Finding[]): string[] {
  const local = settingsFor(plan.settings, file);
  const told = now.map((one) => (one.suppressed === null
    ? `${one.ruleId}: ${one.severity}, ${one.certainty}: ${one.message} (${shortPrint(one.fingerprint)})`
    : `${one.ruleId}: ${one.severity}, but suppressed by ${one.suppressed.by}${one.suppressed.reason === '' ? '' : `: ${one.suppressed.reason}`}`));
  const isTold = (one: Finding): boolean =>
    now.some(({ ruleId, range }) => ruleId === one.ruleId && range.start.offset === one.range.start.offset);
  const lost = all.filter((one) => !isTold(one)).map((one) => {
    const rule = rules.find(({ id }) => id === one.ruleId)!;
    const why = !isOn(rule, local) ? (levelOf(rule, local) === 'off' ? `${rule.id} is off here` : `the preset ${local.preset} does not have it`)
      : local.minCertainty !== undefined && one.certainty !== local.minCertainty ? `it is ${one.certainty}, and --min-certainty is ${local.minCertainty}`
      : `it is ${one.severity} here, which the preset ${local.preset} does not list`;
    return `${one.ruleId}: not reported: ${why}`;
  });
  const off = rules.filter((rule) => !isOn(rule, local) && !all.some(({ ruleId }) => ruleId === rule.id)).length;
  const silent = rules.length - off - new Set([...now, ...all].map(({ ruleId }) => ruleId)).size;
  return [...told, ...lost, `${String(silent)} other rules looked and found nothing here; ${String(off)} are off`];
}
