import {
  type ErrorData,
  errorToData,
  type HistoryStep,
  isCancellation,
  type JsonValue,
  type StepStatus,
  TimeoutError,
} from '@mcp-agent/core';
import { STREAM_SIGNAL } from '@mcp-agent/core/engine';
import { defaultFailureConverter, defaultPayloadConverter, fromPayloadsAtIndex } from '@temporalio/common';
import type { WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { fromFailure } from '../failure/from-failure.ts';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
export type PendingActivities = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;
type Event = NonNullable<History['events']>[number];
type Payloads = { payloads?: Parameters<typeof fromPayloadsAtIndex>[2] } | null | undefined;
type Failure = Parameters<typeof defaultFailureConverter.failureToError>[0] | null | undefined;
type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Step = Writable<HistoryStep>;

/**
 * What happened in a run, from Temporal's events: one step for each thing that began. What attempts an activity
 * has behind it is in no event before it ends.
 *
 * @param pending asked for only where an activity runs
 */
export async function readHistory(
  history: History,
  pending: () => Promise<PendingActivities>,
): Promise<HistoryStep[]> {
  const steps = new Map<string, Step>();
  for (const event of history.events ?? []) readEvent(event, steps);
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
    // What waits for an attempt was tried once less.
    step.attempts = Math.max(1, (attempt ?? 1) - (waits ? 1 : 0));
    if (waits) step.retry = { at: tsToMs(nextAttemptScheduleTime), error: readFailure(lastFailure) };
  }
}

function readFailure(failure: NonNullable<Failure>): ErrorData {
  return errorToData(fromFailure(defaultFailureConverter.failureToError(failure, defaultPayloadConverter)));
}

function readEvent(event: Event, steps: Map<string, Step>): void {
  const at = tsToMs(event.eventTime);
  const begin = (key: unknown, type: Step['type'], name: string, input: JsonValue | undefined): Step => {
    const step: Step = { type, name, status: 'running', startedAt: at, attempts: 1 };
    if (input !== undefined) step.input = input;
    steps.set(String(key), step);
    return step;
  };
  const end = (key: unknown, status: StepStatus, payloads?: Payloads, failure?: Failure): void => {
    const step = steps.get(String(key));
    if (step === undefined) return;
    step.status = status;
    step.endedAt = at;
    const output = value(payloads);
    if (output !== undefined && output !== null) step.output = output;
    if (failure) {
      const error = fromFailure(defaultFailureConverter.failureToError(failure, defaultPayloadConverter));
      step.error = errorToData(error);
      if (isCancellation(error)) step.status = 'cancelled';
      else if (TimeoutError.isInstance(error)) step.status = 'timed_out';
    }
  };

  if (event.activityTaskScheduledEventAttributes) {
    const { activityType, input } = event.activityTaskScheduledEventAttributes;
    begin(event.eventId, 'activity', activityType?.name ?? '', value(input));
  } else if (event.activityTaskStartedEventAttributes) {
    const { scheduledEventId, attempt } = event.activityTaskStartedEventAttributes;
    const step = steps.get(String(scheduledEventId));
    if (step !== undefined) step.attempts = attempt ?? 1;
  } else if (event.activityTaskCompletedEventAttributes) {
    const { scheduledEventId, result } = event.activityTaskCompletedEventAttributes;
    end(scheduledEventId, 'completed', result);
  } else if (event.activityTaskFailedEventAttributes) {
    const { scheduledEventId, failure } = event.activityTaskFailedEventAttributes;
    end(scheduledEventId, 'failed', undefined, failure);
  } else if (event.activityTaskTimedOutEventAttributes) {
    const { scheduledEventId, failure } = event.activityTaskTimedOutEventAttributes;
    end(scheduledEventId, 'timed_out', undefined, failure);
  } else if (event.activityTaskCancelRequestedEventAttributes) {
    // The workflow goes on at once: what the activity still does is no longer waited for.
    end(event.activityTaskCancelRequestedEventAttributes.scheduledEventId, 'cancelled');
  } else if (event.timerStartedEventAttributes) {
    const { timerId, startToFireTimeout } = event.timerStartedEventAttributes;
    begin(`timer ${timerId}`, 'timer', '', tsToMs(startToFireTimeout));
  } else if (event.timerFiredEventAttributes) {
    end(`timer ${event.timerFiredEventAttributes.timerId}`, 'completed');
  } else if (event.timerCanceledEventAttributes) {
    end(`timer ${event.timerCanceledEventAttributes.timerId}`, 'cancelled');
  } else if (event.workflowExecutionSignaledEventAttributes) {
    const { signalName, input } = event.workflowExecutionSignaledEventAttributes;
    // What a model writes is told piece by piece, and is whole in the step that it belongs to.
    if (signalName === STREAM_SIGNAL.name) return;
    begin(event.eventId, 'signal', signalName ?? '', values(input));
    end(event.eventId, 'completed');
  } else if (event.workflowExecutionUpdateAcceptedEventAttributes) {
    const { acceptedRequest } = event.workflowExecutionUpdateAcceptedEventAttributes;
    begin(event.eventId, 'update', acceptedRequest?.input?.name ?? '', values(acceptedRequest?.input?.args));
  } else if (event.workflowExecutionUpdateCompletedEventAttributes) {
    const { acceptedEventId, outcome } = event.workflowExecutionUpdateCompletedEventAttributes;
    end(acceptedEventId, outcome?.failure ? 'failed' : 'completed', outcome?.success, outcome?.failure);
  } else {
    readChildEvent(event, begin, end);
  }
}

function readChildEvent(
  event: Event,
  begin: (key: unknown, type: Step['type'], name: string, input: JsonValue | undefined) => Step,
  end: (key: unknown, status: StepStatus, payloads?: Payloads, failure?: Failure) => void,
): void {
  if (event.startChildWorkflowExecutionInitiatedEventAttributes) {
    const { workflowType, workflowId, input } = event.startChildWorkflowExecutionInitiatedEventAttributes;
    const step = begin(event.eventId, 'child', workflowType?.name ?? '', value(input));
    if (workflowId) step.workflowId = workflowId;
  } else if (event.startChildWorkflowExecutionFailedEventAttributes) {
    end(event.startChildWorkflowExecutionFailedEventAttributes.initiatedEventId, 'failed');
  } else if (event.childWorkflowExecutionCompletedEventAttributes) {
    const { initiatedEventId, result } = event.childWorkflowExecutionCompletedEventAttributes;
    end(initiatedEventId, 'completed', result);
  } else if (event.childWorkflowExecutionFailedEventAttributes) {
    const { initiatedEventId, failure } = event.childWorkflowExecutionFailedEventAttributes;
    end(initiatedEventId, 'failed', undefined, failure);
  } else if (event.childWorkflowExecutionCanceledEventAttributes) {
    end(event.childWorkflowExecutionCanceledEventAttributes.initiatedEventId, 'cancelled');
  } else if (event.childWorkflowExecutionTerminatedEventAttributes) {
    end(event.childWorkflowExecutionTerminatedEventAttributes.initiatedEventId, 'failed');
  } else if (event.childWorkflowExecutionTimedOutEventAttributes) {
    end(event.childWorkflowExecutionTimedOutEventAttributes.initiatedEventId, 'timed_out');
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
