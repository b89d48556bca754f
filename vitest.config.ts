import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { JWTLINT_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/**/*.test.ts'],
    // Counts steps of a bundle of its own, which takes three minutes: `npm run test:growth`.
    exclude: ['test/growth-code.test.ts', 'test/installed/**', 'test/neighbours/**'],
    globalSetup: ['test/global-setup.ts'],
    // One test file a core; the scanner itself keeps to one.
    maxWorkers: 2,
    // Fixtures generate keys and load parsers; a busy two-core machine needs the room.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
