// How the steps of reading grow with the code: many minutes, so by hand and not in `npm test`.

import base from './vitest.config.ts';

export default { ...base, test: { ...base.test, include: ['test/growth-code.test.ts'], projects: [] } };
