import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: '@mcp-agent/testing/temporal-setup' },
});
