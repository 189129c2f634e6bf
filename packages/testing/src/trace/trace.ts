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

/** An error in a trace. */
export interface TraceError {
  readonly code: string;
  readonly message: string;
}

/** A step or message of a workflow, in a form that is equal on all engines. */
export interface TraceEvent {
  /** `end` is the end of the workflow, and always the last event. */
  readonly type: HistoryStep['type'] | 'end';
  /** The name of the activity, child, signal or update; of the workflow for `end`; empty for a timer. */
  readonly name: string;
  readonly status: StepStatus | WorkflowStatus;
  readonly attempts: number;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly error?: TraceError;
}

/**
 * Runs a workflow and returns its trace, for example to compare two engines.
 *
 * @param args the input and the options, as for `startWorkflow`
 * @throws what `startWorkflow` throws; a failed workflow returns a trace
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
 * Waits until a workflow ends, and returns its trace: steps in the order of their start, without IDs, times, stack traces
 * and the name of the engine. The order in which concurrent steps end is not part of it.
 *
 * @param handle the handle of a started workflow
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
    // The errors of cancelled steps differ between engines.
    ...(status !== 'cancelled' && outcome(end, normaliser)),
  };
}

function outcome({ output, error }: Outcome, normaliser: Normaliser): Pick<TraceEvent, 'output' | 'error'> {
  if (error !== undefined) {
    const { code, message } = rootCause(error);
    return { error: { code, message: normaliser.text(message) } };
  }
  // Engines return either null or no output.
  return output === undefined || output === null ? {} : { output: normaliser.value(output) };
}

/** Returns the cause of an error without the errors in which engines wrap it. */
function rootCause(error: ErrorData): ErrorData {
  const wraps = error.code === 'ACTIVITY_FAILED' || error.code === 'CHILD_WORKFLOW_FAILED';
  return wraps && error.cause !== undefined ? rootCause(error.cause) : error;
}
