import { replaceValue } from '../src/edits/replace-value.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-extractable-key',
  summary: 'Disallow extractable WebCrypto keys that are never exported.',
  why: 'An extractable key can be read out by any script that gets hold of it; one that is not can only be used.',
  instead: 'Pass false for extractable.',
  severity: 'info',
  recommended: false,
  topic: 'keys',
  references: { cwe: ['CWE-522', 'CWE-922'], asvs: ['V13.3.3'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-10'] },
  messages: { extractable: 'This key is extractable, and nothing here takes it out: {{method}} can keep it inside.' },
  check({ extractableKeys }, report) {
    for (const { at, method } of extractableKeys)
      report({ at, message: 'extractable', data: { method }, suggest: [replaceValue(at, 'false', 'Make it not extractable')] });
  },
});
