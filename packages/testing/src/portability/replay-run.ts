import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { fromJson, type WorkflowRuntime } from '@mcp-agent/core/engine';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { endingOf } from './endings.ts';
import type { Findings } from './findings.ts';
import { definitionSite } from './module-state.ts';
import { endingText, sameEnding } from './record.ts';
import type { RecordedRun } from './record-run.ts';
import { Replayer } from './replayer.ts';
import { watchOf } from './run-watch.ts';
import { TapedRuntime } from './runtime.ts';
import { watchRun } from './watch.ts';

const NO_MESSAGES = { signalled: () => {}, cancelled: () => {} };

/** Repeats a recorded run. Gives whether it went the same way. */
export async function replayRun<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  input: JsonValue,
  { record, ending }: RecordedRun,
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
      watchOf(runtime, replayer, findings, () => {}),
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
    if (player === undefined) throw new Error('The engine made no runtime for the workflow.');
    let over = false;
    const replayed = endingOf(handle, () => player.continued).finally(() => {
      over = true;
    });
    await player.play(handle, () => over);
    if (!over) await handle.terminate();
    if (player.diverged) return false;
    const again = await replayed;
    if (sameEnding(again, ending)) return true;
    findings.problem(
      'result',
      `The replay ${endingText(again)}, and the run ${endingText(ending)}, with the same steps. ` +
        'Let nothing decide but the input, what steps gave, and ctx.',
      await definitionSite(run, name),
    );
    return false;
  } finally {
    stopWatching();
    await executor.close();
  }
}
