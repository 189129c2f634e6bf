// The activities of the suite. Load this file where the engine runs activities.
export * from './attempts.ts';
export * from './messages.ts';
export * from './values.ts';
export * from './waiting.ts';
export * from '../tables/activities.ts';
// Plain functions, by Temporal's convention.
export * from './functions.ts';
