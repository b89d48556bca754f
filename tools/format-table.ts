// The table of formats → that of docs/reports.md: who reads which, within what, and how we know.

import { formats } from '../src/report/formats.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

export const formatTable = (): string => [
  '| Format | What it is | Who reads it | Limit | How it is tested |', '| --- | --- | --- | --- | --- |',
  ...[...formats].map(([name, { summary, consumer, limit, tested }]) => `| \`${name}\` | ${[summary, consumer, limit, tested].map(cell).join(' | ')} |`),
].join('\n');
