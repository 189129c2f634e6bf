import type { ActivityContext } from '../../../runtime/activity/context.ts';

const refuse = (): never => {
  throw new Error('not used here');
};

/** An activity context for tests, whose methods throw. */
export const TEST_CONTEXT: ActivityContext = {
  info: { activity: 'a', activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
  signal: new AbortController().signal,
  settings: {},
  heartbeat: refuse,
  checkpoint: refuse,
  resource: refuse,
  log: refuse,
  signalWorkflow: refuse,
  updateWorkflow: refuse,
  queryWorkflow: refuse,
};
