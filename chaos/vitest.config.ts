import { testTimeout } from '../packages/testing/src/support/test-timeout.ts';
import { testConfig } from '../scripts/test-config.ts';

export default testConfig({
  globalSetup: '@mcp-agent/testing/temporal-setup',
  // A run ends by itself when nothing has happened for minutes.
  testTimeout: testTimeout(900_000),
});
