import { CancelledError, type JsonValue, type WorkflowContext } from '@mcp-agent/core';
import {
  findWorkflow,
  jsonBytes,
  type Message,
  provideCurrentWorkflow,
  WorkflowRun,
} from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { toFailure } from '../failure/to-failure.ts';
import { PAUSED_MEMO } from '../internal-names.ts';
import { failOnRejection } from './rejections.ts';
import { TemporalRuntime } from './runtime.ts';

// Each workflow has the isolate's modules to itself: the current workflow is a variable.
let current: WorkflowContext | undefined;

provideCurrentWorkflow(() => current);

/**
 * Runs the workflow of this run's type.
 *
 * @param signals those that the run before this one had not taken
 */
export async function dispatch(input: JsonValue, signals: readonly Message[] = []): Promise<JsonValue> {
  const root = temporal.CancellationScope.current();
  try {
    const runtime = new TemporalRuntime();
    const run = new WorkflowRun(findWorkflow(runtime.info.workflowName), runtime);
    runtime.serve(run);
    current = run.context;
    const outcome = new Promise<JsonValue>((completed, failed) => {
      failOnRejection(failed);
      run.execute(input, { completed, failed }, signals);
    });
    // After the workflow's first turn, in which it sets the handlers that early messages are for.
    receive(run);
    const output = await outcome;
    await runtime.budget.room(jsonBytes(output));
    return output;
  } catch (error) {
    if (error instanceof temporal.ContinueAsNew) throw error;
    if (root.consideredCancelled && CancelledError.isInstance(error)) {
      throw new temporal.CancelledFailure('The workflow was cancelled.');
    }
    throw toFailure(error);
  }
}

function receive(run: WorkflowRun): void {
  temporal.setDefaultSignalHandler((name, ...args) => {
    const before = run.paused;
    run.signal(name, args.map(asJson));
    if (run.paused !== before) temporal.upsertMemo({ [PAUSED_MEMO]: run.paused });
  });
  temporal.setDefaultQueryHandler((name, ...args) => {
    try {
      return run.query(name, args.map(asJson));
    } catch (error) {
      throw toFailure(error);
    }
  });
}

/** What Temporal's converter read is JSON, whatever its type says. */
function asJson(value: unknown): JsonValue {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as JsonValue;
}
