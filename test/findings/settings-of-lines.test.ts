// Dockerfile and HCL → entries: paths, values and places of every form, and texts that are broken or huge.

import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/syntax/dockerfile.ts';
import { parseHcl } from '../../src/syntax/hcl.ts';
import type { ConfigDocument } from '../../src/syntax/config-document.ts';

const shown = ({ entries }: ConfigDocument, text: string): string[] => entries.map(({ path, value, unknown, start, end }) => {
  const written = text.slice(start, end);
  return `${path.join('.')} = ${unknown ? '?' : value}${written === value ? '' : ` (${written})`}`;
});
const docker = (text: string): string[] => shown(parseDockerfile(text), text);
const hcl = (text: string): string[] => shown(parseHcl(text), text);

describe('a Dockerfile', () => {
  it('sets variables in every form', () => {
    expect(docker('ENV A=b C="d e" D=\'f\' E=g\\ h\nENV F all the rest\narg G=1\nARG H\r\nENV I="j\\"k"\r\n')).toEqual([
      'ENV.A = b', 'ENV.C = d e', 'ENV.D = f', 'ENV.E = g h (g\\ h)', 'ENV.F = all the rest', 'ARG.G = 1', 'ENV.I = j"k (j\\"k)',
    ]);
  });

  it('goes on over continued lines, and nowhere else', () => {
    expect(docker('ENV A=b \\\n    C=d \\\n  E=f\nRUN ENV=1 X=y\nLABEL K=v\nENV G=h')).toEqual(['ENV.A = b', 'ENV.C = d', 'ENV.E = f', 'ENV.G = h']);
  });

  it('that is broken ends', () => {
    expect(docker('ENV\nENV =\nENV "\nENV A="b\nENV C=d \\')).toEqual(['ENV.A = ', 'ENV.C = d']);
  });
});

describe('HCL', () => {
  it('has blocks, labels, lists and objects', () => {
    expect(hcl('a "b" c {\n  d = "e"\n  f = ["g", 1, { h = true }]\n  i { j = "k" }\n}\nl = "m"')).toEqual([
      'a.b.c.d = e', 'a.b.c.f.0 = g', 'a.b.c.f.1 = 1', 'a.b.c.f.2.h = true', 'a.b.c.i.j = k', 'l = m',
    ]);
  });

  it('knows constants alone', () => {
    expect(parseHcl('a = var.b\nc = "x${d}"\ne = f("g")\nh = i ? "j" : "k"\nl = "m" + "n"\no = "p"').entries.filter(({ unknown }) => !unknown).map(({ name }) => name))
      .toEqual(['o']);
  });

  it('passes comments over and reads heredocs as they are written', () => {
    expect(hcl('/* a = "b" */ // c = "d"\ne = <<-EOT\n  f = "g"\n  EOT\nh = "i"')).toEqual(['e =   f = "g"', 'h = i']);
    expect(parseHcl('# one\n// two\n/* three */').comments.map(({ text }) => text.trim())).toEqual(['one', 'two', 'three']);
  });

  it.each(['a = "b', 'a {{{{', ']}a = "b"', 'a = <<X\nb', 'a = [[[', '= = =', '"a" "b"'])('that is broken ends: %s', (text) => {
    expect(() => parseHcl(text)).not.toThrow();
  });

  it('nests as deep as is read, and says so beyond', () => {
    expect(parseHcl('a {\n'.repeat(5000)).problems.map(({ message }) => message)).toEqual([expect.stringContaining('Nested deeper')]);
  });
});
