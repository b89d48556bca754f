// Rules and fixtures → every generated file as path and text. Writes nothing: `npm run update` does, tests compare.

import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative, sep } from 'node:path';
import { rules } from '../rules/all.ts';
import type { Finding } from '../src/findings/finding.ts';
import { citationsOf } from '../src/findings/references.ts';
import type { References, Rule } from '../src/findings/rule.ts';
import { formatOf, schemaOf } from '../src/findings/rule-options.ts';
import { type Case, casesOf, type FixtureFile, isCaretLine, root } from '../test/support/fixture-file.ts';
import { resultsOf } from '../test/support/fixture-checks.ts';
import { outFileOf, outputOf } from '../test/support/fixture-output.ts';
import { scanned } from '../test/support/fixture-run.ts';
import { commandPage, optionPage } from './command-pages.ts';
import { formatTable } from './format-table.ts';
import { libraryPage } from './library-page.ts';
import { limitTable } from './limits.ts';
import { modelDefinitions, prettyJson } from './model-schema.ts';
import { platformPage } from './platform-page.ts';
import { ruleListText } from './rule-list.ts';
import { standardsPage } from './standards.ts';

export interface GeneratedFile { readonly path: string; readonly text: string }

const posix = (path: string): string => path.split(sep).join('/');

/** All but the `.out` files, which the fixture tests compare one by one. */
export const generatedFiles = (): GeneratedFile[] => [{ path: 'rules/all.ts', text: ruleListText(root) }, ...pageFiles()];

/** The configuration's schema is written by hand, save the language of models and the options of rules. */
function configurationSchema(): string {
  const { definitions, ...schema } = JSON.parse(readFileSync(join(root, 'schema.json'), 'utf8')) as {
    definitions: Record<string, object>;
  };
  const own = Object.fromEntries(Object.entries(definitions).filter(([name]) => !/^(?:model|rule)\./.test(name)));
  const ruleNames = Object.fromEntries(
    rules.map(({ id, summary, options }) => [id, { description: summary, $ref: `#/definitions/${options ? `rule.${id}` : 'rule'}` }]),
  );
  const all = { ...own, rules: { ...own['rules'], properties: ruleNames }, ...optionDefinitions(), ...modelDefinitions(root) };
  return `${prettyJson({ ...schema, definitions: all })}\n`;
}

/** A rule with options: the three spellings of a setting, with its own options in them. */
function optionDefinitions(): Record<string, object> {
  const level = { $ref: '#/definitions/level' };
  return Object.fromEntries(rules.filter(({ options }) => options).map(({ id, options: table }) => {
    const options = { type: 'object', additionalProperties: false, properties: schemaOf(table) };
    return [`rule.${id}`, {
      anyOf: [
        level,
        { type: 'array', minItems: 1, maxItems: 2, items: [level, options] },
        { type: 'object', additionalProperties: false, properties: { level, options } },
      ],
    }];
  }));
}

export function pageFiles(): GeneratedFile[] {
  const cases = casesOf();
  return [
    ...rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, text: pageOf(rule, cases.filter(({ ruleId }) => ruleId === rule.id)) })),
    { path: 'schema.json', text: configurationSchema() },
    { path: 'docs/standards.md', text: standardsPage(rules) },
    { path: 'docs/libraries.md', text: libraryPage() },
    { path: 'docs/platforms.md', text: platformPage() },
    { path: 'docs/rules/README.md', text: `# Rules\n\n${ruleTable('')}\n` },
    readme({ rules: ruleTable('docs/rules/'), options: optionPage(), commands: commandPage() }),
    ...withTable('SECURITY.md', 'limits', limitTable()),
    ...withTable('docs/reports.md', 'formats', formatTable()),
  ];
}

export function outputFiles(): GeneratedFile[] {
  return casesOf().flatMap((each) => {
    const out = outFileOf(each);
    return out === undefined ? [] : [{ path: posix(relative(root, out)), text: outputOf(each, rules, resultsOf(each)) }];
  });
}

/** Tables that stand between two marks in a page that is written by hand. */
const withTable = (path: string, name: string, table: string): GeneratedFile[] => {
  const file = join(root, path);
  return existsSync(file) ? [{ path, text: laidIn(readFileSync(file, 'utf8'), name, table) }] : [];
};

function laidIn(text: string, name: string, table: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  if (!text.includes(start) || !text.includes(end)) return text;
  return `${text.slice(0, text.indexOf(start) + start.length)}\n${table}\n${text.slice(text.indexOf(end))}`;
}

