import { testConfig } from '../../scripts/test-config.ts';

// The tests mostly wait for processes that they start.
export default testConfig();
