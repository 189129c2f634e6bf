import type { Context } from '@temporalio/activity';
// A CommonJS module: Node.js supports only its default import.
import proto from '@temporalio/proto';

const { TIMEOUT_TYPE_HEARTBEAT } = proto.temporal.api.enums.v1.TimeoutType;

/** Time limit for both requests. Without them, the workflow continues after the sticky timeout. */
const TIMEOUT_MS = 1_000;

/**
 * If the previous attempt died with its worker, lets any worker run the workflow: the dead one probably has it in its
 * cache, and its next task or query would wait for that worker.
 */
export async function leaveDeadWorker({ client, info }: Context): Promise<void> {
  const { attempt, activityId, workflowExecution: execution } = info;
  if (attempt === 1 || execution === undefined) return;
  const { namespace } = client.options;
  try {
    await client.withDeadline(Date.now() + TIMEOUT_MS, async () => {
      const { pendingActivities } = await client.workflowService.describeWorkflowExecution({
        namespace,
        execution,
      });
      const own = pendingActivities.find((pending) => pending.activityId === activityId);
      if (own?.lastFailure?.timeoutFailureInfo?.timeoutType !== TIMEOUT_TYPE_HEARTBEAT) return;
      await client.workflowService.resetStickyTaskQueue({ namespace, execution });
    });
  } catch {
    // See above: it continues later.
  }
}
