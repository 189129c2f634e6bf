import {
  ActivityError,
  CancelledError,
  ChildWorkflowError,
  isCancellation,
  type JsonObject,
  type JsonValue,
  type LogLevel,
  WorkflowAlreadyExistsError,
  WorkflowNotFoundError,
  type WorkflowInfo,
} from '@mcp-agent/core';
import {
  type ActivityRequest,
  type ChildRequest,
  type ChildRun,
  type Scope,
  type ScopeKind,
  type WorkflowRun,
  type WorkflowRuntime,
} from '@mcp-agent/core/engine';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as temporal from '@temporalio/workflow';
import { fromFailure } from '../failure/from-failure.ts';
import { toFailure } from '../failure/to-failure.ts';

/** Door 1 inside Temporal's isolate. */
export class TemporalRuntime implements WorkflowRuntime {
  readonly info: WorkflowInfo;
  #run: WorkflowRun | undefined;

  constructor() {
    const { workflowId, runId, workflowType, attempt, runStartTime, parent } = temporal.workflowInfo();
    this.info = {
      workflowId,
      runId,
      workflowName: workflowType,
      engine: 'temporal',
      attempt,
      startTime: runStartTime.getTime(),
      ...(parent !== undefined && { parent: { workflowId: parent.workflowId, runId: parent.runId } }),
    };
  }

  /** Tells the runtime whose it is, before the run is executed. */
  serve(run: WorkflowRun): void {
    this.#run = run;
  }

  get replaying(): boolean {
    return temporal.workflowInfo().unsafe.isReplaying;
  }

  now(): number {
    return Date.now();
  }

  random(): number {
    return Math.random();
  }

  uuid(): string {
    return temporal.uuid4();
  }

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    temporal.log[level](message, attributes);
  }

  sleep(ms: number): Promise<void> {
    return settle(temporal.sleep(ms));
  }

  condition(predicate: () => boolean): Promise<void> {
    return settle(temporal.condition(predicate));
  }

  executeActivity(request: ActivityRequest): Promise<JsonValue> {
    const { options } = request;
    return temporal
      .scheduleActivity<JsonValue>(request.activity, [request.input], {
        startToCloseTimeout: options.startToCloseTimeoutMs,
        heartbeatTimeout: options.heartbeatTimeoutMs,
        ...(options.worker !== undefined && { taskQueue: options.worker }),
        ...(options.scheduleToStartTimeoutMs !== undefined && {
          scheduleToStartTimeout: options.scheduleToStartTimeoutMs,
        }),
        ...(options.scheduleToCloseTimeoutMs !== undefined && {
          scheduleToCloseTimeout: options.scheduleToCloseTimeoutMs,
        }),
        retry: {
          initialInterval: options.retry.initialIntervalMs,
          backoffCoefficient: options.retry.backoffCoefficient,
          maximumInterval: options.retry.maximumIntervalMs,
          maximumAttempts: options.retry.maximumAttempts,
          nonRetryableErrorTypes: [...options.retry.nonRetryableErrorTypes],
        },
      })
      .catch((failure: unknown): never => {
        throw activityError(failure);
      });
  }

  async startChild(request: ChildRequest): Promise<ChildRun> {
    const { workflowName } = request;
    try {
      const child = await temporal.startChild(workflowName, {
        args: [request.input],
        workflowId: request.workflowId,
        parentClosePolicy: PARENT_CLOSE_POLICIES[request.parentClosePolicy],
      });
      const run = { workflowId: child.workflowId, runId: child.firstExecutionRunId };
      const result = child.result().catch((failure: unknown): JsonValue => {
        throw childError(failure, { ...run, workflowName });
      });
      // Whether anybody waits for the child is the workflow's to decide.
      result.catch(() => {});
      return { ...run, result: () => result };
    } catch (failure) {
      if (failure instanceof WorkflowExecutionAlreadyStartedError) {
        throw new WorkflowAlreadyExistsError(
          `A workflow with the id "${request.workflowId}" is running. Give the child another id.`,
          { workflowId: request.workflowId, cause: failure },
        );
      }
      throw childError(failure, { workflowId: request.workflowId, workflowName });
    }
  }

  signalWorkflow(
    workflowId: string,
    runId: string | undefined,
    name: string,
    args: JsonValue[],
  ): Promise<void> {
    return settle(temporal.getExternalWorkflowHandle(workflowId, runId).signal(name, ...args), workflowId);
  }

  cancelWorkflow(workflowId: string, runId: string | undefined): Promise<void> {
    return settle(temporal.getExternalWorkflowHandle(workflowId, runId).cancel(), workflowId);
  }

  updateHandlerSet(name: string): void {
    const run = this.#run;
    if (run === undefined) return;
    temporal.setHandler(
      temporal.defineUpdate<JsonValue, JsonValue[]>(name),
      async (...args) => {
        try {
          return await run.update(name, args);
        } catch (error) {
          throw toFailure(error);
        }
      },
      {
        validator: (...args) => {
          try {
            run.validateUpdate(name, args);
          } catch (error) {
            throw toFailure(error);
          }
        },
      },
    );
  }

  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    const scope = new temporal.CancellationScope({ cancellable: kind === 'cancellable' });
    const cancel = (message?: string): void => {
      if (message !== undefined) reasons.set(scope, message);
      scope.cancel();
    };
    return scope.run(() => fn({ cancel }));
  }

  patched(id: string): boolean {
    return temporal.patched(id);
  }

  continueAsNew(input: JsonValue): Promise<never> {
    return temporal.makeContinueAsNewFunc({ workflowType: this.info.workflowName })(input);
  }
}

