import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { queryTurns } from './query-turns.ts';
import { rejectedTasks } from './rejections.ts';

/** The interceptors of a run. The SDK looks them up under this name. */
export const interceptors: WorkflowInterceptorsFactory = () => ({ internals: [queryTurns, rejectedTasks] });
