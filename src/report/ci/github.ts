// Workflow commands that GitHub Actions turns into annotations. It keeps ten of each level a step, so the worst come first, and what
// it would drop is said instead of sent.

import type { Finding } from '../../findings/finding.ts';
import { open, type Format } from '../format.ts';
import { counted } from '../pretty.ts';
import { printable } from '../writing/printable.ts';
import { worst, worstFirst } from '../worst-first.ts';

const mostOfLevel = 10;
const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** As actions/toolkit does it: in the message, and in what names its place. */
const inMessage = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const inProperty = (text: string): string => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export const github: Format = ({ findings }) => {
  const all = open(findings);
  const kept = (['error', 'warning', 'info'] as const).flatMap((severity) => worst(all.filter((one) => one.severity === severity), mostOfLevel));
  const left = all.length - kept.length;
  return [
    ...worstFirst(kept).map((finding) => `${command(finding)}\n`),
    ...(left > 0 ? [`${counted(left, 'finding')} of ${all.length} without an annotation: GitHub shows ${mostOfLevel} of each level a step\n`] : []),
  ].join('');
};

function command({ severity, file, range: { start, end }, ruleId, message }: Finding): string {
  // A column behind the last line would be counted in another line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : { col: start.column };
  const properties = { file: shown(file), line: start.line, endLine: end.line, ...columns, title: `jwtlint: ${ruleId}` };
  const named = Object.entries(properties).map(([name, value]) => `${name}=${inProperty(String(value))}`).join(',');
  return `::${commands[severity]} ${named}::${inMessage(shown(message))}`;
}

/** Line breaks have an escape here; all else that is no text has none. */
const shown = (text: string): string => text.split(/(\r|\n)/).map((part, index) => (index % 2 === 1 ? part : printable(part))).join('');
