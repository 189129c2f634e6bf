import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { testTimeout } from '../packages/testing/src/support/test-timeout.ts';

type TestOptions = NonNullable<ViteUserConfig['test']>;

/**
 * Returns the vitest configuration of a package. Its timeouts only end what hangs: they hold on a machine of which
 * the tests get a quarter of a core. A test that is longer on a quiet machine sets a timeout of its own, with
 * `testTimeout`.
 */
export function testConfig(options: TestOptions = {}): ViteUserConfig {
  return defineConfig({
    test: {
      testTimeout: testTimeout(180_000),
      hookTimeout: testTimeout(180_000),
      expect: { poll: { timeout: testTimeout(60_000) } },
      ...options,
    },
  });
}
