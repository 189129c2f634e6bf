// The workflows of the suite, which the engine runs.
export * from './activities.ts';
export * from './basics.ts';
export * from './cancellation.ts';
export * from './chains.ts';
export * from './children.ts';
export * from './following.ts';
export * from './isolation.ts';
export * from './messages.ts';
export * from './odd-arguments.ts';
export * from './pausing.ts';
export * from './rejections.ts';
export * from './timers.ts';
export * from './turns.ts';
export * from './values.ts';
export * from '../tables/workflows.ts';
