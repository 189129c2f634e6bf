import { randomUUID } from 'node:crypto';
import type { JsonValue, Settings, WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import { fromJson, type WorkflowRuntime } from '@mcp-agent/core/engine';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { runOutcome } from './run-outcome.ts';
import type { Findings } from './findings.ts';
import { definitionSite } from './module-state.ts';
import type { RunOutcome, RunRecord } from './record.ts';
import { recordedHandle } from './recorded-handle.ts';
import { Recorder } from './recorder.ts';
import { createWatch } from './run-watch.ts';
import { TapedRuntime } from './taped-runtime.ts';
import { jsonProblems } from './json-problems.ts';
import { MAX_SILENT_MS, VirtualTime } from '../clock/virtual-time.ts';
import { watchRun } from './code-watch.ts';

/** A recorded run. */
export interface RecordedRun {
  readonly record: RunRecord;
  readonly outcome: RunOutcome;
  /** Whether the run has no side effects outside activities, so that it can be replayed. */
  readonly repeatable: boolean;
}

/** Runs a workflow on the in-memory engine, and records its steps and messages. */
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
    const watch = createWatch(runtime, recorder, findings, () => {
      repeatable = false;
    });
    stopWatching.push(watchRun(engine.info.runId, watch));
    return runtime;
  };

  const executor = new AsyncioExecutor(settings, { intercept });
  try {
    const handle = await executor.startWorkflow<JsonValue, Output>(
      withResultCheck(workflow, findings),
      input,
      { workflowId: `${workflow.name}-${randomUUID()}` },
    );
    const recorder = first;
    if (recorder === undefined) throw new Error('The engine created no runtime for the workflow.');
    const outcome = runOutcome(handle, () => recorder.continued);
    const sending = during(recordedHandle(handle, recorder));
    const [, hasEnded] = await Promise.all([sending, time.pass(outcome, sending)]);
    if (!hasEnded) throw stuckError();
    return { record: recorder.record, outcome: await outcome, repeatable };
  } finally {
    for (const stop of stopWatching) stop();
    for (const run of await executor.listWorkflows()) {
      if (run.closedAt === undefined) await executor.getHandle(run.workflowId).terminate();
    }
    await executor.close();
  }
}

/** Wraps a workflow to report all problems of its result. The engine throws at the first one. */
function withResultCheck<Input, Output>(
  { name, app, run }: WorkflowDefinition<Input, Output>,
  findings: Findings,
): WorkflowDefinition<JsonValue, Output> {
  return {
    name,
    app,
    run: async (ctx, input) => {
      const output = await run(ctx, fromJson<Input>(input));
      const problems = jsonProblems(output, `result of workflow ${name}`);
      if (problems.length > 0) {
        const site = await definitionSite(run, name);
        for (const { message } of problems) findings.problem('value', message, site);
      }
      return output;
    },
  };
}

function stuckError(): InvalidArgumentError {
  return new InvalidArgumentError(
    `The workflow did not end within ${MAX_SILENT_MS / 1_000} s, and no timer is left. If it waits for a signal or an ` +
      'update, send it: checkPortability(workflow, params, { during: (handle) => handle.signal(...) }).',
    { argument: 'options.during' },
  );
}
