export { errorOf } from './error-of.ts';
export { testTimeout } from './test-timeout.ts';
export { until } from './until.ts';
