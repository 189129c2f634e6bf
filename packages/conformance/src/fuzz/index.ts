export {
  type CompareOptions,
  describeDivergence,
  type Divergence,
  findDivergence,
  tracesOf,
} from './divergence.ts';
export type { AbortAnswer, Action, ActKind, Program, SignalName, Step, Target } from './program.ts';
export { describeEngineEquivalence } from './suite.ts';
