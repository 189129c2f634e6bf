export { errorOf } from './error-of.ts';
export { freePort } from './free-port.ts';
export { testTimeout } from './test-timeout.ts';
export { until } from './until.ts';
