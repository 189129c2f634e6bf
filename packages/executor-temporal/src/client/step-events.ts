import type { HistoryStep, JsonValue } from '@mcp-agent/core';
import type { McpAgentError } from '@mcp-agent/core/errors';
import {
  activityTimedOut,
  type ActivityTimeouts,
  childIdTaken,
  type StepStatus,
  workflowTerminated,
  workflowTimedOut,
} from '@mcp-agent/core/engine';
import type { EventBody } from '@mcp-agent/engine-kit';
import { optionalTsToMs, tsToMs } from '@temporalio/common/lib/time.js';
import { decodeFailure } from '../failure/decode-failure.ts';
import { activityTimeoutKind, fromFailure } from '../failure/from-failure.ts';
import { NEXT_TASK_TIMER } from '../internal-names.ts';
import { errorOf, type Payloads, type TemporalEvent, value, values } from './history-values.ts';

/** The start of a step. */
export interface StepStart {
  readonly type: HistoryStep['type'];
  readonly name: string;
  readonly input: JsonValue | undefined;
  readonly workflowId?: string;
  readonly activity?: { readonly id: string; readonly timeouts: ActivityTimeouts };
}

/** Records the steps of a run. Each method returns the event, if the step has changed. */
export interface StepRecorder {
  begin(key: unknown, start: StepStart): EventBody | undefined;
  end(key: unknown, status: StepStatus, payloads?: Payloads, error?: McpAgentError): EventBody | undefined;
  attempts(key: unknown, attempts: number): EventBody | undefined;
  /** Returns the name and the timeouts of an open activity. */
  activity(key: unknown): { readonly name: string; readonly timeouts: ActivityTimeouts } | undefined;
}

/** Reads a Temporal event of an activity, a timer or a message. */
export function readStepEvent(event: TemporalEvent, steps: StepRecorder): EventBody | undefined {
  if (event.activityTaskScheduledEventAttributes) {
    const { activityType, activityId, input, ...options } = event.activityTaskScheduledEventAttributes;
    const timeouts = {
      startToCloseTimeoutMs: optionalTsToMs(options.startToCloseTimeout) ?? 0,
      scheduleToCloseTimeoutMs: optionalTsToMs(options.scheduleToCloseTimeout),
      scheduleToStartTimeoutMs: optionalTsToMs(options.scheduleToStartTimeout),
      heartbeatTimeoutMs: optionalTsToMs(options.heartbeatTimeout),
    };
    return steps.begin(event.eventId, {
      type: 'activity',
      name: activityType?.name ?? '',
      input: value(input),
      activity: { id: activityId ?? '', timeouts },
    });
  }
  if (event.activityTaskStartedEventAttributes) {
    const { scheduledEventId, attempt } = event.activityTaskStartedEventAttributes;
    return steps.attempts(scheduledEventId, attempt ?? 1);
  }
  if (event.activityTaskCompletedEventAttributes) {
    const { scheduledEventId, result } = event.activityTaskCompletedEventAttributes;
    return steps.end(scheduledEventId, 'completed', result);
  }
  if (event.activityTaskFailedEventAttributes) {
    const { scheduledEventId, failure } = event.activityTaskFailedEventAttributes;
    return steps.end(scheduledEventId, 'failed', undefined, failure ? errorOf(failure) : undefined);
  }
  if (event.activityTaskTimedOutEventAttributes) {
    const { scheduledEventId, failure } = event.activityTaskTimedOutEventAttributes;
    const thrown = failure && decodeFailure(failure);
    const [kind, timedOut] = [activityTimeoutKind(thrown), steps.activity(scheduledEventId)];
    const error =
      kind !== undefined && timedOut !== undefined
        ? activityTimedOut(timedOut.name, kind, timedOut.timeouts)
        : fromFailure(thrown);
    return steps.end(scheduledEventId, 'timed_out', undefined, error);
  }
  if (event.activityTaskCancelRequestedEventAttributes) {
    // The workflow continues at once and no longer waits for the activity.
    return steps.end(event.activityTaskCancelRequestedEventAttributes.scheduledEventId, 'cancelled');
  }
  if (event.activityTaskCanceledEventAttributes) {
    return steps.end(event.activityTaskCanceledEventAttributes.scheduledEventId, 'cancelled');
  }
  if (event.timerStartedEventAttributes) {
    const { timerId, startToFireTimeout } = event.timerStartedEventAttributes;
    if (isNextTaskTimer(event)) return undefined;
    return steps.begin(`timer ${timerId}`, { type: 'timer', name: '', input: tsToMs(startToFireTimeout) });
  }
  if (event.timerFiredEventAttributes) {
    return steps.end(`timer ${event.timerFiredEventAttributes.timerId}`, 'completed');
  }
  if (event.timerCanceledEventAttributes) {
    return steps.end(`timer ${event.timerCanceledEventAttributes.timerId}`, 'cancelled');
  }
  if (event.workflowExecutionSignaledEventAttributes) {
    const { signalName, input } = event.workflowExecutionSignaledEventAttributes;
    steps.begin(event.eventId, { type: 'signal', name: signalName ?? '', input: values(input) });
    return steps.end(event.eventId, 'completed');
  }
  if (event.workflowExecutionUpdateAcceptedEventAttributes) {
    const { name, args } = event.workflowExecutionUpdateAcceptedEventAttributes.acceptedRequest?.input ?? {};
    return steps.begin(event.eventId, { type: 'update', name: name ?? '', input: values(args) });
  }
  if (event.workflowExecutionUpdateCompletedEventAttributes) {
    const { acceptedEventId, outcome } = event.workflowExecutionUpdateCompletedEventAttributes;
    const error = outcome?.failure ? errorOf(outcome.failure) : undefined;
    return steps.end(acceptedEventId, error ? 'failed' : 'completed', outcome?.success, error);
  }
  return readChildEvent(event, steps);
}

