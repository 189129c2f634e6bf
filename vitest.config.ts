import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { testTimeout } from './packages/testing/src/support/test-timeout.ts';

// All packages' tests in one run, which shares one Temporal server. A package's own settings are in its
// vitest.config.ts, so that `pnpm --filter <package> test` is the same.
const config: ViteUserConfig = defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'examples/*', 'chaos', 'tests'],
    teardownTimeout: testTimeout(60_000),
    // Most tests wait, for a server or a process: a worker more than the machine has cores keeps them busy.
    maxWorkers: availableParallelism() + 1,
  },
});

export default config;
