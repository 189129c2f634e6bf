// The activities of the generated tables.
export * from './errors/activities.ts';
export * from './values/activities.ts';
