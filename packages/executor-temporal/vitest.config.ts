import { testConfig } from '../../scripts/test-config.ts';

export default testConfig({ globalSetup: '@mcp-agent/testing/temporal-setup' });