/** Whether a timer only triggers the next workflow task. It is not a step of the workflow. */
function isNextTaskTimer({ userMetadata }: TemporalEvent): boolean {
  const summary = userMetadata?.summary;
  return Boolean(summary) && value({ payloads: [summary ?? {}] }) === NEXT_TASK_TIMER;
}

function readChildEvent(event: TemporalEvent, steps: StepRecorder): EventBody | undefined {
  if (event.startChildWorkflowExecutionInitiatedEventAttributes) {
    const { workflowType, workflowId, input } = event.startChildWorkflowExecutionInitiatedEventAttributes;
    const name = workflowType?.name ?? '';
    const id = workflowId ? { workflowId } : {};
    return steps.begin(event.eventId, { type: 'child', name, input: value(input), ...id });
  }
  if (event.startChildWorkflowExecutionFailedEventAttributes) {
    const { initiatedEventId, workflowId } = event.startChildWorkflowExecutionFailedEventAttributes;
    // The server rejects the start of a child only for this reason, or for a missing namespace.
    return steps.end(initiatedEventId, 'failed', undefined, childIdTaken(workflowId ?? ''));
  }
  if (event.childWorkflowExecutionCompletedEventAttributes) {
    const { initiatedEventId, result } = event.childWorkflowExecutionCompletedEventAttributes;
    return steps.end(initiatedEventId, 'completed', result);
  }
  if (event.childWorkflowExecutionFailedEventAttributes) {
    const { initiatedEventId, failure } = event.childWorkflowExecutionFailedEventAttributes;
    return steps.end(initiatedEventId, 'failed', undefined, failure ? errorOf(failure) : undefined);
  }
  if (event.childWorkflowExecutionCanceledEventAttributes) {
    return steps.end(event.childWorkflowExecutionCanceledEventAttributes.initiatedEventId, 'cancelled');
  }
  if (event.childWorkflowExecutionTerminatedEventAttributes) {
    const { initiatedEventId, workflowExecution } = event.childWorkflowExecutionTerminatedEventAttributes;
    const child = { workflowId: workflowExecution?.workflowId ?? '', runId: workflowExecution?.runId ?? '' };
    return steps.end(initiatedEventId, 'failed', undefined, workflowTerminated(child));
  }
  if (event.childWorkflowExecutionTimedOutEventAttributes) {
    const { initiatedEventId, workflowExecution } = event.childWorkflowExecutionTimedOutEventAttributes;
    const error = workflowTimedOut({ workflowId: workflowExecution?.workflowId ?? '' }, 'execution');
    return steps.end(initiatedEventId, 'timed_out', undefined, error);
  }
  return undefined;
}
