// A text file → the least that ESLint needs to run rules on it: one node over the whole text, and the
// `# eslint-disable…` comments of .env, YAML and TOML. It never fails to parse; our own readers judge the content.
// Leaves alone: inline `# eslint rule: …` configuration, which has no settled form in these languages.

import { createRequire } from 'node:module';
import type { Directive, TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import type { ESLint } from 'eslint';

type Kit = typeof import('@eslint/plugin-kit');
type Language = NonNullable<ESLint.Plugin['languages']>[string];
type DirectiveType = Directive['type'];

interface Position { readonly line: number; readonly column: number }
interface Span { type: string; range: [number, number]; loc: { start: Position; end: Position } }
interface Comment extends Span { value: string }
interface Types { LangOptions: Record<string, unknown>; RootNode: Span; SyntaxElementWithLoc: Span; ConfigNode: Comment }
type Source = TextSourceCodeBase<Types>;

const require = createRequire(import.meta.url);
let makeSource: ((text: string, ast: Span) => Source) | undefined;

export const textLanguage: Language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { Text: [] },
  // Other configuration objects may have set `languageOptions` for every file, such as `globals`. They mean nothing here.
  validateLanguageOptions() { /* anything goes */ },
  parse: (file) => ({ ok: true, ast: rootOf(file.body as string) }),
  createSourceCode(file, { ast }) {
    // Loaded at the first text file, so that a lint of code alone never pays for it.
    makeSource ??= sourceMaker(require('@eslint/plugin-kit') as Kit);
    return makeSource(file.body as string, ast as Span);
  },
};

function rootOf(text: string): Span {
  const lines = text.split(/\r?\n/);
  const end = { line: lines.length, column: lines.at(-1)?.length ?? 0 };
  return { type: 'Text', range: [0, text.length], loc: { start: { line: 1, column: 0 }, end } };
}

function sourceMaker({ ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep }: Kit) {
  const parser = new ConfigCommentParser();

  class TextSource extends TextSourceCodeBase<Types> {
    override getParent(): undefined {
      return undefined;
    }

    override *traverse(): Generator<VisitNodeStep> {
      yield new VisitNodeStep({ target: this.ast, phase: 1, args: [this.ast] });
      yield new VisitNodeStep({ target: this.ast, phase: 2, args: [this.ast] });
    }

    getDisableDirectives() {
      const directives: Directive[] = [];
      for (const node of directiveComments(this.text)) {
        const parsed = parser.parseDirective(node.value);
        const type = directiveTypes.get(parsed?.label ?? '');
        if (parsed && type) directives.push(new Directive({ type, node, value: parsed.value, justification: parsed.justification }));
      }
      return { directives, problems: [] };
    }
  }

  return (text: string, ast: Span): Source => new TextSource({ text, ast });
}

const directiveTypes: ReadonlyMap<string, DirectiveType> = new Map([
  ['eslint-disable', 'disable'],
  ['eslint-enable', 'enable'],
  ['eslint-disable-line', 'disable-line'],
  ['eslint-disable-next-line', 'disable-next-line'],
]);

// `#` starts a comment in .env, YAML and TOML where it is the first thing on a line or follows white space. A directive
// inside a quoted text is taken for one, too: nobody writes that by accident.
const DIRECTIVE = /(?:^|[ \t])#[ \t]*eslint-(?:disable|enable)[^\r\n]*/gm;

function* directiveComments(text: string): Generator<Comment> {
  let line = 1;
  let lineStart = 0;
  for (const { 0: found, index } of text.matchAll(DIRECTIVE)) {
    const start = index + found.indexOf('#');
    for (let next = text.indexOf('\n', lineStart); next >= 0 && next < start; next = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    const end = index + found.length;
    yield {
      type: 'Comment',
      value: text.slice(start + 1, end).trim(),
      range: [start, end],
      loc: { start: { line, column: start - lineStart }, end: { line, column: end - lineStart } },
    };
  }
}
