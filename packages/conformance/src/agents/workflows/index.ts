// The workflows of the suite, which the engine runs.
export * from './abilities.ts';
export * from './agents.ts';
export * from './patterns.ts';
export * from './budgets.ts';
export * from './calls.ts';
export * from './loop.ts';
export * from './tools.ts';
