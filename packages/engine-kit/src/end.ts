import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import type { Message, WorkflowRun } from '@mcp-agent/core/engine';
import { ContinueAsNew } from './continue-as-new.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** How a run ends: that it goes on as another one is no outcome of the workflow. */
export type End = Outcome | ContinuedAsNew;

/** What the next run begins with. */
export interface ContinuedAsNew {
  readonly status: 'continued_as_new';
  readonly input: JsonValue;
  /** Signals that the run has not taken: they go to the next one. */
  readonly signals: readonly Message[];
}

/** How a run ends whose function threw. */
export function endBy(run: EndingRun, thrown: unknown): End {
  return thrown instanceof ContinueAsNew
    ? { status: 'continued_as_new', input: thrown.input, signals: run.workflow.untakenSignals() }
    : outcomeOf(run.info, thrown, run.cancelled);
}

interface EndingRun {
  readonly info: WorkflowInfo;
  readonly workflow: WorkflowRun;
  /** Whether it was asked to cancel. */
  readonly cancelled: boolean;
}
