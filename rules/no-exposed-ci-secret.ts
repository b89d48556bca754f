import type { PipelineExposure } from '../src/documents/pipelines/exposure.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-exposed-ci-secret',
  summary: 'Disallow pipelines that print secrets, keep them in artifacts or caches, or run code of strangers beside them.',
  why: 'Logs, artifacts and caches of a pipeline are read by more people than may use its secrets, and code of a pull request takes whatever its job has.',
  remediation:
    'Give a secret only to the step that needs it, by an environment variable, and write it nowhere. Build pull requests in jobs without secrets.',
  severity: 'warning',
  recommended: true,
  category: 'keys',
  references: {
    cwe: ['CWE-532', 'CWE-522', 'CWE-829'], asvs: ['V13.3.1', 'V15.2.4', 'V16.2.5'], nhi: ['NHI2:2025', 'NHI6:2025'], csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    printed: '{{by}} prints {{name}} to the log of the job. {{product}} hides the exact text of a secret only; hand it to the program that needs it instead.',
    open: '{{by}} prints {{name}} to the log of the job, and nothing makes {{product}} hide it: whoever reads the log can use it.',
    changed: '{{by}} prints {{name}} in another form, which {{product}} does not recognise and hide: whoever reads the log of the job has it.',
    dumped: '{{by}} prints all variables of the job, {{name}} among them. Print the ones you need by name.',
    traced: "'set -x' prints every command with its values, {{name}} among them. Switch it off with 'set +x' before commands that take a secret.",
    handed:
      '{{by}} gives {{name}} to every later step of the job, those of other authors included. Set it as an environment variable of the step that needs it.',
    kept: '{{name}} is in {{by}}, which is kept as {{what}}: whoever can download that has the secret.',
    untrusted:
      'This checks out code that anyone can propose, and the job runs it with {{name}} at hand ({{by}}): that code can send the secret away.',
    guarded: 'This checks out code of a pull request in a job that has {{name}} ({{by}}): it is safe only as long as nothing unreviewed is run here.',
    everything: '{{by}} hands over every secret of the repository, although one step needs a few of them. Name the ones that it needs.',
    part: '{{name}} is taken out of the secret {{by}}, and {{product}} hides the secret as a whole only: keep {{name}} as a secret of its own.',
    image: '{{by}} writes {{name}} into the history of the image and the cache of the build. Use a secret mount (--secret) instead.',
    passed: 'All secrets are handed to {{by}}, whose owner decides what it does with them. Name the secrets that it needs.',
  },
  check({ file, pipelineExposures }, report) {
    // What a service runs stands at one place of a repository, whatever its name says.
    const isRun = /^(?:\.[\w-]+\/|[^/]+$)/.test(file.path);
    for (const one of pipelineExposures) {
      const { at, name, by, product, ways } = one;
      const { severity, certainty = 'likely' } = judged(one);
      const evidence = ways.map((way) => ({ place: way.at, note: way.says }));
      const about = { at, severity, certainty, evidence, ...(isRun && { usedInProduction: true as const }), onlyInAll: !one.saysSecret };
      switch (one.how) {
        case 'printed': report({ ...about, message: one.hidden ? 'printed' : 'open', data: { by, name, product } }); break;
        case 'changed': report({ ...about, message: 'changed', data: { by, name, product } }); break;
        case 'dumped': report({ ...about, message: 'dumped', data: { by, name } }); break;
        case 'traced': report({ ...about, message: 'traced', data: { name } }); break;
        case 'handed on': report({ ...about, message: 'handed', data: { by, name } }); break;
        case 'kept': report({ ...about, message: 'kept', data: { by, name, what: keptAs[one.keptAs ?? 'artifact'] } }); break;
        case 'untrusted': report({ ...about, message: one.guarded ? 'guarded' : 'untrusted', data: { by, name } }); break;
        case 'everything': report({ ...about, message: 'everything', data: { by } }); break;
        case 'part': report({ ...about, message: 'part', data: { by, name, product } }); break;
        case 'in an image': report({ ...about, message: 'image', data: { by, name } }); break;
        case 'passed on': report({ ...about, message: 'passed', data: { by } }); break;
      }
    }
  },
});

const keptAs = { artifact: 'an artifact', cache: 'a cache', workspace: 'a workspace' } as const;

function judged({ how, saysSecret, hidden, guarded }: PipelineExposure): { severity: Severity; certainty?: Certainty } {
  switch (how) {
    // People keep more than secrets among the secrets.
    case 'changed': return saysSecret ? { severity: 'error' } : { severity: 'info', certainty: 'possible' };
    case 'printed': return saysSecret ? { severity: 'warning' } : { severity: 'info', certainty: 'possible' };
    case 'kept': return saysSecret ? { severity: 'error' } : { severity: 'warning', certainty: 'possible' };
    case 'untrusted': return guarded ? { severity: 'info', certainty: 'possible' } : { severity: 'error' };
    case 'dumped': return { severity: 'warning' };
    case 'everything': return { severity: 'warning' };
    case 'part': return { severity: 'warning' };
    case 'traced': return hidden ? { severity: 'info', certainty: 'possible' } : { severity: 'warning', certainty: 'possible' };
    case 'handed on': case 'in an image': case 'passed on': return { severity: 'info', certainty: 'possible' };
  }
}
