// The workflow file of the workers and the page.
export { research } from './research.ts';
export { approval } from './approval.ts';
export { timer } from './timer.ts';
export { fanOut } from './fan-out.ts';
export { flaky } from './flaky.ts';
export { booking } from './cancellation.ts';
export { streaming } from './streaming.ts';
