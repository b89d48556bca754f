import { describe, expect, it } from 'vitest';
import { bounds, type ConfigDocument } from '../../src/syntax/config-document.ts';
import { readConfig } from '../../src/syntax/read-config.ts';

/** `path = value`, with a `?` for unknown values and the kind when it is not text. */
const lines = (document: ConfigDocument): string[] =>
  document.entries.map((entry) => `${entry.path.join('.')} =${entry.unknown ? '?' : ''} ${entry.value}${entry.kind === 'text' ? '' : ` (${entry.kind})`}`);

/** Key and value as they stand in the text. */
const places = (text: string, document: ConfigDocument): string[] =>
  document.entries.map((entry) => `${text.slice(entry.keyStart, entry.keyEnd)}|${text.slice(entry.start, entry.end)}`);

const cases: readonly { name: string; language: string; text: string; entries: string[]; at: string[] }[] = [
  { name: 'env: export, colon, spaces', language: 'env', text: 'export A=1\nB: two\nC = three\n', entries: ['A = 1', 'B = two', 'C = three'], at: ['A|1', 'B|two', 'C|three'] },
  { name: 'env: three kinds of quotes', language: 'env', text: 'A="x\\ny \\"q\\""\nB=\'x\\ny\'\nC=`a "b"`', entries: ['A = x\ny "q"', 'B = x\\ny', 'C = a "b"'], at: ['A|x\\ny \\"q\\"', 'B|x\\ny', 'C|a "b"'] },
  { name: 'env: a value over several lines', language: 'env', text: 'A="one\ntwo"\nB=3', entries: ['A = one\ntwo', 'B = 3'], at: ['A|one\ntwo', 'B|3'] },
  { name: 'env: hash in a word and before a comment', language: 'env', text: 'A=a#b # c\nB=#c\nC="x" # y', entries: ['A = a#b', 'B = ', 'C = x'], at: ['A|a#b', 'B|', 'C|x'] },
  { name: 'env: the last of two wins', language: 'env', text: 'A=1\nA=2', entries: ['A = 2'], at: ['A|2'] },
  { name: 'env: CRLF, blank lines, noise', language: 'env', text: '\r\nA=1\r\nsource .envrc\r\nB=\r\n', entries: ['A = 1', 'B = '], at: ['A|1', 'B|'] },
  { name: 'env: npmrc', language: 'env', text: '//registry.example.test/:_authToken=abc\n', entries: ['_authToken = abc'], at: ['//registry.example.test/:_authToken|abc'] },
  { name: 'env: an unclosed quote belongs to the value', language: 'env', text: 'A="x\nB=1', entries: ['A = "x', 'B = 1'], at: ['A|"x', 'B|1'] },
  { name: 'env: a return alone ends a line, as it does for dotenv', language: 'env', text: '# c\rA=1\rB="x\ry"\r\nC=2', entries: ['A = 1', 'B = x\ny', 'C = 2'], at: ['A|1', 'B|x\ry', 'C|2'] },
  { name: 'properties: a return alone ends a line, as it does for Java', language: 'properties', text: '# c\rjwt.secret=x\r! d', entries: ['jwt.secret = x'], at: ['jwt.secret|x'] },
  { name: 'yaml: a return alone ends a line', language: 'yaml', text: '# c\ra: x\rb: y\r\nc: z', entries: ['a = x', 'b = y', 'c = z'], at: ['a|x', 'b|y', 'c|z'] },
  { name: 'hcl: texts in templates of texts', language: 'hcl', text: 'a = "${replace(b, "/*", "")}"\nc = "x $${d} \\" y"\ne = "${f ? "{" : "}"}"\ng = "h"\n', entries: ['a =? ${replace(b, "/*", "")}', 'c =? x $${d} " y', 'e =? ${f ? "{" : "}"}', 'g = h'], at: ['a|${replace(b, "/*", "")}', 'c|x $${d} \\" y', 'e|${f ? "{" : "}"}', 'g|h'] },
  { name: 'json: comments, trailing commas, kinds', language: 'json', text: '{ // c\n"a": {"b": [1, "x\\n", true, null,],}, }', entries: ['a.b.0 = 1 (number)', 'a.b.1 = x\n', 'a.b.2 = true (boolean)', 'a.b.3 = null (null)'], at: ['1|1', 'x\\n|x\\n', 'true|true', 'null|null'] },
  { name: 'json: the last of two wins, whatever it held', language: 'json', text: '{"a":{"b":1},"c":2,"a":"x"}', entries: ['c = 2 (number)', 'a = x'], at: ['c|2', 'a|x'] },
  { name: 'json: digits are kept', language: 'json', text: '{"n": 12345678901234567890123}', entries: ['n = 12345678901234567890123 (number)'], at: ['n|12345678901234567890123'] },
  { name: 'yaml: plain, quoted, numbers', language: 'yaml', text: 'a: one # c\nb: \'it\'\'s\'\nc: "x\\ty"\nd: 00123\ne: ~\n', entries: ['a = one', "b = it's", 'c = x\ty', 'd = 00123 (number)', 'e = ~ (null)'], at: ['a|one', "b|it''s", 'c|x\\ty', 'd|00123', 'e|~'] },
  { name: 'yaml: lists and several documents', language: 'yaml', text: 'a:\n  - x\n  - b: y\n---\na: z\n', entries: ['a.0 = x', 'a.1.b = y', 'a = z'], at: ['x|x', 'b|y', 'a|z'] },
  { name: 'yaml: anchors, aliases, merge keys', language: 'yaml', text: 'x: &x\n  A: one\n  B: two\ny:\n  <<: *x\n  B: three\nz: *x\n', entries: ['x.A = one', 'x.B = two', 'y.A = one', 'y.B = three', 'z.A = one', 'z.B = two'], at: ['A|one', 'B|two', 'A|one', 'B|three', 'A|one', 'B|two'] },
  { name: 'yaml: a list of merges, the first wins', language: 'yaml', text: 'p: &p {k: 1}\nq: &q {k: 2, l: 3}\nr:\n  <<: [*p, *q]\n', entries: ['p.k = 1 (number)', 'q.k = 2 (number)', 'q.l = 3 (number)', 'r.k = 1 (number)', 'r.l = 3 (number)'], at: ['k|1', 'k|2', 'l|3', 'k|1', 'l|3'] },
  { name: 'yaml: unknown tags', language: 'yaml', text: 'a: !Ref X\nb: !Sub\n  - y\nc: !!str 1\n', entries: ['a =? X', 'b.0 =? y', 'c = 1'], at: ['a|X', 'y|y', 'c|1'] },
  { name: 'yaml: block scalars', language: 'yaml', text: 'a: |\n  one\n  two\nb: >-\n  three\n', entries: ['a = one\ntwo\n', 'b = three'], at: ['a|one\n  two', 'b|three'] },
  { name: 'yaml: Helm templates', language: 'yaml', text: '{{- if .x }}\na: {{ .Values.a | quote }}\nb: two\n{{- end }}\n', entries: ['a =? {{ .Values.a | quote }}', 'b = two'], at: ['a|{{ .Values.a | quote }}', 'b|two'] },
  { name: 'yaml: a template that reads as a mapping', language: 'yaml', text: 'a: {{ x }}\nb: c\n', entries: ['a =? {{ x }}', 'b = c'], at: ['a|{{ x }}', 'b|c'] },
  { name: 'yaml: a template as the last resort line by line', language: 'yaml', text: 'top:\n  a: "x" # c\n   {{ x }} : [\n  b: {{ y }}\n', entries: ['top.a = x', 'top.b =? {{ y }}'], at: ['a|x', 'b|{{ y }}'] },
  { name: 'toml: tables, dotted keys, arrays of tables', language: 'toml', text: 'a = "x" # c\n[t.u]\nb.c = \'y\'\n[[l]]\nd = [1, "z"]\n"q" = { e = true }\n', entries: ['a = x', 't.u.b.c = y', 'l.0.d.0 = 1 (number)', 'l.0.d.1 = z', 'l.0.q.e = true (boolean)'], at: ['a|x', 'c|y', '1|1', 'z|z', 'e|true'] },
  { name: 'toml: several lines', language: 'toml', text: 'a = """\none\ntwo"""\n', entries: ['a = one\ntwo'], at: ['a|one\ntwo'] },
  { name: 'toml: what stands before and behind a mistake', language: 'toml', text: 'a = 1\n[t]\nb = "x"\nc = = 2\nd = 3\n[u]\ne = { "f" = "y\\tz" } # "g" = 1\n', entries: ['a = 1 (number)', 't.b = x', 't.d = 3 (number)', 'u.f = y\tz'], at: ['a|1', 'b|x', 'd|3', 'f|y\\tz'] },
];

