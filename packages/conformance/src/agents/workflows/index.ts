// The workflows of the suite: the file that the engine runs.
export * from './abilities.ts';
export * from './agents.ts';
