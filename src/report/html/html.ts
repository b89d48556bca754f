// One page for people who were not there: counts, findings with their way and their change, standards. It loads nothing, and every text of
// the project is escaped. Findings stand in it worst first and can be read without the script, which only searches and filters.

import type { Excerpt, Finding } from '../../findings/finding.ts';
import { citationsOf, pageOf } from '../../findings/references.ts';
import type { References } from '../../findings/rule.ts';
import { open, type Format, type Outcome, type ReportContext } from '../format.ts';
import { policy, script, style } from './html-parts.ts';
import { htmlText } from './html-text.ts';
import { insteadOf } from '../instead.ts';
import { shownMasked } from '../writing/masked-diff.ts';
import { placesIn, type Places } from '../places.ts';
import { counted, coverage } from '../pretty.ts';
import { unifiedDiff } from '../writing/unified-diff.ts';
import { worst, worstFirst } from '../worst-first.ts';

const mostFindings = 5_000;
/** Each reads its file twice. */
const mostDiffs = 100;
const mostRows = 100;

export const html: Format = function* (outcome, context) {
  const all = open(outcome.findings);
  const kept = worstFirst(worst(all, mostFindings));
  const cut = all.length - kept.length;
  if (cut > 0) context.tell?.(`html: ${counted(cut, 'finding')} of ${all.length} left out, the least severe ones`);
  yield head;
  yield* opening(outcome, all, cut, context);
  yield filters(kept, context);
  yield `<section aria-labelledby="findings"><h2 id="findings">Findings</h2>\n<p id="shown" class="soft" role="status">${counted(kept.length, 'finding')}</p>\n`;
  const places = placesIn(context);
  let diffs = 0;
  for (const finding of kept) yield card(finding, context, finding.fixes.length > 0 && diffs++ < mostDiffs ? places : undefined);
  yield '</section>\n';
  yield* ruleList(kept, context);
  yield standardsTable(all, context);
  if (context.withSuppressed === true) yield* setAside(outcome.findings);
  yield* diagnosticList(outcome);
  yield `</main>\n<footer class="soft"><p>${htmlText(`${context.tool.name} ${context.tool.version}. ${coverage(outcome.summary)}`)}</p></footer>\n<script>${script}</script>\n</body>\n</html>\n`;
};

