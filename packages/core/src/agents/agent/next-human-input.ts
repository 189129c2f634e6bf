import {
  MessageFailedError,
  UpdateRejectedError,
  WorkflowNotFoundError,
} from '../../runtime/errors/workflow.ts';
import type { WorkflowHandle } from '../../runtime/executor/handle.ts';
import { awaitHumanInput, type PendingHumanInput } from './human-input.ts';

/**
 * Waits without polling until a workflow requests human input. Returns the request that has been open longest,
 * or `undefined` if the workflow ended.
 *
 * @example
 * ```ts
 * for (let request = await nextHumanInput(handle); request; request = await nextHumanInput(handle)) {
 *   if (request.kind !== 'approval') continue;
 *   await handle.signal(humanInputAnswer, { id: request.id, kind: 'approval', approved: true });
 * }
 * ```
 *
 * @throws {@link WorkflowNotFoundError} when there is no such workflow
 */
export async function nextHumanInput(handle: WorkflowHandle): Promise<PendingHumanInput | undefined> {
  for (;;) {
    const { runId } = await handle.describe();
    try {
      return await handle.update(awaitHumanInput);
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      const now = await handle.describe();
      if (now.status !== 'running' && now.status !== 'paused') return undefined;
      // After continue-as-new, ask the next run. If the same run is still active and cannot answer, fail.
      if (now.runId === runId) throw error;
    }
  }
}

function isUnanswered(error: unknown): boolean {
  return (
    MessageFailedError.isInstance(error) ||
    UpdateRejectedError.isInstance(error) ||
    WorkflowNotFoundError.isInstance(error)
  );
}
