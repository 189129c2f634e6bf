import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { queryTurns } from './query-turns.ts';
import { rejectedTasks } from './rejections.ts';

/** The SDK's interceptors of a run, which it finds under this name. */
export const interceptors: WorkflowInterceptorsFactory = () => ({ internals: [queryTurns, rejectedTasks] });
