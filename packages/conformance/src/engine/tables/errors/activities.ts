import { type Activity, defineActivity } from '@mcp-agent/core';
import { throwKind } from './kinds.ts';
import { rejectUpdate, throwQuery, throwUpdate } from './workflows.ts';

/** Throws a kind of error. */
export const throwsKind: Activity<string, never> = defineActivity({
  name: 'conformance.throwsKind',
  run: (kind: string) => throwKind(kind),
});

/** Sends a query whose handler throws to the workflow that called it. */
export const queriesKind: Activity<string, null> = defineActivity({
  name: 'conformance.queriesKind',
  run: (kind: string, { queryWorkflow }) => queryWorkflow(throwQuery, kind),
});

/** Sends an update whose handler throws to the workflow that called it. */
export const updatesKind: Activity<string, null> = defineActivity({
  name: 'conformance.updatesKind',
  run: (kind: string, { updateWorkflow }) => updateWorkflow(throwUpdate, kind),
});

/** Sends an update whose validator throws to the workflow that called it. */
export const isRejectedWithKind: Activity<string, null> = defineActivity({
  name: 'conformance.isRejectedWithKind',
  run: (kind: string, { updateWorkflow }) => updateWorkflow(rejectUpdate, kind),
});