function readme(tables: Readonly<Record<string, string>>): GeneratedFile {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  return { path: 'README.md', text: Object.entries(tables).reduce((page, [name, table]) => laidIn(page, name, table), text) };
}

function ruleTable(folder: string): string {
  const rows = rules.map(
    (rule) => `| [\`${rule.id}\`](${folder}${rule.id}.md) | ${rule.summary} | ${rule.severity} | ${presetsOf(rule)} |`,
  );
  return ['| Rule | What it does | Usual level | Presets |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const presetsOf = ({ recommended }: Rule): string => (recommended ? 'recommended, strict, all' : 'strict, all');

function pageOf(rule: Rule, cases: readonly Case[]): string {
  const examples = (kind: string): Case[] => cases.filter(({ path }) => new RegExp(`^${kind}(?:\\.|$)`).test(basename(path)));
  return `${[
    `# ${rule.id}`,
    rule.summary,
    `Usual level: **${rule.severity}**. Presets: ${presetsOf(rule)}.`,
    '## Why', rule.why,
    '## Instead', rule.remediation,
    ...section(
      '## Reported',
      examples('bad').flatMap((each) => [...each.files.flatMap((file) => codeOf(file, each)), messagesOf(each, rule)]),
    ),
    ...section('## Not reported', examples('good').flatMap((each) => each.files.flatMap((file) => codeOf(file, each)))),
    ...section('## Options', optionsOf(rule)),
    '## References', referencesOf(rule.references),
  ].join('\n\n')}\n`;
}

const section = (title: string, content: readonly string[]): string[] => (content.length === 0 ? [] : [title, ...content]);

function codeOf({ file, written }: FixtureFile, { isFolder }: Case): string[] {
  const lines = written.trimEnd().split('\n').filter((line) => !isCaretLine(line) && !line.includes('jwtlint-fixture:'));
  const fence = ({ '.env': 'ini', '': 'text' })[extname(file.path)] ?? (file.language === 'env' ? 'ini' : extname(file.path).slice(1));
  return [...(isFolder ? [`\`${file.path}\``] : []), `\`\`\`${fence}\n${legible(lines.join('\n'))}\n\`\`\``];
}

/** Placeholders of fixtures as a reader knows such things: shortened, so that no scanner takes them for real. */
function legible(text: string): string {
  return text.replace(/@@([A-Z]+)[A-Z0-9_]*(?:\([^()\n]*\))?@@/g, (whole, kind: string) => {
    if (kind === 'PEM') return whole.includes('PUBLIC') ? '-----BEGIN PUBLIC KEY----- …' : '-----BEGIN PRIVATE KEY----- …';
    if (kind === 'JWT') return 'eyJ…';
    if (kind === 'JWK') return '{ "kty": "…" }';
    return '…';
  });
}

function messagesOf(each: Case, { id }: Rule): string {
  const own = scanned(each.files.map(({ file }) => file), each, rules)
    .flatMap(({ findings }) => findings).filter(({ ruleId }) => ruleId === id);
  return own.map((finding) => `- ${lineShown(each, finding)}${finding.severity}: ${restoredIn(each, finding.message)}`).join('\n');
}

/** Line numbers of the page's code: caret lines are not in it. */
function lineShown({ files, isFolder }: Case, { file: path, range }: Finding): string {
  const fixture = files.find(({ file }) => file.path === path);
  if (!fixture) return '';
  const line = fixture.file.text.slice(0, range.start.offset).split('\n').filter((each, index, all) =>
    index === all.length - 1 || (!isCaretLine(each) && !each.includes('jwtlint-fixture:'))).length;
  return `${isFolder ? `\`${path}\`, ` : ''}line ${String(line)}, `;
}

const restoredIn = ({ files }: Case, text: string): string => files.reduce((result, { restored }) => restored(result), text);

function optionsOf({ options = {} }: Rule): string[] {
  const rows = Object.entries(options).map(
    ([name, option]) => `| \`${name}\` | ${option.description} | ${formatOf(option)} | \`${JSON.stringify(option.default)}\` |`,
  );
  return rows.length === 0 ? [] : [['| Option | What it does | Value | Default |', '| --- | --- | --- | --- |', ...rows].join('\n')];
}

const referencesOf = (references: References): string =>
  citationsOf(references).map(({ text, url }) => (url === undefined ? `- ${text}` : `- [${text}](${url})`)).join('\n');
