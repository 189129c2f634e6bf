import type {
  Executor,
  HistoryStep,
  JsonValue,
  WorkflowDefinition,
  WorkflowHandle,
  WorkflowStatus,
} from '@mcp-agent/core';
import { type StartArguments, type StepStatus, toJson } from '@mcp-agent/core/engine';
import { type ErrorData, errorToData, WorkflowFailedError } from '@mcp-agent/core/errors';
import { Normaliser } from './normalise.ts';

/** An error in a trace: what code can tell it by. */
export interface TraceError {
  readonly code: string;
  readonly message: string;
}

/** One thing that a workflow did, or that came to it, as it would be on any engine. */
export interface TraceEvent {
  /** `end` is how the workflow ended, and always the last. */
  readonly type: HistoryStep['type'] | 'end';
  /** The activity's, child's, signal's or update's name; the workflow's for `end`; empty for a timer. */
  readonly name: string;
  readonly status: StepStatus | WorkflowStatus;
  readonly attempts: number;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly error?: TraceError;
}

/**
 * Runs a workflow and gives what it did, for comparing two engines: `expect(await recordTrace(temporal, ...))
 * .toEqual(await recordTrace(asyncio, ...))`.
 *
 * @param args the workflow's input and the options, as for `startWorkflow`
 * @throws what `startWorkflow` throws; a workflow that fails is a trace that ends so
 *
 * @example
 * ```ts
 * const inMemory = await recordTrace(new AsyncioExecutor(settings), research, { query });
 * const onTemporal = await recordTrace(new TemporalExecutor(), research, { query });
 * expect(onTemporal).toEqual(inMemory);
 * ```
 */
export async function recordTrace<Input, Output>(
  executor: Executor,
  workflow: WorkflowDefinition<Input, Output>,
  ...args: StartArguments<Input>
): Promise<TraceEvent[]> {
  return traceOf(await executor.startWorkflow(workflow, ...args));
}

/**
 * What a workflow did, once it has ended: steps in the order in which they began, without ids, times, stack traces
 * and the engine's name. What ended differs in order with every run is not in it: whether the second of two activities
 * was done first, for instance.
 *
 * @param handle a workflow that was started; its end is waited for
 */
export async function traceOf(handle: WorkflowHandle): Promise<TraceEvent[]> {
  const end = await endOf(handle);
  const [{ workflowId, runId, workflowName, status }, history] = await Promise.all([
    handle.describe(),
    handle.history(),
  ]);
  const normaliser = new Normaliser([workflowId, runId, handle.runId ?? '']);
  return [
    ...history.map((step) => eventOf(step, normaliser)),
    { type: 'end', name: workflowName, status, attempts: 1, ...outcome(end, normaliser) },
  ];
}

interface Outcome {
  readonly output?: JsonValue;
  readonly error?: ErrorData;
}

async function endOf(handle: WorkflowHandle): Promise<Outcome> {
  try {
    return { output: toJson(await handle.result(), 'result') };
  } catch (error) {
    return { error: errorToData(WorkflowFailedError.isInstance(error) ? error.cause : error) };
  }
}

function eventOf(
  { type, name, status, attempts, input, ...end }: HistoryStep,
  normaliser: Normaliser,
): TraceEvent {
  return {
    type,
    name,
    status,
    attempts,
    ...(input !== undefined && { input: normaliser.value(input) }),
    // That it was cancelled is all that engines agree on.
    ...(status !== 'cancelled' && outcome(end, normaliser)),
  };
}

function outcome({ output, error }: Outcome, normaliser: Normaliser): Pick<TraceEvent, 'output' | 'error'> {
  if (error !== undefined) {
    const { code, message } = innermost(error);
    return { error: { code, message: normaliser.text(message) } };
  }
  // An engine that gives nothing and one that gives null mean the same.
  return output === undefined || output === null ? {} : { output: normaliser.value(output) };
}

/** What went wrong, without the errors in which engines wrap it. */
function innermost(error: ErrorData): ErrorData {
  const wraps = error.code === 'ACTIVITY_FAILED' || error.code === 'CHILD_WORKFLOW_FAILED';
  return wraps && error.cause !== undefined ? innermost(error.cause) : error;
}
