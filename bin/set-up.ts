// What stands in a repository → the files that set jwtlint up in it (configuration, hook, CI job, editor) and, where one of them is
// there already, the lines to add by hand. Reads names and texts and runs nothing; what is there is never changed.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { configNames } from '../src/hosts/config/config-file.ts';
import { rootFiles, type RootFiles } from '../src/source/root-files.ts';
import { agentTable, type AgentName } from './agent-table.ts';

export interface NewFile {
  /** Posix, relative to the top. */
  readonly path: string;
  readonly text: string;
  readonly mode?: number;
}

export interface SetUp {
  readonly files: readonly NewFile[];
  /** What is there already, or has to be done by hand. */
  readonly words: readonly string[];
}

type Part = NewFile | string;

/** `hasConfig`: one is found from where the command starts. */
export function setUpFor(top: string, version: string, hasConfig: boolean): SetUp {
  const files = rootFiles(top);
  const parts = [
    ...configuration(files, hasConfig), ...hook(top, files), ...pipeline(files, gitConfigOf(files), version), ...editor(files),
  ];
  return { files: parts.filter((part) => typeof part !== 'string'), words: parts.filter((part) => typeof part === 'string') };
}

/** The hook of one coding agent. */
export function agentSetUpFor(top: string, name: AgentName): SetUp {
  const { path, hooks } = agentTable[name];
  const text = `${JSON.stringify(hooks, undefined, 2)}\n`;
  const files = rootFiles(top);
  if (!isThere(files, path)) return { files: [{ path, text }], words: [] };
  return { files: [], words: [mentions(files, path) ? `agent: ${path} names jwtlint already` : `agent: ${path} is there; add to it:\n${text}`] };
}

const isThere = (files: RootFiles, path: string): boolean => files.standing(path) !== undefined;

const configText = `{
  "$schema": "./node_modules/jwtlint/schema.json",
  // recommended: errors and warnings; strict: hardening, too
  "preset": "recommended",
  "failOn": "error"
}
`;

const configuration = (files: RootFiles, hasConfig: boolean): Part[] =>
  (hasConfig || configNames.some((name) => name !== 'package.json' && isThere(files, name)) ? ['configuration: there is one'] : [{ path: configNames[0], text: configText }]);

const staged = 'npx --no-install jwtlint --staged';

