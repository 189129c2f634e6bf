import type { CancellationSignal } from '../activity/cancellation.ts';
import type { JsonValue } from '../values/json.ts';
import type { HistoryStep } from './history.ts';
import type { StuckWorkflow } from './history.ts';
import type { WorkflowStatus } from './status.ts';

/** The position of an event in a workflow. Store it to continue there later, also in another process. */
export interface WorkflowPosition {
  readonly runId: string;
  /** Number of the event in its run, from 1. The same for every reader. */
  readonly number: number;
}

interface Recorded extends WorkflowPosition {
  /** When the engine recorded the event, in milliseconds since 1970. */
  readonly at: number;
}

/** A step started or ended, or a signal arrived. */
export interface StepEvent extends Recorded {
  readonly type: 'step';
  /** Index of the step in `history()` of its run. */
  readonly index: number;
  /** The step as of this event. */
  readonly step: HistoryStep;
}

/** The status of the run changed. The first event of a run has the status `running`. */
export interface StatusEvent extends Recorded {
  readonly type: 'status';
  readonly status: WorkflowStatus;
  /** The run that continues this one. */
  readonly nextRunId?: string;
}

/** The workflow published, replaced or withdrew an item. Items that are still published end with their run. */
export interface ItemEvent extends Recorded, PublishedItem {
  readonly type: 'item';
}

/**
 * The engine fails to run the code of the workflow again and again, or runs it again. Recorded by no engine: it has the
 * number of the event before it, so that `after` continues with the next one.
 */
export interface StuckEvent extends Recorded {
  readonly type: 'stuck';
  /** Absent once the run continues. */
  readonly stuck?: StuckWorkflow;
}

/** An item that a workflow publishes to its followers, such as a human input request. */
export interface PublishedItem {
  /** Kind of the item. */
  readonly name: string;
  /** Identifies the item among those with its name. */
  readonly key: string;
  /** Absent if the item is withdrawn. */
  readonly value?: JsonValue;
}

/** An event of `handle.follow()`. */
export type WorkflowEvent = StepEvent | StatusEvent | ItemEvent | StuckEvent;

/** Options of `handle.follow()`. */
export interface FollowOptions {
  /** The last event that the caller knows. Default: the start of the handle's run. */
  readonly after?: WorkflowPosition;
  /** Stops following. The iteration then throws the signal's reason. */
  readonly signal?: CancellationSignal;
}
