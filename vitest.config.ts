import { defineConfig } from 'vitest/config';

/** Replaces a module of ours, so it has a process with modules of its own. */
const alone = 'test/hosts/faults.test.ts';

export default defineConfig({
  define: { JWTLINT_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    globalSetup: ['test/global-setup.ts'],
    // One test file a core; the scanner itself keeps to one.
    maxWorkers: 2,
    // Fixtures generate keys and load parsers; a busy two-core machine needs the room.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          // Counts steps of a bundle of its own, which takes three minutes: `npm run test:growth`.
          exclude: [alone, 'test/growth-code.test.ts', 'test/installed/**', 'test/neighbours/**'],
          // Files share the modules that were loaded before them, which halves the run.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: [alone] } },
    ],
  },
});