/** Programs that run hooks, by the file or folder they read, with the words that make one of jwtlint. */
const hookPrograms: readonly { readonly at: readonly string[]; readonly words: string }[] = [
  { at: ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml'], words: `pre-commit: { commands: { jwtlint: { run: ${staged} } } }` },
  {
    at: ['.pre-commit-config.yaml'],
    words: `- { repo: local, hooks: [{ id: jwtlint, name: jwtlint, entry: ${staged}, language: system, pass_filenames: false }] }`,
  },
];

function hook(top: string, files: RootFiles): Part[] {
  for (const { at, words } of hookPrograms)
    for (const path of at) if (isThere(files, path)) return mentions(files, path) ? [`hook: ${path} names jwtlint already`] : [`hook: ${path} is there; add to it: ${words}`];
  if (files.standing('.husky')?.kind === 'folder') return ownHook(files, '.husky/pre-commit', `${staged}\n`);
  if (!existsSync(join(top, '.git'))) return ['hook: none without git'];
  // A worktree shares the hooks of its repository, and a folder of hooks that is set elsewhere has an owner.
  if (!statSync(join(top, '.git')).isDirectory() || /^[ \t]{0,40}hookspath[ \t]{0,40}=/im.test(gitConfigOf(files)))
    return [`hook: git's hooks lie elsewhere; in their pre-commit: ${staged}`];
  return ownHook(files, '.git/hooks/pre-commit', `#!/bin/sh\nexec ${staged}\n`);
}

const ownHook = (files: RootFiles, path: string, text: string): Part[] =>
  (isThere(files, path) ? [mentions(files, path) ? `hook: ${path} names jwtlint already` : `hook: ${path} is there; add to it: ${staged}`] : [{ path, text, mode: 0o755 }]);

const mentions = (files: RootFiles, path: string): boolean => (files.readFile(path, mostRead) ?? '').includes('jwtlint');
const mostRead = 1024 * 1024;

const gitConfigOf = (files: RootFiles): string => files.readFile('.git/config', mostRead) ?? '';

// --- CI ---

const workflow = '.github/workflows/jwtlint.yml';

function pipeline(files: RootFiles, gitConfig: string, version: string): Part[] {
  if (isThere(files, '.gitlab-ci.yml')) return mentions(files, '.gitlab-ci.yml') ? ['CI: .gitlab-ci.yml names jwtlint already'] : [`CI: .gitlab-ci.yml is there; add to it:\n${gitlabJob(version)}`];
  if (isThere(files, '.github') || /^[ \t]{0,40}url[ \t]{0,40}=[ \t]{0,40}\S{0,200}\bgithub\b/m.test(gitConfig)) {
    const own = namesIn(files, '.github/workflows').find((path) => mentions(files, path));
    return own === undefined ? [{ path: workflow, text: githubJob(version) }] : [`CI: ${own} names jwtlint already`];
  }
  if (/^[ \t]{0,40}url[ \t]{0,40}=[ \t]{0,40}\S{0,200}\bgitlab\b/m.test(gitConfig)) return [{ path: '.gitlab-ci.yml', text: gitlabJob(version) }];
  return ['CI: no service is known here; the command for pull requests is: jwtlint --base auto'];
}

const usualWorkflows = ['jwtlint', 'ci', 'main', 'test', 'tests', 'lint', 'build', 'security', 'pull-request', 'pr'];
const namesIn = (files: RootFiles, folder: string): string[] => usualWorkflows.flatMap((name) =>
  ['yml', 'yaml'].map((ending) => `${folder}/${name}.${ending}`)).filter((path) => isThere(files, path));

const githubJob = (version: string): string => `name: jwtlint
on: [pull_request, merge_group]
permissions:
  contents: read
jobs:
  jwtlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 2, persist-credentials: false }
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      # Apart from the checkout, where a pull request could put another jwtlint in its place.
      - run: npm install --no-save --ignore-scripts --prefix . jwtlint@${version}
        working-directory: \${{ runner.temp }}
      - run: node "$RUNNER_TEMP/node_modules/jwtlint/dist/cli.js" --base auto
`;

const gitlabJob = (version: string): string => `jwtlint:
  image: node:22
  rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]
  variables: { GIT_DEPTH: '0' }
  script:
    # Apart from the checkout, where a merge request could put another jwtlint in its place.
    - mkdir /opt/jwtlint && cd /opt/jwtlint && npm install --no-save --ignore-scripts --prefix . jwtlint@${version}
    - cd "$CI_PROJECT_DIR" && node /opt/jwtlint/node_modules/jwtlint/dist/cli.js --base auto
`;

// --- editor ---

const probes = [
  'javascript', 'typescript', 'javascriptreact', 'typescriptreact', 'vue', 'svelte', 'astro', 'html', 'json', 'jsonc', 'yaml', 'toml', 'dotenv',
  'dockerfile',
];

const eslintNames = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`);

function editor(files: RootFiles): Part[] {
  const eslint = eslintNames.find((name) => isThere(files, name));
  if (eslint === undefined) return ['editor: without ESLint there is nothing to set'];
  const entry = `editor: in ${eslint}: import jwtlint from 'jwtlint', and ...jwtlint.configs.recommended among its entries`;
  const settings = '.vscode/settings.json';
  if (mentions(files, eslint)) return ['editor: ESLint names jwtlint already'];
  const setting = JSON.stringify({ 'eslint.probe': probes }, undefined, 2);
  return [entry, isThere(files, settings) ? `editor: ${settings} is there; for text files add to it: ${JSON.stringify({ 'eslint.probe': probes }).slice(1, -1)}` : { path: settings, text: `${setting}\n` }];
}
