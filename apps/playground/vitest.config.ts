import { testTimeout } from '@mcp-agent/testing/support';
import { testConfig } from '../../scripts/test-config.ts';

export default testConfig({
  include: ['src/**/*.test.ts'],
  globalSetup: [
    '@mcp-agent/testing/temporal-setup',
    'src/test-support/build-page.ts',
    'src/test-support/prepare-browser.ts',
  ],
  // Each test starts the whole program.
  testTimeout: testTimeout(300_000),
  hookTimeout: testTimeout(300_000),
});
