import { replaceValue } from '../src/edits/replace-value.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-extractable-key',
  summary: 'Disallow extractable WebCrypto keys that are never exported.',
  why: 'Any script that gets hold of an extractable key can read and copy it. A key that is not extractable can be used, but never copied.',
  remediation: 'Pass false for extractable.',
  severity: 'info',
  recommended: false,
  category: 'keys',
  references: { cwe: ['CWE-522', 'CWE-922'], asvs: ['V13.3.3'], nhi: ['NHI2:2025'], csf: ['PR.AA-01', 'PR.DS-10'] },
  messages: { extractable: 'This key is extractable, but nothing here exports it: pass false to {{method}}, so that no script can read the key.' },
  check({ extractableKeys }, report) {
    for (const { at, method } of extractableKeys)
      report({ at, message: 'extractable', data: { method }, suggest: [replaceValue(at, 'false', 'Make the key not extractable')] });
  },
});
