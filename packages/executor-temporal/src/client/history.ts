import type { HistoryStep, JsonValue } from '@mcp-agent/core';
import type { StepStatus } from '@mcp-agent/core/engine';
import {
  type ErrorData,
  errorToData,
  isCancellation,
  type McpAgentError,
  TimeoutError,
} from '@mcp-agent/core/errors';
import {
  activityTimedOut,
  childIdTaken,
  type ActivityTimeouts,
  isReservedName,
  workflowTerminated,
  workflowTimedOut,
} from '@mcp-agent/core/engine';
import { defaultPayloadConverter, fromPayloadsAtIndex } from '@temporalio/common';
import type { WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';
import { optionalTsToMs, tsToMs } from '@temporalio/common/lib/time.js';
import { decodeFailure, type Failure } from '../failure/decode-failure.ts';
import { activityTimeoutKind, fromFailure } from '../failure/from-failure.ts';
import { nextRunId } from './run-chain.ts';
import { NEXT_TASK_TIMER } from '../internal-names.ts';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
export type PendingActivities = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;
type Event = NonNullable<History['events']>[number];
type Payloads = { payloads?: Parameters<typeof fromPayloadsAtIndex>[2] } | null | undefined;
type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Step = Writable<HistoryStep>;

/** Whether a run's history names a run that continues it. */
export function isContinued({ events }: History): boolean {
  const last = events?.at(-1);
  return last !== undefined && last !== null && nextRunId(last) !== undefined;
}

/**
 * Converts Temporal's events to history steps, one for each operation that started. No event shows the attempts of an
 * activity before it ends; `pending` supplies them.
 *
 * @param pending called only if an activity is running
 */
export async function readHistory(
  history: History,
  pending: () => Promise<PendingActivities>,
): Promise<HistoryStep[]> {
  const steps = new Map<string, Step>();
  const timeouts = new Map<string, ActivityTimeouts>();
  for (const event of history.events ?? []) readEvent(event, steps, timeouts);
  const running = new Map<string, Step>();
  for (const { eventId, activityTaskScheduledEventAttributes: scheduled } of history.events ?? []) {
    const step = scheduled ? steps.get(String(eventId)) : undefined;
    if (step?.status === 'running') running.set(scheduled?.activityId ?? '', step);
  }
  if (running.size > 0) readPending(await pending(), running);
  return [...steps.values()];
}

function readPending(pending: PendingActivities, running: ReadonlyMap<string, Step>): void {
  for (const { activityId, attempt, nextAttemptScheduleTime, lastFailure } of pending) {
    const step = running.get(activityId ?? '');
    if (step === undefined) continue;
    const waits = nextAttemptScheduleTime && lastFailure;
    // An activity that waits for its next attempt has made one attempt fewer.
    step.attempts = Math.max(1, (attempt ?? 1) - (waits ? 1 : 0));
    if (waits) step.retry = { at: tsToMs(nextAttemptScheduleTime), error: readFailure(lastFailure) };
  }
}

function readFailure(failure: Failure): ErrorData {
  return errorToData(errorOf(failure));
}

function errorOf(failure: Failure): McpAgentError {
  return fromFailure(decodeFailure(failure));
}

function readEvent(event: Event, steps: Map<string, Step>, timeouts: Map<string, ActivityTimeouts>): void {
  const at = tsToMs(event.eventTime);
  const begin = (key: unknown, type: Step['type'], name: string, input: JsonValue | undefined): Step => {
    const step: Step = { type, name, status: 'running', startedAt: at, attempts: 1 };
    if (input !== undefined) step.input = input;
    // Internal messages, such as pauses and model output chunks, are not steps of the workflow.
    if (!isReservedName(name)) steps.set(String(key), step);
    return step;
  };
  const end = (key: unknown, status: StepStatus, payloads?: Payloads, error?: McpAgentError): void => {
    const step = steps.get(String(key));
    // A cancelled activity may still return or throw. The workflow no longer waits for it.
    if (step === undefined || step.endedAt !== undefined) return;
    step.status = status;
    step.endedAt = at;
    const output = value(payloads);
    if (output !== undefined && output !== null) step.output = output;
    if (error === undefined) return;
    if (isCancellation(error)) step.status = 'cancelled';
    else step.error = errorToData(error);
    if (TimeoutError.isInstance(error)) step.status = 'timed_out';
  };

  if (event.activityTaskScheduledEventAttributes) {
    const { activityType, input, ...options } = event.activityTaskScheduledEventAttributes;
    begin(event.eventId, 'activity', activityType?.name ?? '', value(input));
    timeouts.set(String(event.eventId), {
      startToCloseTimeoutMs: optionalTsToMs(options.startToCloseTimeout) ?? 0,
      scheduleToCloseTimeoutMs: optionalTsToMs(options.scheduleToCloseTimeout),
      scheduleToStartTimeoutMs: optionalTsToMs(options.scheduleToStartTimeout),
      heartbeatTimeoutMs: optionalTsToMs(options.heartbeatTimeout) ?? 0,
    });
  } else if (event.activityTaskStartedEventAttributes) {
    const { scheduledEventId, attempt } = event.activityTaskStartedEventAttributes;
    const step = steps.get(String(scheduledEventId));
    if (step !== undefined) step.attempts = attempt ?? 1;
  } else if (event.activityTaskCompletedEventAttributes) {
    const { scheduledEventId, result } = event.activityTaskCompletedEventAttributes;
    end(scheduledEventId, 'completed', result);
  } else if (event.activityTaskFailedEventAttributes) {
    const { scheduledEventId, failure } = event.activityTaskFailedEventAttributes;
    end(scheduledEventId, 'failed', undefined, failure ? errorOf(failure) : undefined);
  } else if (event.activityTaskTimedOutEventAttributes) {
    const { scheduledEventId, failure } = event.activityTaskTimedOutEventAttributes;
    const key = String(scheduledEventId);
    const thrown = failure && decodeFailure(failure);
    const [kind, limits] = [activityTimeoutKind(thrown), timeouts.get(key)];
    const error =
      kind !== undefined && limits !== undefined
        ? activityTimedOut(steps.get(key)?.name ?? '', kind, limits)
        : fromFailure(thrown);
    end(scheduledEventId, 'timed_out', undefined, error);
  } else if (event.activityTaskCancelRequestedEventAttributes) {
    // The workflow continues at once and no longer waits for the activity.
    end(event.activityTaskCancelRequestedEventAttributes.scheduledEventId, 'cancelled');
  } else if (event.timerStartedEventAttributes) {
    const { timerId, startToFireTimeout } = event.timerStartedEventAttributes;
    if (isNextTaskTimer(event)) return;
    begin(`timer ${timerId}`, 'timer', '', tsToMs(startToFireTimeout));
  } else if (event.timerFiredEventAttributes) {
    end(`timer ${event.timerFiredEventAttributes.timerId}`, 'completed');
  } else if (event.timerCanceledEventAttributes) {
    end(`timer ${event.timerCanceledEventAttributes.timerId}`, 'cancelled');
  } else if (event.workflowExecutionSignaledEventAttributes) {
    const { signalName, input } = event.workflowExecutionSignaledEventAttributes;
    begin(event.eventId, 'signal', signalName ?? '', values(input));
    end(event.eventId, 'completed');
  } else if (event.workflowExecutionUpdateAcceptedEventAttributes) {
    const { acceptedRequest } = event.workflowExecutionUpdateAcceptedEventAttributes;
    begin(event.eventId, 'update', acceptedRequest?.input?.name ?? '', values(acceptedRequest?.input?.args));
  } else if (event.workflowExecutionUpdateCompletedEventAttributes) {
    const { acceptedEventId, outcome } = event.workflowExecutionUpdateCompletedEventAttributes;
    const error = outcome?.failure ? errorOf(outcome.failure) : undefined;
    end(acceptedEventId, error ? 'failed' : 'completed', outcome?.success, error);
  } else {
    readChildEvent(event, begin, end);
  }
}

/** Whether a timer only triggers the next workflow task. It is not a step of the workflow. */
function isNextTaskTimer({ userMetadata }: Event): boolean {
  const summary = userMetadata?.summary;
  return Boolean(summary) && value({ payloads: [summary ?? {}] }) === NEXT_TASK_TIMER;
}

function readChildEvent(
  event: Event,
  begin: (key: unknown, type: Step['type'], name: string, input: JsonValue | undefined) => Step,
  end: (key: unknown, status: StepStatus, payloads?: Payloads, error?: McpAgentError) => void,
): void {
  if (event.startChildWorkflowExecutionInitiatedEventAttributes) {
    const { workflowType, workflowId, input } = event.startChildWorkflowExecutionInitiatedEventAttributes;
    const step = begin(event.eventId, 'child', workflowType?.name ?? '', value(input));
    if (workflowId) step.workflowId = workflowId;
  } else if (event.startChildWorkflowExecutionFailedEventAttributes) {
    const { initiatedEventId, workflowId } = event.startChildWorkflowExecutionFailedEventAttributes;
    // The server rejects the start of a child only for this reason, or for a missing namespace.
    end(initiatedEventId, 'failed', undefined, childIdTaken(workflowId ?? ''));
  } else if (event.childWorkflowExecutionCompletedEventAttributes) {
    const { initiatedEventId, result } = event.childWorkflowExecutionCompletedEventAttributes;
    end(initiatedEventId, 'completed', result);
  } else if (event.childWorkflowExecutionFailedEventAttributes) {
    const { initiatedEventId, failure } = event.childWorkflowExecutionFailedEventAttributes;
    end(initiatedEventId, 'failed', undefined, failure ? errorOf(failure) : undefined);
  } else if (event.childWorkflowExecutionCanceledEventAttributes) {
    end(event.childWorkflowExecutionCanceledEventAttributes.initiatedEventId, 'cancelled');
  } else if (event.childWorkflowExecutionTerminatedEventAttributes) {
    const { initiatedEventId, workflowExecution } = event.childWorkflowExecutionTerminatedEventAttributes;
    const child = { workflowId: workflowExecution?.workflowId ?? '', runId: workflowExecution?.runId ?? '' };
    end(initiatedEventId, 'failed', undefined, workflowTerminated(child));
  } else if (event.childWorkflowExecutionTimedOutEventAttributes) {
    const { initiatedEventId, workflowExecution } = event.childWorkflowExecutionTimedOutEventAttributes;
    const child = { workflowId: workflowExecution?.workflowId ?? '' };
    end(initiatedEventId, 'timed_out', undefined, workflowTimedOut(child, 'execution'));
  }
}

function value(payloads: Payloads): JsonValue | undefined {
  return payloads?.payloads?.length
    ? fromPayloadsAtIndex<JsonValue>(defaultPayloadConverter, 0, payloads.payloads)
    : undefined;
}

function values(payloads: Payloads): JsonValue[] {
  return (payloads?.payloads ?? []).map((_, index) =>
    fromPayloadsAtIndex<JsonValue>(defaultPayloadConverter, index, payloads?.payloads),
  );
}
