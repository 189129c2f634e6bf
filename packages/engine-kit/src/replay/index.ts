export type { Asked, Came, Entry } from './journal.ts';
export {
  describeStored,
  type JournalStore,
  type StoredControl,
  outcomeFrom,
  type RunRecord,
  type RunState,
  stateOf,
  type StoredRun,
} from './journal-store.ts';
export { ReplayedRun } from './run.ts';
