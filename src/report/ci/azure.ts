// Logging commands that Azure Pipelines turns into issues of the run. It shows ten errors and ten warnings of a task and keeps the rest in
// the log, so the worst come first. It knows no level below a warning.

import { open, type Format } from '../format.ts';
import { counted } from '../pretty.ts';
import { worstFirst } from '../worst-first.ts';

const mostShown = 10;

const inMessage = (text: string): string =>
  text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A').replace(controls, '\uFFFD');
const inProperty = (text: string): string => inMessage(text).replaceAll(';', '%3B').replaceAll(']', '%5D');
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|#(?=#)/g;

export const azure: Format = ({ findings }) => {
  const all = worstFirst(open(findings));
  const typeOf = (severity: string): string => (severity === 'error' ? 'error' : 'warning');
  const hidden = ['error', 'warning'].reduce((sum, type) => sum + Math.max(0, all.filter(({ severity }) => typeOf(severity) === type).length - mostShown), 0);
  return [
    ...all.map(({ severity, file, range: { start }, ruleId, message }) => {
      const properties = { type: typeOf(severity), sourcepath: file, linenumber: start.line, columnnumber: start.column, code: ruleId };
      return `##vso[task.logissue ${Object.entries(properties).map(([name, value]) => `${name}=${inProperty(String(value))};`).join('')}]${inMessage(message)}\n`;
    }),
    ...(hidden > 0 ? [`${counted(hidden, 'finding')} of ${all.length} in this log only: Azure shows ${mostShown} errors and ${mostShown} warnings of a task\n`] : []),
  ].join('');
};
