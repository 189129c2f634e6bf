import type { JsonValue, WorkflowContext } from '@mcp-agent/core';
import { CancelledError } from '@mcp-agent/core/errors';
import { jsonBytes, type Message, provideCurrentWorkflow } from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { toFailure } from '../failure/to-failure.ts';
import { failOnUncaughtErrors } from './rejections.ts';
import { TemporalRuntime } from './runtime.ts';

// Each workflow has its own copy of this module, so a variable can hold the current workflow.
let current: WorkflowContext | undefined;

provideCurrentWorkflow(() => current);

/**
 * Runs the workflow of this run's type.
 *
 * @param signals signals that the previous run did not handle
 */
export async function dispatch(input: JsonValue, signals: readonly Message[] = []): Promise<JsonValue> {
  const root = temporal.CancellationScope.current();
  try {
    const { run, budget } = new TemporalRuntime();
    current = run.context;
    failOnUncaughtErrors(run);
    const outcome = new Promise<JsonValue>((completed, failed) => {
      run.execute(input, { completed, failed }, signals);
    });
    const output = await outcome.finally(() => budget.delivered());
    await budget.room(jsonBytes(output));
    return output;
  } catch (error) {
    if (error instanceof temporal.ContinueAsNew) throw error;
    if (root.consideredCancelled && CancelledError.isInstance(error)) {
      throw new temporal.CancelledFailure('The workflow was cancelled.');
    }
    throw toFailure(error);
  }
}
