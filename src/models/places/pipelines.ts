// Services that run pipelines: where their files have scripts, variables, and what is kept when a job ends. Data only; read by
// src/documents/pipelines.

import type { Condition, Way } from '../platforms/platform.ts';

export interface PipelineModel {
  /** As its vendor writes it. */
  readonly product: string;
  readonly source: string;
  /** Where its files lie. */
  readonly path: RegExp;
  /** Texts that a shell runs. */
  readonly scripts: readonly Way[];
  /** What mappings of variables are called; scripts see those that stand beside them and further out. */
  readonly variables: readonly string[];
  /** Mappings whose keys are variables that hold secrets. */
  readonly secretsAt?: readonly Way[];
  /** `told`: only expressions say what is a secret. `named`: settings of the project fill in what is called so. */
  readonly secrets: 'told' | 'named';
  /** Where the exact text of a secret stands in a log, it is replaced, whatever the settings say. */
  readonly hides: boolean;
  /** `$(NAME)` is a variable, too. */
  readonly macros?: true;
  /** What is kept when a job ends, by paths. */
  readonly keeps: readonly Kept[];
  /** How many steps of a way lead to a job. */
  readonly jobDepth: number;
  /** Variables that make it print all others. */
  readonly traces?: readonly string[];
}

export interface Kept {
  readonly at: Way;
  readonly as: 'artifact' | 'cache' | 'workspace';
  readonly when?: readonly Condition[];
  /** Files whose names begin with a dot stay out unless this is set, from this version of what `when` names first. */
  readonly hiddenFiles?: { readonly way: Way; readonly since: string };
}

const github = {
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax', variables: ['env'], secrets: 'told', hides: true,
} as const;

const keptByActions = (steps: Way): readonly Kept[] => [
  {
    at: `${steps}.with.path`, as: 'artifact', when: [{ way: '^.^.uses', is: /^actions\/upload-artifact@/ }],
    hiddenFiles: { way: '^.include-hidden-files', since: '4.4' },
  },
  { at: `${steps}.with.path`, as: 'cache', when: [{ way: '^.^.uses', is: /^actions\/cache(?:\/save)?@/ }] },
];

export const pipelineModels: readonly PipelineModel[] = [
  {
    ...github, product: 'GitHub Actions', path: /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/i,
    scripts: ['jobs.*.steps.[].run'], jobDepth: 2, keeps: keptByActions('jobs.*.steps.[]'),
  },
  {
    ...github, product: 'GitHub Actions', path: /(?:^|\/)action\.ya?ml$/i,
    scripts: ['runs.steps.[].run'], jobDepth: 1, keeps: keptByActions('runs.steps.[]'),
  },
  {
    product: 'GitLab CI', source: 'https://docs.gitlab.com/ci/yaml/', path: /(?:^|[/.])gitlab-ci(?:\.[\w-]+)*\.ya?ml$|(?:^|\/)\.gitlab\/.+\.ya?ml$/i,
    scripts: ['script', 'before_script', 'after_script'].flatMap((name) =>
      [`*.${name}`, `*.${name}.[]`, `*.${name}.[].[]`, ...(name === 'script' ? [] : [`${name}.[]`, name])]),
    variables: ['variables'], secretsAt: ['*.id_tokens.*', '*.secrets.*'], secrets: 'named', hides: false, jobDepth: 1,
    keeps: [
      { at: '*.artifacts.paths.[]', as: 'artifact' }, { at: '*.artifacts.reports.dotenv', as: 'artifact' },
      { at: '*.artifacts.reports.dotenv.[]', as: 'artifact' },
      { at: '*.cache.paths.[]', as: 'cache' }, { at: '*.cache.[].paths.[]', as: 'cache' },
    ],
    traces: ['CI_DEBUG_TRACE'],
  },
  {
    product: 'CircleCI', source: 'https://circleci.com/docs/configuration-reference/', path: /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/i,
    scripts: ['**.steps.[].run', '**.steps.[].run.command'], variables: ['environment'], secrets: 'named', hides: true, jobDepth: 2,
    keeps: [
      { at: '**.steps.[].store_artifacts.path', as: 'artifact' }, { at: '**.steps.[].save_cache.paths.[]', as: 'cache' },
      { at: '**.steps.[].persist_to_workspace.paths.[]', as: 'workspace' },
    ],
  },
  {
    product: 'Azure Pipelines', source: 'https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/',
    path: /(?:^|\/)\.?azure-pipelines?(?:[.-][\w.-]*)?\.ya?ml$|(?:^|\/)\.azure-pipelines\/.+\.ya?ml$/i,
    scripts: ['script', 'bash', 'pwsh', 'powershell'].map((name) => `**.steps.[].${name}`).concat('**.steps.[].inputs.script', '**.steps.[].inputs.inlineScript'),
    variables: ['env', 'variables'], secrets: 'named', hides: true, macros: true, jobDepth: 0,
    keeps: [
      { at: '**.steps.[].publish', as: 'artifact' }, { at: '**.steps.[].inputs.targetPath', as: 'artifact' },
      { at: '**.steps.[].inputs.PathtoPublish', as: 'artifact' },
      { at: '**.steps.[].inputs.path', as: 'cache', when: [{ way: '^.^.task', is: /^Cache@/ }] },
    ],
  },
  {
    product: 'Bitbucket Pipelines', source: 'https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/',
    path: /(?:^|\/)bitbucket-pipelines\.ya?ml$/i,
    scripts: ['**.script.[]', '**.after-script.[]'], variables: [], secrets: 'named', hides: true, jobDepth: 0,
    keeps: [{ at: '**.artifacts.[]', as: 'artifact' }, { at: '**.artifacts.paths.[]', as: 'artifact' }, { at: 'definitions.caches.*', as: 'cache' }],
  },
];