describe('readConfig', () => {
  it.each(cases)('$name', ({ language, text, entries, at }) => {
    const document = readConfig(language, text);
    expect(lines(document)).toEqual(entries);
    expect(places(text, document)).toEqual(at);
  });

  it.each([
    ['env', '# a\nX=1 # b\n'], ['yaml', '# a\nx: "# no" # b\n'], ['toml', '# a\nx = "# no" # b\n'], ['json', '// a\n{"x": "// no" /* b */}'],
  ])('%s: comments with their places', (language, text) => {
    const { comments } = readConfig(language, text);
    expect(comments.map((comment) => comment.text.trim())).toEqual(['a', 'b']);
    expect(comments.map(({ start, end }) => text.slice(start, end).replace(/[#/*\s]/g, ''))).toEqual(['a', 'b']);
  });

  it.each([['json', '{"a": "kept", "b": '], ['json', '{"a": "kept" "b" 1}'], ['yaml', 'a: kept\nb: [x\n'], ['yaml', 'a: kept\n\tb: 1\n'], ['toml', 'a = "kept"\nb = [\n']])(
    '%s: a mistake is told without the text, the rest is kept', (language, text) => {
      const document = readConfig(language, text);
      expect(document.entries[0]).toMatchObject({ name: 'a', value: 'kept' });
      expect(document.problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(document.problems)).not.toContain('kept');
    });

  const nested = bounds.depth + 50;
  it.each([
    ['json', '[', ']', 20_000], ['json', '{"a":', '}', nested], ['yaml', '[', ']', 20_000], ['yaml', '- ', '', 20_000],
    ['yaml', '[', ']', nested], ['toml', 'a=[', ']', 20_000],
  ])('%s: %s nested too deep is a problem, no crash', (language, open, close, times) => {
    const text = language === 'toml' ? `a=${'['.repeat(times)}` : `${open.repeat(times)}1${close.repeat(times)}`;
    const document = readConfig(language, text);
    expect(document.problems.some(({ message }) => message.startsWith('Nested deeper'))).toBe(true);
  });

  it('yaml: aliases of aliases stop at the limit', () => {
    const letters = 'abcdefghij'.split('');
    const text = letters.map((letter, index) => `${letter}: &${letter} [${Array(9).fill(index === 0 ? 'x' : `*${letters[index - 1]}`).join(', ')}]`).join('\n');
    const document = readConfig('yaml', text);
    expect(document.entries.length).toBeLessThanOrEqual(bounds.entries);
    expect(document.problems).toHaveLength(1);
    expect(readConfig('yaml', 'a: &a [*a, *a]').problems.length).toBeGreaterThan(0);
  });

  it('stops at the greatest number of entries', () => {
    const document = readConfig('json', `[${'1,'.repeat(bounds.entries + 5)}1]`);
    expect(document.entries).toHaveLength(bounds.entries);
    expect(document.problems).toHaveLength(1);
  });

  it('hcl: what is never closed hides nothing without a word', () => {
    const messages = (text: string): string[] => readConfig('hcl', text).problems.map(({ message }) => message);
    expect(messages('a = 1\n/* b\nc = 2\n')).toEqual(['A comment is not closed.']);
    expect(messages('a = <<-E\nb\nc = 2\n')).toEqual(['A heredoc has no end.']);
    expect(messages('a = <<-E\nb\n  E\n/**/ c = "/*" /* d */\n')).toEqual([]);
    expect(lines(readConfig('hcl', 'a = "b\nc = "d"\n'))).toEqual(['c = d']);
  });

  it('has nothing to say about code and empty texts', () => {
    for (const language of ['ts', 'text', 'env', 'json', 'yaml', 'toml']) expect(readConfig(language, '').entries).toEqual([]);
  });
});
