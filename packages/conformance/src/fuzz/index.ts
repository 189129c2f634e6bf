export { type CompareOptions, type Divergence, findDivergence } from './divergence.ts';
export type { Action, Program, SignalName, Step, Target } from './program.ts';
