import { randomUUID } from 'node:crypto';
import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import type { Message, WorkflowRun } from '@mcp-agent/core/engine';
import { ContinueAsNew } from '../continue-as-new.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';
import { type RunRecord, type RunState, stateOf } from './keeper.ts';

/** How a run ends: that it goes on as another one is no outcome of the workflow. */
export type End =
  | Outcome
  | {
      readonly status: 'continued_as_new';
      readonly input: JsonValue;
      /** Signals that the run has not taken: they go to the next one. */
      readonly signals: readonly Message[];
    };

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

/** What becomes of a run that ends, and the run that it goes on as. */
export function closing(end: End, record: RunRecord): { state: RunState; next?: RunRecord } {
  if (end.status !== 'continued_as_new') return { state: stateOf(end) };
  const closedAt = Date.now();
  const info = { ...record.info, runId: randomUUID(), startTime: closedAt };
  return {
    state: { status: end.status, closedAt, next: info.runId },
    next: { ...record, info, input: end.input, signals: end.signals },
  };
}
