import { defineConfig, type ViteUserConfig } from 'vitest/config';

// All packages' tests in one run, which shares one Temporal server. A package's own settings are in its
// vitest.config.ts, so that `pnpm --filter <package> test` is the same.
const config: ViteUserConfig = defineConfig({
  test: { projects: ['packages/*', 'apps/*', 'examples/*', 'tests'] },
});

export default config;
