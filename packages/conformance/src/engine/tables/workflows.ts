// The workflows of the generated tables.
export * from './errors/workflows.ts';
export * from './values/workflows.ts';
export * from './options/workflows.ts';
export * from './states/workflows.ts';
