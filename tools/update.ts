// `npm run update`: writes what is generated. `--check` writes nothing, lists what is stale and exits 1.
// Two steps, each bundled anew: the list of rules must be right before anything imports it.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleListText } from './rule-list.ts';

const root = process.cwd();
const check = process.argv.includes('--check');
const path = join(root, 'rules', 'all.ts');
const text = ruleListText(root);
if (textOf(path) !== text) {
  console.log(`${check ? 'stale' : 'written'}: rules/all.ts`);
  if (!check) writeFileSync(path, text);
}
const pages = spawnSync(process.execPath, ['tools/run.mjs', 'tools/update-pages.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = pages.status === 0 && textOf(path) === text ? 0 : 1;

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
