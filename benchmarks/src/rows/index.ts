import type { Row } from '../measure/row.ts';
import { agentRun } from './agent-run.ts';
import { coldImport } from './cold-import.ts';
import { emptyWorkflow } from './empty-workflow.ts';
import { finishedRuns } from './finished-runs.ts';
import { fourActivities } from './four-activities.ts';
import { growth } from './growth.ts';
import { histories } from './histories.ts';
import { portableWorkflow } from './portable-workflow.ts';
import { waitingAgents } from './waiting-agents.ts';
import { waitingWorkflows } from './waiting-workflows.ts';
import { workerStart } from './worker-start.ts';

/** All rows, in the order of the table. */
export const ROWS: readonly Row[] = [
  emptyWorkflow,
  finishedRuns,
  waitingWorkflows,
  agentRun,
  coldImport,
  fourActivities,
  portableWorkflow,
  workerStart,
  waitingAgents,
  histories,
  growth,
];
