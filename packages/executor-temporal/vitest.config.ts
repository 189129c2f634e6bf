import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: { globalSetup: '@mcp-agent/testing/temporal-setup' },
});

export default config;
