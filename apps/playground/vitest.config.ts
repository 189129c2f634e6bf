import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: [
      '@mcp-agent/testing/temporal-setup',
      'src/test-support/build-page.ts',
      'src/test-support/prepare-browser.ts',
    ],
    // Each test starts the program as a person does; two cores may be busy with others.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
