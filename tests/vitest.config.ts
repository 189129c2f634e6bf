import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: '@mcp-agent/testing/temporal-setup',
    include: ['src/**/*.test.ts', 'mutants/*.test.ts'],
    // They install packages, compile and run what READMEs show; two cores may be busy with others.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
