import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { fromJson, type WorkflowRuntime } from '@mcp-agent/core/engine';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { runOutcome } from './run-outcome.ts';
import type { Findings } from './findings.ts';
import { definitionSite } from './module-state.ts';
import { formatOutcome, isSameOutcome } from './record.ts';
import type { RecordedRun } from './record-run.ts';
import { Replayer } from './replayer.ts';
import { createWatch } from './run-watch.ts';
import { TapedRuntime } from './taped-runtime.ts';
import { watchRun } from './code-watch.ts';

const NO_MESSAGES = { signalled: () => {}, cancelled: () => {} };

/** Replays a recorded run, and returns whether it took the same steps and had the same outcome. */
export async function replayRun<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  input: JsonValue,
  { record, outcome }: RecordedRun,
  findings: Findings,
): Promise<boolean> {
  const { name, app, run } = workflow;
  let replayer: Replayer | undefined;
  let stopWatching: () => void = () => {};
  const intercept = (engine: WorkflowRuntime): WorkflowRuntime => {
    replayer = new Replayer(engine, record, findings);
    const runtime = new TapedRuntime(engine, replayer, NO_MESSAGES);
    stopWatching = watchRun(
      record.info.runId,
      createWatch(runtime, replayer, findings, () => {}),
    );
    return runtime;
  };

  const executor = new AsyncioExecutor({ logger: { type: 'none' } }, { intercept });
  try {
    const handle = await executor.startWorkflow<JsonValue, Output>(
      { name, app, run: (ctx, value) => run(ctx, fromJson<Input>(value)) },
      input,
      { workflowId: record.info.workflowId },
    );
    const player = replayer;
    if (player === undefined) throw new Error('The engine created no runtime for the workflow.');
    let hasEnded = false;
    const replayed = runOutcome(handle, () => player.continued).finally(() => {
      hasEnded = true;
    });
    await player.play(handle, () => hasEnded);
    if (!hasEnded) await handle.terminate();
    if (player.diverged) return false;
    const again = await replayed;
    if (isSameOutcome(again, outcome)) return true;
    findings.problem(
      'result',
      `The replay ${formatOutcome(again)}, but the run ${formatOutcome(outcome)}, with the same steps. ` +
        'The result may depend only on the input, the results of steps, and ctx.',
      await definitionSite(run, name),
    );
    return false;
  } finally {
    stopWatching();
    await executor.close();
  }
}
