import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { LongestFirst } from './scripts/check/longest-first.ts';
import { testTimeout } from './packages/testing/src/support/test-timeout.ts';

// All packages' tests in one run, which shares one Temporal server. A package's own settings are in its
// vitest.config.ts, so that `pnpm --filter <package> test` is the same.
const config: ViteUserConfig = defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'examples/*', 'chaos', 'tests'],
    teardownTimeout: testTimeout(60_000),
    sequence: { sequencer: LongestFirst },
  },
});

export default config;
