import { testTimeout } from '../packages/testing/src/support/test-timeout.ts';
import { testConfig } from '../scripts/test-config.ts';

export default testConfig({
  globalSetup: '@mcp-agent/testing/temporal-setup',
  include: ['src/**/*.test.ts', 'mutants/*.test.ts'],
  // They install packages, compile and run what READMEs show.
  testTimeout: testTimeout(600_000),
  hookTimeout: testTimeout(600_000),
});
