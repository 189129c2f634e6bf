import { childIdTaken, type ChildRequest, type ChildRun, jsonBytes } from '@mcp-agent/core/engine';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as temporal from '@temporalio/workflow';
import { childError, isNotRunning, messageError, throwIfCancelled } from './errors.ts';
import type { TurnBudget } from './turn-budget.ts';

const PARENT_CLOSE_POLICIES = {
  terminate: temporal.ParentClosePolicy.TERMINATE,
  abandon: temporal.ParentClosePolicy.ABANDON,
  request_cancel: temporal.ParentClosePolicy.REQUEST_CANCEL,
} as const;

/** Starts a child workflow. */
export async function startChild(request: ChildRequest, budget: TurnBudget): Promise<ChildRun> {
  const { workflowName, workflowId, input } = request;
  const abandoned = request.parentClosePolicy === 'abandon';
  throwIfCancelled();
  try {
    const child = await budget.send(jsonBytes(input), () =>
      temporal.startChild(workflowName, {
        args: [input],
        workflowId,
        parentClosePolicy: PARENT_CLOSE_POLICIES[request.parentClosePolicy],
        cancellationType: abandoned
          ? temporal.ChildWorkflowCancellationType.ABANDON
          : temporal.ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
      }),
    );
    return childRun(child, workflowName, abandoned, budget);
  } catch (failure) {
    if (failure instanceof WorkflowExecutionAlreadyStartedError) {
      throw childIdTaken(workflowId);
    }
    throw childError(failure, { workflowId, workflowName }, abandoned);
  }
}

function childRun(
  child: temporal.ChildWorkflowHandle<temporal.Workflow>,
  workflowName: string,
  abandoned: boolean,
  budget: TurnBudget,
): ChildRun {
  const { workflowId, firstExecutionRunId: runId } = child;
  const result = child.result().catch((failure: unknown): never => {
    throw childError(failure, { workflowId, runId, workflowName }, abandoned);
  });
  // Whether anybody waits for the child is the workflow's to decide.
  result.catch(() => {});
  return {
    workflowId,
    runId,
    result: () => result,
    // To the child of that id, whichever of its runs it has come to.
    signal: (name, args) =>
      budget
        .send(jsonBytes(args), () => child.signal(name, ...args))
        .catch((failure: unknown): never => {
          throw messageError(failure, workflowId);
        }),
    cancel: async () => {
      throwIfCancelled();
      await temporal
        .getExternalWorkflowHandle(workflowId)
        .cancel()
        .catch((failure: unknown) => {
          if (!isNotRunning(failure)) throw messageError(failure, workflowId);
        });
    },
  };
}
