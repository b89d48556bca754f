// Reviewdog's diagnostics. Its columns count bytes of UTF-8, so they are given only where the text is at hand; a line alone is
// right, too. A suggestion is posted on a pull request as a change, so it must be one that is whole: all of its edits in this one
// place.

import type { Finding } from '../../findings/finding.ts';
import { pageOf } from '../../findings/references.ts';
import type { Lines } from '../../source/lines.ts';
import { open, type Format } from '../format.ts';
import { jsonPieces } from '../writing/json-text.ts';
import { bytePosition, placesIn } from '../places.ts';

const severities = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

export const rdjson: Format = ({ findings }, context) => {
  const places = placesIn(context);
  return jsonPieces({
    source: { name: context.tool.name, url: 'https://www.npmjs.com/package/jwtlint' },
    *diagnostics () {
      for (const finding of open(findings)) yield diagnostic(finding, places.linesFor(finding));
    },
  });
};

function diagnostic(finding: Finding, lines: Lines | undefined): object {
  const { ruleId, severity, message, file, range: { start, end }, fixes } = finding;
  const range = lines
    ? { start: bytePosition(lines, start.offset), end: bytePosition(lines, end.offset) }
    : { start: { line: start.line }, end: { line: end.line } };
  const suggestions = lines ? fixes.flatMap(({ edits }) => {
    const [edit, ...others] = edits;
    if (!edit || others.length > 0 || edit.file !== file) return [];
    return [{ range: { start: bytePosition(lines, edit.start), end: bytePosition(lines, edit.end) }, text: edit.text }];
  }) : [];
  return {
    message, location: { path: file, range }, severity: severities[severity], code: { value: ruleId, url: pageOf(ruleId) },
    ...(suggestions.length > 0 && { suggestions }),
  };
}
