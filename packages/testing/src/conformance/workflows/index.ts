// Every workflow of the suite: the file that an engine is given to run.
export * from './abilities.ts';
export * from './activities.ts';
export * from './agents.ts';
export * from './basics.ts';
export * from './cancellation.ts';
export * from './chains.ts';
export * from './children.ts';
export * from './isolation.ts';
export * from './messages.ts';
export * from './odd-arguments.ts';
export * from './timers.ts';
export * from './values.ts';
