// The generated pages: every rule has one, they link to pages that exist, and nothing key-shaped got into them.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/all.ts';
import { generatedFiles } from '../tools/generated-files.ts';
import { root } from './support/fixture-file.ts';

describe('generated files', () => {
  for (const { path, text } of generatedFiles())
    it(`${path} is fresh (npm run update)`, () => {
      expect(existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '').toBe(text);
    });
});

describe('docs', () => {
  const pages = pagesUnder('docs');

  it('have a page for every rule and no other', () => {
    const expected = [...rules.map(({ id }) => `docs/rules/${id}.md`), 'docs/rules/README.md'].sort();
    expect(pages.filter((path) => path.startsWith('docs/rules/')).sort()).toEqual(expected);
  });

  it('link to files that exist', () => {
    const broken = [...pages, 'README.md'].filter((path) => existsSync(join(root, path))).flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)\s]*\)/g)]
        .filter(([, target]) => !existsSync(join(root, path, '..', target!)))
        .map(([, target]) => `${path} → ${target!}`));
    expect(broken).toEqual([]);
  });

  it('hold nothing token-shaped or key-shaped', () => {
    const shaped = /\beyJ[\w-]{8,}\.eyJ|-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]{32}/;
    expect(pages.filter((path) => shaped.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });
});

function pagesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll('\\', '/'));
}
