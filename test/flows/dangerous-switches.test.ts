// A text that sets a variable, in the spellings of many formats → is a check switched off by it?

import { describe, expect, it } from 'vitest';
import { switchesInText } from '../../src/flows/dangerous-switches.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const found = (text: string, path = 'deploy/app.yaml'): readonly string[] => switchesInText(sourceFileOf(path, text)).map(({ name }) => name);
const TLS = 'NODE_TLS_REJECT_UNAUTHORIZED';

describe('switches in other texts', () => {
  it.each([
    `${TLS}=0`, `export ${TLS}=0`, `${TLS}="0"`, `${TLS}: 0`, `${TLS}: "0"`, `"${TLS}": "0"`, `ENV ${TLS} 0`, `ENV ${TLS}=0`, `- ${TLS}=0`,
    `- name: ${TLS}\n  value: "0"`, `{ "name": "${TLS}", "value": "0" }`, `${TLS} = "0"`, `"start": "${TLS}=0 node x.js"`, `set ${TLS}=0`,
  ])('%s', (text) => expect(found(text)).toEqual([TLS]));

  it.each([
    `${TLS}=1`, `${TLS}=`, `# ${TLS}=0`, `// ${TLS}=0`, `${TLS}: 1`, `MY_${TLS}=0`, `${TLS}=\${X}`, `Set ${TLS} to nothing.`, TLS,
    `- name: ${TLS}\n  valueFrom:\n    secretKeyRef: x`, 'FIREBASE_AUTH_EMULATOR_HOST=', 'NODE_ENV=development',
  ])('silent: %s', (text) => expect(found(text)).toEqual([]));

  it('NODE_ENV matters where the file is for production', () => {
    expect(found('NODE_ENV=development', '.env.production')).toEqual(['NODE_ENV']);
    expect(found('NODE_ENV=production', '.env.production')).toEqual([]);
    expect(found('ENV NODE_ENV=development', 'Dockerfile')).toEqual(['NODE_ENV']);
    expect(found('ENV NODE_ENV=development', 'Dockerfile.dev')).toEqual([]);
  });
});
