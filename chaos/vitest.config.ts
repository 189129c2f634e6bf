import { testTimeout } from '../packages/testing/src/support/test-timeout.ts';
import { testConfig } from '../scripts/test-config.ts';

export default testConfig({
  globalSetup: '@mcp-agent/testing/temporal-setup',
  // A run ends by itself when nothing has happened for minutes; how long it takes depends on the machine.
  testTimeout: testTimeout(1_800_000),
});
