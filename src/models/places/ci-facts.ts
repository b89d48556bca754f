/**
 * What services that run a gate say of the revision that a change goes into. Asked in this order; empty values and commits of
 * zeros say nothing. `base`: the commit itself is what to compare with; `commit` and `branch`: the change's merge base with it.
 */
export interface CiFact {
  readonly service: string;
  readonly gives: 'base' | 'commit' | 'branch';
  readonly variable: string;
  /** The branch that every change goes into in the end: it may be the one that was pushed. */
  readonly isDefault?: true;
}

/** Of a file of JSON that a variable names: the way to the value. */
export interface CiEventFact {
  readonly event: string;
  readonly gives: CiFact['gives'];
  readonly way: readonly string[];
  /** Counts only where this says false. */
  readonly unless?: readonly string[];
  readonly isDefault?: true;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export const githubEvent = {
  variable: 'GITHUB_EVENT_PATH',
  facts: [
    { event: 'pull_request', gives: 'commit', way: ['pull_request', 'base', 'sha'] },
    { event: 'merge_group', gives: 'base', way: ['merge_group', 'base_sha'] },
    { event: 'push', gives: 'base', way: ['before'], unless: ['forced'] },
    { event: 'push', gives: 'commit', way: ['before'] },
    { event: 'default branch', gives: 'branch', way: ['repository', 'default_branch'], isDefault: true },
  ] satisfies readonly CiEventFact[] as readonly CiEventFact[],
} as const;

/** Where a service says what was pushed onto: zeros for what was not there. */
export const firstPush = { event: ['before'], variable: 'CI_COMMIT_BEFORE_SHA' } as const;

export const ciFacts: readonly CiFact[] = [
  // https://docs.gitlab.com/ci/variables/predefined_variables/. The first is there in pipelines of merged results only.
  { service: 'GitLab', gives: 'base', variable: 'CI_MERGE_REQUEST_TARGET_BRANCH_SHA' },
  { service: 'GitLab', gives: 'base', variable: 'CI_MERGE_REQUEST_DIFF_BASE_SHA' },
  { service: 'GitLab', gives: 'branch', variable: 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME' },
  { service: 'GitLab', gives: 'commit', variable: 'CI_COMMIT_BEFORE_SHA' },
  { service: 'GitLab', gives: 'branch', variable: 'CI_DEFAULT_BRANCH', isDefault: true },
  // https://buildkite.com/docs/pipelines/configure/environment-variables
  { service: 'Buildkite', gives: 'branch', variable: 'BUILDKITE_PULL_REQUEST_BASE_BRANCH' },
  { service: 'Buildkite', gives: 'branch', variable: 'BUILDKITE_PIPELINE_DEFAULT_BRANCH', isDefault: true },
  // https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables
  { service: 'Azure Pipelines', gives: 'branch', variable: 'SYSTEM_PULLREQUEST_TARGETBRANCH' },
  // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
  { service: 'Bitbucket', gives: 'commit', variable: 'BITBUCKET_PR_DESTINATION_COMMIT' },
  { service: 'Bitbucket', gives: 'branch', variable: 'BITBUCKET_PR_DESTINATION_BRANCH' },
  // https://plugins.jenkins.io/branch-api/ and https://plugins.jenkins.io/git/
  { service: 'Jenkins', gives: 'branch', variable: 'CHANGE_TARGET' },
  { service: 'Jenkins', gives: 'commit', variable: 'GIT_PREVIOUS_SUCCESSFUL_COMMIT' },
];
