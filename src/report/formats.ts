// The reports there are, by the name that --format takes: `--format`, the help and the table of docs/reports.md come from here. A new one
// is a file and a row. What writes one is loaded when it is asked for.

import type { Format } from './format.ts';

export interface FormatEntry {
  /** For whom, in a few words. */
  readonly summary: string;
  /** Who reads it, and how it gets there. */
  readonly consumer: string;
  /** What the reader takes at most, and what becomes of the rest. */
  readonly limit: string;
  /** How we know that the reader understands it. */
  readonly tested: string;
  /** Lines that a service picks out of the log: they may stand below another report. */
  readonly isLog?: true;
  load(): Promise<Format>;
}

export const formats: ReadonlyMap<string, FormatEntry> = new Map(Object.entries({
  pretty: {
    summary: 'for people: code, evidence and what to do',
    consumer: 'a terminal, the log of a pipeline', limit: 'none', tested: 'text compared',
    load: async () => (await import('./pretty.ts')).pretty,
  },
  compact: {
    summary: 'one line a finding',
    consumer: '`grep`, problem matchers, editors that jump to `file:line:column`', limit: 'none', tested: 'text compared',
    load: async () => (await import('./compact.ts')).compact,
  },
  json: {
    summary: 'for tools, see report-schema.json',
    consumer: 'scripts, and `jwtlint report`', limit: 'none', tested: 'against `report-schema.json`',
    load: async () => (await import('./json.ts')).json,
  },
  sarif: {
    summary: 'SARIF 2.1.0: GitHub code scanning, viewers, dashboards',
    consumer: 'GitHub code scanning (`github/codeql-action/upload-sarif`), SARIF viewers, DefectDojo',
    limit: '25,000 results and 10 MB packed, the worst first; GitHub shows 5,000',
    tested: 'the published schema (draft-04), `sarif-tools`, line hashes against the vectors of the uploader',
    load: async () => (await import('./sarif.ts')).sarif,
  },
  github: {
    summary: 'annotations of GitHub Actions, unasked there beside pretty',
    consumer: 'GitHub Actions, on the changed files of a pull request', limit: 'ten of each level a step, the worst first; the rest is counted in the log',
    tested: 'the escapes of actions/toolkit, hostile names', isLog: true,
    load: async () => (await import('./ci/github.ts')).github,
  },
  gitlab: {
    summary: 'GitLab Code Quality',
    consumer: 'GitLab, `artifacts.reports.codequality`', limit: 'none', tested: 'required fields, unique fingerprints',
    load: async () => (await import('./ci/gitlab.ts')).gitlab,
  },
  'gitlab-sast': {
    summary: 'GitLab security report, SAST 15.2.1',
    consumer: 'GitLab Ultimate, `artifacts.reports.sast`', limit: 'name 255, solution 7,000 characters', tested: 'required fields and patterns of the schema',
    load: async () => (await import('./ci/gitlab-sast.ts')).gitlabSast,
  },
  azure: {
    summary: 'log issues of Azure Pipelines, unasked there beside pretty',
    consumer: 'Azure Pipelines (`TF_BUILD`)', limit: 'ten errors and ten warnings a task are shown, the worst first; the rest stays in the log',
    tested: 'the escapes of the agent, hostile names', isLog: true,
    load: async () => (await import('./ci/azure.ts')).azure,
  },
  bitbucket: {
    summary: 'Bitbucket Code Insights: a report and its annotations',
    consumer: 'Bitbucket Cloud, two calls of its API', limit: '1,000 annotations in bundles of 100, the worst first; the report says what is cut', tested: 'required fields, limits',
    load: async () => (await import('./ci/bitbucket.ts')).bitbucket,
  },
  sonarqube: {
    summary: 'generic issues of SonarQube 10.3 and later',
    consumer: 'SonarQube, SonarCloud, `sonar.externalIssuesReportPaths`', limit: 'none', tested: 'what the importer of the scanner asks for',
    load: async () => (await import('./ci/sonarqube.ts')).sonarqube,
  },
  checkstyle: {
    summary: 'Checkstyle XML', consumer: 'Jenkins, reviewdog (`-f=checkstyle`), many more', limit: 'none', tested: 'parsed as XML, hostile names',
    load: async () => (await import('./ci/checkstyle.ts')).checkstyle,
  },
  junit: {
    summary: 'JUnit XML', consumer: 'test views of GitLab, Jenkins, Azure, CircleCI', limit: 'none', tested: 'parsed as XML; junit-10.xsd of the Jenkins plugin',
    load: async () => (await import('./ci/junit.ts')).junit,
  },
  rdjson: {
    summary: 'diagnostics of reviewdog', consumer: 'reviewdog (`-f=rdjson`), with changes to accept', limit: 'none', tested: 'fields of its schema, columns in bytes',
    load: async () => (await import('./ci/rdjson.ts')).rdjson,
  },
  markdown: {
    summary: 'the summary of a job, or a comment', consumer: '`$GITHUB_STEP_SUMMARY` (unasked in GitHub Actions), comments', limit: 'a mebibyte, the worst first; what is cut is counted', tested: 'hostile names, size',
    load: async () => (await import('./markdown.ts')).markdown,
  },
  html: {
    summary: 'one page to open, search and print',
    consumer: 'a browser, from a file or an artifact; no network, strict content security policy', limit: '5,000 findings, the worst first; what is cut is said on the page',
    tested: 'headless Chromium and axe-core by hand; hostile names',
    load: async () => (await import('./html/html.ts')).html,
  },
  agent: {
    summary: 'short, for a model that writes code', consumer: 'coding agents and their hooks', limit: '50 findings, the worst first; the rest is counted', tested: 'text compared',
    load: async () => (await import('./agent.ts')).agent,
  },
} satisfies Record<string, FormatEntry>));
