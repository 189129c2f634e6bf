export type { Asked, Came, Entry } from './journal.ts';
export {
  describeStored,
  type Keeper,
  type KeptControl,
  outcomeFrom,
  type RunRecord,
  type RunState,
  stateOf,
  type StoredRun,
} from './keeper.ts';
export { NonDeterminismError } from './non-determinism.ts';
export { ReplayedRun } from './run.ts';
