// A module of ours → the same module, whose steps are counted (tools/counting.mjs): the same number on every machine, however
// busy, which no time is.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { counting } from '../../tools/counting.mjs';
import { root } from './fixture-file.ts';

export interface Counted<M> { readonly module: M; steps(work: (module: M) => void): number }

export async function countedModule<M>(path: string): Promise<Counted<M>> {
  // Inside node_modules, so that packages resolve as usual.
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'jwtlint-counted-'));
  try {
    const outfile = join(folder, 'counted.mjs');
    await build({
      absWorkingDir: root, entryPoints: [path], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20.19',
      packages: 'external', define: { JWTLINT_VERSION: '"0.0.0-test"' }, logLevel: 'warning', ...counting,
      footer: { js: 'export const stepsTaken = () => __steps;' },
    });
    const module = await import(/* @vite-ignore */ pathToFileURL(outfile).href) as M & { stepsTaken(): number };
    return {
      module,
      steps(work) {
        const before = module.stepsTaken();
        work(module);
        return module.stepsTaken() - before;
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
