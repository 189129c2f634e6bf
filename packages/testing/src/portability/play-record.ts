import type { JsonValue, WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import type { Watch } from './code-watch.ts';
import type { Findings } from './findings.ts';
import type { RunOutcome, RunRecord } from './record.ts';
import { Replayer } from './replayer.ts';
import { runOutcome } from './run-outcome.ts';
import { createWatch } from './run-watch.ts';
import { TapedRuntime } from './taped-runtime.ts';

const NO_MESSAGES = { starting: () => {}, continuing: () => false, signalled: () => {}, cancelled: () => {} };

/** How a replay ended. */
export interface Played {
  /** Whether it took other steps than the recorded run, which is reported. */
  readonly diverged: boolean;
  /** Missing if it still waited. */
  readonly outcome: RunOutcome | undefined;
}

/** The parts of a replay that depend on the place where its code runs. */
export interface Stage {
  readonly hidesGlobals: boolean;
  /** Called before the workflow starts. Returns the function that is called after it. */
  prepare(runtime: WorkflowRuntime, watch: Watch): () => void;
  /** Returns the handle for the recorded messages. */
  handle(handle: WorkflowHandle): WorkflowHandle;
}

/** Runs a workflow with the results and messages of a recorded run. */
export async function playRecord(
  workflow: WorkflowDefinition<JsonValue>,
  input: JsonValue,
  record: RunRecord,
  findings: Findings,
  stage: Stage,
): Promise<Played> {
  let replayer: Replayer | undefined;
  let leave: () => void = () => {};
  const intercept = (engine: WorkflowRuntime): WorkflowRuntime => {
    replayer = new Replayer(engine, record, findings);
    const runtime = new TapedRuntime(engine, replayer, NO_MESSAGES);
    leave = stage.prepare(
      runtime,
      createWatch(runtime, replayer, findings, { hidesGlobals: stage.hidesGlobals, unrepeatable: () => {} }),
    );
    return runtime;
  };

  const executor = new AsyncioExecutor({ logger: { type: 'none' } }, { intercept });
  try {
    const handle = await executor.startWorkflow(workflow, input, { workflowId: record.info.workflowId });
    const player = replayer;
    if (player === undefined) throw new Error('The engine created no runtime for the workflow.');
    let hasEnded = false;
    const ended = runOutcome(handle, () => player.continued).finally(() => {
      hasEnded = true;
    });
    await player.play(stage.handle(handle), () => hasEnded);
    if (!hasEnded) await handle.terminate();
    return { diverged: player.diverged, outcome: hasEnded ? await ended : undefined };
  } finally {
    leave();
    await executor.close();
  }
}
