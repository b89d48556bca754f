// A finding → what to do instead: the remediation of its rule, and what that means where it was found.

import type { Finding } from '../findings/finding.ts';
import type { ReportContext } from './format.ts';

type Spoken = Pick<Finding, 'ruleId'> & { readonly help?: string | undefined };

/** Undefined where nothing is known of the rule, nor anything of the place. */
export function insteadOf({ ruleId, help }: Spoken, rules: ReportContext['rules']): string | undefined {
  const said = [rules.get(ruleId)?.remediation, help].filter((text) => text !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}
