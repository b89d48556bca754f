// What nothing uses is not kept: `npm test` asks knip for files, exports and dependencies that nobody imports. The libraries that
// the models describe are installed for the tests, which load them by name (test/installed.ts).

import { readFileSync, readdirSync } from 'node:fs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const models = readdirSync(new URL('src/models/libraries/', import.meta.url)).map((name) => read(`src/models/libraries/${name}`)).join('\n');
const isModelled = (name) => models.includes(`'${name}'`) || models.includes(`'${name}/`);
// Nest and jwa come with what they need at run time; publint is run by its path.
const companions = ['reflect-metadata', 'rxjs', '@nestjs/core', '@nestjs/common', 'fastify', 'jwa', 'publint'];

export default {
  entry: ['bin/jwtlint.ts', 'rules/index.ts', 'rules/scan.ts', 'tools/*.{ts,mjs}', 'tools/fuzz/{fuzz,run,child,growth-of}.ts', 'bench/*.{ts,mjs}'],
  project: ['bin/**/*.ts', 'rules/**/*.ts', 'src/**/*.ts', 'test/*.ts', 'test/corpus/**/*.ts', 'tools/**/*.{ts,mjs}', 'bench/**/*.{ts,mjs}'],
  ignoreBinaries: ['mkfifo', 'strace'],
  ignoreExportsUsedInFile: true,
  ignoreDependencies: Object.keys(JSON.parse(read('package.json')).devDependencies)
    .filter((name) => isModelled(name) || companions.includes(name)),
};