const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>jwtlint report</title>
<style>${style}</style>
</head>
<body>
`;

function* opening({ summary }: Outcome, all: readonly Finding[], cut: number, { isPartial, ownersOf }: ReportContext): Iterable<string> {
  yield '<header><h1>jwtlint report</h1>\n';
  if (isPartial === true) yield `<p class="notice"><strong>Not all was looked at that should have been</strong> (${htmlText(summary.cause ?? 'unfinished')}).</p>\n`;
  if (cut > 0) yield `<p class="notice">${counted(cut, 'finding')} of ${all.length} left out of this page, the least severe ones.</p>\n`;
  const counts = severities.map((severity) => `<li class="${severity}"><strong>${all.filter((one) => one.severity === severity).length}</strong>${names[severity]}</li>`);
  yield `<ul class="counts">${counts.join('')}</ul>\n<p>${htmlText(coverage(summary))}</p></header>\n<main>\n`;
  if (all.length === 0) {
    yield '<p>No findings.</p>\n';
    return;
  }
  yield '<section aria-labelledby="overview"><h2 id="overview">Overview</h2>\n<div class="tables">';
  yield countTable('By rule', all, ({ ruleId }) => [ruleId]);
  yield countTable('By file', all, ({ file }) => [file]);
  if (all.some(({ file }) => (ownersOf?.(file).length ?? 0) > 0)) yield countTable('By owner', all, ({ file }) => ownersOf!(file));
  yield '</div></section>\n';
}

const severities = ['error', 'warning', 'info'] as const;
const names = { error: 'errors', warning: 'warnings', info: 'hints' } as const;

function countTable(title: string, findings: readonly Finding[], groupsOf: (finding: Finding) => readonly string[]): string {
  const counts = new Map<string, Record<Finding['severity'], number>>();
  for (const finding of findings)
    for (const group of groupsOf(finding)) {
      const own = counts.get(group) ?? { error: 0, warning: 0, info: 0 };
      own[finding.severity]++;
      counts.set(group, own);
    }
  const sorted = [...counts].sort(([, m], [, n]) => n.error - m.error || n.warning - m.warning || n.info - m.info);
  const rows = sorted.slice(0, mostRows).map(([name, own]) =>
    `<tr><th scope="row">${htmlText(name)}</th>${severities.map((one) => `<td class="number">${own[one]}</td>`).join('')}</tr>`);
  const more = sorted.length > mostRows ? `<p class="soft">and ${sorted.length - mostRows} more</p>` : '';
  return `<div><table><caption>${title}</caption><thead><tr><th scope="col">${title.slice(3)}</th>${severities.map((one) => `<th scope="col" class="number">${names[one]}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>${more}</div>\n`;
}

function filters(kept: readonly Finding[], { ownersOf }: ReportContext): string {
  const select = (name: string, values: Iterable<string>): string =>
    `<label>${name}<select name="${name}"><option value="">all</option>${[...new Set(values)].sort().map((one) => `<option value="${htmlText(one)}">${htmlText(one)}</option>`).join('')}</select></label>`;
  return `<form id="filters" class="filters" hidden aria-label="Filter"><label>search<input type="search" name="search"></label>${[
    select('severity', kept.map(({ severity }) => severity)), select('rule', kept.map(({ ruleId }) => ruleId)),
    select('file', kept.map(({ file }) => file)), select('owner', kept.flatMap(({ file }) => ownersOf?.(file) ?? [])),
  ].join('')}<button type="reset">show all</button></form>\n<p class="soft keys">Keys: / searches, j and k go to the next and the previous finding, Enter opens it.</p>\n`;
}

// --- one finding ---

/** `places`: its changes are shown as diffs. */
function card(finding: Finding, context: ReportContext, places: Places | undefined): string {
  const { ruleId, severity, message, file, range: { start }, evidence, fixes, certainty, fingerprint } = finding;
  const instead = insteadOf(finding, context.rules);
  const owners = context.ownersOf?.(file) ?? [];
  const data = Object.entries({ severity, rule: ruleId, file, owner: owners.join(' ') }).map(([name, value]) => ` data-${name}="${htmlText(value)}"`).join('');
  const excerptAt = (path: string, line: number): string => {
    const found = finding.excerpts.find((one) => one.file === path && one.mark.line === line);
    return found ? codeBlock(found) : '';
  };
  const steps = evidence.map((step) => {
    const block = step.file === file && step.range.start.line === start.line ? '' : excerptAt(step.file, step.range.start.line);
    return `<li><code>${htmlText(`${step.file}:${step.range.start.line}`)}</code> ${htmlText(step.note)}${block}</li>`;
  });
  const changes = fixes.map((fix) => `<p><strong>${fix.kind === 'safe' ? 'Fix' : 'Suggestion'}:</strong> ${htmlText(fix.title)}</p>${places ? diffOf(finding, fix, context, places) : ''}`);
  return `<details class="finding"${data}><summary><strong class="${severity}">${severity}</strong> <strong>${ruleId}</strong>: ${htmlText(message)}<code class="where soft">${htmlText(`${file}:${start.line}:${start.column}`)}</code></summary><div>${[
    excerptAt(file, start.line),
    ...(steps.length > 0 ? [`<ol aria-label="How it comes there">${steps.join('')}</ol>`] : []),
    ...(instead === undefined ? [] : [`<p><strong>Instead:</strong> ${htmlText(instead)}</p>`]),
    ...changes,
    `<p class="soft"><a href="#rule-${ruleId}">About ${ruleId}</a>; ${certainty}; ${fingerprint.slice(0, 8)}${owners.length > 0 ? `; ${htmlText(owners.join(' '))}` : ''}</p>`,
  ].join('')}</div></details>\n`;
}

function codeBlock({ lines, firstLine, mark }: Excerpt): string {
  const width = String(firstLine + lines.length - 1).length;
  const shown = lines.map((line, index) => {
    const number = firstLine + index;
    const [from, to] = number === mark.line ? [mark.from - 1, mark.to - 1] : [0, 0];
    const code = from === to ? htmlText(line) : `${htmlText(line.slice(0, from))}<mark>${htmlText(line.slice(from, to))}</mark>${htmlText(line.slice(to))}`;
    return `<span class="soft">${String(number).padStart(width)}</span>  ${code}`;
  });
  return `<pre tabindex="0"><code>${shown.join('\n')}</code></pre>`;
}

function diffOf(finding: Finding, { edits }: Finding['fixes'][number], { sourceOf, rules }: ReportContext, places: Places): string {
  const { file } = finding;
  if (places.linesFor(finding) === undefined || edits.some((edit) => edit.file !== file)) return '';
  const before = sourceOf?.(file)?.text ?? '';
  const backwards = [...edits].sort((a, b) => b.start - a.start);
  const after = backwards.reduce((text, { start, end, text: added }) => text.slice(0, start) + added + text.slice(end), before);
  const masks = shownMasked(file, before, after, rules.get(finding.ruleId)?.category === 'keys' ? [finding] : []);
  const [, , , ...lines] = unifiedDiff(file, before, after, masks).text.trimEnd().split('\n');
  const classes: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'soft' };
  return lines.length === 0 ? '' : `<pre tabindex="0"><code>${lines.map((line) => {
    const name = classes[line[0] ?? ''];
    return name === undefined ? htmlText(line) : `<span class="${name}">${htmlText(line)}</span>`;
  }).join('\n')}</code></pre>`;
}

