// A text file → what ESLint needs to run rules on it: a program without content, one node over the whole text, and the
// `# eslint-disable…` comments of .env, YAML and TOML. It never fails to parse; our own readers judge the content.
// Leaves alone: inline `# eslint rule: …` configuration, which has no settled form in these languages.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Directive } from '@eslint/plugin-kit';
import type { AST, ESLint, SourceCode } from 'eslint';

type Kit = typeof import('@eslint/plugin-kit');
type Host = typeof import('eslint');
type Language = NonNullable<ESLint.Plugin['languages']>[string];
type DirectiveType = Directive['type'];
/** What ESLint takes from each step of a walk over a tree. */
type Step = ReturnType<SourceCode['traverse']> extends Iterable<infer One> ? One : never;

interface Position { readonly line: number; readonly column: number }
interface Span { type: string; range: [number, number]; loc: { start: Position; end: Position } }
interface Comment extends Span { value: string }

const require = createRequire(import.meta.url);
let makeSource: ((text: string) => SourceCode) | undefined;

export const textLanguage: Language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { Text: [] },
  // Rules that are on for every file read these while they get ready.
  defaultLanguageOptions: { ecmaVersion: 2026, sourceType: 'module', globals: {}, parserOptions: {} },
  // Other configuration objects may have set `languageOptions` for every file, such as `globals`. They mean nothing here.
  validateLanguageOptions() { /* anything goes */ },
  parse: (file) => ({ ok: true, ast: spanOf('Program', file.body as string) }),
  createSourceCode(file) {
    // Loaded at the first text file, so that a lint of code alone never pays for it.
    makeSource ??= sourceMaker(require('@eslint/plugin-kit') as Kit, loadedHost());
    return makeSource(file.body as string);
  },
};

/** The one beside us, as npm installs it; in a folder of links, the one of the project. */
function loadedHost(): Host {
  try {
    return require('eslint') as Host;
  } catch {
    return createRequire(join(process.cwd(), 'eslint.config.js'))('eslint') as Host;
  }
}

function spanOf(type: string, text: string): Span {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/);
  const end = { line: lines.length, column: lines.at(-1)?.length ?? 0 };
  return { type, range: [0, text.length], loc: { start: { line: 1, column: 0 }, end } };
}

function sourceMaker({ ConfigCommentParser, Directive, VisitNodeStep }: Kit, host: Host) {
  const parser = new ConfigCommentParser();
  const { scopeManager, visitorKeys } = emptySource(host);

  // ESLint's own class, so that rules which are on for every file find all that they ask for: a program without content.
  class TextSource extends host.SourceCode {
    override *traverse(): Generator<Step> {
      const target = spanOf('Text', this.text);
      for (const phase of [1, 2] as const) yield new VisitNodeStep({ target, phase, args: [target] });
    }

    getDisableDirectives(): { directives: Directive[]; problems: never[] } {
      const directives: Directive[] = [];
      for (const node of directiveComments(this)) {
        const parsed = parser.parseDirective(node.value);
        const type = directiveTypes.get(parsed?.label ?? '');
        if (!parsed || !type || !isForUs(parsed.value)) continue;
        directives.push(new Directive({ type, node, value: parsed.value, justification: parsed.justification }));
      }
      return { directives, problems: [] };
    }

    getInlineConfigNodes(): never[] { return []; }
    applyInlineConfig(): { configs: never[]; problems: never[] } { return { configs: [], problems: [] }; }
    applyLanguageOptions(): void { /* no globals */ }
    finalize(): void { /* no scopes to fill */ }
  }

  return (text: string): SourceCode => {
    const ast = { ...spanOf('Program', text), body: [], tokens: [], comments: [], sourceType: 'module' } as unknown as AST.Program;
    return new TextSource({ text, ast, scopeManager, visitorKeys: { ...visitorKeys, Text: [] }, parserServices: typeServices });
  };
}

function emptySource({ Linter }: Host): SourceCode {
  const linter = new Linter();
  linter.verify('', []);
  return linter.getSourceCode();
}

/** Where a rule asks for types although there are none, it throws; here it gets an answer without content to every question. */
const nothing: object = new Proxy(function noType() { /* no type */ }, {
  get: (_target, key) => (key === Symbol.toPrimitive ? () => 0 : key === Symbol.iterator ? [][Symbol.iterator] : nothing),
  apply: () => nothing,
});
const typeServices = {
  program: nothing, esTreeNodeToTSNodeMap: new WeakMap(), tsNodeToESTreeNodeMap: new WeakMap(),
  getSymbolAtLocation: () => undefined, getTypeAtLocation: () => nothing,
  emitDecoratorMetadata: undefined, experimentalDecorators: undefined, isolatedDeclarations: undefined,
};

/** A bare directive, or one that names a rule of ours: what others name was never asked about this file. */
const isForUs = (names: string): boolean => names.trim() === '' || names.split(',').some((name) => name.trim().startsWith('jwtlint/'));

const directiveTypes: ReadonlyMap<string, DirectiveType> = new Map([
  ['eslint-disable', 'disable'],
  ['eslint-enable', 'enable'],
  ['eslint-disable-line', 'disable-line'],
  ['eslint-disable-next-line', 'disable-next-line'],
]);

// `#` starts a comment in .env, YAML and TOML where it is the first thing on a line or follows white space, as `//` and `/*` do
// in JSON that allows them. A directive inside a quoted text is taken for one, too: nobody writes that by accident.
const DIRECTIVE = /(?:^|[ \t])(#|\/\/|\/\*)[ \t]*eslint-(?:disable|enable)[^\r\n]*/gm;

function* directiveComments(source: SourceCode): Generator<Comment> {
  for (const { 0: found, 1: sign = '#', index } of source.text.matchAll(DIRECTIVE)) {
    const close = sign === '/*' ? found.indexOf('*/') : -1;
    const [start, end] = [index + found.indexOf(sign), index + (close < 0 ? found.length : close + 2)];
    yield {
      type: 'Comment',
      value: source.text.slice(start + sign.length, close < 0 ? end : end - 2).trim(),
      range: [start, end],
      loc: { start: source.getLocFromIndex(start), end: source.getLocFromIndex(end) },
    };
  }
}
