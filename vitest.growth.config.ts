// How the steps of reading grow with the code: many minutes, so by hand and not in `npm test`.

import base from './vitest.config.ts';

const { projects: _, ...shared } = base.test ?? {};

export default { ...base, test: { ...shared, include: ['test/growth-code.test.ts'] } };