// --- below ---

/** What is said of a rule once, for all its findings. */
function* ruleList(findings: readonly Finding[], { rules }: ReportContext): Iterable<string> {
  if (findings.length === 0) return;
  yield '<section aria-labelledby="rules"><h2 id="rules">Rules</h2>\n';
  for (const id of [...new Set(findings.map(({ ruleId }) => ruleId))].sort()) {
    const rule = rules.get(id);
    yield `<h3 id="rule-${id}">${id}</h3>\n`;
    if (rule) yield `<p>${htmlText(rule.summary)} ${htmlText(rule.why)}</p><p class="soft">${htmlText(citationsOf(rule.references).map(({ text }) => text).join('; '))}</p>\n`;
    yield `<p><a href="${pageOf(id)}" rel="noreferrer">The page of ${id}</a></p>\n`;
  }
  yield '</section>\n';
}

const standards: Readonly<Partial<Record<keyof References, string>>> = { rfc8725: 'RFC 8725', asvs: 'OWASP ASVS 5.0', nhi: 'OWASP NHI Top 10', csf: 'NIST CSF 2.0' };

function standardsTable(findings: readonly Finding[], { rules }: ReportContext): string {
  const rows = Object.entries(standards).flatMap(([kind, title]) => {
    const items = new Set([...rules.values()].flatMap(({ references }) => references[kind as keyof References] ?? []));
    return [...items].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).map((item) => {
      const own = [...rules.values()].filter(({ references }) => references[kind as keyof References]?.includes(item)).map(({ id }) => id);
      const count = findings.filter(({ references }) => references[kind as keyof References].includes(item)).length;
      return `<tr><th scope="row">${htmlText(`${title}, ${item}`)}</th><td>${own.map(htmlText).join(', ')}</td><td class="number">${count}</td></tr>`;
    });
  });
  return `<section aria-labelledby="standards"><h2 id="standards">Standards</h2>\n<details><summary>${rows.length} items that rules refer to, with the findings of each</summary><table><thead><tr><th scope="col">item</th><th scope="col">rules</th><th scope="col" class="number">findings</th></tr></thead><tbody>${rows.join('')}</tbody></table></details></section>\n`;
}

function* setAside(findings: readonly Finding[]): Iterable<string> {
  const quiet = findings.filter(({ suppressed }) => suppressed !== null);
  if (quiet.length === 0) return;
  yield `<section aria-labelledby="aside"><h2 id="aside">Suppressed and known</h2>\n<ul>`;
  for (const { ruleId, file, range, suppressed } of quiet.slice(0, mostFindings))
    yield `<li><code>${htmlText(`${file}:${range.start.line}`)}</code> ${ruleId}: ${htmlText(`${suppressed!.by}: ${suppressed!.reason}`)}</li>\n`;
  yield `</ul>${quiet.length > mostFindings ? `<p>and ${quiet.length - mostFindings} more</p>` : ''}</section>\n`;
}

function* diagnosticList({ diagnostics }: Outcome): Iterable<string> {
  if (diagnostics.length === 0) return;
  yield `<section aria-labelledby="diagnostics"><h2 id="diagnostics">Diagnostics</h2>\n<ul>`;
  for (const { file, message } of diagnostics.slice(0, mostFindings)) yield `<li><code>${htmlText(file)}</code> ${htmlText(message)}</li>\n`;
  yield `</ul>${diagnostics.length > mostFindings ? `<p>and ${diagnostics.length - mostFindings} more</p>` : ''}</section>\n`;
}
