import { testConfig } from '../../scripts/test-config.ts';

export default testConfig({ globalSetup: './src/temporal/vitest-setup.ts' });