/** Commands that print what they are given. */
export const printers: ReadonlySet<string> = new Set([
  'echo', 'printf', 'print', 'cat', 'tee', 'write-host', 'write-output', 'write-verbose', 'write-warning', 'write-error', 'write-information',
]);
/** In a pipe: the exact text goes on. */
export const passers: ReadonlySet<string> = new Set(['cat', 'tee', 'sort', 'uniq', 'less', 'more', 'nl', 'head', 'tail', 'out-host', 'out-string']);
/** In a pipe: the text goes on in another form, which nothing recognises. */
export const changers: ReadonlySet<string> = new Set([
  'base64', 'base32', 'rev', 'xxd', 'od', 'hexdump', 'fold', 'tr', 'cut', 'awk', 'sed', 'jq', 'yq', 'grep',
]);
/** These print all variables. */
export const dumps =
  /^(?:(?:env|printenv)(?: -0)?|set|export(?: -p)?|declare -(?:p|x|px|xp)|compgen -e|(?:get-childitem|gci|dir|ls) env:\\?\*?)$/i;
export const shellOptionTrace = /^-[a-wyzA-Z]*x[a-zA-Z]*$|^xtrace$/;

/** Variables that GitLab gives to every job, and that are tokens. https://docs.gitlab.com/ci/variables/predefined_variables/ */
export const jobTokens = /^CI_(?:JOB_TOKEN|JOB_JWT(?:_V[12])?|BUILD_TOKEN|DEPLOY_PASSWORD|REGISTRY_PASSWORD|DEPENDENCY_PROXY_PASSWORD)$/;

/** Last words of names of secrets that open something: others are addresses, names of users, numbers of accounts. */
export const pipelineKeys: ReadonlySet<string> = new Set(['token', 'key', 'secret', 'password', 'passphrase', 'credentials', 'pat', 'pem', 'keystore']);

/** Events of GitHub that run with secrets for the pull request of a stranger. */
export const strangersEvents: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run']);
/** What names the code of a stranger, as `ref` or `repository` of a checkout, or in a command. */
export const strangersCode =
  /github\.event\.pull_request\.head\.(?:sha|ref|label|repo\.(?:full_name|clone_url|ssh_url|html_url))|github\.head_ref|github\.event\.workflow_run\.(?:head_sha|head_branch|head_commit\.id|head_repository\.\w+)|refs\/pull\/\$\{\{[^}]{1,80}\}\}|github\.event\.workflow_run\.pull_requests/;
export const strangersCommand = /\bgh\s+pr\s+checkout\b|\bgit\s[^\n]{0,80}\bpull\/[^\n]{1,60}\/(?:head|merge)\b/;
/** Conditions that let only own branches, or reviewed changes, through. */
export const guards =
  /head\.repo\.full_name\s*==|==\s*github\.event\.pull_request\.head\.repo|head\.repo\.fork\s*(?:==\s*false|!=\s*true)|!\s*github\.event\.pull_request\.head\.repo\.fork|head_repository\.full_name\s*==|==\s*github\.event\.workflow_run\.head_repository|head\.repo\.owner\.login\s*==|head\.user\.login\s*==|author_association|labels\.\*\.name|github\.event\.label\.name|github\.(?:actor|triggering_actor)\s*==|pull_request\.user\.login\s*==|workflow_run\.event\s*==\s*'push'|\.merged\s*(?:==|&&|\}|$)|check-?(?:permission|access|membership|member|author)|is-?(?:member|collaborator|authorized|trusted)/i;
/** Commands that run what was checked out: its scripts, its build, its tests. */
export const runsCode =
  /(?:^|[\s;&|(])(?:npm|npx|pnpm|yarn|bun|bunx|deno|node|tsx|make|cmake|just|task|pip3?|python3?|poetry|uv|tox|nox|pytest|ruby|bundle|rake|gem|go|cargo|mvn|gradle|sbt|dotnet|composer|php|docker|nix|bazel|bash|sh|pre-commit|hatch|pdm|mage|rushx?|turbo|nx|lerna|swift|xcodebuild|fastlane|flutter|dart|mix|stack|cabal)\s|(?:^|[\s;&|(])\.\/[\w.-]|(?:^|[\s;&|(])\.\/(?:mvnw|gradlew)/;
