import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { JWTLINT_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/installed/**', 'test/neighbours/**'],
    globalSetup: ['test/global-setup.ts'],
    // Fixtures generate keys and load parsers; a busy two-core machine needs the room.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
