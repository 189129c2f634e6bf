import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import type { Message, WorkflowRun } from '@mcp-agent/core/engine';
import { ContinueAsNew } from './continue-as-new.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** The end of a run: an outcome of the workflow, or a continue-as-new, which is not an outcome. */
export type End = Outcome | ContinuedAsNew;

/** The input and signals of the next run. */
export interface ContinuedAsNew {
  readonly status: 'continued_as_new';
  readonly input: JsonValue;
  /** Signals that this run has not handled. The next run receives them. */
  readonly signals: readonly Message[];
}

/** Returns how a run ends after its function threw. */
export function endBy(run: EndingRun, thrown: unknown): End {
  return thrown instanceof ContinueAsNew
    ? { status: 'continued_as_new', input: thrown.input, signals: run.workflow.untakenSignals() }
    : outcomeOf(run.info, thrown, run.cancelled);
}

interface EndingRun {
  readonly info: WorkflowInfo;
  readonly workflow: WorkflowRun;
  /** Whether cancellation was requested. */
  readonly cancelled: boolean;
}
