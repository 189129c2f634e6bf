import { childIdTaken, type ChildRequest, type ChildRun, jsonBytes } from '@mcp-agent/core/engine';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as temporal from '@temporalio/workflow';
import { INHERITED_MEMO } from '../internal-names.ts';
import { WORKFLOW_TASK_TIMEOUT } from '../timeouts.ts';
import { childError, isNotRunning, messageError, throwIfCancelled } from './errors.ts';
import type { TurnBudget } from './turn-budget.ts';

type ChildHandle = temporal.ChildWorkflowHandle<temporal.Workflow>;

const PARENT_CLOSE_POLICIES = {
  terminate: temporal.ParentClosePolicy.TERMINATE,
  abandon: temporal.ParentClosePolicy.ABANDON,
  request_cancel: temporal.ParentClosePolicy.REQUEST_CANCEL,
} as const;

/** Starts a child workflow. */
export async function startChild(request: ChildRequest, budget: TurnBudget): Promise<ChildRun> {
  const { workflowName, workflowId, input, inherited } = request;
  const abandoned = request.parentClosePolicy === 'abandon';
  throwIfCancelled();
  const start = (): Promise<ChildHandle> =>
    temporal.startChild(workflowName, {
      args: [input],
      workflowId,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      parentClosePolicy: PARENT_CLOSE_POLICIES[request.parentClosePolicy],
      cancellationType: temporal.ChildWorkflowCancellationType.ABANDON,
      ...(inherited !== undefined && { memo: { [INHERITED_MEMO]: inherited } }),
    });
  try {
    const child = await budget.deliver(jsonBytes(input), abandoned ? start : () => cancelledWithScope(start));
    return childRun(child, workflowName, abandoned, budget);
  } catch (failure) {
    if (failure instanceof WorkflowExecutionAlreadyStartedError) {
      throw childIdTaken(workflowId);
    }
    throw childError(failure, { workflowId, workflowName }, abandoned);
  }
}

/**
 * Starts a child that is cancelled with the scope, in whichever run it is. The SDK would cancel only the child's
 * first run.
 */
async function cancelledWithScope(start: () => Promise<ChildHandle>): Promise<ChildHandle> {
  throwIfCancelled();
  const scope = temporal.CancellationScope.current();
  const child = await temporal.CancellationScope.nonCancellable(start);
  let ended = false;
  const noteEnd = (): void => {
    ended = true;
  };
  child.result().then(noteEnd, noteEnd);
  scope.cancelRequested.catch(() => {
    if (ended || !scope.consideredCancelled) return;
    void temporal.CancellationScope.nonCancellable(() => cancelChild(child.workflowId));
  });
  return child;
}

/** Requests cancellation of a child. Does nothing if it has ended. */
async function cancelChild(workflowId: string): Promise<void> {
  try {
    await temporal.getExternalWorkflowHandle(workflowId).cancel();
  } catch (failure) {
    if (!isNotRunning(failure)) throw messageError(failure, workflowId);
  }
}

function childRun(
  child: ChildHandle,
  workflowName: string,
  abandoned: boolean,
  budget: TurnBudget,
): ChildRun {
  const { workflowId, firstExecutionRunId: runId } = child;
  const result = child.result().catch((failure: unknown): never => {
    throw childError(failure, { workflowId, runId, workflowName }, abandoned);
  });
  // The workflow may never await the result.
  result.catch(() => {});
  return {
    workflowId,
    runId,
    result: () => result,
    // Addresses the child by workflow ID, so its latest run receives the signal.
    signal: (name, args) =>
      budget
        .deliver(jsonBytes(args), () => child.signal(name, ...args))
        .catch((failure: unknown): never => {
          throw messageError(failure, workflowId);
        }),
    cancel: async () => {
      throwIfCancelled();
      await budget.deliver(0, () => cancelChild(workflowId));
    },
  };
}
