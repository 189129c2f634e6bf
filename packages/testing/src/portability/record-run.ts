import { randomUUID } from 'node:crypto';
import type { JsonValue, Settings, WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import { fromJson, type WorkflowRuntime } from '@mcp-agent/core/engine';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { endingOf } from './endings.ts';
import type { Findings } from './findings.ts';
import { definitionSite } from './module-state.ts';
import type { Ending, RunRecord } from './record.ts';
import { RecordedHandle } from './recorded-handle.ts';
import { Recorder } from './recorder.ts';
import { watchOf } from './run-watch.ts';
import { TapedRuntime } from './runtime.ts';
import { refusals } from './values.ts';
import { PATIENCE_MS, VirtualTime } from '../clock/virtual-time.ts';
import { watchRun } from './watch.ts';

/** A run that was recorded. */
export interface RecordedRun {
  readonly record: RunRecord;
  readonly ending: Ending;
  /** Whether nothing was done in it that must not be done again. */
  readonly repeatable: boolean;
}

/** Runs a workflow in memory, and writes down what it does and what comes to it. */
export async function recordRun<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  input: JsonValue,
  {
    settings,
    during,
    findings,
  }: {
    readonly settings: Settings;
    readonly during: (handle: WorkflowHandle<Output>) => Promise<void>;
    readonly findings: Findings;
  },
): Promise<RecordedRun> {
  const time = new VirtualTime();
  const stopWatching: (() => void)[] = [];
  let first: Recorder | undefined;
  let repeatable = true;
  const intercept = (engine: WorkflowRuntime): WorkflowRuntime => {
    const recorder = new Recorder(engine, time);
    first ??= recorder;
    const runtime = new TapedRuntime(engine, recorder, {
      signalled: (workflowId, name, args) => {
        if (workflowId !== first?.info.workflowId) return;
        first.message((handle) => handle.signal<JsonValue[]>({ type: 'signal', name }, ...args));
      },
      cancelled: (workflowId) => {
        if (workflowId === first?.info.workflowId) first.message((handle) => handle.cancel());
      },
    });
    const watch = watchOf(runtime, recorder, findings, () => {
      repeatable = false;
    });
    stopWatching.push(watchRun(engine.info.runId, watch));
    return runtime;
  };

  const executor = new AsyncioExecutor(settings, { intercept });
  try {
    const handle = await executor.startWorkflow<JsonValue, Output>(
      lookingAtResult(workflow, findings),
      input,
      { workflowId: `${workflow.name}-${randomUUID()}` },
    );
    const recorder = first;
    if (recorder === undefined) throw new Error('The engine made no runtime for the workflow.');
    const ending = endingOf(handle, () => recorder.continued);
    const outside = during(new RecordedHandle(handle, recorder));
    const [, ended] = await Promise.all([outside, time.pass(ending, outside)]);
    if (!ended) throw stuck();
    return { record: recorder.record, ending: await ending, repeatable };
  } finally {
    for (const stop of stopWatching) stop();
    for (const run of await executor.listWorkflows()) {
      if (run.closedAt === undefined) await executor.getHandle(run.workflowId).terminate();
    }
    await executor.close();
  }
}

/** The workflow, whose result is looked at before the engine refuses it for the first thing that is wrong with it. */
function lookingAtResult<Input, Output>(
  { name, app, run }: WorkflowDefinition<Input, Output>,
  findings: Findings,
): WorkflowDefinition<JsonValue, Output> {
  return {
    name,
    app,
    run: async (ctx, input) => {
      const output = await run(ctx, fromJson<Input>(input));
      const refused = refusals(output, `result of workflow ${name}`);
      if (refused.length > 0) {
        const site = await definitionSite(run, name);
        for (const { message } of refused) findings.problem('value', message, site);
      }
      return output;
    },
  };
}

function stuck(): InvalidArgumentError {
  return new InvalidArgumentError(
    `The workflow waits for something that did not come in ${PATIENCE_MS / 1_000} seconds. If it is a signal or an ` +
      'update, send it: checkPortability(workflow, params, { during: (handle) => handle.signal(...) }).',
    { argument: 'options.during' },
  );
}