const PARENT_CLOSE_POLICIES = {
  terminate: temporal.ParentClosePolicy.TERMINATE,
  abandon: temporal.ParentClosePolicy.ABANDON,
  request_cancel: temporal.ParentClosePolicy.REQUEST_CANCEL,
} as const;

/** Why scopes were cancelled: Temporal's cancellation itself says nothing. */
const reasons = new WeakMap<temporal.CancellationScope, string>();

function cancelled(): CancelledError {
  let scope: temporal.CancellationScope | undefined = temporal.CancellationScope.current();
  while (scope !== undefined && !reasons.has(scope)) scope = scope.parent;
  return new CancelledError((scope && reasons.get(scope)) ?? 'The workflow was cancelled.');
}

/**
 * Waits for something of Temporal's, and says it in our words when it failed.
 *
 * @param to the workflow that was spoken to, where one was
 */
function settle<T>(waiting: Promise<T>, to?: string): Promise<T> {
  // Not by an async function: the SDK writes a stack trace for each promise that is made in the isolate.
  return waiting.catch((failure: unknown): never => {
    if (failure instanceof temporal.CancelledFailure) throw cancelled();
    const nobody = failure instanceof temporal.ApplicationFailure && failure.type === NOBODY_THERE;
    if (!nobody || to === undefined) throw fromFailure(failure);
    throw new WorkflowNotFoundError(
      `No workflow "${to}" runs that takes a message. Check the id; it may have ended.`,
      { workflowId: to, cause: failure },
    );
  });
}

/** What Temporal's SDK calls it. */
const NOBODY_THERE = 'ExternalWorkflowExecutionNotFound';

function activityError(failure: unknown): unknown {
  if (failure instanceof temporal.CancelledFailure) return cancelled();
  if (!(failure instanceof temporal.ActivityFailure)) return fromFailure(failure);
  const { activityType, activityId = '' } = failure;
  const cause = fromFailure(failure.cause);
  if (failure.cause instanceof temporal.CancelledFailure) {
    return cancelled();
  }
  return new ActivityError(`Activity "${activityType}" failed: ${cause.message}`, {
    activity: activityType,
    activityId,
    cause,
  });
}

function childError(
  failure: unknown,
  child: { workflowId: string; runId?: string; workflowName: string },
): unknown {
  if (!(failure instanceof temporal.ChildWorkflowFailure)) return fromFailure(failure);
  const cause = fromFailure(failure.cause);
  if (isCancellation(cause) && temporal.CancellationScope.current().consideredCancelled) {
    return cancelled();
  }
  const { workflowName } = child;
  return new ChildWorkflowError(`Child workflow "${workflowName}" failed: ${cause.message}`, {
    ...child,
    cause,
  });
}
