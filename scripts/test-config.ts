import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { testTimeout } from '../packages/testing/src/support/test-timeout.ts';

type TestOptions = NonNullable<ViteUserConfig['test']>;

/**
 * Returns the vitest configuration of a package. The timeouts only stop tests that hang: they suffice with a quarter of
 * a core. A longer test sets its own timeout with `testTimeout`.
 */
export function testConfig(options: TestOptions = {}): ViteUserConfig {
  return defineConfig({
    test: {
      testTimeout: testTimeout(180_000),
      hookTimeout: testTimeout(180_000),
      // By default, vitest reserves one core, and on two cores runs files one after another.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      expect: { poll: { timeout: testTimeout(60_000) } },
      ...options,
    },
  });
}
