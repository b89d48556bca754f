// One line a finding, for grep and for editors that jump to `file:line:column`.

import { open, type Format } from './format.ts';
import { printableFirst } from './writing/printable.ts';

export const compact: Format = ({ findings }) =>
  open(findings)
    .map(({ file, range: { start }, severity, ruleId, message }) =>
      printableFirst(`${file}:${start.line}:${start.column}: ${severity} ${ruleId} ${message}`) + '\n')
    .join('');
