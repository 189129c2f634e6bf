import type { HistoryStep, WorkflowStatus } from '@mcp-agent/core';
import { errorToData, isCancellation, type McpAgentError, TimeoutError } from '@mcp-agent/core/errors';
import { isReservedName, type StepStatus } from '@mcp-agent/core/engine';
import type { EventBody } from '@mcp-agent/engine-kit';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { PAUSED_MEMO, PUBLISHED_MEMO } from '../internal-names.ts';
import { type Payloads, type TemporalEvent, value } from './history-values.ts';
import { PublishedItems } from './published-items.ts';
import { nextRunId } from './run-chain.ts';
import { readStepEvent, type StepRecorder, type StepStart } from './step-events.ts';

/** A step without a result, or a cancelled activity whose attempts are not known yet. */
interface OpenStep {
  readonly index: number;
  readonly activity: StepStart['activity'];
  step: HistoryStep;
}

/**
 * Derives the events of one run from those of Temporal's history, read in order. They depend on the history alone, so
 * that every reader gets the same events. Only open steps are in memory.
 */
export class RunEvents implements StepRecorder {
  readonly #open = new Map<string, OpenStep>();
  readonly #items = new PublishedItems();
  #steps = 0;
  #at = 0;

  /** Returns the event that a Temporal event records, if any. */
  read(event: TemporalEvent): EventBody | undefined {
    this.#at = tsToMs(event.eventTime);
    return readStepEvent(event, this) ?? this.#readMemo(event) ?? this.#readStatus(event);
  }

  /** Returns the indexes of the running activities, by their IDs. */
  runningActivities(): Map<string, number> {
    const running = new Map<string, number>();
    for (const { activity, step, index } of this.#open.values()) {
      if (activity !== undefined && step.status === 'running') running.set(activity.id, index);
    }
    return running;
  }

  begin(key: unknown, { type, name, input, workflowId, activity }: StepStart): EventBody | undefined {
    // Internal messages, such as pauses and model output chunks, are not steps of the workflow.
    if (isReservedName(name)) return undefined;
    const step: HistoryStep = {
      type,
      name,
      status: 'running',
      startedAt: this.#at,
      attempts: 1,
      ...(input !== undefined && { input }),
      ...(workflowId !== undefined && { workflowId }),
    };
    this.#open.set(String(key), { index: this.#steps, activity, step });
    this.#steps += 1;
    return this.#event(this.#steps - 1, step);
  }

  end(key: unknown, status: StepStatus, payloads?: Payloads, error?: McpAgentError): EventBody | undefined {
    const open = this.#open.get(String(key));
    // The attempts of a cancelled activity are known only at its own end, for which the workflow does not wait.
    if (status !== 'cancelled' || open?.activity === undefined || open.step.status !== 'running') {
      this.#open.delete(String(key));
    }
    if (open?.step.status !== 'running') return undefined;
    const output = value(payloads);
    open.step = {
      ...open.step,
      status: endStatus(status, error),
      endedAt: this.#at,
      ...(output !== undefined && output !== null && { output }),
      ...(error !== undefined && !isCancellation(error) && { error: errorToData(error) }),
    };
    return this.#event(open.index, open.step);
  }

  attempts(key: unknown, attempts: number): EventBody | undefined {
    const open = this.#open.get(String(key));
    if (open === undefined || open.step.attempts === attempts) return undefined;
    open.step = { ...open.step, attempts };
    // The event that ends a running activity follows at once.
    return open.step.status === 'running' ? undefined : this.#event(open.index, open.step);
  }

  activity(key: unknown): ReturnType<StepRecorder['activity']> {
    const open = this.#open.get(String(key));
    return open?.activity && { name: open.step.name, timeouts: open.activity.timeouts };
  }

  #event(index: number, step: HistoryStep): EventBody {
    return { type: 'step', at: this.#at, index, step };
  }

  #readMemo(event: TemporalEvent): EventBody | undefined {
    const { fields } = event.workflowPropertiesModifiedEventAttributes?.upsertedMemo ?? {};
    const [paused, published] = [fields?.[PAUSED_MEMO], fields?.[PUBLISHED_MEMO]];
    if (paused) return this.#status(value({ payloads: [paused] }) === true ? 'paused' : 'running');
    const written = published && value({ payloads: [published] });
    const item = written === undefined || written === null ? undefined : this.#items.read(written);
    return item && { type: 'item', at: this.#at, ...item };
  }

  #readStatus(event: TemporalEvent): EventBody | undefined {
    if (event.workflowExecutionStartedEventAttributes) return this.#status('running');
    for (const [name, status] of ENDS) if (event[name]) return this.#status(status, nextRunId(event));
    return undefined;
  }

  #status(status: WorkflowStatus, next?: string): EventBody {
    return { type: 'status', at: this.#at, status, ...(next !== undefined && { nextRunId: next }) };
  }
}

const ENDS = [
  ['workflowExecutionCompletedEventAttributes', 'completed'],
  ['workflowExecutionFailedEventAttributes', 'failed'],
  ['workflowExecutionCanceledEventAttributes', 'cancelled'],
  ['workflowExecutionTerminatedEventAttributes', 'terminated'],
  ['workflowExecutionTimedOutEventAttributes', 'timed_out'],
  ['workflowExecutionContinuedAsNewEventAttributes', 'continued_as_new'],
] as const;

const END_STATUSES: ReadonlySet<WorkflowStatus> = new Set(ENDS.map(([, status]) => status));

/** Whether an event is the last of its run. */
export function isLast(event: EventBody): boolean {
  return event.type === 'status' && END_STATUSES.has(event.status);
}

function endStatus(status: StepStatus, error: McpAgentError | undefined): StepStatus {
  if (error === undefined) return status;
  if (isCancellation(error)) return 'cancelled';
  return TimeoutError.isInstance(error) ? 'timed_out' : status;
}
