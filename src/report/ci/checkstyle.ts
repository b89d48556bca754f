// Checkstyle's XML, which Jenkins, reviewdog and many others read. One element a file.

import { open, type Format } from '../format.ts';
import { tag, xmlHead } from '../writing/xml-text.ts';

export const checkstyle: Format = function* ({ findings }) {
  yield `${xmlHead}<checkstyle version="10.0">\n`;
  let file: string | undefined;
  for (const finding of open(findings)) {
    if (finding.file !== file) {
      if (file !== undefined) yield '  </file>\n';
      file = finding.file;
      yield `  ${tag('file', { name: file })}\n`;
    }
    const { range: { start }, severity, message, ruleId } = finding;
    yield `    ${tag('error', { line: start.line, column: start.column, severity, message, source: `jwtlint.${ruleId}` }, true)}\n`;
  }
  if (file !== undefined) yield '  </file>\n';
  yield '</checkstyle>\n';
};
