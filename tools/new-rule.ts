// `npm run new no-thing`: rules/no-thing.ts and fixtures/no-thing/{bad,good}.ts, to be filled; then the list of rules.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ruleListText } from './rule-list.ts';

const root = process.cwd();
const id = process.argv[2] ?? '';
if (!/^(?:no|require)(?:-[a-z0-9]+)+$/.test(id)) {
  console.error('usage: npm run new no-thing | require-thing');
  process.exit(2);
}

const rule = `import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: '${id}',
  summary: '${id.startsWith('no-') ? 'Disallow' : 'Require'} …',
  why: '…',
  remediation: '…',
  severity: 'error',
  recommended: true,
  category: 'keys',
  references: { cwe: [] },
  messages: { found: '…' },
  check({ jwtCalls }, report) {
    for (const call of jwtCalls) report({ at: call.at, message: 'found' });
  },
});
`;
const files = {
  [`rules/${id}.ts`]: rule,
  [`fixtures/${id}/bad.ts`]: `import jwt from 'jsonwebtoken';\n\njwt.verify(token, key);\n// ^^^^^^^ ${id}\n`,
  [`fixtures/${id}/good.ts`]: "import jwt from 'jsonwebtoken';\n\njwt.verify(token, key, { algorithms: ['RS256'] });\n",
};
const present = Object.keys(files).filter((path) => existsSync(join(root, path)));
if (present.length > 0) {
  console.error(`already there: ${present.join(', ')}`);
  process.exit(2);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`written: ${path}`);
}
writeFileSync(join(root, 'rules/all.ts'), ruleListText(root));
console.log('written: rules/all.ts\nnext: fill in the words and the carets, then npm test');
